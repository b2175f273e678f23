"""Neckwear, in head units (see `head`)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from trainer.data.synth.backgrounds import pattern
from trainer.data.synth.canvas import Painter
from trainer.data.synth.cloth import fold
from trainer.data.synth.hair_back import draw_ribbon
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import combined, ellipse, limb, polygon, spline

NECKWEAR = (
    "tie", "ribbon-bow", "scarf", "choker", "neckerchief", "bow-tie", "thin-ribbon", "jabot",
    "striped-tie", "long-scarf", "bandana", "big-bow", "ascot", "lace-choker", "loose-tie", "ruff", "ribbon-tails",
    "collar-bell", "muffler", "cravat",
)  # fmt: skip


def draw_neckwear(painter: Painter, rng: np.random.Generator, kind: str) -> None:
    """Draws one of `NECKWEAR`; "none" draws nothing."""
    y = 186.0
    if kind == "tie":
        marks = [fold(-4, y + 10, 8, y + 110, 8)]
        blade = polygon([(-7, y - 16), (7, y - 16), (16, y + 88), (0, y + 110), (-16, y + 88)])
        if rng.random() < 0.3:
            marks.append(Mark(pattern(rng, (-30, y - 30, 60, 160), 24), "mix", 255))
        painter.fill(blade, "neckwear", marks=marks)
        painter.fill(polygon([(-12, y - 34), (12, y - 34), (8, y - 12), (-8, y - 12)]), "neckwear")
    elif kind == "ribbon-bow":
        draw_ribbon(painter, 0, y + 12, rng.uniform(40, 62), 0, "neckwear")
    elif kind == "scarf":
        wrap = spline([(-66, 108, 1), (0, 138), (66, 108, 1), (78, 150), (50, 180), (0, 190), (-50, 180), (-78, 150)])
        tail = spline([(20, 170, 1), (56, 168, 1), (70, 300, 1), (28, 306, 1)])
        marks = [fold(20, 180, 40, 290, 12)]
        if rng.random() < 0.4:
            marks.append(Mark(pattern(rng, (-90, 100, 190, 220), 40), "mix", 255))
        painter.fill(tail, "neckwear", marks=marks)
        painter.fill(wrap, "neckwear", marks=[*marks, Mark(ellipse(0, 108, 62, 30), "shade", 88, 0.8)])
        painter.stroke(spline([(-62, 150), (0, 172), (40, 160)], False), 0.7)
        painter.stroke(spline([(-30, 132), (20, 150), (62, 132)], False), 0.7)
    elif kind == "choker":
        band = spline([(-34, 118, 1), (0, 128), (34, 118, 1), (35, 136, 1), (0, 147), (-35, 136, 1)])
        painter.fill(band, "neckwear", marks=[Mark(ellipse(0, 112, 40, 18), "shade", 96, 0.7)])
        if rng.random() < 0.4:
            painter.fill(ellipse(0, 150, 8, 10), "accessory")
    elif kind == "neckerchief":
        for side in (-1, 1):
            cloth = spline([(0, y + 30, 1), (side * 30, y + 34), (side * 44, y + 110, 1), (side * 10, y + 84, 1)])
            band = spline([(side * 38, 148, 1), (side * 48, 160, 1), (side * 8, y + 40, 1), (0, y + 22, 1)])
            painter.fill(band, "neckwear", shade=118)
            painter.fill(cloth, "neckwear", marks=[fold(0, y + 30, side * 20, y + 100, side * 8)])
        painter.fill(ellipse(0, y + 32, 12, 13), "neckwear")
    elif kind == "bow-tie":
        for side in (-1, 1):
            painter.fill(spline([(0, 170, 1), (side * 34, 152), (side * 38, 188), (0, 174, 1)]), "neckwear")
        painter.fill(ellipse(0, 171, 8, 9), "neckwear", shade=110)
    elif kind == "thin-ribbon":
        for side in (-1, 1):
            painter.fill(limb([(0, y - 8), (side * 26, y + 40), (side * 18, y + 110)], [8, 10, 9]), "neckwear")
            painter.fill(
                spline([(0, y - 8, 1), (side * 26, y - 28), (side * 36, y - 2), (side * 12, y + 2)]), "neckwear"
            )
    elif kind == "jabot":
        for level in range(3):
            w, top = 26 + 7 * level, y - 30 + 30 * level
            frill = spline(
                [
                    (-12, top, 1),
                    (12, top, 1),
                    (w, top + 40),
                    (w * 0.5, top + 34),
                    (0, top + 44),
                    (-w * 0.5, top + 34),
                    (-w, top + 40),
                ]
            )
            painter.fill(frill, "neckwear", shade=128 - 8 * (2 - level))
    elif kind in _MORE:
        _MORE[kind](painter, rng, y)


def _striped_tie(painter: Painter, rng: np.random.Generator, y: float) -> None:
    blade = polygon([(-8, y - 14), (8, y - 14), (19, y + 104), (0, y + 128), (-19, y + 104)])
    bars = [polygon([(-40, b), (40, b - 34), (40, b - 22), (-40, b + 12)]) for b in np.arange(y - 10, y + 170, 27)]
    painter.fill(
        blade, "neckwear", marks=[Mark(combined(bars), "mix", 255), Mark(blade.shifted(14, 0), "shade", 96, 0.7)]
    )
    for bar in bars if rng.random() < 0.6 else ():
        painter.stroke(bar, 0.45, taper=False, clip=blade)
    painter.fill(polygon([(-14, y - 36), (14, y - 36), (9, y - 10), (-9, y - 10)]), "neckwear")


def _long_scarf(painter: Painter, rng: np.random.Generator, y: float) -> None:
    """A scarf whose ends a wind carries off to one side."""
    side = float(rng.choice([-1, 1]))
    for drop, length in ((34, 150), (0, 190)):
        points = [(side * 40, y - 40), (side * 110, y - 10 + drop), (side * (110 + length * 0.6), y + drop - 26),
                  (side * (110 + length), y + 20 + drop)]  # fmt: skip
        tail = limb(points, [36, 46, 50, 56])
        painter.fill(tail, "neckwear", marks=[Mark(tail.shifted(0, 22), "shade", 94, 0.8)])
        painter.stroke(spline([(points[1][0], points[1][1]), (points[2][0], points[2][1] + 8)], False), 0.6)
    _wrap(painter)


def _wrap(painter: Painter) -> None:
    for level, (w, top) in enumerate(((76, 128), (66, 104))):
        roll = spline([(-w + 8, top), (0, top + 20), (w - 8, top), (w, top + 26), (w * 0.5, top + 50), (0, top + 58),
                       (-w * 0.5, top + 50), (-w, top + 26)])  # fmt: skip
        painter.fill(roll, "neckwear", marks=[Mark(roll.shifted(0, 30), "shade", 94, 0.8)], shade=128 - 6 * (1 - level))
        painter.stroke(spline([(-w * 0.7, top + 20), (-w * 0.1, top + 40), (w * 0.4, top + 36)], False), 0.6)


def _muffler(painter: Painter, rng: np.random.Generator, y: float) -> None:
    side = float(rng.choice([-1, 1]))
    tail = limb([(side * 34, y - 30), (side * 44, y + 50), (side * 36, y + 150)], [44, 52, 54])
    bars = [polygon([(side * 70, b), (0, b + 4), (0, b + 18), (side * 70, b + 14)]) for b in (y + 96, y + 124)]
    painter.fill(
        tail, "neckwear", marks=[Mark(combined(bars), "mix", 255), Mark(tail.shifted(24, 0), "shade", 94, 0.7)]
    )
    for x in np.linspace(12, 60, 7):
        painter.stroke(spline([(side * x, y + 148), (side * x, y + 168)], False), 0.7)
    _wrap(painter)


def _bandana(painter: Painter, rng: np.random.Generator, y: float) -> None:
    cloth = spline([(-52, 132, 1), (0, 152), (52, 132, 1), (44, 168), (4, 232, 1), (-40, 170)])
    dots = [ellipse(px, py, 6) for px in range(-40, 41, 20) for py in range(160, 221, 20)]
    marks = [Mark(cloth.shifted(30, 0), "shade", 94, 0.7)]
    if rng.random() < 0.5:
        marks.append(Mark(combined(dots), "mix", 255))
    painter.fill(cloth, "neckwear", marks=marks)
    for x0, x1 in ((-36, -8), (34, 8), (-20, 0)):
        painter.stroke(spline([(x0, 150), ((x0 + x1) / 2, 172), (x1, 186)], False), 0.6)


def _big_bow(painter: Painter, rng: np.random.Generator, y: float) -> None:
    draw_ribbon(painter, 0, y + 22, rng.uniform(70, 96), rng.uniform(-6, 6), "neckwear")


def _ascot(painter: Painter, rng: np.random.Generator, y: float) -> None:
    for x, tip in ((-9, y + 64), (9, y + 78)):
        piece = spline([(x - 14, y - 26, 1), (x + 14, y - 26, 1), (x + 24, y + 30), (x, tip, 1), (x - 22, y + 28)])
        painter.fill(piece, "neckwear", marks=[fold(x - 6, y - 20, x + 6, tip - 12, 8)])
    painter.fill(spline([(-34, 128, 1), (0, 142), (34, 128, 1), (30, 158), (0, 172), (-30, 158)]), "neckwear")
    painter.stroke(spline([(-26, 144), (0, 156), (24, 146)], False), 0.6)


def _lace_choker(painter: Painter, rng: np.random.Generator, y: float) -> None:
    rim = [
        (x, 142 - abs(x) * 0.3 + (6 if index % 2 else 0)) for index, x in enumerate(np.linspace(36, -36, 13).tolist())
    ]
    band = spline([(-34, 112, 1), (0, 122), (34, 112, 1), (*rim[0], 1), *rim[1:-1], (*rim[-1], 1)])
    painter.fill(band, "neckwear", marks=[Mark(ellipse(0, 108, 40, 18), "shade", 96, 0.7)])
    painter.stroke(spline([(-34, 126), (0, 136), (34, 126)], False), 0.5, taper=False)
    painter.fill(spline([(0, 140, 1), (8, 152), (0, 166, 1), (-8, 152)]), "accessory", weight=0.7)


def _loose_tie(painter: Painter, rng: np.random.Generator, y: float) -> None:
    side = float(rng.choice([-1, 1]))
    for x in (-1, 1):
        painter.fill(limb([(x * 44, 140), (x * 26, 186), (0, y + 22)], [12, 13, 12]), "neckwear", shade=116)
    points = [(0, y + 30), (side * 8, y + 80), (side * 24, y + 132)]
    painter.fill(limb(points, [14, 24, 30]), "neckwear", marks=[fold(0, y + 36, side * 18, y + 120, 7)])
    painter.fill(polygon([(-13, y + 10), (13, y + 10), (9, y + 36), (-9, y + 36)]), "neckwear")


def _ruff(painter: Painter, rng: np.random.Generator, y: float) -> None:
    for level in (1, 0):
        w = 64 + 22 * level
        reach = np.where(np.arange(19) % 2, 1.0, 0.86)
        angles = np.linspace(0, np.pi, 19)
        rim = np.stack(
            [w * reach * np.cos(angles), 128 + 8 * level + (26 + 8 * level) * reach * np.sin(angles)], 1
        ).tolist()
        piece = spline([(-w, 122, 1), (0, 108), (w, 122, 1), *rim])
        painter.fill(piece, "neckwear", shade=128 - 10 * level)
        for px, py in rim[1:-1:2]:
            painter.stroke(spline([(px, py), (px * 0.55, 120 + (py - 120) * 0.4)], False), 0.45)


def _ribbon_tails(painter: Painter, rng: np.random.Generator, y: float) -> None:
    for side in (-1, 1):
        points = [(0, y), (side * 18, y + 70), (side * 12, y + 130), (side * 26, y + 180)]
        tail = limb(points, [12, 20, 18, 24])
        painter.fill(tail, "neckwear", marks=[fold(0, y + 10, side * 20, y + 160, side * 6)])
    draw_ribbon(painter, 0, y, rng.uniform(28, 40), 0, "neckwear")


def _collar_bell(painter: Painter, rng: np.random.Generator, y: float) -> None:
    band = spline([(-36, 122, 1), (0, 134), (36, 122, 1), (37, 142, 1), (0, 154), (-37, 142, 1)])
    painter.fill(band, "neckwear", marks=[Mark(ellipse(0, 116, 42, 18), "shade", 96, 0.7)])
    painter.fill(ellipse(0, 166, 15), "accessory", marks=[Mark(ellipse(-5, 160, 5), "shade", 210)])
    painter.stroke(spline([(-14, 168), (0, 171), (14, 168)], False), 0.7)
    painter.stroke(spline([(0, 171), (0, 179)], False), 0.8)


def _cravat(painter: Painter, rng: np.random.Generator, y: float) -> None:
    for level in (2, 1, 0):
        w, low = 20 + 9 * level, y - 2 + 36 * level
        piece = spline(
            [(-8, y - 40, 1), (8, y - 40, 1), (w, low + 22), (w * 0.3, low + 34), (-w * 0.3, low + 24), (-w, low + 34)]
        )
        painter.fill(piece, "neckwear", marks=[fold(0, y - 30, w * 0.4, low + 26, 6)])
    painter.fill(ellipse(0, y - 34, 11, 13), "accessory", weight=0.8)


_MORE: dict[str, Callable[[Painter, np.random.Generator, float], None]] = {
    "striped-tie": _striped_tie,
    "long-scarf": _long_scarf,
    "muffler": _muffler,
    "bandana": _bandana,
    "big-bow": _big_bow,
    "ascot": _ascot,
    "lace-choker": _lace_choker,
    "loose-tie": _loose_tie,
    "ruff": _ruff,
    "ribbon-tails": _ribbon_tails,
    "collar-bell": _collar_bell,
    "cravat": _cravat,
}
