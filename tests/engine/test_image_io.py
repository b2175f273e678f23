import io
import json
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine import image_io
from engine.errors import PictureError
from engine.image_io import WRITABLE_SUFFIXES, decode_picture, read_picture, write_picture
from engine.progress import Cancelled, Watched


def png_bytes(width: int, height: int, depth: int, kind: int, rows: bytes, **chunks: bytes) -> bytes:
    """A PNG made by hand, for what Pillow does not write. `kind`: 0 grey, 2 RGB, 4 grey+alpha, 6 RGBA."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    extra = b"".join(chunk(name.encode(), data) for name, data in chunks.items())
    parts = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def row16(*values: int) -> bytes:
    return b"\0" + b"".join(struct.pack(">H", value) for value in values)


def encoded(image: Image.Image, image_format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (48, 64, 3), dtype=np.uint8)


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "BMP", "TIFF"])
def test_exact_formats_come_back_exactly(noise: np.ndarray, image_format: str) -> None:
    options = {"lossless": True} if image_format == "WEBP" else {}
    picture = decode_picture(encoded(Image.fromarray(noise), image_format, **options), "x")
    np.testing.assert_array_equal(picture.pixels, noise)
    assert picture.alpha is None


def test_jpeg_is_read() -> None:
    picture = decode_picture(encoded(Image.new("RGB", (8, 6), (200, 30, 60)), "JPEG"), "x")
    assert (picture.width, picture.height) == (8, 6)
    assert np.abs(picture.pixels.astype(int) - (200, 30, 60)).max() < 6


def test_first_frame_of_an_animation() -> None:
    frames = [Image.new("RGB", (4, 4), color) for color in ("red", "lime")]
    picture = decode_picture(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "x")
    assert picture.pixels[0, 0].tolist() == [255, 0, 0]


def test_transparency_is_laid_on_white_and_kept() -> None:
    rgba = np.zeros((2, 2, 4), np.uint8)
    rgba[0, 0] = (10, 20, 30, 255)
    rgba[0, 1] = (0, 0, 0, 128)
    picture = decode_picture(encoded(Image.fromarray(rgba), "PNG"), "x")
    assert picture.pixels[0, 0].tolist() == [10, 20, 30]
    assert abs(int(picture.pixels[0, 1, 0]) - 127) <= 1
    assert picture.pixels[1, 1].tolist() == [255, 255, 255]
    assert picture.alpha is not None and picture.alpha.tolist() == [[255, 128], [0, 0]]


def test_fully_opaque_alpha_is_no_transparency() -> None:
    assert decode_picture(encoded(Image.new("RGBA", (2, 2), (1, 2, 3, 255)), "PNG"), "x").alpha is None


def test_grey_with_alpha() -> None:
    image = Image.fromarray(np.array([[[0, 255], [0, 0]]], np.uint8))
    assert image.mode == "LA"
    assert decode_picture(encoded(image, "PNG"), "x").pixels[0, :, 0].tolist() == [0, 255]


def test_palette_and_its_transparency() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([200, 10, 10, 10, 200, 10])
    image.putpixel((1, 0), 1)
    assert decode_picture(encoded(image, "PNG"), "x").pixels[0].tolist() == [[200, 10, 10], [10, 200, 10]]
    picture = decode_picture(encoded(image, "PNG", transparency=1), "x")
    assert picture.pixels[0].tolist() == [[200, 10, 10], [255, 255, 255]]
    assert picture.alpha is not None and picture.alpha.tolist() == [[255, 0]]


def test_one_bit() -> None:
    image = Image.new("1", (2, 1), 1)
    image.putpixel((0, 0), 0)
    assert decode_picture(encoded(image, "PNG"), "x").pixels[0, :, 1].tolist() == [0, 255]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png_bytes(3, 1, 16, 0, row16(65535, 32896, 0)), [[255] * 3, [128] * 3, [0] * 3]),
        (png_bytes(1, 1, 16, 2, row16(65535, 32896, 257)), [[255, 128, 1]]),
        (png_bytes(2, 1, 16, 0, row16(65535, 0), tRNS=struct.pack(">H", 0)), [[255] * 3, [255] * 3]),
        (png_bytes(1, 1, 16, 6, row16(0, 0, 0, 0)), [[255] * 3]),
        (png_bytes(1, 1, 16, 4, row16(0, 65535)), [[0] * 3]),
    ],
    ids=["grey", "rgb", "grey with a transparent value", "rgba", "grey and alpha"],
)
def test_sixteen_bits(data: bytes, expected: list[list[int]]) -> None:
    assert decode_picture(data, "x").pixels[0].tolist() == expected


@pytest.mark.parametrize(("dtype", "high"), [(np.uint16, 65535), (np.int32, 65535), (np.float32, 1.0)])
def test_deep_grey_tiff(dtype: type, high: float) -> None:
    image = Image.fromarray(np.array([[0, high / 2, high]], dtype))
    assert decode_picture(encoded(image, "TIFF"), "x").pixels[0, :, 0].tolist() == pytest.approx([0, 127, 255], abs=1)


@pytest.mark.parametrize(("dtype", "high"), [(np.uint8, 255), (np.uint16, 65535), (np.float32, 1.0)])
def test_a_tiff_that_counts_ink_is_no_negative(dtype: type, high: float) -> None:
    buffer = io.BytesIO()
    Image.fromarray(np.array([[0, high / 2, high]], dtype)).save(buffer, "TIFF", tiffinfo={262: 1})
    data = bytearray(buffer.getvalue())
    entry = data.index(struct.pack("<HHI", 262, 3, 1)) + 8
    data[entry : entry + 2] = struct.pack("<H", 0)
    assert decode_picture(bytes(data), "x").pixels[0, :, 0].tolist() == pytest.approx([255, 128, 0], abs=1)


@pytest.mark.parametrize("white", [1.0, 255.0, 65535.0])
def test_a_float_that_passes_white_darkens_no_other(white: float) -> None:
    values = np.full((40, 40), white, np.float32)
    values[10] = values[0, 0] = 0
    values[20, 0], values[21, 0], values[22, 0] = 1.02 * white, 400 * white, np.inf
    pixels = decode_picture(encoded(Image.fromarray(values), "TIFF"), "x").pixels
    assert (pixels == np.where(values > 0, 255, 0)[..., None]).all()


def test_light_floats_on_black_are_not_taken_for_others() -> None:
    values = np.zeros((200, 200), np.float32)
    values[7, :20] = 128
    assert decode_picture(encoded(Image.fromarray(values), "TIFF"), "x").pixels.max() == 128


@pytest.mark.parametrize("image_format", ["JPEG", "TIFF"])
def test_cmyk(image_format: str) -> None:
    image = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    pixel = decode_picture(encoded(image, image_format), "x").pixels[4, 4]
    assert np.abs(pixel.astype(int) - (255, 0, 0)).max() < 8


@pytest.mark.parametrize("image_format", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_exif_rotation_is_applied(image_format: str) -> None:
    pixels = np.full((16, 32, 3), 255, np.uint8)
    pixels[:, :16] = 0  # dark on the left; turned by 90° clockwise it is dark on top
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = decode_picture(encoded(Image.fromarray(pixels), image_format, exif=exif), "x")
    assert (picture.width, picture.height) == (16, 32)
    assert picture.pixels[2, 8, 0] < 20 and picture.pixels[29, 8, 0] > 235


@pytest.mark.parametrize("image_format", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF"])
@pytest.mark.parametrize("share", [0.001, 0.5, 0.95])
def test_truncated(noise: np.ndarray, image_format: str, share: float) -> None:
    data = encoded(Image.fromarray(noise), image_format)
    with pytest.raises(PictureError, match=r"^drawing\.xyz is damaged or cut short"):
        decode_picture(data[: max(4, int(len(data) * share))], "drawing.xyz")


def float_tiff(tiled: bool) -> bytes:
    """2 × 2 pixels of three floats each, as renderers write them."""
    tags = [(256, 2), (257, 2), (258, 32), (259, 1), (262, 2), (277, 3), (339, 3)]
    tags += [(322, 2), (323, 2), (324, 200), (325, 48)] if tiled else [(273, 200), (278, 2), (279, 48)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags))
    head = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4)
    return head.ljust(200, b"\0") + struct.pack("<12f", *[0.5] * 12)


@pytest.mark.parametrize("tiled", [False, True])
def test_a_whole_tiff_of_a_kind_that_is_not_read_is_not_called_damaged(tiled: bool) -> None:
    data = float_tiff(tiled)
    with pytest.raises(PictureError, match=r"^render\.tif is a TIFF of a kind that cannot be read; save it with 8"):
        decode_picture(data, "render.tif")
    with pytest.raises(PictureError, match=r"^render\.tif is damaged or cut short"):
        decode_picture(data[:-1], "render.tif")


@pytest.mark.parametrize(("bits", "photometric"), [(16, 1), (16, 0), (8, 0)])
def test_a_tiff_of_grey_with_transparency_is_not_told_to_have_other_bits(bits: int, photometric: int) -> None:
    tags = {
        256: 2,
        257: 2,
        258: bits | bits << 16,
        259: 1,
        262: photometric,
        273: 200,
        277: 2,
        278: 2,
        279: bits,
        338: 2,
    }
    entries = b"".join(struct.pack("<HHII", tag, *((3, 2) if tag == 258 else (4, 1)), tags[tag]) for tag in tags)
    data = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4)
    with pytest.raises(PictureError, match=r"^grey\.tif is a TIFF of grey with .*; save it without transparency"):
        decode_picture(data.ljust(200, b"\0") + bytes(bits), "grey.tif")


def test_no_picture() -> None:
    with pytest.raises(PictureError, match=r"^notes\.txt is no picture that can be opened; use PNG, JPEG"):
        decode_picture(b"Dear diary, today I drew nothing.", "notes.txt")


def test_format_outside_the_list() -> None:
    with pytest.raises(PictureError, match="is no picture that can be opened"):
        decode_picture(encoded(Image.new("RGB", (4, 4)), "PPM"), "x.ppm")


def test_empty() -> None:
    with pytest.raises(PictureError, match="x is empty"):
        decode_picture(b"", "x")


def test_over_the_cap_is_refused_before_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_decoding(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(image_io, "_to_picture", no_decoding)
    data = png_bytes(8193, 8192, 8, 2, b"")
    with pytest.raises(PictureError, match=r"big\.png has 8193 × 8192 pixels, in all more than the 8192 × 8192 "):
        decode_picture(data, "big.png")


def test_a_size_over_pillows_own_limit_goes_through_quietly(recwarn: pytest.WarningsRecorder) -> None:
    data = encoded(Image.new("1", (8192, 8192), 1), "PNG")  # Pillow's bomb check raises from 89.5 million on
    small = np.zeros((1, 1, 3), np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image_io, "_to_picture", lambda image, name: image_io.Picture(small, None, name))
        decode_picture(data, "x")
    assert Image.MAX_IMAGE_PIXELS is None
    assert not recwarn.list


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"gone\.png does not exist"):
        read_picture(tmp_path / "gone.png")
    with pytest.raises(PictureError, match="is a folder, not a picture"):
        read_picture(tmp_path)
    with pytest.raises(PictureError, match="cannot be read"):
        read_picture("a\0b.png")
    (tmp_path / "empty.png").touch()
    with pytest.raises(PictureError, match=r"empty\.png is empty"):
        read_picture(tmp_path / "empty.png")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(PictureError, match="is not a file"):
            read_picture(tmp_path / "pipe.png")


@pytest.mark.parametrize("suffix", ["png", "webp", "tiff", "tif", "PNG"])
def test_written_exactly(tmp_path: Path, noise: np.ndarray, suffix: str) -> None:
    path = tmp_path / "new folder" / f"out.{suffix}"
    write_picture(path, noise)
    np.testing.assert_array_equal(read_picture(path).pixels, noise)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", ["jpg", "jpeg"])
def test_jpeg_is_written_well(tmp_path: Path, suffix: str) -> None:
    ramp = np.tile(np.arange(64, dtype=np.uint8)[None, :, None] * 4, (64, 1, 3))
    write_picture(tmp_path / f"out.{suffix}", ramp)
    assert np.abs(read_picture(tmp_path / f"out.{suffix}").pixels.astype(int) - ramp).max() <= 3


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tiff"])
def test_metadata(tmp_path: Path, noise: np.ndarray, suffix: str) -> None:
    path = tmp_path / f"out.{suffix}"
    write_picture(path, noise, {"Software": "Nurie", "tags": '{"red_hair": 2.0} 塗り絵'})
    with Image.open(path) as image:
        if suffix == "png":
            found = image.text  # type: ignore[attr-defined]
        else:
            description = image.tag_v2[270] if suffix == "tiff" else image.getexif()[270]  # type: ignore[attr-defined]
            found = json.loads(description)
    assert found == {"Software": "Nurie", "tags": '{"red_hair": 2.0} 塗り絵'}


@pytest.mark.parametrize(("suffix", "most"), [("jpg", 65_500), ("jpeg", 65_500), ("webp", 16_383)])
def test_the_most_that_a_format_holds_is_said_before_it_is_tried(tmp_path: Path, suffix: str, most: int) -> None:
    write_picture(tmp_path / f"fits.{suffix}", np.zeros((most, 1, 3), np.uint8))
    with pytest.raises(
        PictureError, match=rf"{suffix.upper()} holds at most {most} pixels a side.* 1 × {most + 1}; use"
    ):
        write_picture(tmp_path / f"large.{suffix}", np.zeros((most + 1, 1, 3), np.uint8))
    assert not (tmp_path / f"large.{suffix}").exists()


def test_unknown_suffix_names_the_allowed(tmp_path: Path, noise: np.ndarray) -> None:
    with pytest.raises(PictureError, match=r"out\.xcf cannot be written: its suffix must be one of png, jpg"):
        write_picture(tmp_path / "out.xcf", noise)
    (tmp_path / "dir.png").mkdir()
    with pytest.raises(PictureError, match="is a folder"):
        write_picture(tmp_path / "dir.png", noise)


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, noise: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.png"
    write_picture(path, noise)
    before = path.read_bytes()

    def full_disk(self: Image.Image, target: Watched, *_: object, **__: object) -> None:
        target.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full_disk)
    with pytest.raises(PictureError, match=r"out\.png cannot be written: No space left on device"):
        write_picture(path, 255 - noise)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("suffix", WRITABLE_SUFFIXES)
def test_a_write_tells_how_far_it_is_and_can_be_called_off(tmp_path: Path, noise: np.ndarray, suffix: str) -> None:
    told: list[float] = []
    path = tmp_path / f"out{suffix}"
    write_picture(path, noise, tell=told.append)
    assert told == sorted(told) and 0 < told[-1] <= 1
    before = path.read_bytes()

    def stop(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_picture(path, 255 - noise, tell=stop)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1
