"""Even fills: areas take one colour, lines stay walls, and what is wholly another colour stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.evening import Areas
from engine.finishing import Finisher
from engine.flats import find_areas
from engine.requests import ColorizeRequest, Picture
from engine.slope import TERMS, places, surface

LEFT, RIGHT = np.array([200, 90, 120]), np.array([60, 120, 200])


def drawing(side: int = 128) -> np.ndarray:
    """Paper with one line down the middle."""
    grey = np.full((side, side), 255, np.uint8)
    grey[:, side // 2 - 1 : side // 2 + 1] = 0
    return grey


def painted(side: int = 128) -> np.ndarray:
    """Both halves in a colour that drifts, as networks paint."""
    rng = np.random.default_rng(0)
    colors = np.where((np.arange(side) < side // 2)[None, :, None], LEFT, RIGHT)
    drift = np.linspace(-25, 25, side)[:, None, None] + rng.normal(0, 8, (side, side, 3))
    return np.clip(np.rint(colors + drift), 0, 255).astype(np.uint8)


def test_each_side_of_a_line_takes_its_own_median() -> None:
    colors = painted()
    even = Areas.of(drawing()).at((128, 128)).even(colors, 1.0)
    for half, color in ((slice(0, 62), LEFT), (slice(66, 128), RIGHT)):
        assert colors[:, half].std((0, 1)).mean() > 10
        assert even[:, half].std((0, 1)).max() < 4
        assert np.abs(even[:, half].mean((0, 1)) - color).max() < 4


def test_strength_goes_from_untouched_to_even() -> None:
    colors, areas = painted(), Areas.of(drawing()).at((128, 128))
    assert np.array_equal(areas.even(colors, 0.0), colors)
    spread = [areas.even(colors, strength)[:, :62].std((0, 1)).mean() for strength in (0.0, 0.5, 1.0)]
    assert spread[0] > 1.7 * spread[1] > 1.7 * 1.7 * spread[2]


def test_another_colour_in_an_open_area_stays() -> None:
    grey = np.full((128, 128), 255, np.uint8)  # no line at all: hair that is drawn in a few strokes on the ground
    colors = np.empty((128, 128, 3), np.uint8)
    colors[:], colors[40:60, 40:90] = (240, 220, 60), (20, 30, 120)
    even = Areas.of(grey).at((128, 128)).even(colors, 1.0)
    assert np.abs(even.astype(int) - colors).max() <= 1


@pytest.mark.parametrize("size", [(64, 64), (300, 200), (128, 128)])
def test_areas_fit_any_size_of_the_colours(size: tuple[int, int]) -> None:
    width, height = size
    colors = np.zeros((height, width, 3), np.uint8)
    colors[:, : width // 2], colors[:, width // 2 :] = LEFT, RIGHT
    assert np.array_equal(Areas.of(drawing()).at(size).even(colors, 1.0), colors), "flat halves are even already"


@pytest.mark.parametrize("size", [(256, 256), (200, 150)])
@pytest.mark.parametrize("place", range(96, 100))
def test_a_line_thinner_than_a_pixel_of_the_areas_parts_their_colours(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], place: int
) -> None:
    """As in a drawing of 8192 pixels, which is four times as large as the areas are sought."""
    monkeypatch.setattr("engine.evening._MOST_SIDE", 64)
    width, height = size
    grey = np.full((height, width), 255, np.uint8)
    grey[:, place] = 0
    near = np.where((np.arange(width) < place)[None, :, None], LEFT, LEFT + (10, 15, -12)).astype(np.uint8)
    colors = np.broadcast_to(near, (height, width, 3))
    even = Areas.of(grey).at(size, np.repeat(grey[..., None], 3, 2)).even(colors, 1.0)
    assert np.array_equal(even[grey == 255], colors[grey == 255])


def test_a_gap_that_is_closed_in_a_small_drawing_is_closed_in_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.evening._MOST_SIDE", 128)
    grey = np.repeat(np.repeat(drawing(), 2, 0), 2, 1)
    grey[126:130] = 255
    areas = Areas.of(grey)
    assert np.array_equal(areas.at((256, 256)).labels, areas.at((256, 256), np.repeat(grey[..., None], 3, 2)).labels)


def test_bands_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    colors, areas = painted(), Areas.of(drawing()).at((128, 128))
    whole = areas.even(colors, 0.8)
    monkeypatch.setattr("engine.scaling._BAND_PIXELS", 1000)
    assert np.array_equal(areas.even(colors, 0.8), whole)
    large = np.repeat(np.repeat(np.repeat(drawing(), 3, 0), 3, 1)[..., None], 3, 2)
    large[:, 190:195] = 255  # of the line so much is left that its pixels lie on one side
    in_bands = areas.at((384, 384), large).labels
    monkeypatch.undo()
    assert np.array_equal(areas.at((384, 384), large).labels, in_bands)
    assert not np.array_equal(areas.at((384, 384)).labels, in_bands)


def test_preview_and_full_picture_look_for_areas_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(
        "engine.evening.find_areas", lambda grey, tell: (looked.append(grey.shape), find_areas(grey, tell))[1]
    )
    sketch, finisher = Picture(np.repeat(drawing()[..., None], 3, 2)), Finisher()
    request = ColorizeRequest(1, sketch, sketch, Path("m"), evenness=1.0)
    for size in (64, 128, None, 64):
        pixels = painted(64 if size is None else size)
        finisher.finish(replace(request, output_size=size), pixels)
    assert looked == [(128, 128)]


def sloping(side: int = 128) -> tuple[np.ndarray, np.ndarray]:
    """The left half painted with a slope, the right half without, both noisily; and the slope."""
    slope = np.zeros((TERMS, 3), np.float32)
    slope[2], slope[5] = (0.8, -0.3, 0.5), (0.1, 0.4, -0.2)
    where = places(np.arange(side), side)
    rise = np.stack([surface(list(terms), where, where[:, None]) for terms in slope.T], axis=-1)
    rise[:, side // 2 :] = 0
    before = np.arctanh(np.where((np.arange(side) < side // 2)[None, :, None], LEFT, RIGHT) / 127.5 - 1)
    noise = np.random.default_rng(0).normal(0, 6, (side, side, 3))
    return np.clip(np.rint((np.tanh(before + rise) + 1) * 127.5 + noise), 0, 255).astype(np.uint8), slope


def test_an_area_keeps_the_slope_that_it_was_painted_with_and_no_other_takes_it() -> None:
    colors, slope = sloping()
    even = Areas.of(drawing()).at((128, 128)).even(colors, 1.0, slope).astype(float)
    assert even[:, 66:].std((0, 1)).max() < 2
    expected = colors[:, :62].astype(float)
    assert np.ptp(even[:, 10, 0]) > 100, "from dark to light, not to the median"
    assert np.abs(even[:, :62].mean(1) - expected.mean(1)).max() < 6
    assert even[:, :62].std(1).max() < 2, "and the noise is gone"
    flat = Areas.of(drawing()).at((128, 128)).even(colors, 1.0)
    assert np.ptp(flat[:, 10, 0].astype(float)) < np.ptp(even[:, 10, 0]) - 20


def test_a_slope_that_cannot_be_seen_changes_nothing() -> None:
    colors, areas = painted(), Areas.of(drawing()).at((128, 128))
    slope = np.full((TERMS, 3), 1e-4, np.float32)
    assert np.array_equal(areas.even(colors, 0.9, slope), areas.even(colors, 0.9))


def test_bands_of_a_slope_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    (colors, slope), areas = sloping(), Areas.of(drawing()).at((128, 128))
    whole = areas.even(colors, 0.8, slope)
    monkeypatch.setattr("engine.scaling._BAND_PIXELS", 1000)
    assert np.array_equal(areas.even(colors, 0.8, slope), whole)
