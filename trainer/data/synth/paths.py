"""Paths of cubic Bézier chains, and the ways in which the figures are built out of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

Point = Sequence[float]


@dataclass(frozen=True, eq=False)
class Path:
    """Cubic Bézier chains.

    Attributes:
        chains: each `[3 n + 1, 2]`: point, control, control, point, …
        closed: whether each chain ends where it began.
        straight: whether all segments are straight, so that their controls need not be looked at.
    """

    chains: tuple[np.ndarray, ...]
    closed: bool = True
    straight: bool = False

    def transformed(self, matrix: np.ndarray) -> Path:
        """The path placed by an affine `[2, 3]` matrix."""
        return self.mapped(lambda points: points @ matrix[:, :2].T + matrix[:, 2])

    def mapped(self, function: Callable[[np.ndarray], np.ndarray]) -> Path:
        """The path with every point and control point displaced by `function` (`[N, 2]` to `[N, 2]`)."""
        return Path(tuple(function(chain) for chain in self.chains), self.closed, self.straight)

    def shifted(self, dx: float, dy: float) -> Path:
        """The path moved by `(dx, dy)`."""
        return self.mapped(lambda points: points + np.array([dx, dy]))

    def svg(self) -> str:
        """SVG path data with a precision of a tenth of a unit."""
        parts = []
        for chain in self.chains:
            points = chain[::3] if self.straight else chain
            numbers = " ".join([f"{value:.1f}" for value in points[1:].ravel().tolist()])
            curve = "L" if self.straight else "C"
            parts.append(f"M{points[0, 0]:.1f} {points[0, 1]:.1f}{curve}{numbers}{'Z' if self.closed else ''}")
        return "".join(parts)

    def flattened(self, per_segment: int) -> list[np.ndarray]:
        """Each chain as a polyline `[N, 2]`."""
        return [chain[::3] if self.straight else sample(chain, per_segment) for chain in self.chains]


def combined(paths: Sequence[Path]) -> Path:
    """One path of the chains of several."""
    chains = tuple(chain for path in paths for chain in path.chains)
    return Path(chains, paths[0].closed, all(path.straight for path in paths))


def spline(points: Sequence[Point], closed: bool = True) -> Path:
    """A smooth curve through points; a point with a third value that is not 0 is a corner."""
    places = np.array([[p[0], p[1]] for p in points], dtype=np.float64)
    corner = np.array([len(p) > 2 and p[2] != 0 for p in points])
    if not closed:
        corner[0] = corner[-1] = True
    after, before = np.empty_like(places), np.empty_like(places)
    after[:-1], after[-1] = places[1:], places[0]
    before[1:], before[0] = places[:-1], places[-1]
    tangent, step = after - before, after - places
    length = np.hypot(step[:, 0], step[:, 1])
    tangent /= np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)[:, None]
    step /= 3
    reach = length[:, None] / 3
    leave = places + np.where(corner[:, None], step, tangent * reach)
    corner_after, tangent_after = np.empty_like(corner), np.empty_like(tangent)
    corner_after[:-1], corner_after[-1] = corner[1:], corner[0]
    tangent_after[:-1], tangent_after[-1] = tangent[1:], tangent[0]
    arrive = after - np.where(corner_after[:, None], step, tangent_after * reach)
    count = len(places) if closed else len(places) - 1
    chain = np.empty((3 * count + 1, 2))
    chain[0] = places[0]
    chain[1::3], chain[2::3], chain[3::3] = leave[:count], arrive[:count], after[:count]
    return Path((chain,), closed)


def polygon(points: Sequence[Point], closed: bool = True) -> Path:
    """Straight lines through points."""
    places = np.array([[p[0], p[1]] for p in points], dtype=np.float64)
    if closed:
        places = np.vstack([places, places[:1]])
    return _straight(places, closed)


def _straight(places: np.ndarray, closed: bool) -> Path:
    chain = np.empty((3 * len(places) - 2, 2))
    step = (places[1:] - places[:-1]) / 3
    chain[::3], chain[1::3], chain[2::3] = places, places[:-1] + step, places[1:] - step
    return Path((chain,), closed, straight=True)


def rectangle(x: float, y: float, width: float, height: float) -> Path:
    """An upright rectangle from its upper left corner."""
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


_CIRCLE = 0.5522847498
_UNIT_CIRCLE = np.array(
    [
        (1, 0), (1, _CIRCLE), (_CIRCLE, 1), (0, 1), (-_CIRCLE, 1), (-1, _CIRCLE), (-1, 0),
        (-1, -_CIRCLE), (-_CIRCLE, -1), (0, -1), (_CIRCLE, -1), (1, -_CIRCLE), (1, 0),
    ]
)  # fmt: skip


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> Path:
    """An ellipse, or a circle where `ry` is left out."""
    return Path((_UNIT_CIRCLE * (rx, rx if ry is None else ry) + (x, y),))


def sample(chain: np.ndarray, per_segment: int = 8) -> np.ndarray:
    """Points on a chain, `[n * per_segment + 1, 2]`."""
    b0, b1, b2, b3 = _bernstein(per_segment)
    p0, p1, p2, p3 = (chain[i : len(chain) - 3 + i : 3, None] for i in range(4))
    inner = b0 * p0 + b1 * p1 + b2 * p2 + b3 * p3
    return np.vstack([inner.reshape(-1, 2), chain[-1:]])


@cache
def _bernstein(count: int) -> tuple[np.ndarray, ...]:
    """The four weights of a cubic's points at `count` places, each `[count, 1]`."""
    t = np.arange(count)[:, None] / count
    return (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3


def normals(points: np.ndarray) -> np.ndarray:
    """Unit normals along a polyline, `[N, 2]`, to the left of its direction on screen."""
    direction = np.empty_like(points)
    direction[1:-1] = points[2:] - points[:-2]
    direction[0], direction[-1] = points[1] - points[0], points[-1] - points[-2]
    direction /= np.maximum(np.hypot(direction[:, 0], direction[:, 1]), 1e-9)[:, None]
    return np.stack([direction[:, 1], -direction[:, 0]], 1)


def tapered(chain: np.ndarray, width: float) -> Path:
    """The outline of a brush stroke along a chain, `width` in the middle and thin at its ends."""
    points = sample(chain, 5)
    half = width * 0.5 * _swelling(len(points))
    side = normals(points) * half
    return _straight(np.vstack([points + side, (points - side)[::-1], points[:1] + side[:1]]), True)


@cache
def _swelling(count: int) -> np.ndarray:
    """Width along a stroke, thin at its ends and 1 in its middle, `[count, 1]`."""
    return (0.22 + 0.78 * np.sin(np.pi * np.linspace(0, 1, count)) ** 0.6)[:, None]


def limb(points: Sequence[Point], widths: Sequence[float], *, tip: bool = False) -> Path:
    """The outline around a smooth centre line.

    Args:
        points: the centre line from root to end.
        widths: full widths at its points, run smoothly between them.
        tip: whether the end is a sharp point in place of a cut edge.
    """
    centre = along(points, 3)
    knots = np.linspace(0, 1, len(widths))
    t = np.linspace(0, 1, len(centre))
    half = np.interp(t, knots, widths)[:, None] / 2
    side = normals(centre) * half
    left, right = centre + side, (centre - side)[::-1]
    if tip:
        outline = [*left[:-1], (*centre[-1], 1), *right[1:]]
    else:
        outline = [*left[:-1], (*left[-1], 1), (*right[0], 1), *right[1:]]
    outline[0] = (*outline[0][:2], 1)
    outline[-1] = (*outline[-1][:2], 1)
    return spline(outline)


def without_root(path: Path) -> Path:
    """The border of a `limb` but for the cut at its root, for a line that runs into what the limb grows from."""
    return Path(tuple(chain[:-3] for chain in path.chains), closed=False)


def along(points: Sequence[Point], per_segment: int = 6) -> np.ndarray:
    """Points on the smooth curve through `points`, `[N, 2]`."""
    return sample(spline(points, closed=False).chains[0], per_segment)


def offset_line(points: Sequence[Point], widths: Sequence[float], share: float, start: float, end: float) -> Path:
    """A line inside a limb: `share` -1..1 across its width, from `start` to `end` (0..1) along it."""
    centre = along(points, 5)
    t = np.linspace(0, 1, len(centre))
    half = np.interp(t, np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    line = centre + normals(centre) * half * share
    keep = (t >= start) & (t <= end)
    return spline(line[keep][::2].tolist() if keep.sum() > 6 else line[keep].tolist(), closed=False)


def scaling(x: float, y: float | None = None) -> np.ndarray:
    """The matrix `[2, 3]` of a scaling."""
    return np.array([[x, 0.0, 0.0], [0.0, x if y is None else y, 0.0]])


def placement(
    x: float = 0.0, y: float = 0.0, scale: float = 1.0, turn: float = 0.0, mirror: bool = False
) -> np.ndarray:
    """The matrix `[2, 3]` that mirrors, scales, turns (degrees, clockwise on screen), then moves."""
    c, s = np.cos(np.radians(turn)) * scale, np.sin(np.radians(turn)) * scale
    m = -1.0 if mirror else 1.0
    return np.array([[c * m, -s, x], [s * m, c, y]])
