"""What the heads of all of others' styles have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.paths import Path, placement
from trainer.data.synth.variants import Split, of_split


@dataclass(frozen=True)
class Bust:
    """Shoulders and clothes that a style brings along.

    Attributes:
        end: how far down they reach, in head units.
        scale: from how far to how near they are seen, canvas units to a head unit.
    """

    end: float
    scale: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Head:
    """A head ready to be drawn.

    Attributes:
        placement: matrix `[2, 3]` from the style's units to head units.
        variants: part → variant.
        draw: paints it under that placement.
        draw_back: paints what of it lies behind a body.
        bust: the shoulders that `draw` paints with it; None for a head that is set on one of the project's bodies.
        proportion: size of the project's body below it, for a head of size 1.
    """

    placement: np.ndarray
    variants: dict[str, str]
    draw: Callable[[Painter, np.random.Generator], None]
    draw_back: Callable[[Painter, np.random.Generator], None] | None = None
    bust: Bust | None = None
    proportion: float = 1.0


@dataclass(frozen=True)
class Face:
    """Where a style draws its face: centre, style units to a head unit, and the area that no neck reaches."""

    x: float
    y: float
    unit: float
    clip: Path | None = None

    def placement(self) -> np.ndarray:
        """The matrix `[2, 3]` from the style's units to head units."""
        return placement(-self.x / self.unit, -self.y / self.unit, 1 / self.unit)


def mostly_open(rng: np.random.Generator, names: Sequence[str], closed: frozenset[str], split: Split) -> str:
    """Draws eyes, nine times in ten out of those that show an iris."""
    allowed = of_split(names, split)
    wide = [name for name in allowed if name not in closed]
    return str(rng.choice(wide if rng.random() < 0.9 else allowed))
