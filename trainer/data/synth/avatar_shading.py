"""Shading of others' flat heads: cel shadows, bands of light in the hair, eyes that are more than a disc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import Path, combined, ellipse, sample, spline

Look = TypeVar("Look")


class HeadShading:
    """How one head is lit. All coordinates in units of the style.

    Args:
        rng: source of the choices.
        centre: of the face.
        unit: style units to a head unit (the face is about 100 head units in radius).
        hair: its pieces of hair, which cast a shadow on the face.

    Attributes:
        unit: as given.
        light_share: share of irises that carry a spot of light.
        depth: shade of its shadows.
    """

    def __init__(
        self, rng: np.random.Generator, centre: tuple[float, float], unit: float, hair: Sequence[Path]
    ) -> None:
        self.unit = unit
        self.light_share = float(rng.choice([0.0, 1.0]))
        self._x, self._y = centre
        self._side = int(rng.choice([-1, 1]))
        self._cast = combined(hair).shifted(rng.uniform(-5, 5) * unit, rng.uniform(8, 17) * unit) if hair else None
        self._cast = self._cast if rng.random() < 0.75 else None
        self.depth = int(rng.integers(78, 104))
        self._cheek = rng.random() < 0.5
        self._hair_marks = self._draw_hair_marks(rng)

    def _draw_hair_marks(self, rng: np.random.Generator) -> list[Mark]:
        u, x, y = self.unit, self._x, self._y
        marks: list[Mark] = []
        if rng.random() < 0.09:
            ramp = Gradient((x, y - 90 * u), (x, y + 190 * u), ((0.15, 0, 1.0), (0.9, 255, 1.0)))
            marks.append(Mark(None, "mix", ramp))
        if rng.random() < 0.35:
            ramp = Gradient((x, y - 130 * u), (x, y + 160 * u), ((0.0, 142, 0.8), (1.0, 88, 0.8)))
            marks.append(Mark(None, "shade", ramp))
        if rng.random() < 0.75:
            # Everything but the lit side: a disc on the far side of the head, and what lies below it.
            away = -self._side * rng.uniform(95, 130) * u
            shadow = ellipse(x + away, y + rng.uniform(0, 60) * u, rng.uniform(75, 100) * u, 190 * u)
            marks.append(Mark(shadow, "shade", self.depth, 0.9))
        if rng.random() < 0.6:
            marks.append(Mark(self._band(rng), "shade", int(rng.integers(178, 236)), 0.9))
        return marks

    def _band(self, rng: np.random.Generator) -> Path:
        """A jagged band of light round the crown."""
        u = self.unit
        radius, teeth = rng.uniform(78, 98) * u, int(rng.integers(4, 9))
        thick = rng.uniform(7, 17) * u
        span, lean = rng.uniform(35, 70), self._side * rng.uniform(0, 25)
        angles = np.radians(-90 + lean + np.linspace(-span, span, teeth * 2 + 1))
        reach = radius - thick * (0.35 + 0.65 * (np.arange(teeth * 2 + 1) % 2)) * rng.uniform(0.6, 1.2, teeth * 2 + 1)
        top = [(self._x + radius * np.cos(a), self._y + radius * np.sin(a), 0) for a in angles]
        low = [(self._x + r * np.cos(a), self._y + r * np.sin(a), 1) for a, r in zip(angles, reach, strict=True)]
        return spline([*top, *low[::-1]])

    def hair(self) -> list[Mark]:
        """Marks of every piece of hair."""
        return self._hair_marks

    def hair_in_shadow(self) -> list[Mark]:
        """Marks of a piece of hair that is a shadow itself: its colours run on, its light does not."""
        return [mark for mark in self._hair_marks if mark.channel == "mix"]

    def skin(self) -> list[Mark]:
        """Marks of the face: what the hair casts on it, and its own far side."""
        marks = []
        if self._cast is not None:
            marks.append(Mark(self._cast, "shade", self.depth, 0.85))
        if self._cheek:
            u = self.unit
            edge = ellipse(self._x - self._side * 175 * u, self._y - 10 * u, 100 * u, 150 * u)
            marks.append(Mark(edge, "shade", self.depth, 0.7))
        return marks

    def lid(self, path: Path) -> list[Mark]:
        """The shadow of the upper lid on the white of an eye."""
        x, y = extent(path)
        lid = ellipse((x[0] + x[1]) / 2, y[0], (x[1] - x[0]) * 0.7, (y[1] - y[0]) * 0.28)
        return [Mark(lid, "shade", 96, 0.8)]


@dataclass(frozen=True, eq=False)
class HeadDrawing(Generic[Look]):
    """What every shape of one head is drawn with.

    Attributes:
        painter: draws.
        shading: how the head is lit.
        look: what it is made of, as its style has it.
    """

    painter: Painter
    shading: HeadShading
    look: Look


def extent(path: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """How far a path reaches: `(left, right), (top, bottom)`."""
    points = np.vstack(path.flattened(4))
    low, high = points.min(0), points.max(0)
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def eye_gradient(path: Path) -> list[Mark]:
    """An iris that is dark above and light below."""
    (x0, x1), (y0, y1) = extent(path)
    middle = (x0 + x1) / 2
    stops = ((0.0, 84, 1.0), (0.5, 128, 1.0), (1.0, 166, 1.0))
    return [Mark(None, "shade", Gradient((middle, y0), (middle, y1), stops))]


def draw_iris(
    painter: Painter, x: float, y: float, radius: float, *, light_only: bool = False, pupil_only: bool = False
) -> None:
    """Draws an iris with pupil and light.

    Args:
        light_only: only the spot of light.
        pupil_only: pupil and light, the iris being there.
    """
    if not light_only:
        if not pupil_only:
            iris = ellipse(x, y, radius)
            painter.fill(iris, "eyes", weight=0, marks=eye_gradient(iris))
        painter.fill(ellipse(x, y, radius * 0.36), "ink", weight=0)
    painter.fill(ellipse(x - radius * 0.32, y - radius * 0.36, radius * 0.26), "light", weight=0)


def largest_disc(path: Path, steps: int = 40) -> tuple[float, float, float]:
    """The largest disc inside a path: centre x, y and radius, within a fortieth of its extent."""
    outline = np.vstack([sample(chain, 4) for chain in path.chains])
    (x0, x1), (y0, y1) = extent(path)
    grid = np.stack(np.meshgrid(np.linspace(x0, x1, steps), np.linspace(y0, y1, steps)), -1).reshape(-1, 2)
    inside = np.zeros(len(grid), dtype=bool)
    for chain in path.chains:
        x, y = sample(chain, 4).T
        nx, ny = np.roll(x, -1), np.roll(y, -1)
        across = (y > grid[:, 1:]) != (ny > grid[:, 1:])
        slope = np.where(ny == y, 1.0, ny - y)
        inside ^= (np.sum(across & (grid[:, :1] < (nx - x) * (grid[:, 1:] - y) / slope + x), 1) % 2).astype(bool)
    if not inside.any():
        return (x0 + x1) / 2, (y0 + y1) / 2, 0.0
    spots = grid[inside]
    distance = np.min(np.hypot(spots[:, None, 0] - outline[:, 0], spots[:, None, 1] - outline[:, 1]), 1)
    best = int(np.argmax(distance))
    return float(spots[best, 0]), float(spots[best, 1]), float(distance[best])
