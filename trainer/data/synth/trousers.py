"""Trousers, in head units (see `head`)."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.body import Build
from trainer.data.synth.canvas import Mark, Painter
from trainer.data.synth.paths import ellipse, spline


def draw_trousers(painter: Painter, rng: np.random.Generator, build: Build) -> None:
    """Draws trousers, long or cut off at the knee."""
    bottom = build.leg_y(float(rng.choice([835, 835, 560, 640])))
    wide = rng.uniform(0.7, 1.2)
    hip = build.hip + 3
    for side in (-1, 1):
        leg = spline(
            [
                (0, 380, 1),
                (side * hip, 400),
                (side * (hip - 4), 470),
                (side * (36 + 40 * wide * 0.9), (470 + bottom) / 2),
                (side * (36 + 34 * wide), bottom, 1),
                (side * (36 - 28 * wide), bottom, 1),
                (side * 10, (490 + bottom) / 2),
                (0, 478, 1),
            ]
        )
        marks = [Mark(leg.shifted(side * 34, 0), "shade", 92, 0.8), Mark(ellipse(0, 470, 40, 60), "shade", 90, 0.6)]
        painter.fill(leg, "trousers", marks=marks)
        painter.stroke(spline([(side * 8, 476), (side * 28, 492), (side * 44, 490)], False), 0.65)
        painter.stroke(spline([(side * 30, (470 + bottom) / 2), (side * 50, (470 + bottom) / 2 + 8)], False), 0.6)
    top = spline(
        [
            (-build.waist - 6, 350, 1),
            (build.waist + 6, 350, 1),
            (hip, 402),
            (hip - 2, 430),
            (0, 440),
            (-hip + 2, 430),
            (-hip, 402),
        ]
    )
    painter.fill(top, "trousers", weight=0)
    for side in (-1, 1):
        painter.stroke(
            spline([(side * (build.waist + 6), 350), (side * hip, 402), (side * (hip - 2), 440)], False),
            1.0,
            taper=False,
        )
    painter.stroke(spline([(0, 380), (2, 430), (0, 478)], False), 0.8)
