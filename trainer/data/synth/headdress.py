"""More of what is worn on the head, in head units (see `head`): crowns, ears, horns, caps of wool, goggles, wreaths."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.backgrounds import flower
from trainer.data.synth.canvas import Painter
from trainer.data.synth.hair import HairLook, common_marks
from trainer.data.synth.hair_back import draw_ribbon
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import Path, ellipse, limb, polygon, spline

HEADDRESS = (
    "crown", "bunny-ears", "horns", "fox-ears", "beanie", "goggles", "tiara", "wreath", "side-bow", "earmuffs", "halo",
    "hair-sticks",
)  # fmt: skip


def draw_headdress(painter: Painter, rng: np.random.Generator, look: HairLook, kind: str) -> None:
    """Draws one of `HEADDRESS` over the hair."""
    v, side = look.volume, int(rng.choice([-1, 1]))
    if kind in ("bunny-ears", "fox-ears"):
        _draw_ears(painter, rng, look, kind)
    elif kind == "crown":
        xs = np.linspace(-52, 52, 11)
        teeth = [(x, -196 * v + (0 if index % 2 else 34) + abs(x) * 0.1, 1) for index, x in enumerate(xs)]
        crown = spline([*teeth, (48, -128 * v, 1), (0, -120 * v), (-48, -128 * v, 1)])
        painter.fill(crown, "accessory", marks=[Mark(crown.shifted(side * 46, 0), "shade", 94, 0.8)])
        for x in (-26, 0, 26):
            painter.fill(ellipse(x, -140 * v, 6, 8), "accessory", mix=255, weight=0.7)
    elif kind == "tiara":
        band = limb([(-74 * v, -100), (0, -122 * v), (74 * v, -100)], [8, 10, 8])
        painter.fill(band, "accessory")
        for x, tall in ((-34, 20), (34, 20), (0, 36)):
            base = -118 * v + abs(x) * 0.2
            peak = spline(
                [
                    (x - 15, base, 1),
                    (x - 5, base - tall * 0.6),
                    (x, base - tall, 1),
                    (x + 5, base - tall * 0.6),
                    (x + 15, base, 1),
                ]
            )
            painter.fill(peak, "accessory", weight=0.8)
        painter.fill(polygon([(0, -134 * v), (7, -122 * v), (0, -110 * v), (-7, -122 * v)]), "accessory", mix=255)
    elif kind == "horns":
        for end in (-1, 1):
            points = [(end * 62, -104 * v), (end * 104, -150 * v), (end * 112, -200 * v), (end * 84, -226 * v)]
            widths = [34, 30, 20, 3]
            horn = limb(points, widths, tip=True)
            painter.fill(horn, "accessory", marks=[Mark(horn.shifted(10, 8), "shade", 94, 0.8)])
            for t in (0.3, 0.5, 0.68):
                x, y = (float(np.interp(t, (0, 0.35, 0.7, 1), column)) for column in zip(*points, strict=True))
                painter.stroke(spline([(x - 13, y + 4), (x, y - 4), (x + 12, y + 3)], False), 0.7)
    elif kind == "beanie":
        low = -70 * v
        cap = spline(
            [
                (-108 * v, low, 1),
                (-106 * v, -130 * v),
                (-46, -182 * v),
                (46, -182 * v),
                (106 * v, -130 * v),
                (108 * v, low, 1),
                (0, low - 18),
            ]
        )
        brim = spline(
            [
                (-112 * v, low - 22, 1),
                (0, low - 46),
                (112 * v, low - 22, 1),
                (112 * v, low + 12, 1),
                (0, low - 12),
                (-112 * v, low + 12, 1),
            ]
        )
        painter.fill(cap, "accessory", marks=[Mark(cap.shifted(side * 70, 0), "shade", 94, 0.8)])
        painter.fill(brim, "accessory", mix=255 if rng.random() < 0.5 else 0, shade=120)
        for x in np.linspace(-96, 96, 13):
            painter.stroke(spline([(x * v, low - 36 + abs(x) * 0.12), (x * v, low - 6 + abs(x) * 0.12)], False), 0.5)
        if rng.random() < 0.6:
            painter.fill(ellipse(0, -196 * v, 26), "accessory", mix=255)
    elif kind == "goggles":
        strap = limb([(-104 * v, -76), (-60, -112 * v), (60, -112 * v), (104 * v, -76)], [22, 26, 26, 22])
        painter.fill(strap, "accessory", shade=112)
        for end in (-1, 1):
            painter.fill(ellipse(end * 38, -108 * v, 34, 27), "accessory", mix=255)
            lens = ellipse(end * 38, -108 * v, 24, 18)
            painter.fill(lens, "accessory", shade=170, marks=[Mark(lens.shifted(8, 8), "shade", 130)])
            painter.stroke(spline([(end * 38 - 12, -104 * v), (end * 38 + 4, -120 * v)], False), 0.6)
    elif kind == "wreath":
        count = int(rng.integers(7, 11))
        for index, angle in enumerate(np.linspace(np.pi * 1.08, np.pi * 1.92, count)):
            x, y = np.cos(angle) * 102 * v, -30 + np.sin(angle) * 104 * v
            leaf = spline([(x - 24, y + 6, 1), (x, y - 12), (x + 24, y + 6, 1), (x, y + 12)])
            painter.fill(leaf, "accessory", shade=104, weight=0.8)
            if index % 2 == 0:
                painter.fill(flower(x, y, rng.uniform(17, 24), 5, rng.uniform(0, 72)), "accessory", mix=255, weight=0.8)
                painter.fill(ellipse(x, y, 5), "accessory", weight=0.6)
    elif kind == "side-bow":
        draw_ribbon(painter, side * 88, -72 * v, rng.uniform(44, 70), side * 62)
    elif kind == "earmuffs":
        arch = limb([(-106 * v, -10), (-92 * v, -104), (0, -160 * v), (92 * v, -104), (106 * v, -10)], [9] * 5)
        painter.fill(arch, "accessory")
        for end in (-1, 1):
            angles = np.linspace(0, 2 * np.pi, 25)[:-1]
            fluff = [
                (end * 104 * v + np.cos(a) * (36 if i % 2 else 30), 6 + np.sin(a) * (40 if i % 2 else 34))
                for i, a in enumerate(angles)
            ]
            painter.fill(
                spline(fluff), "accessory", mix=255, marks=[Mark(ellipse(end * 110 * v, 18, 30, 32), "shade", 98, 0.7)]
            )
    elif kind == "halo":
        outer, inner = ellipse(0, -196 * v, 62, 17), ellipse(0, -196 * v, 46, 9)
        painter.fill(Path((*outer.chains, *(chain[::-1] for chain in inner.chains))), "accessory", shade=176)
    elif kind == "hair-sticks":
        for turn in (-1, 1):
            stick = limb([(-turn * 52, -116 * v), (turn * 74, -206 * v)], [6, 8])
            painter.fill(stick, "accessory")
            painter.fill(ellipse(turn * 76, -208 * v, 9), "accessory", mix=255, weight=0.8)


def _draw_ears(painter: Painter, rng: np.random.Generator, look: HairLook, kind: str) -> None:
    v = look.volume
    for side in (-1, 1):
        if kind == "bunny-ears":
            bent = rng.random() < 0.3
            tip = (side * 96, -214 * v) if bent else (side * 66, -290 * v)
            points = [(side * 40, -128 * v), (side * 52, -190 * v), (side * 62, -240 * v), tip]
            ear, inner = limb(points, [34, 52, 50, 12]), limb(points[1:], [26, 26, 6])
        else:
            ear = spline(
                [(side * 26 * v, -138 * v, 1), (side * 58, -196 * v), (side * 96, -236 * v, 1), (side * 112, -168 * v),
                 (side * 100 * v, -80 * v, 1)]
            )  # fmt: skip
            inner = spline(
                [(side * 56 * v, -132 * v, 1), (side * 74, -176 * v), (side * 93, -208 * v, 1), (side * 100, -160 * v),
                 (side * 90 * v, -104 * v, 1), (side * 78, -120 * v, 1), (side * 70, -106 * v, 1)]
            )  # fmt: skip
        painter.fill(ear, "hair", marks=common_marks(look))
        painter.fill(inner, "skin" if kind == "bunny-ears" else "hair", weight=0.7, shade=112, mix=255)
