"""Bodies: where arms lie, neck and legs, in head units (see `head`); garments are laid on by `garments`.

The neck springs at (0, 90), the shoulders lie near y = 170, the waist near 335, the soles near 900.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import Path, along, ellipse, limb, spline

POSES = ("down", "hip", "chest", "raised", "cheek", "front", "back", "greeting", "folded", "aside", "mouth")


@dataclass(frozen=True)
class Build:
    """Measures of a body in head units: half widths, and the length of the legs relative to the usual."""

    shoulder: float
    waist: float
    hip: float
    legs: float
    arm: float

    def leg_y(self, y: float) -> float:
        """Where a height on the legs of a usual body (450 crotch … 900 soles) lies on this one."""
        return y if y < 450 else 450 + (y - 450) * self.legs


def random_build(rng: np.random.Generator) -> Build:
    """Draws a build, from slight to broad."""
    shoulder = rng.uniform(84, 112)
    return Build(
        shoulder=shoulder,
        waist=shoulder * rng.uniform(0.56, 0.72),
        hip=shoulder * rng.uniform(0.84, 0.98),
        legs=rng.uniform(0.85, 1.25),
        arm=rng.uniform(34, 44),
    )


def arm_line(build: Build, side: int, pose: str) -> list[tuple[float, float]]:
    """Shoulder, upper arm, elbow, forearm and wrist of one arm."""
    s = build.shoulder
    shoulder = (s - 16, 190)
    elbow, wrist = {
        "down": ((s + 12, 310), (s + 22, 425)),
        "hip": ((s + 72, 300), (build.hip + 4, 385)),
        "chest": ((s + 22, 318), (34, 270)),
        "raised": ((s + 52, 285), (s + 78, 165)),
        "cheek": ((s + 14, 305), (84, 172)),
        "front": ((s + 16, 318), (26, 412)),
        "back": ((s + 20, 310), (50, 390)),
        "greeting": ((s + 78, 238), (s + 92, 116)),
        "folded": ((s + 14, 305), (-34, 296)),
        "aside": ((s + 58, 282), (s + 128, 352)),
        "mouth": ((s + 8, 298), (30, 146)),
    }[pose]
    points = [
        shoulder,
        ((shoulder[0] + elbow[0]) / 2 + 5, (shoulder[1] + elbow[1]) / 2),
        elbow,
        ((wrist[0] + elbow[0]) / 2, (wrist[1] + elbow[1]) / 2),
        wrist,
    ]
    return [(side * x, y) for x, y in points]


def part_of(points: list[tuple[float, float]], start: float, end: float) -> list[tuple[float, float]]:
    """Five points on the part of a limb's centre line between two shares 0..1 of its length."""
    line = along(points, 8)
    places = np.linspace(start, end, 5) * (len(line) - 1)
    index = np.arange(len(line))
    return [(float(np.interp(t, index, line[:, 0])), float(np.interp(t, index, line[:, 1]))) for t in places]


def draw_neck(painter: Painter, build: Build, bare: Path, edge: Path) -> None:
    """Draws neck, shoulders and chest as far as they lie `bare`, with the chin's shadow and the cloth's `edge`."""
    s = build.shoulder
    right = [(30, 60), (31, 120), (40, 150), (s * 0.72, 163), (s - 2, 182), (s * 0.9, 240)]
    left = [(-x, y) for x, y in right]
    skin = spline(
        [(*left[0], 1), *left[1:-1], (*left[-1], 1), (0, 275), (*right[-1], 1), *right[-2:0:-1], (*right[0], 1)]
    )
    lines = Path(tuple(spline(side, False).chains[0] for side in (left, right)), False)
    shadow = Mark(spline([(-60, 60), (60, 60), (36, 128), (0, 146), (-36, 128)]), "shade", 88, 0.85)
    painter.fill(skin, "skin", outline=lines, marks=[shadow], clip=bare)
    painter.stroke(edge, 0.9, taper=False)
    for side in (-1, 1):
        painter.stroke(spline([(side * 12, 166), (side * 36, 160)], False), 0.6, clip=bare)


def leg_lines(rng: np.random.Generator, build: Build) -> list[tuple[int, list[tuple[float, float]]]]:
    """Side and centre line (hip, thigh, knee, shin, ankle) of both legs, the hindmost first."""
    spread = rng.uniform(0, 16)
    stance = str(rng.choice(["straight", "apart", "knees-in", "crossed", "resting"], p=[0.45, 0.15, 0.15, 0.1, 0.15]))
    leading = int(rng.choice([-1, 1]))
    legs = []
    for side in (-leading, leading):
        knee_x, ankle_x = {
            "straight": (42 + spread * 0.6, 36 + spread),
            "apart": (56 + spread, 70 + 2 * spread),
            "knees-in": (28, 48 + spread),
            "crossed": (34, -14 - spread if side == leading else 20),
            "resting": (42, 36) if side != leading else (58 + spread, 84 + spread),
        }[stance]
        hip = (side * build.hip * 0.52, 440)
        knee, ankle = (side * knee_x, build.leg_y(650)), (side * ankle_x, build.leg_y(850))
        thigh = ((hip[0] + knee[0]) / 2 + side * 3, (hip[1] + knee[1]) / 2)
        shin = ((knee[0] + ankle[0]) / 2 + side * 4, (knee[1] + ankle[1]) / 2)
        legs.append((side, [hip, thigh, knee, shin, ankle]))
    return legs


def draw_legs(
    painter: Painter,
    rng: np.random.Generator,
    build: Build,
    legs: list[tuple[int, list[tuple[float, float]]]],
    legwear: str,
    shoes: str,
) -> None:
    """Draws both legs.

    Args:
        legs: as `leg_lines` gives them.
        legwear: "none", "socks", "knee", "thigh" or "tights".
        shoes: "loafers", "boots", "sneakers" or "heels".
    """
    striped = str(rng.choice(["", "painted", "drawn"], p=[0.84, 0.08, 0.08]))
    for side, line in legs:
        hip, knee, ankle = line[0], line[2], line[4]
        widths = [build.hip * 1.02, build.hip * 0.88, 56, 54, 32]
        leg = limb(line, widths)
        shadow = Mark(leg.shifted(side * 20, 0), "shade", 94, 0.7)
        top = Mark(ellipse(hip[0], 480, 60, 70), "shade", 92, 0.7)
        painter.fill(leg, "skin", marks=[shadow, top])
        painter.stroke(spline([(knee[0] - 8, knee[1]), (knee[0], knee[1] + 5), (knee[0] + 8, knee[1])], False), 0.6)
        start = {"none": 1.0, "socks": 0.86, "knee": 0.56, "thigh": 0.26, "tights": 0.0}[legwear]
        if start < 1:
            inner = np.interp(np.linspace(start, 1, 5), np.linspace(0, 1, 5), widths) * 1.04
            stocking = limb(part_of(line, start, 1.0), inner.tolist())
            marks = [Mark(stocking.shifted(side * 18, 0), "shade", 92, 0.8)]
            if rng.random() < 0.15 and legwear in ("knee", "thigh"):
                top_y = part_of(line, start, 1.0)[0][1]
                marks.append(Mark(ellipse(hip[0], top_y + 12, 90, 7), "mix", 255))
            rings = _stripes(line, start, widths) if striped else []
            marks += [Mark(ring, "mix", 255) for ring in rings]
            painter.fill(stocking, "legwear", marks=marks)
            for ring in rings if striped == "drawn" else ():
                painter.stroke(ring, 0.45, taper=False, clip=stocking)
        _draw_shoe(painter, ankle, side, shoes, build)


def _stripes(line: list[tuple[float, float]], start: float, widths: list[float]) -> list[Path]:
    """Rings about a leg from the share `start` of its length on."""
    rings = []
    for place in np.arange(start + 0.03, 1.0, 0.075):
        x, y = part_of(line, float(place), 1.0)[0]
        w = float(np.interp(place, np.linspace(0, 1, 5), widths)) * 0.62
        rings.append(
            spline(
                [(x - w, y - 8, 1), (x, y - 4), (x + w, y - 8, 1), (x + w, y + 8, 1), (x, y + 12), (x - w, y + 8, 1)]
            )
        )
    return rings


def _draw_shoe(painter: Painter, ankle: tuple[float, float], side: int, shoes: str, build: Build) -> None:
    x, y = ankle
    foot = spline(
        [
            (x - side * 17, y - 4, 1),
            (x + side * 17, y - 4, 1),
            (x + side * 26, y + 34),
            (x + side * 30, y + 52, 1),
            (x - side * 20, y + 52, 1),
            (x - side * 20, y + 26),
        ]
    )
    shade = Mark(ellipse(x + side * 26, y + 30, 18, 40), "shade", 90, 0.8)
    if shoes == "boots":
        height = 120 * build.legs
        shaft = spline(
            [
                (x - side * 24 + side * 3, y - height, 1),
                (x + side * 28, y - height, 1),
                (x + side * 20, y + 10),
                (x - side * 18, y + 10),
            ]
        )
        painter.fill(shaft, "shoes", marks=[shade, Mark(shaft.shifted(side * 20, 0), "shade", 92, 0.8)])
        painter.fill(foot, "shoes", marks=[shade])
    elif shoes == "heels":
        pump = spline(
            [
                (x - side * 18, y + 12, 1),
                (x, y + 30),
                (x + side * 18, y + 14, 1),
                (x + side * 28, y + 52, 1),
                (x - side * 6, y + 56, 1),
                (x - side * 17, y + 40),
            ]
        )
        painter.fill(foot, "skin")
        painter.fill(pump, "shoes", marks=[shade])
    else:
        painter.fill(foot, "shoes", marks=[shade])
        sole = spline(
            [
                (x - side * 21, y + 44, 1),
                (x + side * 29, y + 44, 1),
                (x + side * 31, y + 54, 1),
                (x - side * 21, y + 54, 1),
            ]
        )
        painter.fill(sole, "shoes", mix=255 if shoes == "sneakers" else 0, shade=100)
        painter.stroke(spline([(x - side * 14, y + 14), (x + side * 4, y + 20), (x + side * 20, y + 14)], False), 0.7)
