from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch.palette import SWATCH, read_palette
from engine.errors import PictureError


def found(path: Path) -> list[tuple[int, ...]]:
    """The colours of the swatches, row by row."""
    pixels = read_palette(path).pixels
    return [tuple(map(int, color)) for color in pixels[SWATCH // 2 :: SWATCH, SWATCH // 2 :: SWATCH].reshape(-1, 3)]


def test_a_palette_of_gimp(tmp_path: Path):
    path = tmp_path / "sea.gpl"
    path.write_text(
        "GIMP Palette\nName: Sea\nColumns: 3\n# 1 2 3\n  0  60 160\tdeep\n255 255 255\n200 1 2 red\n300 0 0 none\n"
    )
    assert found(path) == [(0, 60, 160), (255, 255, 255), (200, 1, 2), (255, 255, 255)]


def test_a_list_of_hexadecimal_colours(tmp_path: Path):
    path = tmp_path / "sea.hex"
    path.write_text("; by hand\n003ca0\n#C80102\n\nnothing\n")
    assert found(path) == [(0, 60, 160), (200, 1, 2)]


@pytest.mark.parametrize(
    ("text", "colors"),
    [
        ("264653,2a9d8f,FFFFFF\n", [(38, 70, 83), (42, 157, 143), (255, 255, 255)]),
        ("#264653; 0x2a9d8f\te9c46a", [(38, 70, 83), (42, 157, 143), (233, 196, 106)]),
        ('{"Charcoal": "264653", "Persian": "#2a9d8f"}', [(38, 70, 83), (42, 157, 143)]),
        (";paint.net Palette File\n; decade 240131\nFF264653\n802A9D8F\n", [(38, 70, 83), (42, 157, 143)]),
        ("#f00, #0F8", [(255, 0, 0), (0, 255, 136)]),
        ("--sea: #2646537f;", [(38, 70, 83)]),
        ("003ca0 of a facade\n# deface 240131\n// 240131", [(0, 60, 160)]),
        ("003ca0 abc 12345 1234567 x264653 264653x ##264653 #12345", [(0, 60, 160)]),
    ],
)
def test_every_colour_of_a_line_counts(tmp_path: Path, text: str, colors: list[tuple[int, ...]]):
    path = tmp_path / "list.txt"
    path.write_text(text)
    assert found(path)[: len(colors)] == colors and set(found(path)[len(colors) :]) <= {(255, 255, 255)}


def test_a_picture_of_swatches_is_taken_as_it_is(tmp_path: Path):
    pixels = np.full((4, 5, 3), (9, 8, 7), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "sea.png")
    np.testing.assert_array_equal(read_palette(tmp_path / "sea.png").pixels, pixels)


@pytest.mark.parametrize(("text", "count"), [("nothing at all", 0), ("#102030\n" * 257, 257)])
def test_no_colours_or_too_many(tmp_path: Path, text: str, count: int):
    path = tmp_path / "odd.txt"
    path.write_text(text)
    with pytest.raises(PictureError, match=f"holds {count} colours"):
        read_palette(path)
    with pytest.raises(PictureError, match="cannot be read"):
        read_palette(tmp_path / "gone.gpl")
