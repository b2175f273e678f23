"""The front hair, in head units (see `head`): its hem over the forehead, its crown and its shine."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.fringe import FRINGES, Fringe, random_fringe
from trainer.data.synth.hair import HairLook, common_marks
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import Path, combined, spline

# Each hem from left to right: tips of locks and the valleys between them, alternating, a tip first and last.
_HEMS: dict[str, tuple[tuple[float, float], ...]] = {
    "blunt": (
        (-95, 52), (-80, 2), (-62, 5), (-52, -8), (-22, 6), (-10, -7), (24, 6), (34, -8), (66, 4), (80, 0),
        (95, 52)
    ),
    "spiky": (
        (-96, 48), (-76, -22), (-66, 8), (-44, -38), (-28, 14), (-8, -42), (14, 12), (34, -40), (52, 10),
        (72, -24), (95, 50)
    ),
    "centre-parted": ((-97, 62), (-84, -8), (-68, 20), (-3, -104), (68, 20), (84, -8), (97, 62)),
    "swept": ((-96, 46), (-62, -96), (22, 4), (14, -32), (64, 16), (58, -18), (96, 52)),
    "side-parted": ((-97, 56), (-82, -22), (-72, 12), (-40, -102), (30, 8), (36, -26), (76, 20), (82, -10), (97, 56)),
    "middle-lock": ((-96, 52), (-80, -20), (-64, 10), (-22, -68), (2, 34), (20, -68), (64, 10), (80, -20), (96, 52)),
    "m-shaped": ((-96, 50), (-72, -8), (-48, 18), (-12, -54), (0, -4), (12, -54), (48, 18), (72, -8), (96, 50)),
    "wispy": (
        (-96, 46), (-84, -50), (-70, 6), (-56, -66), (-40, 10), (-24, -70), (-12, 4), (6, -70), (20, 12),
        (36, -66), (50, 4), (64, -58), (74, 8), (84, -46), (96, 46)
    ),
    "slicked": ((-98, 34), (-84, -46), (-62, -78), (-30, -96), (0, -92), (30, -96), (62, -78), (84, -46), (98, 34)),
    "arched": (
        (-95, 50), (-82, 12), (-64, 2), (-54, -12), (-28, -12), (-18, -22), (18, -14), (28, -20), (62, 0),
        (82, 12), (95, 50)
    ),
    "eye-covering": (
        (-97, 50), (-80, -30), (-62, 0), (-46, -100), (12, 18), (14, -6), (52, 58), (60, 22), (82, 62), (88, 32),
        (97, 70)
    ),
    "choppy": (
        (-95, 44), (-82, -4), (-60, 14), (-48, -20), (-34, -2), (-20, -30), (6, 20), (20, -26), (38, 2),
        (50, -18), (70, 16), (82, -6), (96, 56)
    ),
    "feathered": (
        (-98, 60), (-90, -20), (-80, 22), (-50, -50), (-44, 6), (10, -90), (20, 8), (40, -46), (66, 22),
        (86, -16), (98, 60)
    ),
    "curly": (
        (-97, 40), (-76, -8), (-58, 6), (-40, -14), (-20, 2), (-2, -16), (20, 4), (38, -12), (58, 8), (76, -6),
        (97, 42)
    ),
    "one-lock": ((-98, 40), (-82, -50), (-54, -84), (4, -106), (16, 36), (30, -94), (60, -82), (84, -46), (98, 40)),
    "hime": (
        (-93, 30), (-86, -2), (-60, 0), (-40, -2), (-20, 1), (0, -1), (20, 1), (40, -2), (60, 0), (86, -2),
        (93, 30)
    ),
}  # fmt: skip
BANGS = (*_HEMS, *FRINGES)

CROWNS = ("smooth", "tousled", "layered", "flat")
_HEAD_TOP = (
    (-102, -20),
    (-103, -66),
    (-80, -118),
    (-42, -144),
    (0, -151),
    (42, -144),
    (80, -118),
    (103, -66),
    (102, -20),
)


@dataclass(frozen=True, eq=False)
class Hem:
    """Front hair in one piece: its outline, the tips `[T, 2]` and the valleys `[T - 1, 2]` from left to right."""

    outline: Path
    tips: np.ndarray
    valleys: np.ndarray


def front_hair(rng: np.random.Generator, bangs: str, turn: float, volume: float, crown: str) -> Hem | Fringe:
    """One of `BANGS` for a head turned by `turn`, `crown` being one of `CROWNS`."""
    if bangs in FRINGES:
        return random_fringe(rng, bangs, turn, volume, _crown(rng, crown, volume))
    hem = np.array(_HEMS[bangs], dtype=np.float64)
    smooth = bangs == "slicked"
    inner = slice(1, -1)
    hem[inner] += rng.normal(0, 1.0 if smooth or bangs == "hime" else 3.5, hem[inner].shape)
    hem[inner, 0] += 10 * turn * np.cos(hem[inner, 0] / 110)
    hem[:, 1] += rng.uniform(-6, 5)
    hem[[0, -1], 1] += rng.uniform(-10, 8, 2)
    tips, valleys = hem[::2], hem[1::2]
    outline: list[tuple[float, ...]] = _crown(rng, crown, volume)
    backwards = hem[::-1]
    for index, (x, y) in enumerate(backwards):
        outline.append((x, y, 0.0 if smooth and 0 < index < len(hem) - 1 else 1.0))
        if smooth or index == len(hem) - 1:
            continue
        after = backwards[index + 1]
        is_tip = index % 2 == 0
        top, tip = (after, (x, y)) if is_tip else ((x, y), after)
        # Both edges of a lock bulge outward, so that it is full above and sharp at its end.
        reach = min(abs(tip[1] - top[1]) * 0.13, 12) * (-1 if is_tip else 1)
        outline.append(((x + after[0]) / 2 + reach, (y + after[1]) / 2 + reach * 0.3 * (1 if is_tip else -1), 0.0))
    return Hem(spline(outline), tips, valleys)


def _crown(rng: np.random.Generator, crown: str, volume: float) -> list[tuple[float, ...]]:
    """The top of the hair from the left temple to the right one."""
    top = [(x * volume, (y + 20) * volume - 20) for x, y in _HEAD_TOP]
    if crown == "smooth":
        return [(x, y, 0.0) for x, y in top]
    if crown == "flat":
        return [(x, max(y, -138 * volume), 0.0) for x, y in top]
    # Tufts stand out from the skull: many and low, or few and high, leaning to one side.
    tufts, height = (int(rng.integers(5, 8)), 15.0) if crown == "layered" else (int(rng.integers(6, 10)), 34.0)
    angles = np.linspace(np.pi * 0.98, np.pi * 2.02, tufts + 1)
    lean = rng.choice([-0.12, 0.0, 0.12])
    points: list[tuple[float, ...]] = []
    for start, end in pairwise(angles):
        middle = (start + end) / 2
        direction = np.sign(np.cos(middle)) or 1.0
        tip = middle - direction * 0.1 * np.abs(np.cos(middle)) + lean + direction * 0.12
        rise = 1.0 + height / 110 * rng.uniform(0.55, 1.15)
        for angle, reach, corner in (
            (start, 1.0, 1.0),
            ((start + tip) / 2, (1 + rise) / 2 + 0.03, 0.0),
            (tip, rise, 1.0),
        ):
            points.append((np.cos(angle) * 104 * volume * reach, -30 + np.sin(angle) * 120 * volume * reach, corner))
    return [*points, (103 * volume, -28, 1.0)]


def draw_bangs(painter: Painter, rng: np.random.Generator, look: HairLook, front: Hem | Fringe) -> None:
    """Draws the front hair with its strands and shine."""
    shine = _shine(rng, look)
    if isinstance(front, Fringe):
        front.draw(painter, rng, look, shine)
    else:
        _draw_hem(painter, rng, look, front, shine)
    if look.drawn_shine:
        for mark in shine:
            if mark.path is not None:
                # Painters who colour their lines later leave themselves the border of the light.
                painter.stroke(mark.path, 0.5, taper=False, clip=front.outline)


def _draw_hem(painter: Painter, rng: np.random.Generator, look: HairLook, front: Hem, shine: list[Mark]) -> None:
    tips, valleys = front.tips, front.valleys
    marks = [*common_marks(look), *shine]
    if rng.random() < 0.5:
        marks.append(Mark(None, "shade", Gradient((0, -60), (0, 40), ((0.0, 90, 0.0), (1.0, 86, 0.75)))))
    for tip, valley in zip(tips[1:], valleys, strict=True):
        if rng.random() < 0.6 and tip[1] - valley[1] > 15:
            wedge = spline([(*valley, 1), (*(tip + (0, 3)), 1), (tip[0] - 3, (tip[1] + valley[1]) / 2, 0)])
            marks.append(Mark(wedge, "shade", 92, 0.8))
    painter.fill(front.outline, "hair", marks=marks)
    crown = np.array([rng.uniform(-20, 20), -150.0 * look.volume])
    for valley in valleys:
        for _ in range(look.count(1)):
            if rng.random() < 0.85:
                share = rng.uniform(0.25, 0.8)
                aside = np.array([rng.normal(0, 5) * (look.density > 1), 0.0])
                end = valley + aside + (crown - valley) * share
                middle = valley + aside / 2 + (crown - valley) * share * 0.5
                middle = middle + np.array([np.sign(valley[0]) * 10 * share, 0.0])
                painter.stroke(spline([valley.tolist(), middle.tolist(), end.tolist()], False), look.strands)
    for tip in tips[1:-1]:
        for _ in range(look.count(1)):
            if rng.random() < 0.55:
                aside = np.array([rng.normal(0, 6) * (look.density > 1), 0.0])
                start = tip + aside / 2 + (crown - tip) * rng.uniform(0.12, 0.25)
                end = tip + aside + (crown - tip) * rng.uniform(0.35, 0.6)
                middle = (start + end) / 2 + np.array([np.sign(tip[0]) * 5, 0.0])
                painter.stroke(spline([start.tolist(), middle.tolist(), end.tolist()], False), look.strands * 0.8)


def _shine(rng: np.random.Generator, look: HairLook) -> list[Mark]:
    """The light on the crown: a band, a zigzag, a ring of single spots, long streaks, or a glow."""
    kind, volume = look.highlight, look.volume
    if kind == "none":
        return []
    if kind == "soft":
        centre = (float(rng.uniform(-40, 40)), -80.0)
        glow = Gradient(centre, (centre[0] + 95, -80.0), ((0.0, 190, 0.8), (1.0, 150, 0.0)), radial=True)
        return [Mark(None, "shade", glow)]
    value = int(rng.integers(170, 225))
    xs = np.linspace(-88, 88, int(rng.integers(9, 15))) * volume
    base = -92 + rng.uniform(-10, 14) + 0.0035 * xs**2
    if kind == "band":
        upper = [(x, y - 9) for x, y in zip(xs, base, strict=True)]
        lower = [(x, y + 9) for x, y in zip(xs[::-1], base[::-1], strict=True)]
        return [Mark(spline([*upper, *lower]), "shade", value, 0.85)]
    if kind == "zigzag":
        spikes = np.where(np.arange(len(xs)) % 2 == 0, 1.0, 0.25) * rng.uniform(0.6, 1.3, len(xs))
        upper = [(x, y - 12 * s, 1) for x, y, s in zip(xs, base, spikes, strict=True)]
        lower = [(x, y + 15 * s, 1) for x, y, s in zip(xs[::-1], base[::-1], spikes[::-1], strict=True)]
        return [Mark(spline([*upper, *lower]), "shade", value, 0.85)]
    tall = (9.0, 20.0) if kind == "ring" else (22.0, 46.0)
    spots = []
    for x, y in zip(xs[1:-1], base[1:-1], strict=True):
        if rng.random() < (0.85 if kind == "ring" else 0.5):
            h, w = rng.uniform(*tall), rng.uniform(3.5, 7.5)
            tilt = 0.12 * x
            spots.append(spline([(x - tilt * h / 60, y - h, 1), (x + w, y), (x + tilt * h / 60, y + h, 1), (x - w, y)]))
    return [Mark(combined(spots), "shade", value, 0.9)] if spots else []
