"""Dressed bodies, in head units (see `head`): which garments there are, and the order in which they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from trainer.data.synth.arms import draw_arm, draw_cuff, random_gesture, random_glove
from trainer.data.synth.body import POSES, Build, arm_line, draw_legs, draw_neck, leg_lines, random_build
from trainer.data.synth.canvas import Painter
from trainer.data.synth.cloth import Cloth
from trainer.data.synth.collars import draw_collar, neckline_paths
from trainer.data.synth.neckwear import NECKWEAR, draw_neckwear
from trainer.data.synth.paths import limb
from trainer.data.synth.props import PROPS, draw_prop
from trainer.data.synth.skirts import SKIRTS, Skirt
from trainer.data.synth.sleeves import draw_sleeve
from trainer.data.synth.tops import draw_cape, draw_torso
from trainer.data.synth.trousers import draw_trousers
from trainer.data.synth.variants import Split, choose

# Garment: (region, neckline, sleeve, collar, fit 0 tight … 1 loose, what is sewn on it; see `tops.EXTRAS`).
_GARMENTS: dict[str, tuple[str, str, str, str, float, str]] = {
    "sailor": ("shirt", "v", "long", "sailor", 0.4, ""),
    "sundress": ("dress", "straps", "none", "none", 0.0, ""),
    "shirt": ("shirt", "high", "long", "points", 0.3, ""),
    "sailor-short": ("shirt", "v", "short", "sailor", 0.4, ""),
    "puff-dress": ("dress", "round", "puff", "round", 0.1, ""),
    "t-shirt": ("shirt", "round", "short", "none", 0.5, ""),
    "hoodie": ("shirt", "round", "long", "hood", 1.0, ""),
    "gown": ("dress", "bare", "none", "frill", 0.0, ""),
    "sweater": ("shirt", "high", "wide", "turtle", 0.8, ""),
    "maid-dress": ("dress", "high", "puff", "points", 0.1, ""),
    "blouse": ("shirt", "high", "puff", "round", 0.3, ""),
    "jacket": ("shirt", "deep", "long", "lapels", 0.6, ""),
    "school-dress": ("dress", "v", "long", "sailor", 0.1, ""),
    "camisole": ("shirt", "straps", "none", "none", 0.1, ""),
    "long-sleeved-dress": ("dress", "round", "wide", "none", 0.1, ""),
    "vest": ("shirt", "v", "none", "points", 0.2, ""),
    "high-collar-dress": ("dress", "high", "long", "turtle", 0.0, ""),
    "cardigan": ("shirt", "deep", "wide", "none", 0.8, ""),
    "short-sleeved-dress": ("dress", "v", "short", "none", 0.1, ""),
    "polo": ("shirt", "v", "short", "points", 0.4, ""),
    "blazer": ("shirt", "deep", "long", "lapels", 0.3, "double"),
    "kimono": ("dress", "v", "bell", "cross", 0.3, "obi"),
    "cheongsam": ("dress", "high", "cap", "mandarin", 0.0, "frog"),
    "raglan": ("shirt", "round", "raglan", "none", 0.5, "emblem"),
    "ruffled-blouse": ("shirt", "high", "bishop", "neck-frill", 0.2, "ruffle"),
    "off-shoulder": ("shirt", "bare", "wide", "frill", 0.3, ""),
    "uniform-coat": ("shirt", "high", "long", "mandarin", 0.2, "double"),
    "square-necked": ("shirt", "square", "puff", "none", 0.1, "corset"),
    "zip-hoodie": ("shirt", "v", "long", "hood", 0.9, "zip"),
    "pinafore": ("dress", "round", "short", "round", 0.1, "bib"),
    "crop-top": ("shirt", "round", "short", "none", 0.1, "crop"),
    "heart-dress": ("dress", "heart", "none", "none", 0.0, "corset"),
    "sweater-vest": ("shirt", "v", "long", "points", 0.4, "vest"),
    "nightgown": ("dress", "round", "bell", "neck-frill", 0.6, ""),
    "caped-dress": ("dress", "high", "long", "points", 0.1, "cape"),
    "tunic": ("shirt", "v", "rolled", "none", 0.9, "belt"),
    "wide-sailor": ("shirt", "v", "short", "wide-sailor", 0.3, ""),
    "apron-dress": ("dress", "high", "bishop", "round", 0.1, "bib"),
    "rolled-shirt": ("shirt", "v", "rolled", "points", 0.4, "buttons"),
    "print-shirt": ("shirt", "round", "short", "none", 0.7, "emblem"),
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
    region, neckline, sleeve, collar, fit, extra = _GARMENTS[dress.garment]
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
    legs = leg_lines(rng, build)
    if full:
        draw_legs(painter, rng, build, legs, dress.legwear, dress.shoes)
    tucked = region == "shirt" and rng.random() < 0.6
    if region == "shirt" and not dress.trousers and tucked:
        draw_torso(painter, rng, build, fit, cloth, extra)
    if skirt is None:
        draw_trousers(painter, rng, build, legs)
    else:
        skirt.draw(painter)
    if not (region == "shirt" and not dress.trousers and tucked):
        draw_torso(painter, rng, build, fit, cloth, extra)
    if skirt is not None and region == "shirt":
        skirt.draw_over_top(painter)
    draw_neck(painter, build, *neckline_paths(build, neckline))
    if neckline == "straps":
        for side in (-1, 1):
            strap = limb([(side * 34, 222), (side * 42, 190), (side * 46, 160)], [13, 12, 11])
            painter.fill(strap, region)
    caped = extra == "cape"
    if not caped:
        draw_collar(painter, rng, build, collar, region, neckline)
        draw_neckwear(painter, rng, dress.neckwear)
    for points, pose in zip(arms, poses, strict=True):
        if pose != "back":
            _draw_dressed_arm(painter, rng, build, points, pose, dress, sleeve, cloth)
    if caped:
        # A cape lies over the arms, and only what closes it over the cape.
        draw_cape(painter, rng, build, cloth)
        draw_collar(painter, rng, build, collar, region, neckline)
        draw_neckwear(painter, rng, dress.neckwear)


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
    gesture, held = random_gesture(rng, pose), None
    if pose in ("raised", "chest", "greeting", "aside", "down", "mouth") and rng.random() < 0.13:
        held = partial(draw_prop, painter, rng, str(rng.choice(list(PROPS))))
    draw_arm(painter, build, points, dress.gloves, gesture, held)
    draw_sleeve(painter, rng, build, points, sleeve, cloth)
    draw_cuff(painter, build, points, dress.gloves)
