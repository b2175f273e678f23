import numpy as np
import pytest

from engine.hints.layer import TILE, Hints, parts


def layer(width: int = 700, height: int = 300) -> Hints:
    """Two rectangles, one across the border of two tiles, one at the lower right corner."""
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[10:20, TILE - 5 : TILE + 5] = (200, 10, 20, 255)
    pixels[height - 3 :, width - 4 :] = (1, 2, 3, 128)
    return Hints.of_pixels(width, height, pixels)


def test_pixels_come_back_and_clear_tiles_are_not_kept():
    hints = layer()
    assert set(hints.tiles) == {(0, 0), (1, 0), (2, 1)}
    again = Hints.of_pixels(700, 300, hints.pixels())
    np.testing.assert_array_equal(again.pixels(), hints.pixels())
    assert hints.color_at(TILE, 12) == (200, 10, 20, 255)
    assert hints.color_at(0, 0) == (0, 0, 0, 0)


def test_bounds_are_tight_and_a_cut_out_box_comes_back():
    hints = layer()
    assert hints.bounds == (TILE - 5, 10, 700, 300)
    assert Hints(5, 5).bounds is None
    left, top, *_ = hints.bounds
    again = Hints.of_pixels(700, 300, hints.pixels(hints.bounds), left, top)
    np.testing.assert_array_equal(again.pixels(), hints.pixels())


def test_a_changed_layer_shares_every_other_tile_and_leaves_the_old_one():
    before = layer()
    tile = np.full((TILE, TILE, 4), 9, np.uint8)
    after = before.with_tiles({(1, 0): tile, (2, 1): np.zeros_like(tile)})
    assert after.tiles[(0, 0)] is before.tiles[(0, 0)]
    assert set(after.tiles) == {(0, 0), (1, 0)}
    assert before.differing(after) == {(1, 0), (2, 1)}
    assert before.color_at(TILE, 12) == (200, 10, 20, 255)
    with pytest.raises(ValueError, match="read-only"):
        after.tiles[(1, 0)][0, 0] = 1


def test_parts_cover_a_box_once():
    seen = np.zeros((600, 600), int)
    for (column, row), (left, top, right, bottom) in parts((100, 255, 513, 520)):
        seen[row * TILE + top : row * TILE + bottom, column * TILE + left : column * TILE + right] += 1
    expected = np.zeros_like(seen)
    expected[255:520, 100:513] = 1
    np.testing.assert_array_equal(seen, expected)
    assert not list(parts((5, 5, 5, 9)))
