"""How hair is coloured in, and its locks, in head units (see `head`): side locks, ringlets and stray locks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import limb, offset_line, spline

SIDE_LOCKS = (
    "none",
    "short",
    "long",
    "straight",
    "wavy",
    "drill",
    "chin",
    "tucked",
    "pair",
    "curled",
    "tiered",
    "thin",
)
HIGHLIGHTS = ("none", "band", "zigzag", "ring", "streaks", "soft")


@dataclass(frozen=True)
class HairLook:
    """How all the hair of a figure is coloured in.

    Attributes:
        back: base shade of the hair behind.
        highlight: "none", "band", "zigzag", "ring", "streaks" or "soft".
        drawn_shine: whether the line art has the highlight's border.
        side: which side lies in shadow, -1, 0 or 1.
        ombre: the vertical range over which the second colour takes over, in head units.
        streak: whether single locks take the second colour.
        volume: scale of the hair around the skull.
        strands: weight of the lines inside.
        density: how many of them, beside the usual number: 0 leaves the hair to its contour.
        tips: into how many more locks a tail parts.
    """

    back: int
    highlight: str
    drawn_shine: bool
    side: int
    ombre: tuple[float, float] | None
    streak: bool
    volume: float
    strands: float
    density: float
    tips: int

    def count(self, usual: int) -> int:
        """How many lines are drawn where the usual hand draws so many."""
        return round(usual * self.density)


def random_hair_look(rng: np.random.Generator, long: bool) -> HairLook:
    """Draws a look; `long` hair may run into its second colour far down."""
    start = rng.uniform(40, 180) if long else rng.uniform(-80, 20)
    density = float(rng.choice([0.0, 1.0, 2.4], p=[0.12, 0.62, 0.26]))
    return HairLook(
        back=(128, 104, int(rng.integers(76, 105)))[int(rng.integers(3))],
        highlight=str(rng.choice(HIGHLIGHTS, p=[0.2, 0.16, 0.22, 0.14, 0.12, 0.16])),
        drawn_shine=bool(rng.random() < 0.13),
        side=int(rng.choice([-1, 0, 1])),
        ombre=(start, start + rng.uniform(60, 250)) if rng.random() < 0.12 else None,
        streak=bool(rng.random() < 0.06),
        volume=float(rng.uniform(0.98, 1.09)),
        # Who draws many hairs draws them fine.
        strands=float(rng.uniform(0.45, 0.8)) * (0.8 if density > 1 else 1.0),
        density=density,
        tips=int(rng.choice([0, 1, 2, 3], p=[0.35, 0.15, 0.3, 0.2])),
    )


def common_marks(look: HairLook) -> list[Mark]:
    """The marks that every piece of hair bears: ombre and the shadowed side."""
    marks = []
    if look.ombre is not None:
        top, bottom = look.ombre
        marks.append(Mark(None, "mix", Gradient((0, top), (0, bottom), ((0.0, 0, 1.0), (1.0, 255, 1.0)))))
    if look.side:
        ramp = Gradient((0, 0), (look.side * 150, 20), ((0.25, 92, 0.0), (1.0, 84, 0.8)))
        marks.append(Mark(None, "shade", ramp))
    return marks


def draw_lock(
    painter: Painter,
    rng: np.random.Generator,
    look: HairLook,
    points: Sequence[Sequence[float]],
    widths: Sequence[float],
    *,
    shade: int = 128,
    strands: int = 2,
) -> None:
    """Draws a lock, tail or strand of hair: from a root along `points`, ending in a tip."""
    shape = limb(points, widths, tip=True)
    x0, x1 = points[0], points[-1]
    marks = common_marks(look)
    side = look.side or 1
    dark = limb([(p[0] + side * w * 0.36, p[1] + 4) for p, w in zip(points, widths, strict=True)], widths, tip=True)
    if look.highlight != "soft":
        marks.append(Mark(dark, "shade", 96, 0.75))
    else:
        marks.append(
            Mark(None, "shade", Gradient(_xy(x0), _xy(x1), ((0.0, 110, 0.8), (0.4, 165, 0.6), (1.0, 90, 0.7))))
        )
    painter.fill(shape, "hair", marks=marks, shade=shade, mix=255 if look.streak and rng.random() < 0.4 else 0)
    count = look.count(strands)
    for index in range(count):
        share = (index + 1) / (count + 1) * 2 - 1 + rng.uniform(-0.15, 0.15)
        start = rng.uniform(0.0, 0.3)
        painter.stroke(offset_line(points, widths, share, start, rng.uniform(0.6, 0.97)), look.strands)


def draw_tail(
    painter: Painter,
    rng: np.random.Generator,
    look: HairLook,
    points: Sequence[Sequence[float]],
    widths: Sequence[float],
    *,
    shade: int = 128,
    strands: int = 4,
) -> None:
    """Draws bound hair along `points`: one lock, or several that part towards their tips."""
    draw_lock(painter, rng, look, points, widths, shade=shade, strands=strands)
    for _ in range(look.tips):
        aside = float(rng.choice([-1, 1])) * rng.uniform(0.25, 0.6)
        short = rng.uniform(0.62, 1.06)
        lock, breadths = [], []
        for index, (point, width) in enumerate(zip(points, widths, strict=True)):
            t = index / (len(points) - 1)
            x = points[0][0] + (point[0] - points[0][0]) * (1 + (short - 1) * t)
            y = points[0][1] + (point[1] - points[0][1]) * (1 + (short - 1) * t)
            lock.append((x + aside * max(widths) * t**1.5, y))
            breadths.append(max(width * (0.62 - 0.2 * t), 3.0))
        draw_lock(painter, rng, look, lock, breadths, shade=shade, strands=max(strands - 2, 1))


def _xy(point: Sequence[float]) -> tuple[float, float]:
    return (float(point[0]), float(point[1]))


def draw_side_locks(painter: Painter, rng: np.random.Generator, look: HairLook, style: str, turn: float) -> None:
    """Draws the locks before the ears on both sides."""
    for side in (-1, 1):
        x = side * (93 - 3 * side * turn)
        jitter = rng.uniform(-8, 8)
        if style == "short":
            draw_lock(
                painter, rng, look, [(x, -40), (x + side * 4, 10), (x - side * 5, 66 + jitter)], [22, 26, 4], strands=1
            )
        elif style == "chin":
            draw_lock(
                painter,
                rng,
                look,
                [(x, -40), (x + side * 7, 30), (x - side * 14, 118 + jitter)],
                [24, 34, 5],
                strands=2,
            )
        elif style == "long":
            points = [(x, -40), (x + side * 9, 50), (x - side * 2, 140), (x - side * 8, 220 + 3 * jitter)]
            draw_lock(painter, rng, look, points, [22, 32, 26, 4])
        elif style == "straight":
            end = 95 + 8 * jitter if jitter > 0 else 100
            corners = [(x - side * 5, -56, 1), (x + side * 9, -56, 1), (x + side * 15, 0), (x + side * 16, end, 1)]
            shape = spline([*corners, (x - side * 15, end - 3, 1), (x - side * 14, 0)])
            painter.fill(shape, "hair", marks=common_marks(look))
            painter.stroke(spline([(x - side * 3, 0), (x - side * 2, end - 12)], False), look.strands)
        elif style == "wavy":
            points = [(x, -40)] + [(x + side * (6 + (11 if i % 2 else -9)), 10 + 48 * i) for i in range(5)]
            draw_lock(painter, rng, look, points, [20, 30, 30, 26, 20, 4])
        elif style == "drill":
            draw_drill(painter, rng, look, x + side * 8, 10, side, 44, 170 + 2 * jitter)
        elif style == "pair":
            for shift, end, w in ((7, 150, 22), (-6, 96, 24)):
                points = [
                    (x + side * shift, -44),
                    (x + side * (shift + 6), 30),
                    (x + side * (shift - 12), end + jitter),
                ]
                draw_lock(painter, rng, look, points, [20, w, 4], strands=1)
        elif style == "curled":
            points = [(x, -40), (x + side * 10, 36), (x - side * 4, 96), (x - side * 24, 118), (x - side * 26, 92)]
            draw_lock(painter, rng, look, points, [20, 30, 26, 16, 4], strands=1)
        elif style == "tiered":
            for end, w, aside in ((150, 40, 10), (104, 34, 2), (58, 26, -6)):
                points = [
                    (x - side * 2, -46),
                    (x + side * (aside + 4), end * 0.4),
                    (x + side * (aside - 10), end + jitter),
                ]
                draw_lock(painter, rng, look, points, [24, w, 5], strands=1)
        elif style == "thin":
            for aside in (-12, 4):
                points = [
                    (x + side * aside, -40),
                    (x + side * (aside + 4), 40),
                    (x + side * (aside - 7), 120 + 2 * jitter),
                ]
                draw_lock(painter, rng, look, points, [7, 9, 2], strands=0)
        elif style == "tucked":
            draw_lock(painter, rng, look, [(x, -50), (x + side * 8, -14), (x + side * 12, 14)], [20, 16, 4], strands=0)


def draw_drill(
    painter: Painter,
    rng: np.random.Generator,
    look: HairLook,
    x: float,
    y: float,
    side: int,
    width: float,
    length: float,
) -> None:
    """Draws a ringlet that hangs from `(x, y)`."""
    turns = max(3, int(length / (width * 0.75)))
    step = length / turns
    for index in range(turns - 1, -1, -1):
        w = width / 2 * (1 - 0.75 * (index / turns) ** 1.5)
        top = y + index * step
        shape = spline(
            [(x - w, top), (x, top - step * 0.25), (x + w, top + step * 0.1), (x + w * 0.95, top + step * 0.85),
             (x, top + step * 1.45), (x - w * 0.8, top + step * 0.9)]
        )  # fmt: skip
        shadow = Mark(shape.shifted(side * w * 0.7, step * 0.45), "shade", 94, 0.8)
        painter.fill(shape, "hair", marks=[*common_marks(look), shadow])
        painter.stroke(spline([(x - w * 0.5, top + step * 0.6), (x + w * 0.3, top + step * 0.95)], False), look.strands)


def draw_ahoge(painter: Painter, rng: np.random.Generator, look: HairLook) -> None:
    """Draws one or two locks that stand up from the crown."""
    for _ in range(int(rng.choice([1, 1, 2]))):
        side = rng.choice([-1, 1])
        x, top = rng.uniform(-14, 14), -142 * look.volume
        rise, reach = rng.uniform(28, 62), rng.uniform(15, 50)
        points = [
            (x, top + 8),
            (x + side * reach * 0.2, top - rise * 0.8),
            (x + side * reach, top - rise * 0.7),
            (x + side * reach * 1.4, top - rise * 0.2),
        ]
        draw_lock(painter, rng, look, points, [11, 13, 9, 2], strands=0)
