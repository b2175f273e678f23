"""What stands behind a figure: plain, gradient, patterned, floral and blurred grounds, skies and landscapes."""

from __future__ import annotations

import numpy as np

from trainer.data.regions import BACKGROUND_KINDS
from trainer.data.synth.canvas import CANVAS, Painter
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import Path, combined, ellipse, polygon, rectangle, spline

_SHARES = {
    "plain": 0.35,
    "gradient": 0.1,
    "pattern": 0.12,
    "floral": 0.09,
    "blurry": 0.09,
    "sky": 0.1,
    "starry": 0.06,
    "landscape": 0.09,
}


def draw_background(painter: Painter, rng: np.random.Generator) -> str:
    """Covers the whole canvas, in canvas units; draw it before anything else.

    Returns:
        Its kind, one of `BACKGROUND_KINDS`.
    """
    kind = str(rng.choice(BACKGROUND_KINDS, p=[_SHARES[name] for name in BACKGROUND_KINDS]))
    _DRAW[kind](painter, rng)
    return kind


def _ground(painter: Painter, region: str = "background", marks: tuple[Mark, ...] = ()) -> None:
    painter.fill(rectangle(-40, -40, CANVAS + 80, CANVAS + 80), region, weight=0, marks=marks)


def _ramp(rng: np.random.Generator, values: tuple[int, int]) -> Gradient:
    angle = rng.choice([90.0, 90.0, 0.0, rng.uniform(0, 180)])
    dx, dy = np.cos(np.radians(angle)) * CANVAS / 2, np.sin(np.radians(angle)) * CANVAS / 2
    centre = CANVAS / 2
    stops = ((0.0, values[0], 1.0), (1.0, values[1], 1.0))
    return Gradient((centre - dx, centre - dy), (centre + dx, centre + dy), stops)


def _plain(painter: Painter, rng: np.random.Generator) -> None:
    _ground(painter)


def _gradient(painter: Painter, rng: np.random.Generator) -> None:
    if rng.random() < 0.25:
        x, y = rng.uniform(200, 800, 2)
        glow = Gradient((x, y), (x + rng.uniform(400, 800), y), ((0.0, 255, 1.0), (1.0, 0, 1.0)), radial=True)
        _ground(painter, marks=(Mark(None, "mix", glow),))
        return
    channel = "mix" if rng.random() < 0.7 else "shade"
    values = (0, 255) if channel == "mix" else (int(rng.integers(150, 220)), int(rng.integers(70, 120)))
    _ground(painter, marks=(Mark(None, channel, _ramp(rng, values)),))


def star(x: float, y: float, radius: float, points: int = 5, inner: float = 0.45, turn: float = 0.0) -> Path:
    """A star."""
    angle = np.radians(turn) + np.arange(points * 2) * np.pi / points - np.pi / 2
    r = np.where(np.arange(points * 2) % 2 == 0, radius, radius * inner)
    return polygon(np.stack([x + r * np.cos(angle), y + r * np.sin(angle)], 1).tolist())


def pattern(rng: np.random.Generator, box: tuple[float, float, float, float], cell: float) -> Path:
    """Stripes, dots, checks or stars over a box `(x, y, width, height)`, with about `cell` units to a repeat."""
    x0, y0, width, height = box
    kind = str(rng.choice(["stripes", "bars", "slanted", "dots", "checks", "stars"]))
    columns, rows = int(width / cell) + 1, int(height / cell) + 1
    if kind == "stripes":
        return combined([rectangle(x0 + i * cell, y0, cell / 2, height) for i in range(columns)])
    if kind == "bars":
        return combined([rectangle(x0, y0 + i * cell, width, cell / 2) for i in range(rows)])
    if kind == "slanted":
        return combined(
            [
                polygon([(x, y0), (x + cell / 2, y0), (x + cell / 2 - height, y0 + height), (x - height, y0 + height)])
                for x in np.arange(x0, x0 + width + height, cell)
            ]
        )
    spots = []
    for row in range(rows):
        for column in range(columns):
            x, y = x0 + (column + 0.5 * (row % 2)) * cell, y0 + (row + 0.5) * cell
            if kind == "dots":
                spots.append(ellipse(x, y, cell * 0.25))
            elif kind == "checks":
                spots.append(rectangle(x0 + (column * 2 + row % 2) * cell / 2, y0 + row * cell / 2, cell / 2, cell / 2))
            else:
                spots.append(star(x, y, cell * 0.36))
    if kind == "checks":
        spots += [s.shifted(0, rows * cell / 2) for s in spots[: len(spots) // 2 * 2]]
    return combined(spots)


def _pattern(painter: Painter, rng: np.random.Generator) -> None:
    cell = rng.uniform(60, 190)
    marks = (Mark(pattern(rng, (-40, -40, CANVAS + 80, CANVAS + 80), cell), "mix", 255),)
    _ground(painter, marks=marks)


def flower(x: float, y: float, radius: float, petals: int, turn: float) -> Path:
    """The outline of a flower."""
    count = petals * 4
    angle = np.radians(turn) + np.arange(count) * 2 * np.pi / count
    reach = radius * np.array([0.45, 0.92, 1.0, 0.92])[np.arange(count) % 4]
    corner = (np.arange(count) % 4 == 0).astype(float)
    return spline(np.stack([x + reach * np.cos(angle), y + reach * np.sin(angle), corner], 1).tolist())


def _floral(painter: Painter, rng: np.random.Generator) -> None:
    marks: tuple[Mark, ...] = ()
    if rng.random() < 0.5:
        marks = (Mark(None, "shade", _ramp(rng, (150, 105))),)
    _ground(painter, marks=marks)
    drawn = rng.random() < 0.7
    for _ in range(int(rng.integers(9, 26))):
        x, y = rng.uniform(0, CANVAS, 2)
        radius, turn = rng.uniform(35, 95), rng.uniform(0, 360)
        if rng.random() < 0.25:
            leaf = spline([(x - radius, y, 1), (x, y - radius * 0.4), (x + radius, y, 1), (x, y + radius * 0.4)])
            painter.fill(leaf, "background", weight=0.6 if drawn else 0, shade=100)
            continue
        petals = int(rng.choice([4, 5, 5, 6, 8]))
        heart = Mark(ellipse(x, y, radius * 0.5), "shade", 100, 0.5)
        painter.fill(
            flower(x, y, radius, petals, turn), "background", weight=0.6 if drawn else 0, mix=255, marks=(heart,)
        )
        painter.fill(ellipse(x, y, radius * 0.2), "background", weight=0.5 if drawn else 0, mix=0)


def _blurry(painter: Painter, rng: np.random.Generator) -> None:
    marks = []
    for _ in range(int(rng.integers(6, 16))):
        x, y, radius = rng.uniform(0, CANVAS), rng.uniform(0, CANVAS), rng.uniform(90, 380)
        channel = "mix" if rng.random() < 0.75 else "shade"
        value = 255 if channel == "mix" else int(rng.choice([70, 200]))
        soft = float(rng.choice([0.0, 0.0, 0.75]))
        stops = ((soft, value, rng.uniform(0.4, 0.9)), (1.0, value, 0.0))
        glow = Gradient((x, y), (x + radius, y), stops, radial=True)
        marks.append(Mark(ellipse(x, y, radius), channel, glow))
    _ground(painter, marks=tuple(marks))


def cloud(rng: np.random.Generator, x: float, y: float, width: float) -> Path:
    """The outline of a heaped cloud with a flat foot."""
    puffs = int(rng.integers(4, 8))
    edges = np.cumsum(rng.uniform(0.7, 1.3, puffs))
    edges = np.concatenate([[0.0], edges / edges[-1]])
    heights = width * (0.05 + rng.uniform(0.16, 0.3) * np.sin(np.pi * edges) ** 0.8)
    points: list[tuple[float, ...]] = []
    for t0, t1, h0, h1 in zip(edges[:-1], edges[1:], heights[:-1], heights[1:], strict=True):
        bulge = width * (t1 - t0) * rng.uniform(0.45, 0.65)
        lean = (t0 + t1 - 1) * width * 0.06
        points.append((x + width * t0, y - h0, 1.0))
        points.append((x + width * (t0 * 0.8 + t1 * 0.2) + lean, y - (h0 * 0.8 + h1 * 0.2) - bulge * 0.8))
        points.append((x + width * (t0 * 0.2 + t1 * 0.8) + lean, y - (h0 * 0.2 + h1 * 0.8) - bulge * 0.8))
    points += [
        (x + width, y - heights[-1], 1.0),
        (x + width * 1.04, y - width * 0.01),
        (x + width * 0.98, y + width * 0.03),
    ]
    points += [(x + width * 0.02, y + width * 0.03), (x - width * 0.04, y - width * 0.01)]
    return spline(points)


def _clouds(painter: Painter, rng: np.random.Generator, top: float, bottom: float) -> None:
    drawn = rng.random() < 0.65
    for _ in range(int(rng.integers(2, 7))):
        width = rng.uniform(160, 480)
        shape = cloud(rng, rng.uniform(-150, CANVAS - 80), rng.uniform(top, bottom), width)
        foot = Mark(shape.shifted(width * 0.05, width * 0.12), "shade", 205, 0.6)
        painter.fill(shape, "sky", weight=0.7 if drawn else 0, mix=255, shade=200, marks=(foot,))


def _sky(painter: Painter, rng: np.random.Generator) -> None:
    marks = [Mark(None, "shade", Gradient((0, 0), (0, CANVAS), ((0.0, 110, 0.8), (1.0, 215, 0.8))))]
    if rng.random() < 0.3:
        marks.append(Mark(None, "mix", Gradient((0, 0), (0, CANVAS), ((0.3, 0, 1.0), (1.0, 255, 1.0)))))
    _ground(painter, "sky", tuple(marks) if rng.random() < 0.8 else ())
    _clouds(painter, rng, 120, 950)


def _starry(painter: Painter, rng: np.random.Generator) -> None:
    ramp = Gradient((0, 0), (0, CANVAS), ((0.0, 60, 0.9), (1.0, 128, 0.9)))
    stars = []
    for _ in range(int(rng.integers(30, 90))):
        x, y, radius = rng.uniform(0, CANVAS), rng.uniform(0, CANVAS), rng.choice([4, 6, 8, rng.uniform(10, 24)])
        stars.append(ellipse(x, y, radius * 0.6) if radius < 9 else star(x, y, radius, 4, 0.25))
    _ground(painter, "sky", (Mark(None, "shade", ramp), Mark(combined(stars), "shade", 250)))
    if rng.random() < 0.5:
        x, y, radius = rng.uniform(100, 900), rng.uniform(80, 420), rng.uniform(50, 130)
        moon = ellipse(x, y, radius)
        if rng.random() < 0.5:
            angle = np.linspace(-np.pi / 2, np.pi / 2, 7)
            rim = np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], 1)
            hollow = (rim[-2:0:-1] - (x, 0)) * (0.45, 1) + (x, 0)
            moon = spline([(*rim[0], 1), *rim[1:-1], (*rim[-1], 1), *hollow])
        painter.fill(moon, "sky", weight=0.7, mix=255, shade=235)


def _landscape(painter: Painter, rng: np.random.Generator) -> None:
    _ground(painter, "sky", (Mark(None, "shade", Gradient((0, 0), (0, 700), ((0.0, 118, 0.8), (1.0, 205, 0.8)))),))
    horizon = rng.uniform(380, 680)
    _clouds(painter, rng, 90, horizon)
    layers = int(rng.integers(2, 5))
    for layer in range(layers):
        level = horizon + (CANVAS - horizon) * layer / layers * 0.8
        steep = rng.random() < 0.3
        points: list[tuple[float, ...]] = [(-60, CANVAS + 60, 1.0)]
        for x in np.linspace(-60, CANVAS + 60, int(rng.integers(5, 9))):
            points.append((x, level + rng.uniform(-75, 75) * (1.5 if steep else 0.8), float(steep)))
        points.append((CANVAS + 60, CANVAS + 60, 1.0))
        painter.fill(spline(points), "background", weight=0.7, mix=255 if layer % 2 else 0, shade=150 - 14 * layer)


_DRAW = {
    "plain": _plain,
    "gradient": _gradient,
    "pattern": _pattern,
    "floral": _floral,
    "blurry": _blurry,
    "sky": _sky,
    "starry": _starry,
    "landscape": _landscape,
}
