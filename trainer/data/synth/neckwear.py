"""Necklines, collars and neckwear, in head units (see `head`)."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.backgrounds import pattern
from trainer.data.synth.body import Build
from trainer.data.synth.canvas import Mark, Painter
from trainer.data.synth.cloth import fold
from trainer.data.synth.hair_back import draw_ribbon
from trainer.data.synth.paths import Path, ellipse, limb, polygon, spline

NECKWEAR = ("tie", "ribbon-bow", "scarf", "choker", "neckerchief", "bow-tie", "thin-ribbon", "jabot")


def neckline_paths(build: Build, neckline: str) -> tuple[Path, Path]:
    """The area in which a neckline leaves skin bare, and the edge of the cloth below it."""
    s = build.shoulder
    edges: dict[str, tuple[list[tuple[float, ...]], bool]] = {
        "high": ([(44, 138), (0, 152), (-44, 138)], True),
        "round": ([(52, 154), (32, 182), (0, 190), (-32, 182), (-52, 154)], True),
        "v": ([(47, 153), (0, 218, 1), (-47, 153)], False),
        "deep": ([(47, 153), (0, 252, 1), (-47, 153)], False),
    }
    # Straps and bare shoulders share the last edge.
    bare: list[tuple[float, ...]] = [
        (s + 8, 226),
        (s * 0.9, 232),
        (34, 214),
        (0, 226),
        (-34, 214),
        (-s * 0.9, 232),
        (-s - 8, 226),
    ]
    edge, smooth = edges.get(neckline, (bare, True))
    points = edge if smooth else [(x, y, 1) for x, y, *_ in edge]
    reach = max(x for x, *_ in edge)
    area = spline([(-reach, 40, 1), (reach, 40, 1), (*points[0][:2], 1), *points[1:-1], (*points[-1][:2], 1)])
    return area, spline(points, closed=False)


def draw_collar(
    painter: Painter, rng: np.random.Generator, build: Build, collar: str, region: str, neckline: str
) -> None:
    """Draws a garment's collar over its neckline."""
    s = build.shoulder
    mix = 255 if rng.random() < 0.5 else 0
    shade = 128 if mix else int(rng.choice([128, 118, 140]))
    low = {"high": 152, "round": 188, "v": 218, "deep": 252}.get(neckline, 222)
    for side in (-1, 1):
        if collar == "sailor":
            piece = spline(
                [
                    (side * 40, 142, 1),
                    (side * s * 0.82, 168, 1),
                    (side * s * 0.72, 205),
                    (side * 6, low + 14, 1),
                    (side * 2, low - 4, 1),
                ]
            )
            painter.fill(piece, region, mix=mix, shade=shade)
            painter.stroke(
                spline([(side * (s * 0.82 - 10), 172), (side * (s * 0.66 - 6), 198), (side * 12, low + 3)], False),
                0.6,
                taper=False,
            )
        elif collar == "points":
            piece = polygon(
                [(side * 36, 134), (side * 48, 150), (side * 40, 190), (0, 158 if neckline == "high" else low)]
            )
            painter.fill(piece, region, mix=mix, shade=shade)
        elif collar == "round":
            piece = spline(
                [
                    (side * 38, 138, 1),
                    (side * 66, 160),
                    (side * 52, 190),
                    (side * 14, 186),
                    (0, 158 if neckline == "high" else low, 1),
                ]
            )
            painter.fill(piece, region, mix=mix, shade=shade)
        elif collar == "lapels":
            piece = polygon(
                [
                    (side * 36, 138),
                    (side * 54, 152),
                    (side * 66, 196),
                    (side * 52, 206),
                    (side * 58, 218),
                    (0, low + 24),
                    (0, low),
                ]
            )
            painter.fill(piece, region, mix=mix, shade=shade)
        elif collar == "hood":
            piece = spline(
                [
                    (side * 40, 118, 1),
                    (side * 82, 150),
                    (side * 70, 190),
                    (side * 20, 206),
                    (0, 196, 1),
                    (side * 36, 168),
                ]
            )
            painter.fill(piece, region, marks=[Mark(ellipse(side * 30, 172, 34, 22), "shade", 92, 0.8)])
            painter.stroke(spline([(side * 20, 204), (side * 22, 240), (side * 20, 268)], False), 0.9)
    if collar == "turtle":
        piece = spline([(-40, 112, 1), (0, 122), (40, 112, 1), (46, 152), (0, 168), (-46, 152)])
        painter.fill(piece, region, marks=[Mark(ellipse(0, 112, 50, 22), "shade", 90, 0.8)])
        for x in (-22, 0, 22):
            painter.stroke(spline([(x, 124), (x * 1.1, 158)], False), 0.5)
    elif collar == "frill":
        points: list[tuple[float, ...]] = []
        for index in range(17):
            x = s * 1.02 * (index / 8 - 1)
            points.append((x, 222 - abs(x) * 0.06 + (8 if index % 2 else -2), float(index in (0, 16))))
        points += [(s * 1.02, 248, 1), (0, 262), (-s * 1.02, 248, 1)]
        painter.fill(spline(points), region, mix=mix, shade=shade)


def draw_neckwear(painter: Painter, rng: np.random.Generator, build: Build, kind: str) -> None:
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
