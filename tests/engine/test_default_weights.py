"""The weights that come with the program, on its demo: what a stranger sees first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.colorizer import Colorizer
from engine.image_io import read_picture
from engine.requests import ColorizeRequest, Picture
from engine.resources import DEFAULT_MODEL
from trainer.data.colors import ciede2000, name_of, srgb_to_lab

DEMO = Path(__file__).parents[2] / "resources" / "demo"
# Places of the demo's drawing, shares of its sides.
HAIR, SHIRT, SKIN = (0.43, 0.25), (0.47, 0.83), (0.48, 0.6)
CORNERS = {"top": (0.05, 0.05), "bottom": (0.05, 0.97)}
GROUND = (140, 212, 232)
NIGHT, DAWN = np.array((50, 60, 140)), np.array((250, 190, 140))


@pytest.fixture(scope="module")
def colorizer() -> Colorizer:
    return Colorizer.load(DEFAULT_MODEL, "cpu")


@pytest.fixture(scope="module")
def request_() -> ColorizeRequest:
    sketch, reference = (read_picture(DEMO / f"{name}.png") for name in ("sketch", "reference"))
    return ColorizeRequest(1, sketch, reference, DEFAULT_MODEL, size=256, lines="none", device="cpu")


def color_at(pixels: np.ndarray, place: tuple[float, float]) -> np.ndarray:
    """CIELAB of what lies around a place."""
    x, y = (round(share * side) for share, side in zip(place, pixels.shape[1::-1], strict=True))
    return srgb_to_lab(np.median(pixels[y - 4 : y + 5, x - 4 : x + 5], axis=(0, 1)).astype(np.uint8))


def test_the_demo_takes_its_references_colours(colorizer: Colorizer, request_: ColorizeRequest) -> None:
    pixels = colorizer.colorize(request_).pixels
    assert [name_of(color_at(pixels, place)) for place in (HAIR, SHIRT)] == ["pink", "blue"]
    ground = srgb_to_lab(np.array(GROUND, np.uint8))
    assert max(ciede2000(color_at(pixels, place), ground) for place in CORNERS.values()) < 8


def test_a_slider_moves_its_colour_and_leaves_the_others(colorizer: Colorizer, request_: ColorizeRequest) -> None:
    before = colorizer.colorize(request_).pixels
    after = colorizer.colorize(replace(request_, tags={"green_hair": 2.0, "pink_hair": 0.0})).pixels
    assert name_of(color_at(after, HAIR)) == "green"
    for place in (SHIRT, SKIN, *CORNERS.values()):
        assert ciede2000(color_at(after, place), color_at(before, place)) < 5


@pytest.mark.parametrize("tags", [{"red_hair": 2.0}, {"blue_hair": 3.0}, {"green_background": 3.0}, {"red_shirt": 2.0}])
def test_a_moving_hand_sees_nearly_what_it_will_get(
    colorizer: Colorizer, request_: ColorizeRequest, tags: dict[str, float]
) -> None:
    plain = replace(request_, lines="keep", evenness=0.9, output_size=256)
    before = colorizer.colorize(plain).pixels
    draft = colorizer.colorize(replace(plain, tags=tags, draft=True)).pixels
    whole = srgb_to_lab(colorizer.colorize(replace(plain, tags=tags)).pixels)
    away, left = (np.linalg.norm(srgb_to_lab(each) - whole, axis=2).mean() for each in (before, draft))
    assert left < away / 2


@pytest.mark.parametrize("evenness", [0.0, 0.9])
def test_a_sky_lends_its_gradient_until_a_tag_paints_over_it(
    colorizer: Colorizer, request_: ColorizeRequest, evenness: float
) -> None:
    pixels = request_.reference.pixels.astype(np.int32)
    way = np.linspace(0, 1, len(pixels))[:, None, None]
    sky = np.rint((1 - way) * NIGHT + way * DAWN) * np.ones_like(pixels)
    is_ground = (np.abs(pixels - GROUND).sum(2) < 40)[..., None]
    reference = Picture(np.where(is_ground, sky, pixels).astype(np.uint8))
    asked = replace(request_, reference=reference, evenness=evenness)
    found = colorizer.colorize(asked).pixels
    for place, color in zip(CORNERS.values(), (NIGHT, DAWN), strict=True):
        assert ciede2000(color_at(found, place), srgb_to_lab(color.astype(np.uint8))) < 16
    green = colorizer.colorize(replace(asked, tags={"green_background": 3.0})).pixels
    top, bottom = (color_at(green, place) for place in CORNERS.values())
    assert name_of(top) == name_of(bottom) == "green" and ciede2000(top, bottom) < 6
