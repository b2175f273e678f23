import io
import os
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.color_profiles import srgb_profile
from engine.image_io import decode_picture, write_picture


def encoded(image: Image.Image, image_format: str, profile: bytes) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, icc_profile=profile)
    return buffer.getvalue()


def linear_light() -> bytes:
    """A profile of RGB that is not sRGB, though it says so: linear light, made of sRGB's by its three curves."""
    data = bytearray(srgb_profile())
    count = int.from_bytes(data[128:132], "big")
    for number in range(count):
        entry = 132 + 12 * number
        if data[entry : entry + 4] in (b"rTRC", b"gTRC", b"bTRC"):
            place = int.from_bytes(data[entry + 4 : entry + 8], "big")
            data[place : place + 12] = b"curv\0\0\0\0\0\0\0\0"  # the identity
    return bytes(data)


def renamed(name: str) -> bytes:
    """The profile of sRGB as another program calls it, by four letters."""
    assert len(name) == 4
    return srgb_profile().replace("sRGB".encode("utf-16-be"), name.encode("utf-16-be"))


def linear_grey() -> bytes:
    """A profile of grey in linear light."""
    kinds = (b"wtpt", b"kTRC", b"desc", b"cprt")
    texts = {
        kind: b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", 2, 28) + b"\0g\0\0" for kind in kinds[2:]
    }
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    tags = {kinds[0]: white, kinds[1]: b"curv" + bytes(8), **texts}
    place, table, body = 132 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for kind, data in tags.items():
        table += kind + struct.pack(">II", place + len(body), len(data))
        body += data
    head = bytearray(srgb_profile()[:128])
    head[:4], head[16:20] = struct.pack(">I", place + len(body)), b"GRAY"
    return bytes(head) + table + body


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_other_profiles_become_srgb(mode: str) -> None:
    color = (55, 55, 55) if mode == "RGB" else (55, 55, 55, 255)
    image = Image.new(mode, (8, 8), color)
    if mode == "RGBA":
        image.putpixel((0, 0), (0, 0, 0, 0))
    picture = decode_picture(encoded(image, "PNG", linear_light()), "x")
    assert abs(int(picture.pixels[4, 4, 0]) - 128) <= 2  # linear 0.216 is sRGB 0.502
    assert (picture.alpha is not None) == (mode == "RGBA")


def test_a_profile_that_does_what_srgb_does_leaves_the_very_pixels() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (16, 16, 3), dtype=np.uint8)
    profile = renamed("mine")
    assert profile != srgb_profile()
    assert np.array_equal(decode_picture(encoded(Image.fromarray(pixels), "PNG", profile), "x").pixels, pixels)


@pytest.mark.parametrize(("alpha", "deep"), [(None, False), (255, False), (254, False), (None, True)])
def test_profiles_of_grey_are_applied_whatever_lies_beside_it(alpha: int | None, deep: bool) -> None:
    grey = np.full((8, 8), 55, np.uint8)
    if deep:
        image = Image.fromarray(grey.astype(np.uint16) * 257)
    else:
        image = Image.fromarray(grey if alpha is None else np.dstack([grey, np.full_like(grey, alpha)]))
    picture = decode_picture(encoded(image, "PNG", linear_grey()), "x")
    assert np.abs(picture.pixels.astype(int) - 128).max() <= 2
    assert (picture.alpha is None) == (alpha != 254)


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
