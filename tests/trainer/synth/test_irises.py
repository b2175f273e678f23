"""Irises of every hand: whatever lines cross them, they are one region, and stay behind the lids."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from trainer.data.regions import REGION_INDEX
from trainer.data.synth.canvas import Layers, Painter
from trainer.data.synth.irises import HANDS, LIGHTS, draw_iris, random_iris
from trainer.data.synth.paths import ellipse

SIZE = 200
LOOK = replace(random_iris(np.random.default_rng(0)), pupil="round", shaded=True, highlights=0, rays=7, slant=0.2)


def drawn(**changes: object) -> Layers:
    """One eye on paper: its opening 600 × 500 of the canvas' 1000, the iris 300 × 480."""
    painter, opening = Painter(), ellipse(500, 500, 300, 250)
    painter.fill(opening, "eye_white")
    draw_iris(painter, replace(LOOK, **changes), 500, 420, 150, 240, opening)  # pyright: ignore[reportArgumentType]
    return painter.render(SIZE)


@pytest.mark.parametrize("hand", HANDS)
def test_an_iris_is_one_region_behind_the_lids(hand: str) -> None:
    layers = drawn(hand=hand)
    iris = layers.regions == REGION_INDEX["eyes"]
    assert iris.mean() > 0.02, "there is something to colour"
    rows, columns = np.nonzero(iris | (layers.regions == REGION_INDEX["ink"]))
    inside = ((columns - 100) / 60) ** 2 + ((rows - 100) / 50) ** 2
    assert inside.max() < 1.1, "the lids hide what is outside"
    assert (layers.line[iris] > 200).mean() > 0.4, "the colour will be seen between the lines"
    assert layers.shade[iris].std() > 2


def test_hands_differ_in_their_lines() -> None:
    lines = {hand: drawn(hand=hand, shaded=False).line for hand in HANDS}
    assert len({line.tobytes() for line in lines.values()}) == len(HANDS)
    black = {hand: float((line < 128).mean()) for hand, line in lines.items()}
    assert black["capped"] > black["cel"] > black["hollow"]
    assert lines["hollow"][90, 100] > 200 > lines["cel"][84, 100], "a hollow pupil is not filled"


def test_highlights_have_shapes_of_their_own() -> None:
    shone = {light: drawn(light=light, hand="cel", highlights=2).regions == REGION_INDEX["light"] for light in LIGHTS}
    assert all(0.0005 < spots.mean() < 0.02 for spots in shone.values())
    assert len({spots.tobytes() for spots in shone.values()}) == len(LIGHTS)
