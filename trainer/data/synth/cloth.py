"""Cloth: the pattern that runs through every piece cut from it, and its folds."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.backgrounds import pattern
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import spline


class Cloth:
    """One cloth: its region, and the pattern that runs through every piece cut from it."""

    def __init__(self, rng: np.random.Generator, region: str) -> None:
        self.region = region
        self.marks: list[Mark] = []
        if rng.random() < 0.16:
            self.marks.append(Mark(pattern(rng, (-230, 130, 460, 720), rng.uniform(26, 60)), "mix", 255))
        elif rng.random() < 0.1:
            ramp = Gradient((0, 180), (0, rng.uniform(400, 700)), ((0.0, 0, 1.0), (1.0, 255, 1.0)))
            self.marks.append(Mark(None, "mix", ramp))


def fold(x0: float, y0: float, x1: float, y1: float, width: float) -> Mark:
    """The shadow of a fold from one point to another, bent aside by `width`."""
    wedge = spline([(x0, y0, 1), ((x0 + x1) / 2 + width, (y0 + y1) / 2), (x1, y1, 1), ((x0 + x1) / 2, (y0 + y1) / 2)])
    return Mark(wedge, "shade", 90, 0.85)
