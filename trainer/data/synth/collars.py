"""Necklines and collars, in head units (see `head`)."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.body import Build
from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import Path, ellipse, limb, polygon, spline


def neckline_paths(build: Build, neckline: str) -> tuple[Path, Path]:
    """The area in which a neckline leaves skin bare, and the edge of the cloth below it."""
    s = build.shoulder
    edges: dict[str, tuple[list[tuple[float, ...]], bool]] = {
        "high": ([(44, 138), (0, 152), (-44, 138)], True),
        "round": ([(52, 154), (32, 182), (0, 190), (-32, 182), (-52, 154)], True),
        "v": ([(47, 153), (0, 218, 1), (-47, 153)], False),
        "deep": ([(47, 153), (0, 252, 1), (-47, 153)], False),
        "square": ([(56, 156), (50, 206), (-50, 206), (-56, 156)], False),
        "heart": ([(s * 0.72, 163), (46, 222), (24, 214), (0, 228, 1), (-24, 214), (-46, 222), (-s * 0.72, 163)], True),
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
    points: list[tuple[float, ...]] = edge if smooth else [(x, y, 1) for x, y, *_ in edge]
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
    low = {"high": 152, "round": 188, "v": 218, "deep": 252, "square": 206}.get(neckline, 222)
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
    elif collar == "mandarin":
        piece = spline([(-38, 118, 1), (0, 130), (38, 118, 1), (43, 152, 1), (0, 168), (-43, 152, 1)])
        painter.fill(piece, region, mix=mix, marks=[Mark(ellipse(0, 116, 48, 20), "shade", 92, 0.8)])
        painter.stroke(spline([(0, 130), (0, 166)], False), 0.7)
    elif collar == "cross":
        # The left side lies over the right one, each with a broad border.
        for side in (-1, 1):
            border = limb([(side * 44, 138), (side * 26, 186), (-side * 26, 258), (-side * 48, 300)], [18, 20, 20, 18])
            painter.fill(border, region, mix=mix, shade=shade)
    elif collar == "neck-frill":
        for level in (1, 0):
            rim = [
                (x, 150 + 8 * level - abs(x) * 0.16 + (7 if index % 2 else -3))
                for index, x in enumerate(np.linspace(52 + 6 * level, -52 - 6 * level, 11).tolist())
            ]
            piece = spline([(-38, 122, 1), (0, 134), (38, 122, 1), (*rim[0], 1), *rim[1:-1], (*rim[-1], 1)])
            painter.fill(piece, region, mix=mix, shade=shade, marks=[Mark(ellipse(0, 120, 46, 16), "shade", 94, 0.7)])
    elif collar == "wide-sailor":
        for side in (-1, 1):
            piece = spline(
                [
                    (side * 38, 140, 1),
                    (side * s * 0.98, 172, 1),
                    (side * s * 0.9, 226, 1),
                    (side * 44, 214),
                    (side * 4, low + 6, 1),
                ]
            )
            painter.fill(piece, region, mix=255, shade=shade)
            for inset in (9, 18):
                line = [(side * (s * 0.98 - inset), 172 + inset * 0.3), (side * (s * 0.9 - inset), 224 - inset)]
                painter.stroke(
                    spline([*line, (side * 44, 212 - inset), (side * (8 + inset), low - 4)], False), 0.5, taper=False
                )
    elif collar == "frill":
        points: list[tuple[float, ...]] = []
        for index in range(17):
            x = s * 1.02 * (index / 8 - 1)
            points.append((x, 222 - abs(x) * 0.06 + (8 if index % 2 else -2), float(index in (0, 16))))
        points += [(s * 1.02, 248, 1), (0, 262), (-s * 1.02, 248, 1)]
        painter.fill(spline(points), region, mix=mix, shade=shade)
