"""The fill: areas of a drawing that its lines enclose, small gaps in the lines closed.

Lines are thickened by half of the gap, so that openings up to it shut; what then hangs together is one area.
It is grown back to the lines afterwards, never across one, and a little under them, so that no white edge is
left between a fill and its soft line.

Areas are found as horizontal runs of paper that are joined with the runs they touch in the rows above and
below: a drawing of 8192 pixels square takes a second or two, once; each fill takes a fraction of it.
Pixels are connected over their four sides only: a line one pixel wide that runs diagonally encloses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.hints.brush import Brush, blended
from engine.hints.layer import CLEAR, TILE, Box, Hints, Key, parts
from engine.scaling import to_grey
from engine.upsample import INK

_BAND = 512  # rows worked on at once: short calls, so that other threads get their turn


@dataclass(frozen=True, eq=False)
class Area:
    """What a fill covers: a mask (bool `[h, w]`) whose upper left corner lies at `(left, top)`."""

    mask: np.ndarray
    left: int
    top: int

    @property
    def box(self) -> Box:
        """Where it lies."""
        return self.left, self.top, self.left + self.mask.shape[1], self.top + self.mask.shape[0]

    def within(self, shape: tuple[int, ...]) -> np.ndarray:
        """The mask in a picture of that height and width, bool `[H, W]`."""
        result = np.zeros(shape, bool)
        result[self.top : self.box[3], self.left : self.box[2]] = self.mask
        return result


class Areas:
    """The areas of one drawing; what was found for a gap is kept. One thread.

    Args:
        drawing: uint8 RGB `[H, W, 3]`.
    """

    def __init__(self, drawing: np.ndarray) -> None:
        self.drawing = drawing
        self._walls: np.ndarray = np.empty(drawing.shape[:2], bool)
        for top in range(0, drawing.shape[0], _BAND):
            self._walls[top : top + _BAND] = to_grey(np.ascontiguousarray(drawing[top : top + _BAND])) < INK
        self._runs: dict[int, _Runs] = {}
        # How far a fill goes under its lines: half of a thick one, which grows with the size of the drawing.
        self._under = max(2, max(drawing.shape[:2]) // 400)

    def at(self, x: int, y: int, gap: int) -> Area | None:
        """The area around a pixel; None where the pixel is line.

        Args:
            gap: openings in the lines up to so many pixels are closed. Where the place is so narrow that this
                would close it altogether, a smaller gap is taken.
        """
        if self._walls[y, x]:
            return None
        radius = (gap + 1) // 2
        while radius > 0:
            seed = self._seed(x, y, radius)
            if seed is not None:
                return self._grown(self._closed(radius).around(*seed), radius)
            radius //= 2
        return self._grown(self._closed(0).around(x, y), 0)

    def _closed(self, radius: int) -> _Runs:
        if radius not in self._runs:
            self._runs[radius] = _Runs(~_thickened(self._walls, radius))
        return self._runs[radius]

    def _seed(self, x: int, y: int, radius: int) -> tuple[int, int] | None:
        """The nearest pixel that thickened lines leave free and that paper connects with `(x, y)`."""
        runs = self._closed(radius)
        if runs.holds(x, y):
            return x, y
        reach = 2 * radius + 1
        left, top = max(0, x - reach), max(0, y - reach)
        window = ~self._walls[top : y + reach + 1, left : x + reach + 1]
        near = _Runs(window).around(x - left, y - top)
        inside = np.flatnonzero(near.mask)
        xs = inside % near.mask.shape[1] + near.left + left
        ys = inside // near.mask.shape[1] + near.top + top
        free = runs.hold(xs, ys)
        if not free.any():
            return None
        nearest = np.argmin((xs[free] - x) ** 2 + (ys[free] - y) ** 2)
        return int(xs[free][nearest]), int(ys[free][nearest])

    def _grown(self, area: Area, radius: int) -> Area:
        """An area between thickened lines, brought back to the lines and a little under them."""
        height, width = self._walls.shape
        margin = radius + self._under
        left, top = max(0, area.left - margin), max(0, area.top - margin)
        right, bottom = min(width, area.box[2] + margin), min(height, area.box[3] + margin)
        walls = self._walls[top:bottom, left:right]
        mask = Area(area.mask, area.left - left, area.top - top).within(walls.shape)
        if radius:
            # The area hangs together, and so does what of its surroundings belongs to it.
            x, y = area.left - left + int(area.mask[0].argmax()), area.top - top
            mask = _Runs(_thickened(mask, radius) & ~walls).around(x, y).within(walls.shape)
        return Area(mask | (_thickened(mask, self._under) & walls), left, top)


class _Runs:
    """The free pixels of a mask as runs, each with the number of the component it belongs to.

    Args:
        free: bool `[H, W]`.
    """

    def __init__(self, free: np.ndarray) -> None:
        self._shape = free.shape
        self._stride = free.shape[1] + 1
        starts, ends = [], []
        for top in range(0, free.shape[0], _BAND):
            band = free[top : top + _BAND]
            steps = np.diff(np.pad(band, ((0, 0), (1, 1))).astype(np.int8), axis=1).reshape(-1)
            starts.append(np.flatnonzero(steps == 1) + top * self._stride)
            ends.append(np.flatnonzero(steps == -1) + top * self._stride)
        self._starts, self._ends = np.concatenate(starts), np.concatenate(ends)
        self._labels = _components(len(self._starts), *self._touching())

    def _touching(self) -> tuple[np.ndarray, np.ndarray]:
        """The pairs of runs in neighbouring rows that share a column."""
        below_starts, below_ends = self._starts + self._stride, self._ends + self._stride
        first = np.searchsorted(self._ends, below_starts, side="right")
        last = np.searchsorted(self._starts, below_ends, side="left")
        counts = np.maximum(last - first, 0)
        upper = np.repeat(np.arange(len(counts)), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return upper, np.repeat(first, counts) + offsets

    def _run_at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The number of the run that begins at or before a pixel; −1 where none does."""
        return np.searchsorted(self._starts, y * self._stride + x, side="right") - 1

    def hold(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Whether pixels are free."""
        run = self._run_at(x, y)
        return (run >= 0) & (self._ends[run] > y * self._stride + x) if len(self._ends) else np.zeros(len(x), bool)

    def holds(self, x: int, y: int) -> bool:
        """Whether a pixel is free."""
        return bool(self.hold(np.array([x]), np.array([y]))[0])

    def around(self, x: int, y: int) -> Area:
        """The component of a free pixel."""
        label = self._labels[self._run_at(np.array([x]), np.array([y]))[0]]
        return self._painted(self._labels == label)

    def _painted(self, chosen: np.ndarray) -> Area:
        """The chosen runs as a mask in the box around them."""
        rows, lefts = self._starts[chosen] // self._stride, self._starts[chosen] % self._stride
        rights = self._ends[chosen] - rows * self._stride
        top, left = int(rows.min()), int(lefts.min())
        height, width = int(rows.max()) + 1 - top, int(rights.max()) - left
        steps = np.zeros((height, width + 1), np.int8)
        steps[rows - top, lefts - left] = 1
        steps[rows - top, rights - left] = -1
        mask = np.empty((height, width), bool)
        for begin in range(0, height, _BAND):
            np.cumsum(steps[begin : begin + _BAND, :-1], axis=1, dtype=np.int8, out=steps[begin : begin + _BAND, :-1])
            mask[begin : begin + _BAND] = steps[begin : begin + _BAND, :-1] > 0
        return Area(mask, left, top)


def filled(before: Hints, area: Area, brush: Brush) -> Hints:
    """The layer with an area in one colour; tiles that it covers wholly are one and the same array.

    Args:
        brush: colour and opacity; an eraser clears the area.
    """
    whole: np.ndarray | None = None
    full = np.full((TILE, TILE), 255, np.uint8)
    changed: dict[Key, np.ndarray] = {}
    for key, part in parts(area.box):
        x, y = key[0] * TILE + part[0] - area.left, key[1] * TILE + part[1] - area.top
        mask = area.mask[y : y + part[3] - part[1], x : x + part[2] - part[0]]
        if not mask.any():
            continue
        if mask.shape == full.shape and mask.all() and (brush.erases or brush.opacity == 1):
            if whole is None:
                whole = blended(CLEAR, full, brush)
            changed[key] = whole
            continue
        tile = before.tile(key).copy()
        block = tile[part[1] : part[3], part[0] : part[2]]
        block[:] = blended(block, mask.astype(np.uint8) * 255, brush)
        changed[key] = tile
    return before.with_tiles(changed)


def _thickened(mask: np.ndarray, radius: int) -> np.ndarray:
    """A mask and everything within `radius` pixels of it, across and down (a square)."""
    if radius == 0:
        return mask
    result = np.empty_like(mask)
    height = mask.shape[0]
    for top in range(0, height, _BAND):
        low, high = max(0, top - radius), min(height, top + _BAND + radius)
        band = _spread(_spread(mask[low:high].T, radius).T, radius)
        result[top : top + _BAND] = band[top - low : top - low + min(_BAND, height - top)]
    return result


def _spread(mask: np.ndarray, radius: int) -> np.ndarray:
    """`mask` or-ed with itself, moved along its first axis by up to `radius` each way; each round triples the reach."""
    result, reach = mask.copy(), 0
    while reach < radius:
        step = min(2 * reach + 1, radius - reach)
        grown = result.copy()
        grown[step:] |= result[:-step]
        grown[:-step] |= result[step:]
        result, reach = grown, reach + step
    return result


def _components(count: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The component of each of `count` nodes, given edges between `a[i]` and `b[i]`; int `[count]`.

    Roots hook onto the smallest root that they meet, then all paths are shortened; the number of rounds grows
    with the logarithm of the longest chain.
    """
    parent = np.arange(count)
    while len(a):
        roots_a, roots_b = parent[a], parent[b]
        apart = roots_a != roots_b
        if not apart.any():
            break
        a, b = a[apart], b[apart]
        low, high = np.minimum(roots_a, roots_b)[apart], np.maximum(roots_a, roots_b)[apart]
        np.minimum.at(parent, high, low)
        while True:
            shorter = parent[parent]
            if np.array_equal(shorter, parent):
                break
            parent = shorter
    return parent
