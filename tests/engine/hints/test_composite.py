import numpy as np
import pytest

from engine.hints.composite import inked, with_hints
from engine.hints.layer import TILE, Hints
from engine.line_art import LineArt, line_art
from engine.requests import LineSettings, Picture
from engine.upsample import lay_lines


def as_is(drawing: np.ndarray) -> LineArt:
    return line_art(Picture(drawing), LineSettings("as-is"))


def pictures(width: int = 300, height: int = 280) -> tuple[np.ndarray, np.ndarray, Hints]:
    """Random colours, a drawing of every grey, and hints of every opacity in the middle."""
    random = np.random.default_rng(3)
    colors = random.integers(0, 256, (height, width, 3), np.uint8)
    drawing = np.repeat(random.integers(0, 256, (height, width, 1), np.uint8), 3, axis=2)
    layer = np.zeros((height, width, 4), np.uint8)
    layer[40:270, 60:290] = random.integers(0, 256, (230, 230, 4), np.uint8)
    return colors, drawing, Hints.of_pixels(width, height, layer)


def test_hints_on_the_finished_picture_are_hints_under_the_lines():
    colors, drawing, hints = pictures()
    alpha = hints.pixels()[..., 3:] / 255
    under = np.rint(hints.pixels()[..., :3] * alpha + colors * (1 - alpha)).astype(np.uint8)
    expected = lay_lines(under, drawing)
    result = with_hints(lay_lines(colors, drawing), hints, as_is(drawing))
    assert np.abs(result.astype(int) - expected).max() <= 3  # roundings of 8 bits
    outside = np.ones(colors.shape[:2], bool)
    outside[40:270, 60:290] = False
    np.testing.assert_array_equal(result[outside], lay_lines(colors, drawing)[outside])


def test_solid_ink_comes_through_untouched():
    colors, _, hints = pictures()
    drawing = np.zeros_like(colors)
    assert not with_hints(lay_lines(colors, drawing), hints, as_is(drawing)).any()


def test_lines_with_their_own_transparency_lie_over_hints_as_over_colors():
    colors, _, hints = pictures()
    random = np.random.default_rng(4)
    alpha = np.where(random.random(colors.shape[:2]) < 0.2, random.integers(0, 256, colors.shape[:2]), 0)
    alpha = alpha.astype(np.uint8)
    art = line_art(Picture(np.dstack([255 - alpha] * 3), alpha), LineSettings())
    assert art.alpha is not None
    opacity = hints.pixels()[..., 3:] / 255
    under = np.rint(hints.pixels()[..., :3] * opacity + colors * (1 - opacity)).astype(np.uint8)
    result = with_hints(lay_lines(colors, art.pixels, art.alpha), hints, art)
    assert np.abs(result.astype(int) - lay_lines(under, art.pixels, art.alpha)).max() <= 3


def test_without_lines_hints_cover_what_they_lie_on():
    colors, _, hints = pictures()
    result = with_hints(colors, hints, None)
    solid = hints.pixels()[..., 3] == 255
    assert solid.any()
    np.testing.assert_array_equal(result[solid], hints.pixels()[solid][:, :3])


def test_nothing_painted_is_no_copy():
    colors, drawing, _ = pictures()
    assert with_hints(colors, None, as_is(drawing)) is colors
    assert with_hints(colors, Hints(300, 280), as_is(drawing)) is colors


def test_sizes_must_fit():
    colors, drawing, _ = pictures()
    layer = Hints.of_pixels(10, 10, np.full((10, 10, 4), 255, np.uint8))
    with pytest.raises(ValueError, match="do not fit"):
        with_hints(colors, layer, as_is(drawing))


def test_a_tile_of_the_border_is_cut():
    _, drawing, hints = pictures()
    assert inked(hints.tile((1, 1)), (1, 1), as_is(drawing)).shape == (280 - TILE, 300 - TILE, 4)


def test_it_tells_how_far_it_is_between_tiles():
    layer = np.zeros((280, 300, 4), np.uint8)
    layer[:, :, 3] = 255
    hints, told = Hints.of_pixels(300, 280, layer), []
    with_hints(np.full((280, 300, 3), 9, np.uint8), hints, None, told.append)
    assert len(told) == len(hints.tiles) > 1 and told[0] == 0.0 and told == sorted(told) and told[-1] < 1.0
