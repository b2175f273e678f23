"""Colours of the networks' size brought up to the drawing's own size, and the artist's lines laid over them.

What the networks paint under a line is a line too, darker and softer than the artist's. It is taken away
first: pixels under ink get the colour of the nearest paper. Then the colours are doubled in size level by
level; at each level the paper that comes out from under the thinner line is filled from the paper of the
same side, and from there only: the filling walks from pixel to pixel and never over ink, so nothing bleeds
across a line, however few of the networks' pixels lie between.

What depends on the drawing alone is worked out once (`LineGuide`) and costs a copy of pixels afterwards.
Imports no torch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops

from engine.scaling import Size, resized, to_grey

INK = 200
"""Grey below which a pixel counts as line: a wall that colours do not cross."""
_TOUCHED = 245  # beside a wall, a pixel darker than this is the wall's soft edge, which the networks darken too
_SOLID, _SHEER = 32, 96  # ink up to this grey covers what lies under it; from this grey on it tints it
# How far filling walks, in pixels of a level. Doubling frees at most about two pixels of paper on each side.
_PAPER_RINGS = 6
_UNDER_INK_RINGS = 3
_FIRST_UNDER_INK_RINGS = 64


def lay_lines(colors: np.ndarray, sketch: np.ndarray) -> np.ndarray:
    """The artist's line pixels over colours, both uint8 RGB `[H, W, 3]`.

    Solid ink (grey up to 32) comes through exactly; lighter lines and their soft edges tint the colour under
    them, as ink on paper does; white paper leaves it as it is.
    """
    drawing = Image.fromarray(sketch)
    tinted = ImageChops.multiply(Image.fromarray(colors), drawing)
    cover = [round(255 * min(1.0, max(0.0, (_SHEER - grey) / (_SHEER - _SOLID)))) for grey in range(256)]
    return np.asarray(Image.composite(drawing, tinted, drawing.convert("L").point(cover)))


@dataclass(frozen=True)
class _Copy:
    """Pixels that take the value of others, as indices into the flattened picture."""

    targets: np.ndarray
    sources: np.ndarray

    def into(self, colors: np.ndarray, origin: np.ndarray) -> None:
        """Copies within the flattened `[n, 3]`, or from another one."""
        colors[self.targets] = origin[self.sources]


@dataclass(frozen=True)
class _Level:
    """One size on the way up: paper at walls takes the nearest smaller pixel unmixed, the freed paper is filled."""

    size: Size
    edges: _Copy
    fill: _Copy


class LineGuide:
    """How colours of one size come under one drawing.

    Args:
        sketch: the drawing at the size of the result, uint8 RGB `[H, W, 3]`.
        network_size: the size of the colours that will come.
    """

    def __init__(self, sketch: np.ndarray, network_size: Size) -> None:
        self._sketch = sketch
        self._size = (sketch.shape[1], sketch.shape[0])
        grey = to_grey(sketch)
        first = _darkest(grey, network_size)
        ink = first < INK
        known = ~ink & ~((first < _TOUCHED) & _beside(ink))
        self._first_fill = _filling(known, ink, _FIRST_UNDER_INK_RINGS)
        self._levels = []
        known, size = ~ink, network_size
        while max(size) < max(self._size):
            doubled = (size[0] * 2, size[1] * 2)
            size = doubled if max(doubled) * 2 <= max(self._size) else self._size
            level, known = _level(known, _darkest(grey, size) < INK, size)
            self._levels.append(level)

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        copies = [self._first_fill, *(copy for level in self._levels for copy in (level.edges, level.fill))]
        return self._sketch.nbytes + sum(copy.targets.nbytes + copy.sources.nbytes for copy in copies)

    def finish(self, colors: np.ndarray) -> np.ndarray:
        """The networks' picture, uint8 RGB of the network's size, → uint8 RGB `[H, W, 3]` with the artist's lines."""
        shape = colors.shape
        flat = colors.reshape(-1, 3).copy()
        self._first_fill.into(flat, flat)
        colors = flat.reshape(shape)
        for level in self._levels:
            larger = np.array(Image.fromarray(colors).resize(level.size, Image.Resampling.BILINEAR)).reshape(-1, 3)
            level.edges.into(larger, colors.reshape(-1, 3))
            level.fill.into(larger, larger)
            colors = larger.reshape(level.size[1], level.size[0], 3)
        return lay_lines(resized(colors, self._size), self._sketch)


def _darkest(grey: np.ndarray, size: Size) -> np.ndarray:
    """Grey `[H, W]` at a size: the darkest of the pixels that fall into one, so that the thinnest line stays a wall."""
    width, height = size
    if width > grey.shape[1] or height > grey.shape[0]:
        return resized(grey, size)
    rows = np.arange(height) * grey.shape[0] // height
    columns = np.arange(width) * grey.shape[1] // width
    return np.minimum.reduceat(np.minimum.reduceat(grey, rows, axis=0), columns, axis=1)


def _beside(mask: np.ndarray) -> np.ndarray:
    """The pixels that have a masked one among their eight neighbours or are masked."""
    padded = np.pad(mask, 1)
    wide = padded[:, :-2] | padded[:, 1:-1] | padded[:, 2:]
    return wide[:-2] | wide[1:-1] | wide[2:]


def _level(known: np.ndarray, ink: np.ndarray, size: Size) -> tuple[_Level, np.ndarray]:
    """One doubling: `known` is the paper of the smaller size whose colour is its own, `ink` the walls of `size`.

    Returns the level and the paper whose colour is known at `size`.
    """
    width, height = size
    mask = Image.fromarray(known.astype(np.uint8) * 255)
    unmixed = np.asarray(mask.resize(size, Image.Resampling.BILINEAR)) == 255
    rows = (np.arange(height) * 2 + 1) * known.shape[0] // (2 * height)
    columns = (np.arange(width) * 2 + 1) * known.shape[1] // (2 * width)
    nearest_known = known[rows][:, columns] & ~ink
    targets = np.flatnonzero(nearest_known & ~unmixed)
    y, x = np.divmod(targets, width)
    edges = _Copy(targets.astype(np.int32), (rows[y] * known.shape[1] + columns[x]).astype(np.int32))
    return _Level(size, edges, _filling(nearest_known, ink, _UNDER_INK_RINGS)), ~ink


def _filling(known: np.ndarray, ink: np.ndarray, rings_under_ink: int) -> _Copy:
    """From which known pixel each other takes its colour: paper over paper alone, then ink from any paper.

    What neither walk reaches keeps its colour.
    """
    height, width = known.shape
    stride = width + 2  # a frame of one pixel saves every test for the border
    owner = np.full((height + 2, stride), -1, np.int32)
    index = np.arange(height * width, dtype=np.int32).reshape(height, width)
    inner = owner[1:-1, 1:-1]
    inner[known] = index[known]
    flat = owner.reshape(-1)
    left = _walk(flat, stride, np.pad(~ink & ~known, 1), _PAPER_RINGS)
    flat[left] = _own_index(left, stride, width)  # paper that no known paper touches keeps its own colour
    _walk(flat, stride, np.pad(ink, 1), rings_under_ink)
    targets = np.flatnonzero((inner >= 0) & (inner != index))
    return _Copy(targets.astype(np.int32), inner.reshape(-1)[targets])


def _walk(owner: np.ndarray, stride: int, area: np.ndarray, rings: int) -> np.ndarray:
    """Spreads `owner` into `area` for so many steps, over the four sides only: a line one pixel wide that runs
    diagonally is still a wall. Returns what was not reached."""
    pending = np.flatnonzero(area)
    for _ in range(rings):
        found = owner[pending - stride]
        for step in (stride, -1, 1):
            found = np.where(found < 0, owner[pending + step], found)
        reached = found >= 0
        if not reached.any():
            break
        owner[pending[reached]] = found[reached]
        pending = pending[~reached]
    return pending


def _own_index(padded: np.ndarray, stride: int, width: int) -> np.ndarray:
    y, x = np.divmod(padded, stride)
    return ((y - 1) * width + x - 1).astype(np.int32)
