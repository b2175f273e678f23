"""Dressed bodies, in head units (see `head`): tops, skirts, dresses, trousers, collars and neckwear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.backgrounds import pattern
from trainer.data.synth.body import POSES, Build, arm_line, draw_arm, draw_legs, draw_neck, part_of, random_build
from trainer.data.synth.canvas import Gradient, Mark, Painter
from trainer.data.synth.hair_back import draw_ribbon
from trainer.data.synth.paths import Path, ellipse, limb, polygon, spline
from trainer.data.synth.variants import Split, choose

# Garment: (region, neckline, sleeve, collar, fit 0 tight … 1 loose).
_GARMENTS: dict[str, tuple[str, str, str, str, float]] = {
    "sailor": ("shirt", "v", "long", "sailor", 0.4),
    "sundress": ("dress", "straps", "none", "none", 0.0),
    "shirt": ("shirt", "high", "long", "points", 0.3),
    "sailor-short": ("shirt", "v", "short", "sailor", 0.4),
    "puff-dress": ("dress", "round", "puff", "round", 0.1),
    "t-shirt": ("shirt", "round", "short", "none", 0.5),
    "hoodie": ("shirt", "round", "long", "hood", 1.0),
    "gown": ("dress", "bare", "none", "frill", 0.0),
    "sweater": ("shirt", "high", "wide", "turtle", 0.8),
    "maid-dress": ("dress", "high", "puff", "points", 0.1),
    "blouse": ("shirt", "high", "puff", "round", 0.3),
    "jacket": ("shirt", "deep", "long", "lapels", 0.6),
    "school-dress": ("dress", "v", "long", "sailor", 0.1),
    "camisole": ("shirt", "straps", "none", "none", 0.1),
    "long-sleeved-dress": ("dress", "round", "wide", "none", 0.1),
    "vest": ("shirt", "v", "none", "points", 0.2),
    "high-collar-dress": ("dress", "high", "long", "turtle", 0.0),
    "cardigan": ("shirt", "deep", "wide", "none", 0.8),
    "short-sleeved-dress": ("dress", "v", "short", "none", 0.1),
    "polo": ("shirt", "v", "short", "points", 0.4),
}
GARMENTS = tuple(_GARMENTS)
SKIRTS = ("pleated", "flared", "pencil", "gathered", "long", "mini", "tiered", "wrap")
NECKWEAR = ("tie", "ribbon-bow", "scarf", "choker", "neckerchief", "bow-tie", "thin-ribbon", "jabot")


@dataclass(frozen=True)
class Dress:
    """What a body wears."""

    garment: str
    skirt: str
    neckwear: str
    gloves: str
    legwear: str
    shoes: str
    trousers: bool

    def variants(self) -> dict[str, str]:
        """The named choices that splits hold out."""
        return {"garment": self.garment, "skirt": self.skirt, "neckwear": self.neckwear}


def random_dress(rng: np.random.Generator, split: Split) -> Dress:
    """Draws what a figure of a split wears."""
    wanted = "dress" if rng.random() < 0.36 else "shirt"
    garment = choose(rng, GARMENTS, split)
    while _GARMENTS[garment][0] != wanted:
        garment = choose(rng, GARMENTS, split)
    return Dress(
        garment=garment,
        skirt=choose(rng, SKIRTS, split),
        neckwear=choose(rng, NECKWEAR, split) if rng.random() < 0.5 else "none",
        gloves=str(rng.choice(["none", "short", "long"], p=[0.62, 0.2, 0.18])),
        legwear=str(rng.choice(["none", "socks", "knee", "thigh", "tights"], p=[0.15, 0.15, 0.25, 0.25, 0.2])),
        shoes=str(rng.choice(["loafers", "boots", "sneakers", "heels"])),
        trousers=wanted == "shirt" and bool(rng.random() < 0.3),
    )


def draw_body(painter: Painter, rng: np.random.Generator, dress: Dress, hands_up: bool, full: bool) -> None:
    """Draws a dressed body below a head at the origin of the present placement.

    Args:
        hands_up: whether a hand should be near the head or chest, for narrow framings.
        full: whether legs come into view.
    """
    build = random_build(rng)
    region, neckline, sleeve, collar, fit = _GARMENTS[dress.garment]
    poses = [str(rng.choice(POSES)) for _ in range(2)]
    if hands_up:
        poses[0] = str(rng.choice(["raised", "cheek", "chest"]))
    elif rng.random() < 0.4:
        poses[1] = poses[0]
    arms = [arm_line(build, side, pose) for side, pose in zip((-1, 1), poses, strict=True)]
    cloth = _Cloth(rng, region)
    for points, pose in zip(arms, poses, strict=True):
        if pose == "back":
            draw_arm(painter, build, points, dress.gloves)
            _draw_sleeve(painter, rng, build, points, sleeve, cloth)
    if full:
        draw_legs(painter, rng, build, dress.legwear, dress.shoes)
    tucked = region == "shirt" and rng.random() < 0.6
    if region == "shirt" and not dress.trousers and tucked:
        _draw_torso(painter, rng, build, fit, cloth)
    if region == "dress":
        _draw_skirt(painter, rng, build, dress.skirt, "dress", cloth, long=True)
    elif dress.trousers:
        _draw_trousers(painter, rng, build)
    else:
        _draw_skirt(painter, rng, build, dress.skirt, "skirt", _Cloth(rng, "skirt"), long=False)
    if not (region == "shirt" and not dress.trousers and tucked):
        _draw_torso(painter, rng, build, fit, cloth)
    draw_neck(painter, build, _neckline(build, neckline))
    if neckline == "straps":
        for side in (-1, 1):
            strap = limb([(side * 34, 222), (side * 42, 190), (side * 46, 160)], [13, 12, 11])
            painter.fill(strap, region)
    _draw_collar(painter, rng, build, collar, region, neckline)
    _draw_neckwear(painter, rng, build, dress.neckwear)
    for points, pose in zip(arms, poses, strict=True):
        if pose != "back":
            draw_arm(painter, build, points, dress.gloves)
            _draw_sleeve(painter, rng, build, points, sleeve, cloth)


class _Cloth:
    """One cloth: its region, and the pattern that runs through every piece cut from it."""

    def __init__(self, rng: np.random.Generator, region: str) -> None:
        self.region = region
        self.marks: list[Mark] = []
        if rng.random() < 0.16:
            self.marks.append(Mark(pattern(rng, (-230, 130, 460, 720), rng.uniform(26, 60)), "mix", 255))
        elif rng.random() < 0.1:
            ramp = Gradient((0, 180), (0, rng.uniform(400, 700)), ((0.0, 0, 1.0), (1.0, 255, 1.0)))
            self.marks.append(Mark(None, "mix", ramp))


def _fold(x0: float, y0: float, x1: float, y1: float, width: float) -> Mark:
    wedge = spline([(x0, y0, 1), ((x0 + x1) / 2 + width, (y0 + y1) / 2), (x1, y1, 1), ((x0 + x1) / 2, (y0 + y1) / 2)])
    return Mark(wedge, "shade", 90, 0.85)


def _draw_torso(painter: Painter, rng: np.random.Generator, build: Build, fit: float, cloth: _Cloth) -> None:
    s, waist, hip = build.shoulder, build.waist, build.hip
    w = waist + (s * 0.92 - waist) * fit
    h = hip + 8 * fit if cloth.region == "shirt" else waist + 4
    end = 345 if cloth.region == "dress" else rng.uniform(395, 440)
    torso = spline(
        [(-34, 146, 1), (-s * 0.72, 163), (-s + 2, 182), (-s * 0.88, 240), (-w, 330), (-h, end, 1), (0, end + 8), (h, end, 1),
         (w, 330), (s * 0.88, 240), (s - 2, 182), (s * 0.72, 163), (34, 146, 1)]
    )  # fmt: skip
    side = int(rng.choice([-1, 1]))
    marks = [
        *cloth.marks,
        Mark(torso.shifted(side * s * 0.72, 0), "shade", 92, 0.8),
        Mark(spline([(-70, 130), (70, 130), (50, 190), (0, 214), (-50, 190)]), "shade", 92, 0.7),
        _fold(-s * 0.8, 235, -s * 0.2, 262, 14),
        _fold(s * 0.8, 235, s * 0.2, 262, -14),
        _fold(-w, 325, -w * 0.2, 352, 12),
    ]
    painter.fill(torso, cloth.region, marks=marks)
    for x0, y0, x1, y1 in ((-0.8, 232, -0.5, 262), (0.8, 232, 0.5, 262), (-0.62, 322, -0.25, 336), (0.62, 318, 0.3, 338)):
        if rng.random() < 0.75:
            painter.stroke(spline([(x0 * s, y0), ((x0 + x1) / 2 * s, (y0 + y1) / 2 + 5), (x1 * s, y1)], False), 0.65)
    if rng.random() < 0.35:
        painter.stroke(spline([(0, 215), (1, 280), (0, end + 4)], False), 0.7)
        for y in np.arange(240, end - 10, 42):
            painter.fill(ellipse(7, y, 4.5), "accessory" if rng.random() < 0.3 else cloth.region, weight=0.6)


def _draw_sleeve(
    painter: Painter, rng: np.random.Generator, build: Build, points: list[tuple[float, float]], sleeve: str, cloth: _Cloth
) -> None:
    if sleeve == "none":
        return
    a, side = build.arm, 1 if points[0][0] > 0 else -1
    start = [(points[0][0] - side * 8, points[0][1] - 8), *points[1:]]
    if sleeve == "puff":
        ball = spline([(side * (build.shoulder - 34), 166, 1), (side * (build.shoulder + 6), 168), (side * (build.shoulder + 24), 208),
                       (side * (build.shoulder + 10), 240, 1), (side * (build.shoulder - 36), 236, 1)])  # fmt: skip
        painter.fill(ball, cloth.region, marks=[*cloth.marks, Mark(ball.shifted(side * 10, 30), "shade", 92, 0.8)])
        return
    end = {"short": 0.42, "long": 0.96, "wide": 0.92}[sleeve]
    widths = {
        "short": [a * 1.1, a * 1.35, a * 1.35, a * 1.4, a * 1.45],
        "long": [a * 1.1, a * 1.25, a * 1.2, a * 1.1, a * 1.0],
        "wide": [a * 1.1, a * 1.35, a * 1.5, a * 1.8, a * 2.1],
    }[sleeve]
    shape = limb(part_of(start, 0.0, end), widths)
    elbow = points[2]
    marks = [
        *cloth.marks,
        Mark(shape.shifted(side * a * 0.5, 6), "shade", 92, 0.8),
        _fold(elbow[0] - a * 0.5, elbow[1] - 10, elbow[0] + a * 0.4, elbow[1] + 8, 8),
    ]
    painter.fill(shape, cloth.region, marks=marks)
    if sleeve == "long":
        cuff = limb(part_of(start, 0.84, 0.98), [a * 1.12] * 5)
        painter.fill(cuff, cloth.region, mix=255 if rng.random() < 0.35 else 0)
    for shift in (-6, 8):
        painter.stroke(
            spline([(elbow[0] - side * a * 0.4, elbow[1] + shift), (elbow[0] + side * a * 0.1, elbow[1] + shift + 4)], False), 0.6
        )


def _draw_skirt(
    painter: Painter, rng: np.random.Generator, build: Build, style: str, region: str, cloth: _Cloth, long: bool
) -> None:
    top = 338.0
    length = {"pleated": 175, "flared": 190, "pencil": 210, "gathered": 200, "long": 400, "mini": 135, "tiered": 230, "wrap": 240}[style]
    length *= rng.uniform(1.0, 1.45) if long else rng.uniform(0.9, 1.15)
    flare = {"pleated": 1.6, "flared": 2.0, "pencil": 1.02, "gathered": 2.2, "long": 2.0, "mini": 1.5, "tiered": 2.2, "wrap": 1.45}[style]
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
            hem.append((x, bottom - (abs(x) / w1) ** 2 * 22 + (9 if index % 2 else -5), 1 if index in (0, folds * 2) else 0))
    else:
        hem = [(w1, bottom - 6, 1), (0, bottom + 4), (-w1, bottom - 6, 1)]
    shape = spline([(-w0, top, 1), (0, top + 6), (w0, top, 1), (w0 + (w1 - w0) * 0.55, top + length * 0.38), *hem, (-w0 - (w1 - w0) * 0.55, top + length * 0.38)])
    marks = [*cloth.marks]
    lines = []
    for index in range(1, folds * 2):
        t = index / folds - 1
        line = [(t * w0 * 0.95, top + 8), (t * (w0 + w1) * 0.52, top + length * 0.45), (t * w1, bottom)]
        if style in ("pleated", "mini") or (index % 2 == 0 or rng.random() < 0.4):
            lines.append(line)
        if index % 2:
            wide = w1 / folds * 0.8
            pleat = spline([(*line[0], 1), line[1], (line[2][0], bottom + 12, 1), (line[2][0] + wide, bottom + 12, 1), (line[1][0] + wide * 0.5, line[1][1])])
            marks.append(Mark(pleat, "shade", 96, 0.85))
    if rng.random() < 0.2 and style != "pencil":
        marks.append(Mark(spline([(-w1 * 1.1, bottom - 34, 1), (0, bottom - 20), (w1 * 1.1, bottom - 34, 1), (w1 * 1.1, bottom - 18, 1), (0, bottom - 4), (-w1 * 1.1, bottom - 18, 1)]), "mix", 255))
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
    belt = spline([(-w0 - 3, top - 10, 1), (0, top - 4), (w0 + 3, top - 10, 1), (w0 + 5, top + 9, 1), (0, top + 15), (-w0 - 5, top + 9, 1)])
    painter.fill(belt, region, mix=255 if rng.random() < 0.3 else 0, marks=[Mark(None, "shade", 110)])


def _draw_trousers(painter: Painter, rng: np.random.Generator, build: Build) -> None:
    bottom = build.leg_y(float(rng.choice([835, 835, 560, 640])))
    wide = rng.uniform(0.7, 1.2)
    hip = build.hip + 3
    for side in (-1, 1):
        leg = spline([(0, 380, 1), (side * hip, 400), (side * (hip - 4), 470), (side * (36 + 40 * wide * 0.9), (470 + bottom) / 2), (side * (36 + 34 * wide), bottom, 1),
                      (side * (36 - 28 * wide), bottom, 1), (side * 10, (490 + bottom) / 2), (0, 478, 1)])  # fmt: skip
        marks = [Mark(leg.shifted(side * 34, 0), "shade", 92, 0.8), Mark(ellipse(0, 470, 40, 60), "shade", 90, 0.6)]
        painter.fill(leg, "trousers", marks=marks)
        painter.stroke(spline([(side * 8, 476), (side * 28, 492), (side * 44, 490)], False), 0.65)
        painter.stroke(spline([(side * 30, (470 + bottom) / 2), (side * 50, (470 + bottom) / 2 + 8)], False), 0.6)
    top = spline([(-build.waist - 6, 350, 1), (build.waist + 6, 350, 1), (hip, 402), (hip - 2, 430), (0, 440), (-hip + 2, 430), (-hip, 402)])
    painter.fill(top, "trousers", weight=0)
    for side in (-1, 1):
        painter.stroke(spline([(side * (build.waist + 6), 350), (side * hip, 402), (side * (hip - 2), 440)], False), 1.0, taper=False)
    painter.stroke(spline([(0, 380), (2, 430), (0, 478)], False), 0.8)


def _neckline(build: Build, neckline: str) -> Path:
    s = build.shoulder
    if neckline == "high":
        return spline([(-38, 60, 1), (38, 60, 1), (39, 142, 1), (0, 152), (-39, 142, 1)])
    if neckline == "round":
        return spline([(-44, 60, 1), (44, 60, 1), (50, 156, 1), (32, 182), (0, 190), (-32, 182), (-50, 156, 1)])
    if neckline == "v":
        return polygon([(-42, 60), (42, 60), (46, 153), (0, 218), (-46, 153)])
    if neckline == "deep":
        return polygon([(-42, 60), (42, 60), (46, 153), (0, 252), (-46, 153)])
    # Straps and bare shoulders.
    return spline([(-s * 0.9, 60, 1), (s * 0.9, 60, 1), (s + 8, 182), (s * 0.9, 232, 1), (34, 214), (0, 226), (-34, 214), (-s * 0.9, 232, 1), (-s - 8, 182)])


def _draw_collar(painter: Painter, rng: np.random.Generator, build: Build, collar: str, region: str, neckline: str) -> None:
    s = build.shoulder
    mix = 255 if rng.random() < 0.5 else 0
    shade = 128 if mix else int(rng.choice([128, 118, 140]))
    low = {"high": 152, "round": 188, "v": 218, "deep": 252}.get(neckline, 222)
    for side in (-1, 1):
        if collar == "sailor":
            piece = spline([(side * 40, 142, 1), (side * s * 0.82, 168, 1), (side * s * 0.72, 205), (side * 6, low + 14, 1), (side * 2, low - 4, 1)])
            painter.fill(piece, region, mix=mix, shade=shade)
            painter.stroke(spline([(side * (s * 0.82 - 10), 172), (side * (s * 0.66 - 6), 198), (side * 12, low + 3)], False), 0.6, taper=False)
        elif collar == "points":
            piece = polygon([(side * 36, 134), (side * 48, 150), (side * 40, 190), (0, 158 if neckline == "high" else low)])
            painter.fill(piece, region, mix=mix, shade=shade)
        elif collar == "round":
            piece = spline([(side * 38, 138, 1), (side * 66, 160), (side * 52, 190), (side * 14, 186), (0, 158 if neckline == "high" else low, 1)])
            painter.fill(piece, region, mix=mix, shade=shade)
        elif collar == "lapels":
            piece = polygon([(side * 36, 138), (side * 54, 152), (side * 66, 196), (side * 52, 206), (side * 58, 218), (0, low + 24), (0, low)])
            painter.fill(piece, region, mix=mix, shade=shade)
        elif collar == "hood":
            piece = spline([(side * 40, 118, 1), (side * 82, 150), (side * 70, 190), (side * 20, 206), (0, 196, 1), (side * 36, 168)])
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


def _draw_neckwear(painter: Painter, rng: np.random.Generator, build: Build, kind: str) -> None:
    y = 186.0
    if kind == "tie":
        marks = [_fold(-4, y + 10, 8, y + 110, 8)]
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
        marks = [_fold(20, 180, 40, 290, 12)]
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
            painter.fill(cloth, "neckwear", marks=[_fold(0, y + 30, side * 20, y + 100, side * 8)])
        painter.fill(ellipse(0, y + 32, 12, 13), "neckwear")
    elif kind == "bow-tie":
        for side in (-1, 1):
            painter.fill(spline([(0, 170, 1), (side * 34, 152), (side * 38, 188), (0, 174, 1)]), "neckwear")
        painter.fill(ellipse(0, 171, 8, 9), "neckwear", shade=110)
    elif kind == "thin-ribbon":
        for side in (-1, 1):
            painter.fill(limb([(0, y - 8), (side * 26, y + 40), (side * 18, y + 110)], [8, 10, 9]), "neckwear")
            painter.fill(spline([(0, y - 8, 1), (side * 26, y - 28), (side * 36, y - 2), (side * 12, y + 2)]), "neckwear")
    elif kind == "jabot":
        for level in range(3):
            w, top = 26 + 7 * level, y - 30 + 30 * level
            frill = spline([(-12, top, 1), (12, top, 1), (w, top + 40), (w * 0.5, top + 34), (0, top + 44), (-w * 0.5, top + 34), (-w, top + 40)])
            painter.fill(frill, "neckwear", shade=128 - 8 * (2 - level))
