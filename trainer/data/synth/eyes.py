"""Eyes in the manners of many hands, in head units (see `head`): their openings, irises and what closes them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.irises import IrisLook, draw_iris, random_iris
from trainer.data.synth.lashes import LASHES, draw_lashes
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import ellipse, spline


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
    flat: float = 0.71  # how high the upper lid is between its corners and its top, relative to the top
    manner: str = "anime"  # "bead": an iris without white; "real": lids with folds and single hairs


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
    "round": _EyeShape(54, 54, 0, 0.5, 0.0, 1.0, 0, 0.76, 0.78),
    "fox": _EyeShape(68, 34, -20, 0.35, 0.06, 0.7, 2, 0.46),
    "moe": _EyeShape(60, 60, 5, 0.5, 0.02, 0.95, 2, 0.80, 0.8),
    "flat-topped": _EyeShape(62, 50, -3, 0.5, 0.16, 1.0, 1, 0.66, 0.96),
    "realistic": _EyeShape(54, 28, -3, 0.42, 0.06, 0.75, 3, 0.48, manner="real"),
    "shoujo": _EyeShape(62, 70, -2, 0.5, 0.0, 1.0, 5, 0.74),
    "bead": _EyeShape(27, 42, 0, 0.5, 0.0, 1.0, 0, 1.0, manner="bead"),
    "stern": _EyeShape(62, 36, -10, 0.3, 0.2, 0.6, 0, 0.52, 0.9),
    "boyish": _EyeShape(50, 42, -4, 0.5, 0.06, 0.8, 0, 0.62, 0.82),
    "button": _EyeShape(34, 36, 0, 0.5, 0.0, 1.0, 1, 1.0, manner="bead"),
    "laughing": _EyeShape(60, 46, 1, 0.5, 0.0, 0.3, 1, 0.68),
    "tall-narrow": _EyeShape(42, 64, -5, 0.5, 0.04, 1.0, 1, 0.86),
    "fierce": _EyeShape(60, 44, -17, 0.6, 0.14, 0.8, 1, 0.44, 0.66),
    "sleepy": _EyeShape(60, 44, 5, 0.5, 0.3, 0.9, 1, 0.70, 0.94),
    "grown-up": _EyeShape(58, 36, -6, 0.4, 0.1, 0.8, 3, 0.54, manner="real"),
    "chibi": _EyeShape(62, 78, 0, 0.5, 0.02, 1.0, 1, 0.84, 0.84),
}
EYES = tuple(_EYES)


def _lids(shape: _EyeShape, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Upper and lower lid as points `[5, 2]` from the inner to the outer corner, around the eye's centre."""
    w, h = shape.width / 2, shape.height / 2
    tilt = np.linspace(0, shape.outer, 5)
    top = -h * (1 - 2 * shape.lid)
    across = np.array([-1.0, -0.72, 2 * shape.arch - 1, 0.74, 1.0])
    upper = np.stack([across * w, np.array([h * 0.25, top * shape.flat, top, top * shape.flat, h * 0.12]) + tilt], 1)
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
        rise: how far the upper lid cuts into the iris, as a share of the eye's height.
    """

    iris: IrisLook
    gaze: tuple[float, float]
    heavy: float
    lashes: str
    lower: str
    crease: bool
    iris_scale: float
    rise: float


def random_look(rng: np.random.Generator) -> EyeLook:
    """Draws the look of a pair of eyes."""
    return EyeLook(
        iris=random_iris(rng),
        gaze=(float(rng.uniform(-5, 5)), float(rng.uniform(-2, 3))),
        heavy=float(rng.uniform(0.5, 1.25)),
        lashes=str(rng.choice(list(LASHES), p=list(LASHES.values()))),
        lower=str(rng.choice(["corner", "whole", "lashes", "none"], p=[0.5, 0.25, 0.15, 0.1])),
        crease=bool(rng.random() < 0.6),
        iris_scale=float(rng.uniform(0.92, 1.12)),
        rise=float(rng.choice([0.0, rng.uniform(0.04, 0.2)], p=[0.55, 0.45])),
    )


def draw_eye(painter: Painter, eye: str, look: EyeLook, side: int, x: float, y: float, squeeze: float) -> None:
    """Draws one eye at `(x, y)`; `side` -1 is on the left of the picture, `squeeze` narrows it (a turned face)."""
    shape = _EYES[eye]
    if shape.manner == "bead":
        _draw_bead(painter, shape, look, side, x, y, squeeze)
        return
    upper, lower = _lids(shape, side)
    upper, lower = upper * (squeeze, 1) + (x, y), lower * (squeeze, 1) + (x, y)
    corners = [(*upper[0], 1), *upper[1:4].tolist(), (*upper[4], 1), *lower[3:0:-1].tolist()]
    opening = spline(corners)
    lash_shadow = Mark(opening.shifted(0, -shape.height * 0.68), "shade", 85, 0.7)
    painter.fill(opening, "eye_white", weight=0, marks=[lash_shadow])
    rx = shape.width * shape.iris / 2 * squeeze * look.iris_scale
    ry = max(shape.height * 0.47, rx * 1.02) * look.iris_scale
    ix, iy = x + look.gaze[0] - side * 2, y + look.gaze[1] + shape.outer * 0.4 - look.rise * shape.height
    draw_iris(painter, look.iris, ix, iy, rx, ry, opening)
    if shape.manner == "real":
        _draw_real_lids(painter, shape, look, side, upper, lower)
        return
    draw_lashes(painter, look.lashes, look.heavy, shape.lashes, side, upper, lower)
    _draw_lower_lid(painter, look, side, lower)
    if look.crease:
        crease = upper[1:4] + np.array([0, -shape.height * 0.17])
        painter.stroke(spline(crease.tolist(), False), 0.6)


def _draw_lower_lid(painter: Painter, look: EyeLook, side: int, lower: np.ndarray) -> None:
    if look.lower != "none":
        painter.stroke(spline(lower[2 if look.lower == "corner" else 1 : 5].tolist(), False), 0.8)
    if look.lower == "lashes":
        for place in (2, 3):
            root = lower[place]
            painter.stroke(spline([root.tolist(), (root + (side * 3.5, 7.0)).tolist()], False), 0.6)


def _draw_bead(
    painter: Painter, shape: _EyeShape, look: EyeLook, side: int, x: float, y: float, squeeze: float
) -> None:
    """An eye that is all iris, under a bow for the lashes."""
    rx, ry = shape.width / 2 * squeeze * look.iris_scale, shape.height / 2 * look.iris_scale
    opening = ellipse(x, y, rx * 1.02, ry * 1.02)
    # A small iris would float free of the lashes.
    iris = replace(look.iris, hand="cel") if look.iris.hand == "small" else look.iris
    draw_iris(painter, iris, x, y, rx, ry, opening)
    bow = [(x + rx * 1.25 * np.cos(a), y + ry * 1.08 * np.sin(a)) for a in np.linspace(1.08 * np.pi, 1.92 * np.pi, 5)]
    thick = [(px, py - 6 * look.heavy) for px, py in bow[1:4]]
    painter.fill(spline([(*bow[0], 1), *thick, (*bow[4], 1), *bow[3:0:-1]]), "ink", weight=0.5)
    for index in range(shape.lashes):
        root = np.array(bow[4 if side > 0 else 0]) + (0, -5 * index)
        painter.stroke(spline([root.tolist(), (root + (side * 9, -5)).tolist()], False), 1.0)


def _draw_real_lids(
    painter: Painter, shape: _EyeShape, look: EyeLook, side: int, upper: np.ndarray, lower: np.ndarray
) -> None:
    """Lids of a drawing from life: an edge that swells outward, a fold, single hairs, the lower lid's rim."""
    outer = upper[4] + np.array([side * 4.0, -1.0])
    thick = np.array([0.0, 2.0, 3.2, 3.0])[:, None] * np.array([0.0, -1.0]) * (0.6 + look.heavy)
    edge = [(*upper[0], 1), *(upper[:4] + thick)[1:].tolist(), (*outer, 1), *upper[4:0:-1].tolist()]
    painter.fill(spline(edge), "ink", weight=0.4)
    crease = upper[0:5] + np.array([0, -shape.height * 0.24])
    painter.stroke(spline(crease.tolist(), False), 0.6)
    painter.stroke(spline(lower[0:5].tolist(), False), 0.6)
    for index in range(shape.lashes):
        root = upper[4] * (1 - 0.3 * index) + upper[3] * 0.3 * index
        tip = root + np.array([side * (7 - index), -8.0 - index])
        painter.stroke(spline([root.tolist(), ((root + tip) / 2 + (side * 1.5, 1)).tolist(), tip.tolist()], False), 0.7)
    if look.lower == "lashes":
        bag = lower[1:4] + np.array([0, shape.height * 0.24])
        painter.stroke(spline(bag.tolist(), False), 0.45)


def draw_closed_eye(painter: Painter, eye: str, look: EyeLook, side: int, x: float, y: float, happy: bool) -> None:
    """Draws a closed eye: a lid that bends up in laughter or down in rest, with its lashes."""
    half = max(_EYES[eye].width / 2, 20)
    bend = -15.0 if happy else 11.0
    edge = [(x - half, y + 6 - bend * 0.2), (x, y + 6 + bend), (x + half, y + 6 - bend * 0.2)]
    thick = [(px, py - 5 * look.heavy * (0.4 if index != 1 else 1.0)) for index, (px, py) in enumerate(edge)]
    painter.fill(spline([(*edge[0], 1), edge[1], (*edge[2], 1), thick[1]]), "ink", weight=0.6)
    for index in range(_EYES[eye].lashes):
        root = (x + side * half * (1 - 0.3 * index), y + 6 + bend * (0.0 if index == 0 else 0.45))
        painter.stroke(spline([root, (root[0] + side * 9, root[1] + (6 if not happy else 4))], False), 0.8)
