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
