"""Dressed bodies, in head units (see `head`): tops, skirts, dresses, trousers, collars and neckwear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.arms import draw_arm, draw_cuff, random_gesture, random_glove
from trainer.data.synth.body import POSES, Build, arm_line, draw_legs, draw_neck, part_of, random_build
from trainer.data.synth.canvas import Mark, Painter
from trainer.data.synth.cloth import Cloth, fold
from trainer.data.synth.neckwear import NECKWEAR, draw_collar, draw_neckwear, neckline_paths
from trainer.data.synth.paths import ellipse, limb, spline, without_root
from trainer.data.synth.skirts import SKIRTS, Skirt
from trainer.data.synth.trousers import draw_trousers
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
    wanted = "dress" if rng.random() < 0.34 else "shirt"
    garment = choose(rng, GARMENTS, split)
    while _GARMENTS[garment][0] != wanted:
        garment = choose(rng, GARMENTS, split)
    return Dress(
        garment=garment,
        skirt=choose(rng, SKIRTS, split),
        neckwear=choose(rng, NECKWEAR, split) if rng.random() < 0.62 else "none",
        gloves=random_glove(rng),
        legwear=str(rng.choice(["none", "socks", "knee", "thigh", "tights"], p=[0.15, 0.15, 0.25, 0.25, 0.2])),
        shoes=str(rng.choice(["loafers", "boots", "sneakers", "heels"])),
        trousers=wanted == "shirt" and bool(rng.random() < 0.28),
    )


def draw_body(painter: Painter, rng: np.random.Generator, dress: Dress, hands_up: bool, full: bool = True) -> None:
    """Draws a dressed body below a head at the origin of the present placement.

    Args:
        hands_up: whether a hand should be near the head or chest, for narrow framings.
        full: whether legs may come into view.
    """
    build = random_build(rng)
    region, neckline, sleeve, collar, fit = _GARMENTS[dress.garment]
    poses = [str(rng.choice(POSES)) for _ in range(2)]
    if hands_up:
        poses[0] = str(rng.choice(["raised", "cheek", "chest", "greeting", "mouth"]))
    elif rng.random() < 0.4:
        poses[1] = poses[0]
    arms = [arm_line(build, side, pose) for side, pose in zip((-1, 1), poses, strict=True)]
    cloth = Cloth(rng, region)
    for points, pose in zip(arms, poses, strict=True):
        if pose == "back":
            _draw_dressed_arm(painter, rng, build, points, pose, dress, sleeve, cloth)
    skirt = None
    if region == "dress":
        skirt = Skirt(rng, build, dress.skirt, "dress", cloth, long=True)
    elif not dress.trousers:
        skirt = Skirt(rng, build, dress.skirt, "skirt", Cloth(rng, "skirt"), long=False)
    if skirt is not None:
        skirt.draw_back(painter)
    if full:
        draw_legs(painter, rng, build, dress.legwear, dress.shoes)
    tucked = region == "shirt" and rng.random() < 0.6
    if region == "shirt" and not dress.trousers and tucked:
        _draw_torso(painter, rng, build, fit, cloth)
    if skirt is None:
        draw_trousers(painter, rng, build)
    else:
        skirt.draw(painter)
    if not (region == "shirt" and not dress.trousers and tucked):
        _draw_torso(painter, rng, build, fit, cloth)
    if skirt is not None and region == "shirt":
        skirt.draw_over_top(painter)
    draw_neck(painter, build, *neckline_paths(build, neckline))
    if neckline == "straps":
        for side in (-1, 1):
            strap = limb([(side * 34, 222), (side * 42, 190), (side * 46, 160)], [13, 12, 11])
            painter.fill(strap, region)
    draw_collar(painter, rng, build, collar, region, neckline)
    draw_neckwear(painter, rng, build, dress.neckwear)
    for points, pose in zip(arms, poses, strict=True):
        if pose != "back":
            _draw_dressed_arm(painter, rng, build, points, pose, dress, sleeve, cloth)


def _draw_dressed_arm(
    painter: Painter,
    rng: np.random.Generator,
    build: Build,
    points: list[tuple[float, float]],
    pose: str,
    dress: Dress,
    sleeve: str,
    cloth: Cloth,
) -> None:
    draw_arm(painter, build, points, dress.gloves, random_gesture(rng, pose))
    _draw_sleeve(painter, rng, build, points, sleeve, cloth)
    draw_cuff(painter, build, points, dress.gloves)


def _draw_torso(painter: Painter, rng: np.random.Generator, build: Build, fit: float, cloth: Cloth) -> None:
    s, waist, hip = build.shoulder, build.waist, build.hip
    w = waist + (s * 0.92 - waist) * fit
    h = hip + 8 * fit if cloth.region == "shirt" else waist + 4
    end = 345 if cloth.region == "dress" else rng.uniform(395, 440)
    torso = spline(
        [(-34, 146, 1), (-s * 0.72, 163), (-s + 2, 182), (-s * 0.88, 240), (-w, 330), (-h, end, 1),
         (0, end + 8), (h, end, 1),
         (w, 330), (s * 0.88, 240), (s - 2, 182), (s * 0.72, 163), (34, 146, 1)]
    )  # fmt: skip
    side = int(rng.choice([-1, 1]))
    marks = [
        *cloth.marks,
        Mark(torso.shifted(side * s * 0.72, 0), "shade", 92, 0.8),
        Mark(spline([(-70, 130), (70, 130), (50, 190), (0, 214), (-50, 190)]), "shade", 92, 0.7),
        fold(-s * 0.8, 235, -s * 0.2, 262, 14),
        fold(s * 0.8, 235, s * 0.2, 262, -14),
        fold(-w, 325, -w * 0.2, 352, 12),
    ]
    painter.fill(torso, cloth.region, marks=marks)
    for x0, y0, x1, y1 in (
        (-0.8, 232, -0.5, 262),
        (0.8, 232, 0.5, 262),
        (-0.62, 322, -0.25, 336),
        (0.62, 318, 0.3, 338),
    ):
        if rng.random() < 0.75:
            painter.stroke(spline([(x0 * s, y0), ((x0 + x1) / 2 * s, (y0 + y1) / 2 + 5), (x1 * s, y1)], False), 0.65)
    if rng.random() < 0.35:
        painter.stroke(spline([(0, 215), (1, 280), (0, end + 4)], False), 0.7)
        for y in np.arange(240, end - 10, 42):
            painter.fill(ellipse(7, y, 4.5), "accessory" if rng.random() < 0.3 else cloth.region, weight=0.6)


def _draw_sleeve(
    painter: Painter,
    rng: np.random.Generator,
    build: Build,
    points: list[tuple[float, float]],
    sleeve: str,
    cloth: Cloth,
) -> None:
    if sleeve == "none":
        return
    a, side = build.arm, 1 if points[0][0] > 0 else -1
    start = [(points[0][0] - side * 8, points[0][1] - 8), *points[1:]]
    if sleeve == "puff":
        ball = spline(
            [
                (side * (build.shoulder - 34), 166, 1),
                (side * (build.shoulder + 6), 168),
                (side * (build.shoulder + 24), 208),
                (side * (build.shoulder + 10), 240, 1),
                (side * (build.shoulder - 36), 236, 1),
            ]
        )
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
        fold(elbow[0] - a * 0.5, elbow[1] - 10, elbow[0] + a * 0.4, elbow[1] + 8, 8),
    ]
    painter.fill(shape, cloth.region, outline=without_root(shape), marks=marks)
    if sleeve == "long":
        cuff = limb(part_of(start, 0.84, 0.98), [a * 1.12] * 5)
        painter.fill(cuff, cloth.region, mix=255 if rng.random() < 0.35 else 0)
    for shift in (-6, 8):
        painter.stroke(
            spline(
                [(elbow[0] - side * a * 0.4, elbow[1] + shift), (elbow[0] + side * a * 0.1, elbow[1] + shift + 4)],
                False,
            ),
            0.6,
        )
