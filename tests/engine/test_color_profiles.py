import io
import os

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.color_profiles import srgb_profile
from engine.image_io import decode_picture, write_picture


def encoded(image: Image.Image, image_format: str, profile: bytes) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, icc_profile=profile)
    return buffer.getvalue()


def lab_like() -> bytes:
    """A profile of RGB that is not sRGB: linear light, made of sRGB's by its three curves."""
    data = bytearray(srgb_profile())
    count = int.from_bytes(data[128:132], "big")
    for number in range(count):
        entry = 132 + 12 * number
        if data[entry : entry + 4] in (b"rTRC", b"gTRC", b"bTRC"):
            place = int.from_bytes(data[entry + 4 : entry + 8], "big")
            data[place : place + 12] = b"curv\0\0\0\0\0\0\0\0"  # the identity
        if data[entry : entry + 4] == b"desc":
            place = int.from_bytes(data[entry + 4 : entry + 8], "big")
            size = int.from_bytes(data[entry + 8 : entry + 12], "big")
            data[place : place + size] = data[place : place + size].replace(b"\0s\0R\0G\0B", b"\0l\0i\0n\0e")
    return bytes(data)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_other_profiles_become_srgb(mode: str) -> None:
    color = (55, 55, 55) if mode == "RGB" else (55, 55, 55, 255)
    image = Image.new(mode, (8, 8), color)
    if mode == "RGBA":
        image.putpixel((0, 0), (0, 0, 0, 0))
    picture = decode_picture(encoded(image, "PNG", lab_like()), "x")
    assert abs(int(picture.pixels[4, 4, 0]) - 128) <= 2  # linear 0.216 is sRGB 0.502
    assert (picture.alpha is not None) == (mode == "RGBA")


@pytest.mark.parametrize("profile", [b"no profile at all", os.urandom(600)])
def test_a_damaged_profile_is_passed_by(profile: bytes) -> None:
    picture = decode_picture(encoded(Image.new("RGB", (4, 4), (55, 60, 65)), "PNG", profile), "x")
    assert picture.pixels[0, 0].tolist() == [55, 60, 65]


def test_a_profile_of_another_kind_of_colors_is_passed_by() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    picture = decode_picture(encoded(Image.new("RGB", (4, 4), (55, 60, 65)), "PNG", lab), "x")
    assert picture.pixels[0, 0].tolist() == [55, 60, 65]


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tiff"])
def test_what_is_written_says_that_it_is_srgb(tmp_path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    write_picture(path, np.full((8, 8, 3), 100, np.uint8))
    with Image.open(path) as image:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
