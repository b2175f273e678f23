"""What hands hold, in head units (see `head`): all of it the region `accessory`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from trainer.data.synth.backgrounds import flower, star
from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import ellipse, limb, placement, polygon, spline

Draw = Callable[[Painter, np.random.Generator], None]


def _wand(painter: Painter, rng: np.random.Generator) -> None:
    painter.fill(limb([(0, 60), (0, -110)], [8, 8]), "accessory")
    painter.fill(star(0, -130, 36), "accessory", mix=255, marks=[Mark(ellipse(12, -120, 30), "shade", 100, 0.6)])
    if rng.random() < 0.5:
        painter.fill(ellipse(0, -130, 10), "accessory", weight=0.7)


def _staff(painter: Painter, rng: np.random.Generator) -> None:
    painter.fill(
        limb([(0, 330), (0, -190)], [13, 13]),
        "accessory",
        marks=[Mark(limb([(5, 330), (5, -190)], [8, 8]), "shade", 96)],
    )
    for side in (-1, 1):
        hook = limb([(0, -180), (side * 34, -210), (side * 30, -258), (side * 6, -280)], [14, 14, 11, 3], tip=True)
        painter.fill(hook, "accessory")
    painter.fill(ellipse(0, -228, 20), "accessory", mix=255, marks=[Mark(ellipse(-6, -236, 7), "shade", 220)])


def _sword(painter: Painter, rng: np.random.Generator) -> None:
    blade = polygon([(-11, -30), (11, -30), (11, -250), (0, -284), (-11, -250)])
    painter.fill(
        blade, "accessory", shade=168, marks=[Mark(polygon([(0, -30), (11, -30), (11, -250), (0, -284)]), "shade", 112)]
    )
    painter.stroke(spline([(0, -36), (0, -240)], False), 0.6, taper=False)
    painter.fill(limb([(0, -34), (0, 44)], [12, 12]), "accessory", mix=255)
    painter.fill(limb([(-42, -30), (0, -24), (42, -30)], [12, 14, 12]), "accessory", mix=255)
    painter.fill(ellipse(0, 52, 11), "accessory", mix=255)


def _flowers(painter: Painter, rng: np.random.Generator) -> None:
    for x, y in ((-34, -78), (32, -86), (0, -112), (-12, -58), (20, -56)):
        painter.stroke(spline([(0, 20), (x * 0.4, y * 0.5), (x, y)], False), 0.8)
        painter.fill(flower(x, y, rng.uniform(22, 30), 5, rng.uniform(0, 72)), "accessory", mix=255, weight=0.8)
        painter.fill(ellipse(x, y, 6), "accessory", weight=0.6)
    wrap = spline([(-44, -44, 1), (0, -30), (44, -44, 1), (10, 46, 1), (-10, 46, 1)])
    painter.fill(wrap, "accessory", marks=[Mark(wrap.shifted(26, 0), "shade", 96, 0.7)])
    painter.stroke(spline([(-20, -34), (-4, 30)], False), 0.6)


def _cup(painter: Painter, rng: np.random.Generator) -> None:
    cup = spline([(-30, -50, 1), (0, -42), (30, -50, 1), (26, 34, 1), (0, 40), (-26, 34, 1)])
    painter.fill(cup, "accessory", marks=[Mark(cup.shifted(26, 0), "shade", 96, 0.8)])
    painter.fill(ellipse(0, -50, 30, 8), "accessory", mix=255)
    if rng.random() < 0.5:
        painter.fill(limb([(4, -50), (16, -104)], [7, 7]), "accessory", mix=255)
    painter.stroke(spline([(-28, -20), (0, -12), (28, -20)], False), 0.5, taper=False)


def _phone(painter: Painter, rng: np.random.Generator) -> None:
    body = spline([(-24, -78, 1), (24, -78, 1), (24, 30, 1), (-24, 30, 1)])
    painter.fill(body, "accessory")
    painter.fill(ellipse(-12, -64, 5), "accessory", mix=255, weight=0.6)
    painter.fill(ellipse(-12, -48, 5), "accessory", mix=255, weight=0.6)


def _book(painter: Painter, rng: np.random.Generator) -> None:
    cover = polygon([(-52, -74), (52, -80), (56, 46), (-50, 50)])
    painter.fill(cover, "accessory", marks=[Mark(polygon([(36, -80), (60, -80), (60, 50), (40, 48)]), "shade", 96)])
    painter.fill(polygon([(-52, -74), (-40, -75), (-38, 49), (-50, 50)]), "accessory", mix=255)
    painter.stroke(polygon([(-24, -58), (38, -62), (40, -30), (-23, -26)]), 0.6, taper=False)


def _sweet(painter: Painter, rng: np.random.Generator) -> None:
    painter.fill(limb([(0, 50), (0, -60)], [6, 6]), "accessory")
    painter.fill(ellipse(0, -84, 32), "accessory", mix=255)
    angles = np.linspace(0, 5 * np.pi, 22)
    painter.stroke(spline([(t * 1.85 * np.cos(t), -84 + t * 1.85 * np.sin(t)) for t in angles], False), 0.7)


PROPS: dict[str, Draw] = {
    "wand": _wand,
    "staff": _staff,
    "sword": _sword,
    "flowers": _flowers,
    "cup": _cup,
    "phone": _phone,
    "book": _book,
    "sweet": _sweet,
}


def draw_prop(painter: Painter, rng: np.random.Generator, kind: str, x: float, y: float, scale: float) -> None:
    """Draws one of `PROPS` as a hand about `(x, y)` holds it; the fingers are to be drawn over it."""
    lean = float(rng.uniform(-14, 14)) if kind in ("cup", "book", "phone") else float(rng.uniform(-35, 35))
    with painter.placed(placement(x, y, scale, lean)):
        PROPS[kind](painter, rng)
