"""The upper part of shirts and dresses, in head units (see `head`), and what is sewn on it."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.body import Build
from trainer.data.synth.canvas import Painter
from trainer.data.synth.cloth import Cloth, fold
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import Path, ellipse, limb, polygon, spline

EXTRAS = (
    "", "buttons", "double", "zip", "vest", "bib", "obi", "corset", "cape", "belt", "frog", "pocket", "emblem", "crop",
    "ruffle",
)  # fmt: skip


def draw_torso(
    painter: Painter, rng: np.random.Generator, build: Build, fit: float, cloth: Cloth, extra: str = ""
) -> None:
    """Draws what covers the trunk, from tight (`fit` 0) to loose (1), with one of `EXTRAS`."""
    s, waist, hip = build.shoulder, build.waist, build.hip
    w = waist + (s * 0.92 - waist) * fit
    h = hip + 8 * fit if cloth.region == "shirt" else waist + 4
    end = 345 if cloth.region == "dress" else rng.uniform(395, 440)
    if extra == "crop":
        _draw_midriff(painter, build)
        end, h, w = 298.0, waist + 10, waist + 14
    low = end - 15 if extra == "crop" else 330.0
    torso = spline(
        [(-34, 146, 1), (-s * 0.72, 163), (-s + 2, 182), (-s * 0.88, 240), (-w, low), (-h, end, 1), (0, end + 8),
         (h, end, 1), (w, low), (s * 0.88, 240), (s - 2, 182), (s * 0.72, 163), (34, 146, 1)]
    )  # fmt: skip
    side = int(rng.choice([-1, 1]))
    marks = [
        *cloth.marks,
        Mark(torso.shifted(side * s * 0.72, 0), "shade", 92, 0.8),
        Mark(spline([(-70, 130), (70, 130), (50, 190), (0, 214), (-50, 190)]), "shade", 92, 0.7),
        fold(-s * 0.8, 235, -s * 0.2, 262, 14),
        fold(s * 0.8, 235, s * 0.2, 262, -14),
        fold(-w, 325, -w * 0.2, 352, 12),
    ]
    bust = float(rng.choice([0.0, rng.uniform(0.5, 1.0)], p=[0.45, 0.55]))
    if bust:
        for end_x in (-1, 1):
            under = spline(
                [(end_x * 8, 258), (end_x * 34, 276 + 8 * bust), (end_x * 62, 254), (end_x * 40, 262 + 4 * bust)]
            )
            marks.append(Mark(under, "shade", 94, 0.8))
    painter.fill(torso, cloth.region, marks=marks)
    if extra in _DRAW:
        _DRAW[extra](painter, rng, build, torso, cloth, end)
    _draw_folds(painter, rng, s, bust, end)
    if extra == "buttons" or (not extra and rng.random() < 0.35):
        painter.stroke(spline([(0, 215), (1, 280), (0, end + 4)], False), 0.7)
        for y in np.arange(240, end - 10, 42):
            painter.fill(ellipse(7, y, 4.5), "accessory" if rng.random() < 0.3 else cloth.region, weight=0.6)


def _draw_folds(painter: Painter, rng: np.random.Generator, s: float, bust: float, end: float) -> None:
    for x0, y0, x1, y1 in (
        (-0.8, 232, -0.5, 262),
        (0.8, 232, 0.5, 262),
        (-0.62, 322, -0.25, 336),
        (0.62, 318, 0.3, 338),
        (-0.78, 214, -0.48, 226),
        (0.78, 214, 0.48, 226),
        (-0.6, 346, -0.2, 352),
        (0.58, 300, 0.36, 312),
    ):
        if max(y0, y1) < end - 4 and rng.random() < 0.55:
            painter.stroke(spline([(x0 * s, y0), ((x0 + x1) / 2 * s, (y0 + y1) / 2 + 5), (x1 * s, y1)], False), 0.65)
    if bust:
        for side in (-1, 1):
            if rng.random() < 0.7:
                line = [(side * 14, 256), (side * 34, 266 + 10 * bust), (side * 58, 256)]
                painter.stroke(spline(line if rng.random() < 0.6 else line[1:], False), 0.6)


def _draw_midriff(painter: Painter, build: Build) -> None:
    w, h = build.waist, build.hip
    skin = spline([(-w - 6, 270, 1), (w + 6, 270, 1), (w, 330), (h, 400, 1), (0, 420), (-h, 400, 1), (-w, 330)])
    painter.fill(skin, "skin", marks=[Mark(ellipse(0, 290, w + 20, 24), "shade", 90, 0.8)])
    painter.stroke(spline([(0, 300), (1, 340)], False), 0.5)
    painter.stroke(spline([(-2, 366), (0, 372), (1, 366)], False), 0.7)


def _double(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    """Two rows of buttons, and pockets."""
    painter.stroke(spline([(22, 236), (26, 300), (24, end + 4)], False), 0.8, clip=torso)
    for y in np.arange(262, end - 12, 38):
        for x in (-20, 14):
            painter.fill(ellipse(x, y, 5.5), "accessory", weight=0.7)
    for side in (-1, 1):
        x = side * build.waist * 0.66
        flap = polygon([(x - 20, 352), (x + 20, 352), (x + 19, 368), (x - 19, 368)])
        painter.fill(flap, cloth.region, weight=0.7, shade=118, clip=torso)


def _zip(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    for x in (-4, 4):
        painter.stroke(spline([(x, 196), (x, end + 6)], False), 0.6, taper=False, clip=torso)
    painter.fill(limb([(0, 214), (0, 236)], [7, 9]), "accessory", weight=0.6)
    for side in (-1, 1):
        x = side * build.waist * 0.7
        pocket = spline([(x - side * 24, 330), (x - side * 30, 378), (x + side * 20, 380), (x + side * 4, 334)], False)
        painter.stroke(pocket, 0.7, clip=torso)


def _vest(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    """A knitted vest in the second colour over the shirt."""
    s = build.shoulder
    vest = spline(
        [(-44, 146, 1), (0, 250, 1), (44, 146, 1), (s * 0.72, 160, 1), (s * 0.7, 240), (s + 20, 300, 1),
         (s + 20, end + 30, 1), (-s - 20, end + 30, 1), (-s - 20, 300, 1), (-s * 0.7, 240), (-s * 0.72, 160, 1)]
    )  # fmt: skip
    painter.fill(
        vest, cloth.region, mix=255, weight=0.9, clip=torso, marks=[Mark(vest.shifted(s * 0.8, 0), "shade", 94, 0.7)]
    )
    painter.stroke(spline([(-s, end - 22), (0, end - 14), (s, end - 22)], False), 0.6, taper=False, clip=torso)
    for x in np.linspace(-s, s, 15):
        painter.stroke(spline([(x, end - 20), (x, end + 8)], False), 0.4, clip=torso)


def _bib(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    """The bib of an apron or of a pinafore in the second colour, with its straps."""
    w = build.waist
    for side in (-1, 1):
        strap = limb([(side * 40, 246), (side * 48, 160)], [20, 22])
        painter.fill(strap, cloth.region, mix=255, clip=torso)
    bib = spline([(-48, 236, 1), (0, 242), (48, 236, 1), (w * 0.9, end + 10, 1), (-w * 0.9, end + 10, 1)])
    painter.fill(bib, cloth.region, mix=255, marks=[Mark(bib.shifted(50, 0), "shade", 98, 0.7)])
    if rng.random() < 0.5:
        rim = [(x, 236 + (8 if index % 2 else -3)) for index, x in enumerate(np.linspace(-50, 50, 11).tolist())]
        painter.fill(
            spline([(*rim[0], 1), *rim[1:-1], (*rim[-1], 1), (48, 252, 1), (-48, 252, 1)]), cloth.region, mix=255
        )


def _obi(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    """The sash of a kimono in the second colour, and its cord."""
    w = build.waist + 8
    sash = spline([(-w, 282, 1), (0, 288), (w, 282, 1), (w, end + 4, 1), (0, end + 12), (-w, end + 4, 1)])
    painter.fill(sash, cloth.region, mix=255, marks=[Mark(sash.shifted(60, 0), "shade", 96, 0.7)])
    painter.fill(limb([(-w, 316), (0, 322), (w, 316)], [9, 9, 9]), "accessory", weight=0.8)
    for y in (298, 338):
        painter.stroke(spline([(-w * 0.9, y), (-w * 0.2, y + 5)], False), 0.5)


def _corset(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    w = build.waist + 6
    piece = spline(
        [
            (-w - 8, 268, 1),
            (-26, 252),
            (0, 264, 1),
            (26, 252),
            (w + 8, 268, 1),
            (w, end + 2, 1),
            (0, end + 20, 1),
            (-w, end + 2, 1),
        ]
    )
    painter.fill(piece, cloth.region, mix=255, marks=[Mark(piece.shifted(54, 0), "shade", 94, 0.8)])
    for x in (-0.6, 0.6):
        painter.stroke(spline([(x * w, 266), (x * w * 0.8, end + 6)], False), 0.6, taper=False)
    for y in np.arange(276, end - 6, 18):
        painter.stroke(spline([(-9, y), (9, y + 12)], False), 0.6, taper=False)
        painter.stroke(spline([(9, y), (-9, y + 12)], False), 0.6, taper=False)


def _belt(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    band = limb([(-build.shoulder, 322), (0, 330), (build.shoulder, 322)], [18, 18, 18])
    painter.fill(band, "accessory", clip=torso)
    painter.fill(polygon([(-13, 318), (13, 318), (13, 342), (-13, 342)]), "accessory", mix=255)


def _frog(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    """A slanting edge from collar to arm, closed by knotted loops."""
    edge = [(0, 158), (24, 196), (build.shoulder * 0.72, 226)]
    painter.stroke(spline(edge, False), 0.9, taper=False, clip=torso)
    for x, y in ((8, 172), (34, 204)):
        painter.fill(limb([(x - 13, y), (x + 13, y - 4)], [6, 6]), cloth.region, mix=255, weight=0.6)
        painter.fill(ellipse(x, y - 2, 5.5), cloth.region, mix=255, weight=0.6)


def _pocket(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    x = float(rng.choice([-1, 1])) * build.shoulder * 0.45
    piece = spline([(x - 19, 226, 1), (x + 19, 226, 1), (x + 18, 258, 1), (x, 268, 1), (x - 18, 258, 1)])
    painter.fill(piece, cloth.region, weight=0.8, mix=255 if rng.random() < 0.3 else 0)
    painter.stroke(spline([(x - 19, 234), (x + 19, 234)], False), 0.5, taper=False)


def _emblem(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    """A print on the chest: a stripe across, a ring, a heart, or letters of nobody's alphabet."""
    kind = int(rng.integers(4))
    s = build.shoulder
    if kind == 0:
        painter.fill(polygon([(-s, 252), (s, 252), (s, 290), (-s, 290)]), cloth.region, mix=255, weight=0.8, clip=torso)
    elif kind == 1:
        ring = Path((*ellipse(0, 262, 32).chains, *(chain[::-1] for chain in ellipse(0, 262, 21).chains)))
        painter.fill(ring, cloth.region, mix=255, weight=0.7)
    elif kind == 2:
        heart = spline([(0, 246, 1), (18, 232), (34, 248), (0, 288, 1), (-34, 248), (-18, 232)])
        painter.fill(heart, cloth.region, mix=255, weight=0.8)
    else:
        for x in (-44.0, -22.0, 0.0, 22.0, 44.0):
            tall = rng.uniform(20, 30)
            kink = float(rng.uniform(-8, 8))
            bar = limb([(x, 250), (x + kink, 250 + tall / 2), (x, 250 + tall)], [7, 7, 7])
            painter.fill(bar, cloth.region, mix=255, weight=0.5)


def _ruffle(painter: Painter, rng: np.random.Generator, build: Build, torso: Path, cloth: Cloth, end: float) -> None:
    """A ruffle down the front on both sides of the buttons."""
    for side in (-1, 1):
        rim = [
            (side * (22 + (6 if index % 2 else -4)), y)
            for index, y in enumerate(np.linspace(186, end - 30, 9).tolist())
        ]
        piece = spline([(side * 6, 180, 1), *rim, (side * 6, end - 26, 1)])
        painter.fill(piece, cloth.region, weight=0.7, mix=255 if build.waist % 1 < 0.5 else 0)
    for y in np.arange(206, end - 20, 36):
        painter.fill(ellipse(0, y, 4.5), "accessory", weight=0.6)


_DRAW = {
    "double": _double,
    "zip": _zip,
    "vest": _vest,
    "bib": _bib,
    "obi": _obi,
    "corset": _corset,
    "belt": _belt,
    "frog": _frog,
    "pocket": _pocket,
    "emblem": _emblem,
    "ruffle": _ruffle,
}


def draw_cape(painter: Painter, rng: np.random.Generator, build: Build, cloth: Cloth) -> None:
    """Draws a short cape over shoulders and arms."""
    s = build.shoulder
    low = rng.uniform(262, 300)
    hem = [
        (x, low - abs(x) * 0.12 + (5 if index % 2 else -4)) for index, x in enumerate(np.linspace(s + 46, -s - 46, 11))
    ]
    cape = spline([(-40, 138, 1), (40, 138, 1), (s * 0.9, 164), (s + 34, 214), (*hem[0], 1), *hem[1:-1], (*hem[-1], 1),
                   (-s - 34, 214), (-s * 0.9, 164)])  # fmt: skip
    painter.fill(cape, cloth.region, mix=255, marks=[Mark(cape.shifted(s * 0.9, 20), "shade", 94, 0.8)])
    for x in (-0.8, -0.4, 0.4, 0.8):
        painter.stroke(
            spline([(x * (s + 40), low - 12), (x * (s + 8), low - 50), (x * s * 0.8, low - 84)], False), 0.65
        )
    painter.stroke(spline([(0, 156), (2, 210), (0, low - 2)], False), 0.8)
