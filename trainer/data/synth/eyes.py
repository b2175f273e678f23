"""Eyes and their lashes, in head units (see `head`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Mark, Painter
from trainer.data.synth.irises import IrisLook, draw_iris, random_iris
from trainer.data.synth.paths import spline


@dataclass(frozen=True)
class _EyeShape:
    width: float
    height: float
    outer: float  # how far the outer corner lies above (negative: above) the inner one
    arch: float  # where the upper lid is highest, 0 inner … 1 outer
    lid: float  # share of the height that the upper lid hides
    lower: float  # how round the lower lid is
    lashes: int
    iris: float  # iris width as a share of the eye's width


_EYES: dict[str, _EyeShape] = {
    "large": _EyeShape(56, 58, -4, 0.5, 0.0, 1.0, 2, 0.68),
    "almond": _EyeShape(60, 44, -9, 0.45, 0.05, 0.8, 1, 0.60),
    "upturned": _EyeShape(58, 48, -15, 0.4, 0.04, 0.85, 2, 0.62),
    "drooping": _EyeShape(58, 50, 7, 0.55, 0.05, 0.95, 2, 0.64),
    "tall": _EyeShape(50, 66, -3, 0.5, 0.0, 1.0, 3, 0.76),
    "narrow": _EyeShape(58, 32, -8, 0.45, 0.12, 0.7, 1, 0.54),
    "half-lidded": _EyeShape(58, 46, -2, 0.5, 0.24, 0.9, 2, 0.64),
    "doll": _EyeShape(60, 64, 0, 0.5, 0.0, 1.0, 4, 0.70),
    "cat": _EyeShape(60, 52, -18, 0.35, 0.02, 0.9, 3, 0.58),
    "gentle": _EyeShape(54, 52, 3, 0.5, 0.06, 1.0, 1, 0.70),
    "wide": _EyeShape(64, 54, -5, 0.5, 0.0, 0.9, 0, 0.60),
    "sharp": _EyeShape(62, 38, -13, 0.4, 0.10, 0.75, 1, 0.56),
}
EYES = tuple(_EYES)


def _lids(shape: _EyeShape, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Upper and lower lid as points `[5, 2]` from the inner to the outer corner, around the eye's centre."""
    w, h = shape.width / 2, shape.height / 2
    tilt = np.linspace(0, shape.outer, 5)
    top = -h * (1 - 2 * shape.lid)
    across = np.array([-1.0, -0.72, 2 * shape.arch - 1, 0.74, 1.0])
    upper = np.stack([across * w, np.array([h * 0.25, top * 0.70, top, top * 0.72, h * 0.12]) + tilt], 1)
    under = h * shape.lower
    lower = np.stack([across * w, np.array([h * 0.25, under * 0.78, under, under * 0.84, h * 0.12]) + tilt * 0.8], 1)
    flip = np.array([side, 1.0])
    return upper * flip, lower * flip


@dataclass(frozen=True)
class EyeLook:
    """What both eyes of a face share: irises, gaze and lashes.

    Attributes:
        iris: how irises look.
        gaze: by how much they are off the middle.
        heavy: width of the upper lash line.
        lashes: how the upper lash line is drawn, one of `LASHES`.
        lower: the lower lid's line: "corner", "whole", "lashes" or "none".
        crease: whether the lid's fold is drawn.
        iris_scale: size of the irises.
    """

    iris: IrisLook
    gaze: tuple[float, float]
    heavy: float
    lashes: str
    lower: str
    crease: bool
    iris_scale: float


LASHES = ("solid", "stroked", "thin", "winged")


def random_look(rng: np.random.Generator) -> EyeLook:
    """Draws the look of a pair of eyes."""
    return EyeLook(
        iris=random_iris(rng),
        gaze=(float(rng.uniform(-5, 5)), float(rng.uniform(-2, 3))),
        heavy=float(rng.uniform(0.5, 1.25)),
        lashes=str(rng.choice(LASHES, p=[0.58, 0.16, 0.12, 0.14])),
        lower=str(rng.choice(["corner", "whole", "lashes", "none"], p=[0.5, 0.25, 0.15, 0.1])),
        crease=bool(rng.random() < 0.6),
        iris_scale=float(rng.uniform(0.92, 1.12)),
    )


def draw_eye(painter: Painter, eye: str, look: EyeLook, side: int, x: float, y: float, squeeze: float) -> None:
    """Draws one eye at `(x, y)`; `side` -1 is on the left of the picture, `squeeze` narrows it (a turned face)."""
    shape = _EYES[eye]
    upper, lower = _lids(shape, side)
    upper, lower = upper * (squeeze, 1) + (x, y), lower * (squeeze, 1) + (x, y)
    corners = [(*upper[0], 1), *upper[1:4].tolist(), (*upper[4], 1), *lower[3:0:-1].tolist()]
    opening = spline(corners)
    lash_shadow = Mark(opening.shifted(0, -shape.height * 0.68), "shade", 85, 0.7)
    painter.fill(opening, "eye_white", weight=0, marks=[lash_shadow])
    rx = shape.width * shape.iris / 2 * squeeze * look.iris_scale
    ry = max(shape.height * 0.47, rx * 1.02) * look.iris_scale
    ix, iy = x + look.gaze[0] - side * 2, y + look.gaze[1] + shape.outer * 0.4
    draw_iris(painter, look.iris, ix, iy, rx, ry, opening)
    _draw_lashes(painter, shape, look, side, upper, lower)
    if look.crease:
        crease = upper[1:4] + np.array([0, -shape.height * 0.17])
        painter.stroke(spline(crease.tolist(), False), 0.6)


def _draw_lashes(
    painter: Painter, shape: _EyeShape, look: EyeLook, side: int, upper: np.ndarray, lower: np.ndarray
) -> None:
    outer = upper[4] + np.array([side * 7.0, -4.0 + shape.outer * 0.2])
    if look.lashes == "thin":
        painter.stroke(spline([*upper.tolist(), outer.tolist()], False), 1.0 + look.heavy)
    elif look.lashes == "stroked":
        # Some strokes that begin and end each somewhere else.
        for index in range(4):
            lifted = upper + np.array([0.0, -2.2 * look.heavy * index])
            piece = lifted[index % 2 : 5 - (index == 3)]
            painter.stroke(spline([*piece.tolist(), (outer + (0, -2.0 * index)).tolist()], False), 0.9 * look.heavy)
    else:
        thick = np.array([0.05, 0.45, 0.8, 1.0, 0.9])[:, None] * np.array([side * 0.15, -1.0]) * 9 * look.heavy
        if look.lashes == "winged":
            outer = outer + np.array([side * 9.0, -7.0])
        line = [(*upper[0], 1), *(upper + thick)[1:4].tolist(), (*outer, 1), *upper[4:0:-1].tolist()]
        painter.fill(spline(line), "ink", weight=0.5)
    for index in range(shape.lashes):
        root = upper[4] * (1 - index * 0.28) + upper[3] * index * 0.28 + np.array([0.0, -4.0])
        tip = root + np.array([side * (15 - 2 * index), -9.0 - 3 * index]) * 0.8
        lash = spline([(*(root + (0, 5)), 1), (*tip, 1), (*(root + (-side * 6, -2)), 1)])
        painter.fill(lash, "ink", weight=0.3)
    if look.lower != "none":
        painter.stroke(spline(lower[2 if look.lower == "corner" else 1 : 5].tolist(), False), 0.8)
    if look.lower == "lashes":
        for place in (2, 3):
            root = lower[place]
            painter.stroke(spline([root.tolist(), (root + (side * 3.5, 7.0)).tolist()], False), 0.6)


def draw_closed_eye(painter: Painter, eye: str, look: EyeLook, side: int, x: float, y: float, happy: bool) -> None:
    """Draws a closed eye: a lid that bends up in laughter or down in rest, with its lashes."""
    half = _EYES[eye].width / 2
    bend = -15.0 if happy else 11.0
    edge = [(x - half, y + 6 - bend * 0.2), (x, y + 6 + bend), (x + half, y + 6 - bend * 0.2)]
    thick = [(px, py - 5 * look.heavy * (0.4 if index != 1 else 1.0)) for index, (px, py) in enumerate(edge)]
    painter.fill(spline([(*edge[0], 1), edge[1], (*edge[2], 1), thick[1]]), "ink", weight=0.6)
    for index in range(_EYES[eye].lashes):
        root = (x + side * half * (1 - 0.3 * index), y + 6 + bend * (0.0 if index == 0 else 0.45))
        painter.stroke(spline([root, (root[0] + side * 9, root[1] + (6 if not happy else 4))], False), 0.8)
