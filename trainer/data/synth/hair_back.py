"""Hair behind the head, in head units (see `head`): lengths, tails, braids, buns and ringlets."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.hair import HairLook, common_marks, draw_drill, draw_lock, draw_tail
from trainer.data.synth.hair_fans import FANS, LONG_FANS, draw_fan
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import Path, along, ellipse, spline

# Lengths that hang behind the body: (end, half width at the shoulders, half width at the end, waviness, jags).
_HANGING: dict[str, tuple[float, float, float, float, int]] = {
    "short": (72, 104, 80, 0, 7),
    "bob": (112, 122, 112, 0, 5),
    "medium": (190, 120, 104, 2, 7),
    "long-straight": (390, 122, 128, 2, 8),
    "long-wavy": (370, 132, 150, 11, 8),
    "very-long": (640, 128, 170, 5, 10),
    "spiky": (110, 126, 110, 0, 9),
    "flipped": (140, 108, 140, 0, 7),
    "curly": (210, 140, 128, 14, 7),
    "shoulder": (150, 116, 118, 1, 6),
}
# Ordered so that every fourth name, which is held out, takes from long, short and bound hair alike.
BACKS = (
    "long-straight", "twin-tails", "long-wavy", "bob", "ponytail", "short", "twin-braids", "medium",
    "spiky", "low-twin-tails", "flipped", "odango", "very-long", "braid", "high-ponytail", "curly",
    "half-up", "drills", "bun-tails", "shoulder", "side-ponytail", "cropped", "low-ponytail", "top-bun",
    *FANS,
)  # fmt: skip
LONG_BACKS = frozenset(
    {"long-straight", "long-wavy", "very-long", "curly", "medium", "twin-tails", "low-twin-tails", "ponytail",
     "side-ponytail", "braid", "twin-braids", "drills", "half-up", "high-ponytail", "low-ponytail", "bun-tails",
     *LONG_FANS}
)  # fmt: skip


def _mass(rng: np.random.Generator, end: float, shoulder: float, bottom: float, wave: float, jags: int) -> Path:
    """The silhouette of hair that hangs from the skull to `end`."""
    sides: list[list[tuple[float, ...]]] = []
    for side in (-1, 1):
        column: list[tuple[float, ...]] = [(side * 60, -128), (side * 103, -60)]
        steps = max(2, int((end + 20) / 70))
        for index in range(1, steps):
            t = index / steps
            y = -20 + (end + 20) * t
            width = np.interp(t, [0, 0.35, 1], [108, shoulder, bottom])
            column.append((side * (width + wave * (1 if index % 2 else -1) + rng.uniform(-3, 3)), y))
        sides.append(column)
    hem: list[tuple[float, ...]] = []
    xs = np.linspace(bottom, -bottom, jags * 2 + 1)
    for index, x in enumerate(xs):
        tip = index % 2 == 0
        depth = end + (rng.uniform(0, 16) if tip else -rng.uniform(10, 26) * (0.3 if abs(end - 112) < 1 else 1))
        hem.append((x + rng.uniform(-4, 4), depth - (x / max(bottom, 1)) ** 2 * end * 0.06, 1))
    return spline([(0, -146), *sides[1], *hem, *sides[0][::-1]])


def draw_back(painter: Painter, rng: np.random.Generator, look: HairLook, style: str) -> None:
    """Draws what lies behind neck and body; call it before the body is drawn."""
    if style in _HANGING:
        end, shoulder, bottom, wave, jags = _HANGING[style]
        end *= rng.uniform(0.88, 1.12)
        _draw_mass(painter, rng, look, _mass(rng, end, shoulder, bottom, wave, jags), end, bottom)
    elif style in FANS:
        _draw_mass(painter, rng, look, _mass(rng, 50, 103, 84, 0, 5), 50, 84)
        draw_fan(painter, rng, look, style)
    elif style == "half-up":
        end = rng.uniform(230, 420)
        _draw_mass(painter, rng, look, _mass(rng, end, 118, 116, 3, 8), end, 116)
    else:
        if style in ("ponytail", "high-ponytail", "side-ponytail", "low-ponytail"):
            _draw_ponytail(painter, rng, look, style)
        elif style in ("twin-tails", "bun-tails", "drills"):
            _draw_twin_tails(painter, rng, look, style)
        _draw_mass(painter, rng, look, _mass(rng, 58, 103, 76, 0, 5), 58, 76)


def _draw_mass(
    painter: Painter, rng: np.random.Generator, look: HairLook, mass: Path, end: float, bottom: float
) -> None:
    marks = common_marks(look)
    if look.back < 128:
        marks.append(Mark(None, "shade", Gradient((0, 40), (0, max(end, 150)), ((0.0, 70, 0.8), (1.0, 120, 0.2)))))
    painter.fill(mass, "hair", marks=marks, shade=look.back)
    if end > 90:
        for x in np.linspace(-0.85, 0.85, look.count(int(rng.integers(5, 10)))):
            start = rng.uniform(20, 60 + end * 0.3)
            stop = end - rng.uniform(10, 40)
            bend = rng.uniform(-6, 6)
            points = [(x * 105, start), (x * (bottom + 105) / 2 + bend, (start + stop) / 2), (x * bottom, stop)]
            painter.stroke(spline(points, False), look.strands)


def _draw_ponytail(painter: Painter, rng: np.random.Generator, look: HairLook, style: str) -> None:
    side = int(rng.choice([-1, 1]))
    reach = rng.uniform(0.85, 1.3)
    if style == "low-ponytail":
        points = [(side * 20, 60), (side * 70, 150), (side * 100, 260 * reach), (side * 84, 360 * reach)]
        widths = [40, 62, 58, 6]
    elif style == "side-ponytail":
        points = [(side * 95, -60), (side * 150, -30), (side * 168, 80), (side * 140, 230 * reach)]
        widths = [26, 58, 66, 6]
    else:
        lift = 40 if style == "high-ponytail" else 0
        points = [
            (side * 30, -140 - lift * 0.2),
            (side * 110, -165 - lift),
            (side * 175, -60),
            (side * 180, 110),
            (side * 150, 280 * reach),
        ]
        widths = [30, 64, 84, 74, 8]
    draw_tail(painter, rng, look, points, widths, strands=4, shade=min(128, look.back + 14))
    x, y = points[0]
    if style == "side-ponytail":
        painter.fill(ellipse(x + side * 6, y + 2, 12, 17), "accessory")


def _draw_twin_tails(painter: Painter, rng: np.random.Generator, look: HairLook, style: str) -> None:
    length = rng.uniform(180, 460)
    for side in (-1, 1):
        x, y = side * 100, -66 + rng.uniform(-5, 5)
        if style == "drills":
            draw_drill(painter, rng, look, x + side * 40, -10, side, 84, min(length, 330))
            continue
        flare = rng.uniform(50, 90)
        points = [
            (x, y),
            (x + side * flare * 0.8, y + 10),
            (x + side * flare, y + length * 0.5),
            (x + side * flare * 0.6, y + length),
        ]
        draw_tail(painter, rng, look, points, [24, 58, 66, 6], strands=4)
        if style == "bun-tails":
            painter.fill(ellipse(x, y - 12, 42, 40), "hair", marks=common_marks(look))


def draw_bound(painter: Painter, rng: np.random.Generator, look: HairLook, style: str) -> None:
    """Draws what lies before the body or on the head: braids over the shoulders, low tails, buns, ties."""
    if style in ("braid", "twin-braids"):
        sides = (-1, 1) if style == "twin-braids" else (int(rng.choice([-1, 1])),)
        for side in sides:
            _draw_braid(painter, rng, look, side, rng.uniform(170, 320))
    elif style == "low-twin-tails":
        length = rng.uniform(150, 290)
        for side in (-1, 1):
            points = [(side * 80, 66), (side * 108, 110), (side * 106, 90 + length * 0.6), (side * 92, 80 + length)]
            draw_tail(painter, rng, look, points, [24, 50, 46, 5], strands=3)
            painter.fill(ellipse(side * 84, 74, 16, 11), "accessory")
    elif style in ("odango", "bun-tails"):
        for side in (-1, 1):
            _draw_bun(painter, rng, look, side * 82, -122, 42)
    elif style == "top-bun":
        _draw_bun(painter, rng, look, rng.uniform(-10, 10), -165, 48)
    elif style in ("twin-tails", "drills"):
        tie = str(rng.choice(["band", "ribbon"]))
        for side in (-1, 1):
            if tie == "ribbon":
                draw_ribbon(painter, side * 102, -68, 34, side * 15)
            else:
                painter.fill(ellipse(side * 103, -62, 14, 19), "accessory")
    elif style in ("ponytail", "high-ponytail") and rng.random() < 0.6:
        draw_ribbon(painter, rng.choice([-1, 1]) * 40, -148, 36, 0)


def _draw_bun(painter: Painter, rng: np.random.Generator, look: HairLook, x: float, y: float, radius: float) -> None:
    bun = ellipse(x, y, radius, radius * 0.94)
    marks = [*common_marks(look), Mark(ellipse(x + 5, y + radius * 0.8, radius, radius * 0.7), "shade", 95, 0.8)]
    if look.highlight != "none":
        marks.append(Mark(ellipse(x - radius * 0.3, y - radius * 0.4, radius * 0.35, radius * 0.2), "shade", 190, 0.8))
    painter.fill(bun, "hair", marks=marks)
    for bend in (-0.5, 0.1, 0.6):
        points = [
            (x - radius * 0.7, y + radius * bend),
            (x, y + radius * (bend - 0.35)),
            (x + radius * 0.7, y + radius * bend),
        ]
        painter.stroke(spline(points, False), look.strands)


def _draw_braid(painter: Painter, rng: np.random.Generator, look: HairLook, side: int, length: float) -> None:
    centre = along([(side * 84, 62), (side * 104, 110), (side * 98, 70 + length * 0.6), (side * 88, 70 + length)], 8)
    count = max(4, int(length / 27))
    travelled = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(centre, axis=0).T))])
    even = np.linspace(0, travelled[-1], count)
    places = np.stack([np.interp(even, travelled, centre[:, axis]) for axis in (0, 1)], 1)
    for index, (x, y) in enumerate(places):
        flip = 1 if index % 2 else -1
        width = 21 - 5 * index / count
        leaf = spline(
            [
                (x - flip * width * 0.7, y - 20, 1),
                (x + flip * width, y - 8),
                (x + flip * width * 0.5, y + 22, 1),
                (x - flip * width * 0.9, y + 4),
            ]
        )
        painter.fill(leaf, "hair", marks=[*common_marks(look), Mark(leaf.shifted(flip * 6, 12), "shade", 94, 0.8)])
        painter.stroke(spline([(x - flip * 5, y - 8), (x + flip * 6, y + 10)], False), look.strands)
    x, y = places[-1]
    draw_lock(painter, rng, look, [(x, y + 8), (x + 2, y + 26), (x - 2, y + 52)], [14, 26, 4], strands=1)
    painter.fill(ellipse(x, y + 13, 13, 9), "accessory")


def draw_ribbon(painter: Painter, x: float, y: float, size: float, turn: float, region: str = "accessory") -> None:
    """Draws a tied ribbon of half width `size`."""
    angle = np.radians(turn)

    def place(points: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
        c, s = np.cos(angle) * size, np.sin(angle) * size
        return [(x + px * c - py * s, y + px * s + py * c, *rest) for px, py, *rest in points]

    for side in (-1, 1):
        tail = spline(
            place(
                [
                    (0, 0, 1),
                    (side * 0.55, 0.5),
                    (side * 0.7, 1.15, 1),
                    (side * 0.38, 1.0, 1),
                    (side * 0.2, 1.2, 1),
                    (side * 0.1, 0.5),
                ]
            )
        )
        painter.fill(tail, region, shade=112)
    for side in (-1, 1):
        loop = spline(
            place([(0, 0, 1), (side * 0.6, -0.55), (side * 1.05, -0.5), (side * 1.05, 0.35), (side * 0.6, 0.4)])
        )
        fold = spline(place([(0, 0, 1), (side * 0.6, 0.0), (side * 1.0, 0.4), (side * 0.5, 0.5)]))
        painter.fill(loop, region, marks=[Mark(fold, "shade", 92, 0.8)])
        painter.stroke(spline(place([(side * 0.15, -0.02), (side * 0.6, -0.1)]), False), 0.6)
    painter.fill(ellipse(x, y, size * 0.2, size * 0.24), region)
