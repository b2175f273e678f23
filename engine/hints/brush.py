"""The brush and the eraser: a stroke as the tiles that it changes.

Within one stroke, coverage does not add up: each pixel keeps the most that any part of the stroke laid on it.
A stroke of 50 % that crosses itself is therefore even, as illustrators expect of opacity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.hints.layer import TILE, Box, Hints, Key, parts

Color = tuple[int, int, int]

_SMALLEST_RADIUS = 0.5
_STEP = 6.0  # pixels between the corners of a curve


@dataclass(frozen=True)
class Brush:
    """What a stroke paints with.

    Attributes:
        color: RGB 0..255; an eraser ignores it.
        size: diameter in pixels of the drawing, at full pressure.
        opacity: 0..1.
        softness: 0 is an edge of one pixel, 1 falls off from the middle on.
        erases: whether it takes colour away.
    """

    color: Color
    size: float
    opacity: float = 1.0
    softness: float = 0.0
    erases: bool = False


class Stroke:
    """A stroke in the making. Lives on one thread; the layer it starts from is not changed.

    Args:
        brush: what it paints with.
        before: the layer under it.
    """

    def __init__(self, brush: Brush, before: Hints) -> None:
        self._brush = brush
        self.before = before
        self._coverage: dict[Key, np.ndarray] = {}
        self._tiles: dict[Key, np.ndarray] = {}
        self._points: list[tuple[float, float, float]] = []
        self._drawn_to = (0.0, 0.0, 0.0)

    @property
    def touched(self) -> set[Key]:
        """The tiles that it has changed so far."""
        return set(self._tiles)

    def tile(self, key: Key) -> np.ndarray:
        """A tile as the stroke leaves it so far."""
        return self._tiles.get(key, self.before.tile(key))

    def move_to(self, x: float, y: float, pressure: float = 1.0) -> set[Key]:
        """Goes on to a point, in pixels of the drawing; the first one puts the brush down.

        The path is rounded: it runs as a curve through the middles between the points, so that a fast hand
        leaves no corners.

        Args:
            pressure: 0..1, scales the size.

        Returns:
            The tiles that changed.
        """
        radius = max(_SMALLEST_RADIUS, self._brush.size / 2 * pressure)
        point = (float(x), float(y), radius)
        if not self._points:
            self._points = [point]
            self._drawn_to = point
            return self._segment(point, point)
        previous = self._points[-1]
        self._points = [previous, point]
        middle = ((previous[0] + x) / 2, (previous[1] + y) / 2, (previous[2] + radius) / 2)
        return self._curve(self._drawn_to, previous, middle)

    def finish(self) -> Hints:
        """The layer with the stroke, which ends at its last point."""
        if len(self._points) > 1:
            self._segment(self._drawn_to, self._points[-1])
        return self.before.with_tiles(self._tiles)

    def _curve(
        self, start: tuple[float, float, float], control: tuple[float, float, float], end: tuple[float, float, float]
    ) -> set[Key]:
        """A quadratic Bézier curve in straight pieces."""
        length = math.dist(start[:2], control[:2]) + math.dist(control[:2], end[:2])
        pieces = min(16, max(1, math.ceil(length / max(_STEP, end[2]))))
        changed: set[Key] = set()
        for piece in range(1, pieces + 1):
            t = piece / pieces
            weights = ((1 - t) ** 2, 2 * t * (1 - t), t * t)
            x, y, radius = (
                sum(w * p[axis] for w, p in zip(weights, (start, control, end), strict=True)) for axis in range(3)
            )
            changed |= self._segment(self._drawn_to, (x, y, radius))
            self._drawn_to = (x, y, radius)
        return changed

    def _segment(self, start: tuple[float, float, float], end: tuple[float, float, float]) -> set[Key]:
        """A straight piece, whose radius changes evenly."""
        reach = max(start[2], end[2]) + 1
        box: Box = (
            max(0, math.floor(min(start[0], end[0]) - reach)),
            max(0, math.floor(min(start[1], end[1]) - reach)),
            min(self.before.width, math.ceil(max(start[0], end[0]) + reach) + 1),
            min(self.before.height, math.ceil(max(start[1], end[1]) + reach) + 1),
        )
        changed: set[Key] = set()
        for key, part in parts(box):
            coverage = self._coverage_of(key, part, start, end)
            if coverage.any() and self._lay(key, part, coverage):
                changed.add(key)
        return changed

    def _coverage_of(
        self, key: Key, part: Box, start: tuple[float, float, float], end: tuple[float, float, float]
    ) -> np.ndarray:
        """How much of each pixel of a tile's part the piece covers, uint8 `[h, w]`."""
        # A pixel's middle lies half a pixel inside it.
        xs = np.arange(part[0], part[2], dtype=np.float32) + np.float32(key[0] * TILE + 0.5 - start[0])
        ys = np.arange(part[1], part[3], dtype=np.float32)[:, None] + np.float32(key[1] * TILE + 0.5 - start[1])
        dx, dy = end[0] - start[0], end[1] - start[1]
        squared = dx * dx + dy * dy
        along = np.clip((xs * np.float32(dx) + ys * np.float32(dy)) / np.float32(max(squared, 1e-6)), 0, 1)
        distance = np.hypot(xs - along * np.float32(dx), ys - along * np.float32(dy))
        radius = np.float32(start[2]) + along * np.float32(end[2] - start[2])
        softness = self._brush.softness
        # Half a pixel of ramp on each side of a hard edge is what antialiasing is.
        covered = np.clip((radius + np.float32(0.5) - distance) / (radius * np.float32(softness) + 1), 0, 1)
        if softness > 0:
            covered = covered * covered * (3 - 2 * covered)
        return (covered * 255 + 0.5).astype(np.uint8)

    def _lay(self, key: Key, part: Box, coverage: np.ndarray) -> bool:
        """Takes new coverage into account; says whether that changed the tile."""
        rows, columns = slice(part[1], part[3]), slice(part[0], part[2])
        most = self._coverage.get(key)
        if most is None:
            most = self._coverage[key] = np.zeros((TILE, TILE), np.uint8)
        if not (coverage > most[rows, columns]).any():
            return False
        np.maximum(most[rows, columns], coverage, out=most[rows, columns])
        if key not in self._tiles:
            self._tiles[key] = self.before.tile(key).copy()
        under = self.before.tile(key)[rows, columns]
        self._tiles[key][rows, columns] = blended(under, most[rows, columns], self._brush)
        return True


def blended(under: np.ndarray, coverage: np.ndarray, brush: Brush) -> np.ndarray:
    """Paints or erases with a coverage.

    Args:
        under: uint8 RGBA `[h, w, 4]`, not premultiplied.
        coverage: uint8 `[h, w]`.
        brush: its colour, opacity, and whether it erases.

    Returns:
        uint8 RGBA `[h, w, 4]`; colour is black where nothing covers, so that clear is always the same clear.
    """
    share = coverage[..., None].astype(np.float32) * np.float32(brush.opacity / 255)
    below = under[..., 3:].astype(np.float32) / 255 * (1 - share)
    result = np.zeros_like(under)
    if brush.erases:
        alpha, color = below, under[..., :3].astype(np.float32)
    else:
        alpha = below + share
        color = (under[..., :3] * below + np.asarray(brush.color, np.float32) * share) / np.maximum(
            alpha, np.float32(1e-6)
        )
    result[..., 3:] = alpha * 255 + 0.5
    result[..., :3] = np.minimum(color + 0.5, 255)
    result[result[..., 3] == 0] = 0
    return result
