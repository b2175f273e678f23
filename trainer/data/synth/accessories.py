"""What is worn on the head, in head units (see `head`): hats, clips, bands, glasses, earrings, animal ears."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.backgrounds import flower, star
from trainer.data.synth.canvas import Painter
from trainer.data.synth.hair import HairLook, common_marks
from trainer.data.synth.hair_back import draw_ribbon
from trainer.data.synth.headdress import HEADDRESS, draw_headdress
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import Path, ellipse, limb, polygon, spline

HEADWEAR = (
    "ribbon", "beret", "cap", "cat-ears", "clip", "flower", "hairband", "straw-hat", "headphones", "witch-hat",
    "maid-frill", "star-clips", *HEADDRESS,
)  # fmt: skip


def draw_glasses(painter: Painter, rng: np.random.Generator, turn: float) -> None:
    """Draws glasses over the face; the glass itself is clear, so only the frame has a fill."""
    y, rx = rng.uniform(20, 26), rng.uniform(32, 38)
    ry = rng.uniform(20, 32)
    thick = rng.uniform(3, 6)
    for side in (-1, 1):
        x = side * 44 + 13 * turn
        outer, inner = ellipse(x, y, rx, ry), ellipse(x, y, rx - thick, ry - thick)
        if ry < 24:
            outer = spline(_box(x, y, rx, ry, 0.7))
            inner = spline(_box(x, y, rx - thick, ry - thick, 0.7))
        frame = Path((*outer.chains, *(chain[::-1] for chain in inner.chains)))
        painter.fill(frame, "accessory", weight=0.6)
        arm = limb([(x + side * rx, y - 4), (side * 94, y - 8)], [thick, thick])
        painter.fill(arm, "accessory", weight=0.6)
    bridge = limb([(-44 + rx + 13 * turn, y), (13 * turn, y - 5), (44 - rx + 13 * turn, y)], [thick, thick, thick])
    painter.fill(bridge, "accessory", weight=0.6)


def _box(x: float, y: float, rx: float, ry: float, square: float) -> list[tuple[float, float]]:
    return [
        (x - rx, y), (x - rx * square, y - ry), (x + rx * square, y - ry), (x + rx, y),
        (x + rx * square, y + ry), (x - rx * square, y + ry),
    ]  # fmt: skip


def draw_earrings(painter: Painter, rng: np.random.Generator) -> None:
    """Draws an earring below each ear."""
    kind, size = int(rng.integers(3)), rng.uniform(6, 10)
    for side in (-1, 1):
        x, y = side * 98, 50.0
        if kind == 0:
            piece = ellipse(x, y + size, size)
        elif kind == 1:
            piece = polygon([(x, y), (x + size, y + size * 1.6), (x, y + size * 3.2), (x - size, y + size * 1.6)])
        else:
            piece = star(x, y + size * 1.4, size * 1.5)
        painter.fill(piece, "accessory", weight=0.7)


def draw_headwear(painter: Painter, rng: np.random.Generator, look: HairLook, kind: str, turn: float) -> None:
    """Draws one of `HEADWEAR` over the hair; "none" draws nothing."""
    v = look.volume
    side = int(rng.choice([-1, 1]))
    if kind in HEADDRESS:
        draw_headdress(painter, rng, look, kind)
    elif kind == "ribbon":
        if rng.random() < 0.5:
            draw_ribbon(painter, side * 62, -112 * v, rng.uniform(40, 62), side * 28)
        else:
            draw_ribbon(painter, 0, -146 * v, rng.uniform(45, 75), 0)
    elif kind == "hairband":
        _draw_band(painter, v, 16)
        if rng.random() < 0.4:
            draw_ribbon(painter, side * 66, -104 * v, 34, side * 35)
    elif kind == "maid-frill":
        _draw_frill(painter, v)
        _draw_band(painter, v, 12)
    elif kind == "cat-ears":
        _draw_cat_ears(painter, look)
    elif kind == "clip":
        _draw_clips(painter, rng, side)
    elif kind == "star-clips":
        for end in (-1, 1):
            painter.fill(star(end * 66, -58, rng.uniform(16, 24), turn=rng.uniform(-20, 20)), "accessory")
    elif kind == "flower":
        x, y, radius = side * 80, -74.0, rng.uniform(24, 36)
        for shift in (0, 1) if rng.random() < 0.4 else (0,):
            blossom = flower(x - side * 34 * shift, y - 30 * shift, radius * (1 - 0.3 * shift), 5, rng.uniform(0, 72))
            painter.fill(blossom, "accessory", marks=[Mark(ellipse(x, y, radius * 0.5), "shade", 96, 0.6)])
            painter.fill(ellipse(x - side * 34 * shift, y - 30 * shift, radius * 0.22), "accessory", mix=255)
    elif kind == "headphones":
        arch = limb(
            [(-112 * v, -20), (-98 * v, -110), (0, -168 * v), (98 * v, -110), (112 * v, -20)], [14, 17, 20, 17, 14]
        )
        painter.fill(arch, "accessory", marks=[Mark(arch.shifted(0, 10), "shade", 96, 0.8)])
        for end in (-1, 1):
            cup = ellipse(end * 110 * v, 0, 20, 36)
            painter.fill(cup, "accessory", marks=[Mark(ellipse(end * 116 * v, 12, 18, 32), "shade", 90, 0.8)])
            painter.fill(ellipse(end * 113 * v, 0, 10, 22), "accessory", mix=255)
    elif kind != "none":
        _draw_hat(painter, rng, kind, v, side)


def _draw_band(painter: Painter, v: float, width: float) -> None:
    band = limb(
        [(-101 * v, -40), (-84 * v, -100), (0, -132 * v), (84 * v, -100), (101 * v, -40)],
        [width * 0.7, width, width, width, width * 0.7],
    )
    painter.fill(band, "accessory", marks=[Mark(band.shifted(0, width * 0.6), "shade", 100, 0.7)])


def _draw_frill(painter: Painter, v: float) -> None:
    angle = np.linspace(np.pi * 1.06, np.pi * 1.94, 25)
    reach = np.where(np.arange(25) % 2 == 0, 1.26, 1.14)
    rim = np.stack([np.cos(angle) * 102 * v * reach, -30 + np.sin(angle) * 106 * v * reach], 1)
    inner = np.stack([np.cos(angle[::-4]) * 100 * v, -30 + np.sin(angle[::-4]) * 100 * v], 1)
    frill = spline([*rim.tolist(), *inner.tolist()])
    painter.fill(frill, "accessory", mix=255)
    for index in range(1, 24, 2):
        inside = np.array([np.cos(angle[index]) * 108, np.sin(angle[index]) * 112]) * v - (0, 30)
        painter.stroke(spline([rim[index].tolist(), inside.tolist()], False), 0.6)


def _draw_cat_ears(painter: Painter, look: HairLook) -> None:
    v = look.volume
    for side in (-1, 1):
        ear = spline(
            [
                (side * 28 * v, -136 * v, 1),
                (side * 50, -182 * v),
                (side * 78, -204 * v, 1),
                (side * 98, -160 * v),
                (side * 98 * v, -92 * v, 1),
            ]
        )
        inner = spline(
            [
                (side * 50 * v, -134 * v, 1),
                (side * 62, -164 * v),
                (side * 77, -182 * v, 1),
                (side * 88, -154 * v),
                (side * 86 * v, -112 * v, 1),
            ]
        )
        painter.fill(ear, "hair", marks=common_marks(look))
        painter.fill(inner, "skin", weight=0.7, shade=112)


def _draw_clips(painter: Painter, rng: np.random.Generator, side: int) -> None:
    kind = int(rng.integers(4))
    x, y = side * 58, -48.0
    if kind == 0:
        for turn in (-1, 1):
            bar = limb([(x - 20, y - 13 * turn), (x + 20, y + 13 * turn)], [8, 8])
            painter.fill(bar, "accessory", weight=0.8)
    elif kind == 1:
        painter.fill(star(x, y, rng.uniform(18, 28), turn=rng.uniform(-20, 20)), "accessory")
    elif kind == 2:
        for step in (0, 1):
            bar = limb([(x - 18, y + 13 * step), (x + 18, y - 6 * side + 13 * step)], [9, 9])
            painter.fill(bar, "accessory", weight=0.8)
    else:
        painter.fill(ellipse(x, y, rng.uniform(12, 20)), "accessory")


def _draw_hat(painter: Painter, rng: np.random.Generator, kind: str, v: float, side: int) -> None:
    low = -84 * v
    under = Mark(ellipse(0, low + 24, 130, 30), "shade", 88, 0.8)
    if kind == "beret":
        hat = spline(
            [
                (-100 * v, low),
                (-128 * v, low - 50),
                (-60, -178 * v),
                (50, -184 * v),
                (130 * v, low - 56),
                (100 * v, low),
                (0, low - 26),
            ]
        )
        painter.fill(hat, "accessory", marks=[under, Mark(hat.shifted(side * 60, 14), "shade", 96, 0.7)])
        painter.fill(limb([(0, -178 * v), (8, -200 * v)], [8, 7]), "accessory")
    elif kind == "cap":
        crown = spline(
            [
                (-108 * v, low + 10, 1),
                (-104 * v, -130 * v),
                (-40, -176 * v),
                (40, -176 * v),
                (104 * v, -130 * v),
                (108 * v, low + 10, 1),
                (0, low - 16),
            ]
        )
        brim = spline(
            [
                (-104 * v, low + 6, 1),
                (0, low - 22),
                (104 * v, low + 6, 1),
                (70, low + 36),
                (0, low + 44),
                (-70, low + 36),
            ]
        )
        painter.fill(crown, "accessory", marks=[Mark(crown.shifted(side * 70, 0), "shade", 94, 0.8)])
        painter.stroke(spline([(-30, low - 12), (-34, -120 * v), (0, -174 * v)], False), 0.6)
        painter.stroke(spline([(30, low - 12), (34, -120 * v), (0, -174 * v)], False), 0.6)
        painter.fill(
            brim,
            "accessory",
            mix=255 if rng.random() < 0.4 else 0,
            marks=[Mark(ellipse(0, low - 8, 120, 22), "shade", 96, 0.7)],
        )
    else:
        wide = 190 * v if kind == "straw-hat" else 205 * v
        top = -205 * v if kind == "straw-hat" else -330 * v
        if kind == "straw-hat":
            crown = spline(
                [
                    (-96 * v, low - 6, 1),
                    (-92 * v, top + 50),
                    (-50, top),
                    (50, top),
                    (92 * v, top + 50),
                    (96 * v, low - 6, 1),
                ]
            )
        else:
            crown = spline(
                [
                    (-98 * v, low - 4, 1),
                    (-60, -180 * v),
                    (side * 30, top + 40),
                    (side * 90, top, 1),
                    (40 + side * 30, -220 * v),
                    (98 * v, low - 4, 1),
                ]
            )
        brim = spline(
            [
                (-wide, low + 10),
                (-wide * 0.55, low - 26),
                (0, low - 34),
                (wide * 0.55, low - 26),
                (wide, low + 10),
                (wide * 0.5, low + 24),
                (0, low + 18),
                (-wide * 0.5, low + 24),
            ]
        )
        painter.fill(brim, "accessory", marks=[under])
        painter.fill(crown, "accessory", marks=[Mark(crown.shifted(side * 60, 0), "shade", 94, 0.8)])
        band = spline(
            [
                (-97 * v, low - 8, 1),
                (-96 * v, low - 34, 1),
                (0, low - 46),
                (96 * v, low - 34, 1),
                (97 * v, low - 8, 1),
                (0, low - 18),
            ]
        )
        painter.fill(band, "accessory", mix=255)
