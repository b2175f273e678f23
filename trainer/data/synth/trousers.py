"""Trousers, in head units (see `head`): they follow the legs."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.body import Build, part_of
from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import ellipse, limb, spline, without_root

# Cut: (share of the leg that is covered, half width at knee and hem relative to the leg, how often).
_CUTS = {
    "straight": (0.97, 1.25, 1.5, 0.26),
    "slim": (0.96, 1.1, 1.12, 0.18),
    "wide": (0.97, 1.55, 2.5, 0.16),
    "flared": (0.97, 1.12, 2.3, 0.1),
    "cropped": (0.66, 1.25, 1.35, 0.12),
    "shorts": (0.27, 1.2, 1.25, 0.18),
}


def draw_trousers(
    painter: Painter, rng: np.random.Generator, build: Build, legs: list[tuple[int, list[tuple[float, float]]]]
) -> None:
    """Draws trousers of one of several cuts over `legs` (see `body.leg_lines`)."""
    cut = str(rng.choice(list(_CUTS), p=[share for *_, share in _CUTS.values()]))
    end, knee, hem, _ = _CUTS[cut]
    hip = build.hip + 3
    mixed = 255 if rng.random() < 0.12 else 0
    for side, line in legs:
        usual = np.interp(np.linspace(0, end, 5), np.linspace(0, 1, 5), [build.hip * 1.1, build.hip * 0.98, 62, 58, 38])
        widths = usual * np.interp(np.linspace(0, 1, 5), [0, 0.5, 1], [1.0, knee, hem])
        places = part_of(line, 0.0, end)
        leg = limb(places, widths.tolist())
        marks = [Mark(leg.shifted(side * 30, 0), "shade", 92, 0.8), Mark(ellipse(0, 470, 40, 60), "shade", 90, 0.6)]
        painter.fill(leg, "trousers", outline=without_root(leg), marks=marks)
        (x, y), (hem_x, hem_y) = places[2], places[4]
        for shift in (0, 14) if end > 0.5 else ():
            fold = [(x - side * 18, y + shift), (x, y + 7 + shift), (x + side * 12, y + 4 + shift)]
            painter.stroke(spline(fold, False), 0.6)
        if cut in ("straight", "slim") and rng.random() < 0.6:
            fold = [(hem_x - side * 12, hem_y - 26), (hem_x + side * 4, hem_y - 18), (hem_x + side * 14, hem_y - 22)]
            painter.stroke(spline(fold, False), 0.6)
        if rng.random() < 0.25:
            (x0, y0), half = part_of(places, 0.93, 1.0)[0], widths[4] * 0.52
            painter.fill(limb([(x0, y0), (hem_x, hem_y)], [2 * half, 2 * half]), "trousers", mix=mixed, shade=118)
    top = spline(
        [(-build.waist - 6, 350, 1), (build.waist + 6, 350, 1), (hip, 402), (hip - 2, 430), (0, 452), (-hip + 2, 430),
         (-hip, 402)]
    )  # fmt: skip
    painter.fill(top, "trousers", weight=0)
    for side in (-1, 1):
        edge = [(side * (build.waist + 6), 350), (side * hip, 402), (side * (hip + 1), 444)]
        painter.stroke(spline(edge, False), 1.0, taper=False)
        pocket = [(side * (build.waist - 12), 366), (side * (hip - 26), 392), (side * (hip - 6), 404)]
        painter.stroke(spline(pocket, False), 0.6)
        painter.stroke(spline([(side * 8, 462), (side * 28, 474), (side * 46, 470)], False), 0.65)
    painter.stroke(spline([(0, 366), (2, 420), (0, 470)], False), 0.8)
    belt = spline(
        [(-build.waist - 6, 340, 1), (0, 346), (build.waist + 6, 340, 1), (build.waist + 10, 360, 1), (0, 367),
         (-build.waist - 10, 360, 1)]
    )  # fmt: skip
    painter.fill(belt, "trousers", shade=112)
    if rng.random() < 0.4:
        buckle = spline([(-9, 344, 1), (9, 344, 1), (9, 366, 1), (-9, 366, 1)])
        painter.fill(buckle, "accessory", weight=0.7)
