"""Arms, hands in several gestures, and gloves, in head units (see `head`)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from trainer.data.synth.body import Build, part_of
from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import Path, combined, ellipse, limb, placement, spline, without_root

GLOVES = ("none", "short", "long", "opera", "fingerless", "frilled", "mitten", "gauntlet")
_GLOVE_SHARES = (0.54, 0.1, 0.1, 0.07, 0.05, 0.05, 0.03, 0.06)
_STARTS = {"long": 0.42, "opera": 0.2, "gauntlet": 0.5}

# The gestures that a pose of the arm leaves to its hand.
_GESTURES: dict[str, tuple[str, ...]] = {
    "down": ("flat", "fist", "loose", "loose"),
    "hip": ("flat", "fist"),
    "chest": ("flat", "flat", "fist", "loose"),
    "raised": ("flat", "open", "open", "peace", "point", "fist"),
    "cheek": ("flat", "fist", "peace", "open"),
    "front": ("flat", "loose"),
    "back": ("flat",),
    "greeting": ("open", "open", "flat", "peace"),
    "folded": ("flat", "fist"),
    "aside": ("open", "flat", "point"),
    "mouth": ("fist", "flat", "point"),
}


def random_glove(rng: np.random.Generator) -> str:
    """One of `GLOVES`."""
    return str(rng.choice(GLOVES, p=_GLOVE_SHARES))


def random_gesture(rng: np.random.Generator, pose: str) -> str:
    """What the hand of an arm in that pose does."""
    return str(rng.choice(_GESTURES[pose]))


def draw_arm(
    painter: Painter,
    build: Build,
    points: list[tuple[float, float]],
    glove: str,
    gesture: str = "flat",
    held: Callable[[float, float, float], None] | None = None,
) -> None:
    """Draws a bare arm and its hand.

    Args:
        glove: one of `GLOVES`.
        gesture: what the hand does; one that holds something is a fist.
        held: draws what it holds, about a point and at a scale.
    """
    a = build.arm
    skin = limb(points, [a, a * 0.95, a * 0.82, a * 0.8, a * 0.58])
    side = 1 if points[0][0] > 0 else -1
    painter.fill(
        skin, "skin", outline=without_root(skin), marks=[Mark(skin.shifted(side * a * 0.45, 3), "shade", 94, 0.7)]
    )
    if glove in _STARTS:
        sleeve = limb(part_of(points, _STARTS[glove], 1.0), [a * 0.98, a * 0.92, a * 0.9, a * 0.78, a * 0.66])
        painter.fill(sleeve, "gloves", marks=[Mark(sleeve.shifted(side * a * 0.4, 2), "shade", 92, 0.8)])
        for place in (0.3, 0.55):
            _draw_crease(painter, part_of(points, _STARTS[glove] + place * (1 - _STARTS[glove]), 1.0), a, side)
    elif glove == "mitten":
        gesture = "mitten"
    region = "skin" if glove == "none" else "gloves"
    (x0, y0), (x1, y1) = points[3], points[4]
    turn = float(np.degrees(np.arctan2(-(x1 - x0), y1 - y0)))
    if held is not None:
        gesture = "fist" if gesture != "mitten" else gesture
        along = np.array([x1 - x0, y1 - y0]) / max(np.hypot(x1 - x0, y1 - y0), 1e-6)
        held(float(x1 + along[0] * a * 0.9), float(y1 + along[1] * a * 0.9), a / 38)
    with painter.placed(placement(x1, y1, a / 36, turn, mirror=side > 0)):
        _draw_hand(painter, gesture, region, "skin" if glove == "fingerless" else region)
    if glove in ("short", "fingerless", "mitten"):
        cuff = limb(part_of(points, 0.88, 1.0), [a * 0.92, a * 0.9, a * 0.86, a * 0.8, a * 0.78])
        painter.fill(cuff, "gloves", mix=0, shade=120)


def draw_cuff(painter: Painter, build: Build, points: list[tuple[float, float]], glove: str) -> None:
    """Draws what of a glove lies over a sleeve."""
    a = build.arm
    if glove == "gauntlet":
        flared = limb(part_of(points, 0.62, 1.0), [a * 1.75, a * 1.5, a * 1.25, a * 1.0, a * 0.86])
        painter.fill(flared, "gloves", marks=[Mark(flared.shifted(a * 0.5, 3), "shade", 92, 0.8)])
        painter.fill(limb(part_of(points, 0.62, 0.68), [a * 1.78] * 5), "gloves", mix=255, shade=120)
    elif glove == "frilled":
        band = part_of(points, 0.86, 1.0)
        (x0, y0), (x1, y1) = band[0], band[-1]
        turn = float(np.degrees(np.arctan2(-(x1 - x0), y1 - y0)))
        rim = [(x, -4 + (4 if index % 2 else -4), 0) for index, x in enumerate(np.linspace(-27, 27, 9))]
        with painter.placed(placement(x0, y0, a / 36, turn)):
            frill = spline([(-27, -4, 1), *rim[1:-1], (27, -4, 1), (15, 22, 1), (-15, 22, 1)])
            painter.fill(frill, "gloves", mix=255)
            for x in (-14, 0, 14):
                painter.stroke(spline([(x, 2), (x * 0.6, 20)], False), 0.5)


def _draw_crease(painter: Painter, points: list[tuple[float, float]], arm: float, side: int) -> None:
    x, y = points[0]
    painter.stroke(spline([(x - side * arm * 0.35, y), (x, y + 5), (x + side * arm * 0.2, y + 3)], False), 0.55)


def _finger(x0: float, y0: float, x1: float, y1: float, width: float) -> tuple[Path, Path]:
    """A finger from its root to its tip, and the line round it that leaves the root open."""
    along = np.array([x1 - x0, y1 - y0], np.float64)
    length = max(float(np.hypot(*along)), 1e-6)
    along /= length
    across = np.array([-along[1], along[0]]) * width / 2
    root, tip = np.array([x0, y0]), np.array([x1, y1])
    knuckle = root + along * length * 0.55
    left, right = [root - across, knuckle - across * 1.04, tip - across * 0.85 - along * width * 0.35], []
    right = [tip + across * 0.85 - along * width * 0.35, knuckle + across * 1.04, root + across]
    points = [*(p.tolist() for p in left), tip.tolist(), *(p.tolist() for p in right)]
    corners = [(*points[0], 1), *points[1:-1], (*points[-1], 1)]
    return spline(corners), spline(points, False)


def _draw_finger(painter: Painter, region: str, x0: float, y0: float, x1: float, y1: float, width: float = 10) -> None:
    shape, outline = _finger(x0, y0, x1, y1, width)
    painter.fill(shape, region, outline=outline, marks=[Mark(shape.shifted(width * 0.5, 0), "shade", 100, 0.6)])


def _draw_hand(painter: Painter, gesture: str, region: str, fingers: str) -> None:
    """Draws a hand that hangs from the wrist at the origin, its thumb to the right."""
    shade = [Mark(ellipse(16, 30, 12, 40), "shade", 96, 0.7)]
    if gesture in ("flat", "mitten"):
        palm = spline(
            [(-10, -3, 1), (-14, 16), (-15, 36), (-12, 56), (-4, 64), (5, 62), (13, 54), (15, 34), (16, 24), (25, 38),
             (29, 30), (23, 12), (12, -3, 1)]
        )  # fmt: skip
        painter.fill(palm, region, marks=shade)
        if fingers != region:
            tips = spline([(-20, 40, 1), (17, 38, 1), (22, 75, 1), (-22, 75, 1)])
            painter.fill(palm, fingers, weight=0.8, clip=tips)
        for x in (-7, 1, 8) if gesture == "flat" else ():
            painter.stroke(spline([(x, 36), (x + 0.5, 50), (x * 0.8, 60)], False), 0.6)
        return
    if gesture == "loose":
        # Seen from aside: fingers half bent, one behind the other.
        for index, (x, y) in enumerate(((-13, 58), (-8, 66), (-1, 68), (7, 64))):
            _draw_finger(painter, fingers, -9 + 5.5 * index, 26, x, y, 9.5)
    elif gesture == "fist":
        for index in range(4):
            _draw_finger(painter, fingers, -11 + 7.3 * index, 22, -11 + 7.3 * index, 46 - abs(index - 1.4) * 2, 9.5)
    else:
        spread = {"open": 1.0, "peace": 0.7, "point": 0.0}[gesture]
        up = {"open": (0, 1, 2, 3), "peace": (2, 3), "point": (3,)}[gesture]
        for index in range(4):
            x = -12 + 8 * index
            if index in up:
                reach = (76, 84, 84, 77)[index]
                _draw_finger(painter, fingers, x, 36, x + (index - 1.5) * 8 * spread, reach, 10)
            else:
                _draw_finger(painter, fingers, x, 24, x + 1, 47, 10)
    palm = spline([(-10, -3, 1), (-15, 14), (-16, 30, 1), (-6, 37), (8, 37), (17, 29, 1), (15, 12), (11, -3, 1)])
    sides = (spline([(-10, -3), (-15, 14), (-16, 30)], False), spline([(17, 29), (15, 12), (11, -3)], False))
    painter.fill(palm, region, outline=combined(sides), marks=shade)
    if fingers != region:
        painter.stroke(spline([(-16, 30), (-6, 37), (8, 37), (17, 29)], False), 0.8)
    if gesture in ("fist", "point", "peace"):
        _draw_finger(painter, fingers, 14, 16, -4, 37, 10.5)
    elif gesture == "loose":
        _draw_finger(painter, fingers, 11, 12, 17, 46, 10)
    else:
        _draw_finger(painter, fingers, 9, 14, 33, 40, 11)
