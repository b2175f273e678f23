"""Skirts, of dresses too, and trousers, in head units (see `head`)."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.body import Build
from trainer.data.synth.canvas import Mark, Painter
from trainer.data.synth.cloth import Cloth
from trainer.data.synth.paths import ellipse, spline

SKIRTS = ("pleated", "flared", "pencil", "gathered", "long", "mini", "tiered", "wrap")


def draw_skirt(
    painter: Painter, rng: np.random.Generator, build: Build, style: str, region: str, cloth: Cloth, long: bool
) -> None:
    """Draws one of `SKIRTS` from the waist down; `long` ones belong to dresses."""
    top = 338.0
    length = {
        "pleated": 175,
        "flared": 190,
        "pencil": 210,
        "gathered": 200,
        "long": 400,
        "mini": 135,
        "tiered": 230,
        "wrap": 240,
    }[style]
    length *= rng.uniform(1.0, 1.45) if long else rng.uniform(0.9, 1.15)
    flare = {
        "pleated": 1.6,
        "flared": 2.0,
        "pencil": 1.02,
        "gathered": 2.2,
        "long": 2.0,
        "mini": 1.5,
        "tiered": 2.2,
        "wrap": 1.45,
    }[style]
    w0, w1, bottom = build.waist + 3, build.hip * flare, top + length
    folds = {"pleated": 9, "flared": 4, "pencil": 0, "gathered": 6, "long": 6, "mini": 8, "tiered": 6, "wrap": 1}[style]
    hem: list[tuple[float, ...]] = []
    if style in ("pleated", "mini"):
        for index in range(folds * 2, -1, -1):
            x = w1 * (index / folds - 1)
            hem.append((x, bottom - (abs(x) / w1) ** 2 * 16 + (7 if index % 2 else 0), 1))
    elif folds >= 4:
        for index in range(folds * 2, -1, -1):
            x = w1 * (index / folds - 1)
            hem.append(
                (x, bottom - (abs(x) / w1) ** 2 * 22 + (9 if index % 2 else -5), 1 if index in (0, folds * 2) else 0)
            )
    else:
        hem = [(w1, bottom - 6, 1), (0, bottom + 4), (-w1, bottom - 6, 1)]
    shape = spline(
        [
            (-w0, top, 1),
            (0, top + 6),
            (w0, top, 1),
            (w0 + (w1 - w0) * 0.55, top + length * 0.38),
            *hem,
            (-w0 - (w1 - w0) * 0.55, top + length * 0.38),
        ]
    )
    marks = [*cloth.marks]
    lines = []
    for index in range(1, folds * 2):
        t = index / folds - 1
        line = [(t * w0 * 0.95, top + 8), (t * (w0 + w1) * 0.52, top + length * 0.45), (t * w1, bottom)]
        if style in ("pleated", "mini") or (index % 2 == 0 or rng.random() < 0.4):
            lines.append(line)
        if index % 2:
            wide = w1 / folds * 0.8
            pleat = spline(
                [
                    (*line[0], 1),
                    line[1],
                    (line[2][0], bottom + 12, 1),
                    (line[2][0] + wide, bottom + 12, 1),
                    (line[1][0] + wide * 0.5, line[1][1]),
                ]
            )
            marks.append(Mark(pleat, "shade", 96, 0.85))
    if rng.random() < 0.2 and style != "pencil":
        marks.append(
            Mark(
                spline(
                    [
                        (-w1 * 1.1, bottom - 34, 1),
                        (0, bottom - 20),
                        (w1 * 1.1, bottom - 34, 1),
                        (w1 * 1.1, bottom - 18, 1),
                        (0, bottom - 4),
                        (-w1 * 1.1, bottom - 18, 1),
                    ]
                ),
                "mix",
                255,
            )
        )
    marks.append(Mark(shape.shifted(int(rng.choice([-1, 1])) * w1 * 0.9, 0), "shade", 98, 0.7))
    painter.fill(shape, region, marks=marks)
    for line in lines:
        stop = 1.0 if style in ("pleated", "mini") else rng.uniform(0.35, 0.9)
        first = line[0] if style in ("pleated", "mini") else line[1]
        end = (first[0] + (line[2][0] - first[0]) * stop, first[1] + (line[2][1] - first[1]) * stop)
        middle = ((first[0] + end[0]) / 2 + np.sign(end[0]) * 3, (first[1] + end[1]) / 2)
        painter.stroke(spline([first, middle, end], False), 0.65, taper=style not in ("pleated", "mini"))
    if style == "tiered":
        for t in (0.4, 0.72):
            y, w = top + length * t, w0 + (w1 - w0) * (t + 0.12)
            painter.stroke(spline([(-w, y), (-w * 0.5, y + 16), (0, y + 8), (w * 0.5, y + 16), (w, y)], False), 0.9)
    if style == "wrap":
        painter.stroke(spline([(w0 * 0.5, top), (w0 * 0.3, top + length * 0.6), (-w0 * 0.2, bottom)], False), 0.9)
    belt = spline(
        [
            (-w0 - 3, top - 10, 1),
            (0, top - 4),
            (w0 + 3, top - 10, 1),
            (w0 + 5, top + 9, 1),
            (0, top + 15),
            (-w0 - 5, top + 9, 1),
        ]
    )
    painter.fill(belt, region, mix=255 if rng.random() < 0.3 else 0, marks=[Mark(None, "shade", 110)])


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
