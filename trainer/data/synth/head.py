"""Face, ears, eyes, brows, nose and mouth, in head units: the skull's radius is 100, its centre at (0, -20).

`x` runs to the right and `y` down; the chin lies near (0, 108).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Gradient, Mark, Painter
from trainer.data.synth.paths import Path, ellipse, spline

# Per face: (cheek x, cheek y, jaw x, jaw y, chin y, chin half width).
_FACES: dict[str, tuple[float, float, float, float, float, float]] = {
    "heart": (87, 30, 56, 78, 110, 9),
    "round": (90, 36, 64, 80, 104, 16),
    "oval": (84, 32, 58, 82, 112, 12),
    "pointed": (86, 26, 48, 76, 116, 5),
    "soft": (92, 40, 60, 84, 107, 11),
    "slim": (80, 30, 52, 80, 118, 10),
    "square": (84, 36, 64, 86, 114, 18),
    "child": (95, 40, 66, 76, 98, 12),
}
FACES = tuple(_FACES)


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


def face_path(face: str, turn: float) -> Path:
    """The contour of a face; `turn` -1..1 looks to the left or right."""
    cheek_x, cheek_y, jaw_x, jaw_y, chin_y, chin = _FACES[face]
    near, far = 1 - 0.04 * turn, 1 + 0.04 * turn
    shift = 15 * turn
    return spline(
        [
            (0, -118), (70, -88), (96 * far - 6, -20), (cheek_x * far, cheek_y), (jaw_x * far + shift * 0.7, jaw_y),
            (chin + shift, chin_y), (-chin + shift, chin_y), (-jaw_x * near + shift * 0.7, jaw_y),
            (-cheek_x * near, cheek_y), (-96 * near + 6, -20), (-70, -88),
        ]
    )  # fmt: skip


def draw_face(painter: Painter, rng: np.random.Generator, face: str, turn: float, shadow: Path | None) -> None:
    """Draws ears, the face with blush, and the shadow that the hair throws on it."""
    for side in (-1, 1):
        x = side * (90 - 4 * side * turn)
        ear = spline([(x, 2, 1), (x + side * 15, -6), (x + side * 17, 14), (x + side * 7, 40), (x - side * 4, 46, 1)])
        painter.fill(ear, "skin", marks=[Mark(ellipse(x + side * 4, 20, 8, 18), "shade", 92, 0.7)])
        painter.stroke(spline([(x + side * 11, 4), (x + side * 5, 14), (x + side * 7, 28)], False), 0.6)
    marks = []
    if shadow is not None:
        marks.append(Mark(shadow, "shade", int(rng.integers(78, 100)), 0.9))
    contour = face_path(face, turn)
    if rng.random() < 0.5:
        side = int(rng.choice([-1, 1]))
        lit = contour.mapped(lambda p: p * np.array([0.97, 1.0]) - np.array([side * 20.0, 3.0]))
        marks.append(Mark(lit, "shade", 100, 0.8, outside=True))
    if rng.random() < 0.55:
        for side in (-1, 1):
            x = side * 52 + 13 * turn
            glow = Gradient((x, 58), (x + 24, 58), ((0.0, 86, 0.55), (1.0, 86, 0.0)), radial=True)
            marks.append(Mark(ellipse(x, 58, 24, 14), "shade", glow))
    painter.fill(contour, "skin", marks=marks)
    if rng.random() < 0.25:
        for side in (-1, 1):
            for step in range(3):
                x = side * 52 + 13 * turn + (step - 1) * 8
                painter.stroke(spline([(x + 3, 53), (x - 3, 63)], False), 0.5)


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
    """What both eyes of a face share: pupil, highlights, gaze and lashes."""

    pupil: str
    iris_shade: bool
    highlights: int
    gaze: tuple[float, float]
    heavy: float
    crease: bool
    iris_scale: float


def random_look(rng: np.random.Generator) -> EyeLook:
    """Draws the look of a pair of eyes."""
    return EyeLook(
        pupil=str(rng.choice(["round", "slit", "ring", "none", "shaded"], p=[0.45, 0.1, 0.1, 0.2, 0.15])),
        iris_shade=bool(rng.random() < 0.75),
        highlights=int(rng.choice([0, 1, 2, 3], p=[0.1, 0.35, 0.4, 0.15])),
        gaze=(float(rng.uniform(-5, 5)), float(rng.uniform(-2, 3))),
        heavy=float(rng.uniform(0.5, 1.25)),
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
    marks = []
    if look.iris_shade:
        dark = Gradient(
            (ix, iy - ry), (ix, iy + ry), ((0.0, 45, 0.9), (0.45, 90, 0.6), (0.75, 150, 0.3), (1.0, 190, 0.7))
        )
        marks = [
            Mark(None, "shade", dark),
            Mark(None, "mix", Gradient((ix, iy - ry * 0.2), (ix, iy + ry), ((0.0, 0, 0.0), (1.0, 200, 1.0)))),
            Mark(ellipse(ix, iy + ry * 0.62, rx * 0.62, ry * 0.26), "shade", 205, 0.8),
        ]
    painter.fill(ellipse(ix, iy, rx, ry), "eyes", weight=0.8, marks=marks, clip=opening)
    if look.pupil == "round":
        painter.fill(ellipse(ix, iy - ry * 0.04, rx * 0.42, ry * 0.42), "ink", weight=0, clip=opening)
    elif look.pupil == "slit":
        painter.fill(ellipse(ix, iy, rx * 0.2, ry * 0.6), "ink", weight=0, clip=opening)
    elif look.pupil == "ring":
        painter.fill(ellipse(ix, iy, rx * 0.45, ry * 0.45), "eyes", weight=0.7, shade=80, clip=opening)
    elif look.pupil == "shaded":
        painter.fill(ellipse(ix, iy, rx * 0.46, ry * 0.46), "eyes", weight=0, shade=50, clip=opening)
    spots = ((-0.38, -0.42, 0.30), (0.40, 0.36, 0.17), (-0.42, 0.30, 0.11))[: look.highlights]
    for dx, dy, radius in spots:
        painter.fill(ellipse(ix + dx * rx, iy + dy * ry, rx * radius, ry * radius), "light", weight=0.45, clip=opening)
    _draw_lashes(painter, shape, look, side, upper, lower)
    if look.crease:
        crease = upper[1:4] + np.array([0, -shape.height * 0.17])
        painter.stroke(spline(crease.tolist(), False), 0.6)


def _draw_lashes(
    painter: Painter, shape: _EyeShape, look: EyeLook, side: int, upper: np.ndarray, lower: np.ndarray
) -> None:
    thick = np.array([0.05, 0.45, 0.8, 1.0, 0.9])[:, None] * np.array([side * 0.15, -1.0]) * 9 * look.heavy
    outer = upper[4] + np.array([side * 7.0, -4.0 + shape.outer * 0.2])
    line = [(*upper[0], 1), *(upper + thick)[1:4].tolist(), (*outer, 1), *(upper * 1.0)[4:0:-1].tolist()]
    painter.fill(spline(line), "ink", weight=0.5)
    for index in range(shape.lashes):
        root = upper[4] * (1 - index * 0.28) + upper[3] * index * 0.28 + np.array([0.0, -4.0])
        tip = root + np.array([side * (15 - 2 * index), -9.0 - 3 * index]) * 0.8
        lash = spline([(*(root + (0, 5)), 1), (*tip, 1), (*(root + (-side * 6, -2)), 1)])
        painter.fill(lash, "ink", weight=0.3)
    painter.stroke(spline(lower[2:5].tolist(), False), 0.8)


def _draw_closed_eye(painter: Painter, eye: str, look: EyeLook, side: int, x: float, y: float, happy: bool) -> None:
    """Draws a closed eye: a lid that bends up in laughter or down in rest, with its lashes."""
    half = _EYES[eye].width / 2
    bend = -15.0 if happy else 11.0
    edge = [(x - half, y + 6 - bend * 0.2), (x, y + 6 + bend), (x + half, y + 6 - bend * 0.2)]
    thick = [(px, py - 5 * look.heavy * (0.4 if index != 1 else 1.0)) for index, (px, py) in enumerate(edge)]
    painter.fill(spline([(*edge[0], 1), edge[1], (*edge[2], 1), thick[1]]), "ink", weight=0.6)
    for index in range(_EYES[eye].lashes):
        root = (x + side * half * (1 - 0.3 * index), y + 6 + bend * (0.0 if index == 0 else 0.45))
        painter.stroke(spline([root, (root[0] + side * 9, root[1] + (6 if not happy else 4))], False), 0.8)


def draw_features(painter: Painter, rng: np.random.Generator, eye: str, turn: float) -> str:
    """Draws eyes, nose and mouth.

    Returns:
        "open", "closed", or "wink" where only one eye is open.
    """
    lids = str(rng.choice(["open", "closed", "wink"], p=[0.95, 0.02, 0.03]))
    look = random_look(rng)
    y, apart, happy = rng.uniform(18, 26), rng.uniform(40, 46), bool(rng.random() < 0.6)
    for side in (-1, 1):
        squeeze = 1 - 0.16 * max(0.0, side * turn)
        x = side * apart * (1 - 0.08 * side * turn) + 13 * turn
        if lids == "closed" or (lids == "wink" and side > 0):
            _draw_closed_eye(painter, eye, look, side, x, y, happy)
        else:
            draw_eye(painter, eye, look, side, x, y, squeeze)
    x = 19 * turn
    nose = int(rng.integers(4))
    if nose == 0:
        painter.stroke(spline([(x - 1, 52), (x + 4, 60), (x - 2, 63)], False), 0.7)
    elif nose == 1:
        painter.stroke(spline([(x - 4, 61), (x, 63), (x + 4, 61)], False), 0.7)
    elif nose == 2:
        painter.stroke(spline([(x, 57), (x + 2, 62)], False), 0.7)
    else:
        painter.stroke(spline([(x + 4, 38), (x + 2, 50), (x + 6, 60), (x, 63)], False), 0.6)
    _draw_mouth(painter, rng, x, rng.uniform(78, 83))
    return lids


def _draw_mouth(painter: Painter, rng: np.random.Generator, x: float, y: float) -> None:
    kind = str(
        rng.choice(
            ["open", "smile", "wide", "line", "cat", "small", "frown"], p=[0.3, 0.2, 0.15, 0.1, 0.05, 0.15, 0.05]
        )
    )
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


def draw_brows(painter: Painter, rng: np.random.Generator, turn: float) -> None:
    """Draws the brows; drawn after the hair they show through it, as is usual in anime."""
    mood, thick = rng.uniform(-7, 7), rng.uniform(0.8, 2.2)
    for side in (-1, 1):
        x = side * 44 + 14 * turn
        points = [(x - side * 22, -22 + mood), (x, -29), (x + side * 24, -21 - mood * 0.5)]
        painter.stroke(spline(points, False), thick)
