"""Face, ears and brows, in head units: the skull's radius is 100, its centre at (0, -20).

`x` runs to the right and `y` down; the chin lies near (0, 108).
"""

from __future__ import annotations

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.eyes import draw_closed_eye, draw_eye, random_look
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.mouths import draw_mouth, draw_nose
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
    "egg": (88, 34, 67, 82, 109, 20),
    "baby": (99, 46, 74, 80, 94, 22),
    "adult": (81, 30, 60, 86, 122, 14),
    "angular": (85, 38, 60, 90, 118, 11),
    "doll": (93, 42, 58, 82, 103, 7),
    "strong": (86, 32, 69, 92, 121, 22),
    "mochi": (97, 50, 80, 86, 101, 28),
    "almond": (85, 24, 62, 72, 112, 10),
}
FACES = tuple(_FACES)


def face_path(face: str, turn: float) -> Path:
    """The contour of a face; `turn` -1..1 looks to the left or right, beyond that (to 2) it is seen from aside."""
    cheek_x, cheek_y, jaw_x, jaw_y, chin_y, chin = _FACES[face]
    side = 1.0 if turn >= 0 else -1.0
    slight, deep = min(abs(turn), 1.0), max(abs(turn) - 1.0, 0.0)
    near, far = 1 - 0.04 * slight, 1 + 0.04 * slight
    shift = 15 * slight + 13 * deep
    points: list[tuple[float, ...]] = [(0, -118), (70, -88), (96 * far - 6 - 5 * deep, -20)]
    if deep > 0:
        # Seen from aside the brow's hollow and the cheek stand out against what is behind them.
        points += [(88 - 2 * deep, 6), (cheek_x * far + 1 - 4 * deep, max(cheek_y, 34) + 5)]
    else:
        points.append((cheek_x * far, cheek_y))
    points += [
        (jaw_x * far + shift * (0.7 - 0.3 * deep), jaw_y), (chin + shift, chin_y), (-chin + shift, chin_y),
        (-jaw_x * near + shift * 0.7, jaw_y - 3 * deep), (-cheek_x * near, cheek_y), (-96 * near + 6, -20), (-70, -88),
    ]  # fmt: skip
    return spline([(x * side, y) for x, y in points])


def draw_face(painter: Painter, rng: np.random.Generator, face: str, turn: float, shadow: Path | None) -> None:
    """Draws ears, the face with blush, and the shadow that the hair throws on it."""
    for side in (-1, 1):
        if side * turn > 1:
            continue
        x = side * (90 - 4 * side * turn - 7 * max(-side * turn - 1, 0))
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
            draw_closed_eye(painter, eye, look, side, x, y, happy)
        else:
            draw_eye(painter, eye, look, side, x, y, squeeze)
    x = 19 * turn
    draw_nose(painter, rng, x, turn)
    draw_mouth(painter, rng, x, rng.uniform(78, 83))
    return lids


def draw_brows(painter: Painter, rng: np.random.Generator, turn: float) -> None:
    """Draws the brows; drawn after the hair they show through it, as is usual in anime."""
    mood, thick = rng.uniform(-7, 7), rng.uniform(0.8, 2.2)
    kind = str(rng.choice(["line", "full", "short"], p=[0.62, 0.26, 0.12]))
    for side in (-1, 1):
        x = side * 44 + 14 * turn
        points = [(x - side * 22, -22 + mood), (x, -29), (x + side * 24, -21 - mood * 0.5)]
        if kind == "line":
            painter.stroke(spline(points, False), thick)
        elif kind == "full":
            lower = [(px, py + 2.4 * thick) for px, py in points[:2]]
            painter.fill(
                spline([(*points[0], 1), points[1], (*points[2], 1), lower[1], (*lower[0], 1)]), "ink", weight=0.3
            )
        else:
            painter.fill(ellipse(x - side * 4, -27 + mood * 0.4, 11, 2 + 2 * thick), "ink", weight=0.3)
