"""Sleeves, in head units (see `head`)."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.body import Build, part_of
from trainer.data.synth.canvas import Painter
from trainer.data.synth.cloth import Cloth, fold
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import limb, spline, without_root

# Sleeve: (share of the arm that is covered, widths along it relative to the arm).
_SLEEVES: dict[str, tuple[float, tuple[float, ...]]] = {
    "short": (0.42, (1.1, 1.35, 1.35, 1.4, 1.45)),
    "long": (0.96, (1.1, 1.25, 1.2, 1.1, 1.0)),
    "wide": (0.92, (1.1, 1.35, 1.5, 1.8, 2.1)),
    "raglan": (0.93, (1.1, 1.3, 1.3, 1.25, 1.2)),
    "rolled": (0.66, (1.1, 1.3, 1.3, 1.25, 1.2)),
    "bishop": (0.9, (1.1, 1.4, 1.7, 1.9, 1.1)),
    "bell": (0.95, (1.1, 1.3, 1.6, 2.3, 3.2)),
    "cap": (0.2, (1.05, 1.3, 1.5, 1.6, 1.7)),
}
_CUFFED = {"long": (0.84, 0.98, 1.12), "rolled": (0.58, 0.68, 1.4), "bishop": (0.86, 0.96, 1.05)}


def draw_sleeve(
    painter: Painter,
    rng: np.random.Generator,
    build: Build,
    points: list[tuple[float, float]],
    sleeve: str,
    cloth: Cloth,
) -> None:
    """Draws one sleeve over the arm along `points`: "none", "puff" or one of the cuts above."""
    if sleeve == "none":
        return
    a, side = build.arm, 1 if points[0][0] > 0 else -1
    start = [(points[0][0] - side * 8, points[0][1] - 8), *points[1:]]
    if sleeve == "puff":
        _draw_puff(painter, build, side, cloth)
        return
    end, shares = _SLEEVES[sleeve]
    shape = limb(part_of(start, 0.0, end), [a * share for share in shares])
    elbow = points[2]
    marks = [
        *cloth.marks,
        Mark(shape.shifted(side * a * 0.5, 6), "shade", 92, 0.8),
        fold(elbow[0] - a * 0.5, elbow[1] - 10, elbow[0] + a * 0.4, elbow[1] + 8, 8),
        fold(elbow[0] + a * 0.5, elbow[1] - 22, elbow[0] - a * 0.2, elbow[1] - 6, -7),
    ]
    mix = 255 if sleeve == "raglan" else 0
    painter.fill(shape, cloth.region, outline=without_root(shape), marks=marks, mix=mix)
    if sleeve in ("wide", "bell"):
        # One looks into the opening.
        (x0, y0), (x1, y1) = part_of(start, 0.0, end)[3:]
        turn = np.arctan2(y1 - y0, x1 - x0)
        half = a * shares[-1] / 2
        rim = np.array([(np.cos(t) * half * 0.18, np.sin(t) * half) for t in np.linspace(0, 2 * np.pi, 9)[:-1]])
        c, s = np.cos(turn), np.sin(turn)
        opening = spline((rim @ np.array([[c, s], [-s, c]]) + (x1, y1)).tolist())
        painter.fill(opening, cloth.region, shade=86, weight=0.8)
    if sleeve in _CUFFED:
        first, last, width = _CUFFED[sleeve]
        cuff = limb(part_of(start, first, last), [a * width] * 5)
        painter.fill(cuff, cloth.region, mix=255 if rng.random() < 0.35 else mix)
        if sleeve == "bishop":
            for place in (0.6, 0.72):
                x, y = part_of(start, place, 1.0)[0]
                painter.stroke(spline([(x - 6, y - 8), (x - 4, y + 12), (x - 7, y + 26)], False), 0.55)
    for shift in (-6, 8, 18):
        if shift < 18 or rng.random() < 0.5:
            line = [(elbow[0] - side * a * 0.4, elbow[1] + shift), (elbow[0] + side * a * 0.1, elbow[1] + shift + 4)]
            if end > 0.5:
                painter.stroke(spline(line, False), 0.6)
    shoulder = points[0]
    if sleeve not in ("raglan", "cap") and rng.random() < 0.6:
        seam = [(shoulder[0] + side * 2, shoulder[1] - 20), (shoulder[0] - side * 12, shoulder[1] + 4)]
        painter.stroke(spline([*seam, (shoulder[0] - side * 10, shoulder[1] + 30)], False), 0.6)


def _draw_puff(painter: Painter, build: Build, side: int, cloth: Cloth) -> None:
    s = build.shoulder
    ball = spline(
        [(side * (s - 34), 166, 1), (side * (s + 6), 168), (side * (s + 24), 208), (side * (s + 10), 240, 1),
         (side * (s - 36), 236, 1)]
    )  # fmt: skip
    painter.fill(ball, cloth.region, marks=[*cloth.marks, Mark(ball.shifted(side * 10, 30), "shade", 92, 0.8)])
    for x, bend in ((-22, -4), (-6, 0), (8, 4)):
        line = [(side * (s + x), 238), (side * (s + x + bend), 222), (side * (s + x + bend * 2), 206)]
        painter.stroke(spline(line, False), 0.55)
    band = limb([(side * (s - 38), 236), (side * (s + 11), 241)], [13, 13])
    painter.fill(band, cloth.region, mix=255)
