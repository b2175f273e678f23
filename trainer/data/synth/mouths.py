"""Noses and mouths, in head units (see `head`)."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import ellipse, spline

_MOUTHS = {
    "open": 0.24,
    "smile": 0.17,
    "wide": 0.12,
    "line": 0.08,
    "cat": 0.04,
    "small": 0.1,
    "frown": 0.04,
    "grin": 0.06,
    "lips": 0.07,
    "fang": 0.04,
    "round": 0.04,
}


def draw_nose(painter: Painter, rng: np.random.Generator, x: float, turn: float) -> None:
    """Draws a nose whose tip lies at `x`; from aside it has a side of its own."""
    nose = int(rng.integers(7))
    side = 1.0 if turn >= 0 else -1.0
    if abs(turn) > 1 and nose < 3:
        # From aside the ridge and the tip are seen.
        points = [(x + side * 2, 46), (x + side * 7, 57), (x + side * 10, 62, 1), (x + side * 2, 66)]
        painter.stroke(spline(points if nose else points[1:], False), 0.75)
    elif nose == 0:
        painter.stroke(spline([(x - 1, 52), (x + 4, 60), (x - 2, 63)], False), 0.7)
    elif nose == 1:
        painter.stroke(spline([(x - 4, 61), (x, 63), (x + 4, 61)], False), 0.7)
    elif nose == 2:
        painter.stroke(spline([(x, 57), (x + 2, 62)], False), 0.7)
    elif nose == 3:
        painter.stroke(spline([(x + 4, 38), (x + 2, 50), (x + 6, 60), (x, 63)], False), 0.6)
    elif nose == 4:
        for end in (-1, 1):
            painter.stroke(spline([(x + end * 4, 62), (x + end * 6, 60), (x + end * 8, 62)], False), 0.6)
        painter.stroke(spline([(x - 3, 65), (x, 66), (x + 3, 65)], False), 0.5)
    elif nose == 5:
        shade = spline([(x - 1, 50, 1), (x + 7, 61), (x + 3, 65), (x - 3, 63, 1)])
        painter.fill(shade, "skin", weight=0, shade=96)
        painter.stroke(spline([(x - 3, 64), (x + 1, 66), (x + 4, 64)], False), 0.5)
    else:
        painter.fill(ellipse(x, 61, 1.6), "ink", weight=0.3)


def draw_mouth(painter: Painter, rng: np.random.Generator, x: float, y: float) -> None:
    """Draws a mouth about `(x, y)`."""
    kind = str(rng.choice(list(_MOUTHS), p=list(_MOUTHS.values())))
    w = rng.uniform(12, 20)
    if kind in ("open", "wide"):
        h = w * (0.9 if kind == "open" else 1.3)
        w = w * (1.0 if kind == "open" else 1.25)
        lips = spline(
            [(x - w, y - 4, 1), (x, y - 1), (x + w, y - 4, 1), (x + w * 0.55, y + h * 0.7), (x - w * 0.55, y + h * 0.7)]
        )
        tongue = Mark(ellipse(x, y + h * 0.75, w * 0.6, h * 0.4), "shade", 185, 0.8)
        painter.fill(lips, "mouth", marks=[tongue], shade=118)
        if rng.random() < 0.5:
            teeth = spline(
                [(x - w * 0.75, y - 5), (x, y - 2), (x + w * 0.75, y - 5), (x + w * 0.5, y + 4), (x - w * 0.5, y + 4)]
            )
            painter.fill(teeth, "light", weight=0.4, clip=lips)
    elif kind == "grin":
        w *= 1.35
        lips = spline([(x - w, y - 6, 1), (x, y - 1), (x + w, y - 6, 1), (x + w * 0.7, y + 9), (x - w * 0.7, y + 9)])
        painter.fill(lips, "light", weight=0.9)
        painter.stroke(spline([(x - w * 0.9, y + 1), (x, y + 4), (x + w * 0.9, y + 1)], False), 0.5, clip=lips)
        for step in (-0.5, 0.0, 0.5) if rng.random() < 0.4 else ():
            painter.stroke(spline([(x + step * w, y - 6), (x + step * w, y + 10)], False), 0.4, clip=lips)
    elif kind == "lips":
        w *= 0.9
        upper = [(x - w, y, 1), (x - w * 0.35, y - 5), (x, y - 3), (x + w * 0.35, y - 5), (x + w, y, 1)]
        lips = spline([*upper, (x + w * 0.4, y + 7), (x - w * 0.4, y + 7)])
        glint = Mark(ellipse(x + w * 0.2, y + 4, w * 0.3, 1.8), "shade", 200, 0.8)
        painter.fill(lips, "mouth", weight=0.6, marks=[glint, Mark(ellipse(x, y - 4, w, 4), "shade", 100, 0.7)])
        painter.stroke(spline([(x - w, y), (x, y + 1.5), (x + w, y)], False), 0.7)
    elif kind == "fang":
        painter.stroke(spline([(x - w, y - 4), (x, y + 3), (x + w, y - 4)], False), 0.9)
        fang = spline([(x + w * 0.3, y + 1, 1), (x + w * 0.7, y - 1, 1), (x + w * 0.5, y + 8, 1)])
        painter.fill(fang, "light", weight=0.5)
    elif kind == "round":
        painter.fill(
            ellipse(x, y + 2, w * 0.5, w * 0.68), "mouth", marks=[Mark(ellipse(x, y + 10, w * 0.4, 6), "shade", 180)]
        )
    elif kind == "small":
        painter.fill(ellipse(x, y, w * 0.35, w * 0.3), "mouth")
    elif kind == "cat":
        painter.stroke(
            spline([(x - w, y - 3), (x - w * 0.5, y + 3), (x, y - 2, 1), (x + w * 0.5, y + 3), (x + w, y - 3)], False),
            0.9,
        )
    else:
        bend = {"smile": 6.0, "line": 0.5, "frown": -4.0}[kind]
        painter.stroke(spline([(x - w, y - bend / 2), (x, y + bend / 2), (x + w, y - bend / 2)], False), 0.9)
        if rng.random() < 0.3:
            painter.stroke(spline([(x - 4, y + 9), (x + 4, y + 9)], False), 0.5)
