"""Colours of the networks' size brought up to the drawing's own size, and the artist's lines laid over them.

What the networks paint under a line is a line too, darker and softer than the artist's. It is taken away
first: pixels under ink get the colour of the nearest paper. Then the colours are doubled in size level by
level; at each level the paper that comes out from under the thinner line is filled from the paper of the
same side, and from there only: the filling walks from pixel to pixel and never over ink, so nothing bleeds
across a line, however few of the networks' pixels lie between.

What depends on the drawing alone is worked out once (`LineGuide`) and costs a copy of pixels afterwards. Between its
pieces it looks whether the work was called off (`engine.progress.go_on`).
Imports no torch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops

from engine.progress import each_goes_on, go_on
from engine.scaling import Size, bands, resized, to_grey
from engine.spreading import Copy, spread

INK = 200
"""Grey below which a pixel counts as line: a wall that colours do not cross."""
_TOUCHED = 245  # beside a wall, a pixel darker than this is the wall's soft edge, which the networks darken too
_SOLID, _SHEER = 32, 96  # ink up to this grey covers what lies under it; from this grey on it tints it
# How far filling walks, in pixels of a level. Doubling frees at most about two pixels of paper on each side.
_PAPER_RINGS = 6
_UNDER_INK_RINGS = 3
_FIRST_UNDER_INK_RINGS = 64


def lay_lines(colors: np.ndarray, sketch: np.ndarray, alpha: np.ndarray | None = None) -> np.ndarray:
    """The artist's line pixels over colours, both uint8 RGB `[H, W, 3]`.

    Solid ink (grey up to 32) comes through exactly; lighter lines and their soft edges tint the colour under
    them, as ink on paper does; white paper leaves it as it is. Lines that bring their own transparency, `alpha`
    uint8 `[H, W]`, are laid over as the artist's program does it.
    """
    drawing = Image.fromarray(sketch)
    if alpha is not None:
        clear = Image.merge("RGB", [Image.fromarray(255 - alpha)] * 3)
        hidden = ImageChops.multiply(ImageChops.invert(Image.fromarray(colors)), clear)
        return np.asarray(ImageChops.subtract(drawing, hidden))  # the drawing is on white; the colours take its place
    tinted = ImageChops.multiply(Image.fromarray(colors), drawing)
    return np.asarray(Image.composite(drawing, tinted, Image.fromarray(cover(sketch))))


def cover(sketch: np.ndarray) -> np.ndarray:
    """How far ink hides what it lies on, uint8 `[H, W]`: 255 under solid ink, 0 where it only tints. For a drawing
    without transparency, uint8 RGB `[H, W, 3]`."""
    shares = [min(1.0, max(0.0, (_SHEER - grey) / (_SHEER - _SOLID))) for grey in range(256)]
    return np.asarray(Image.fromarray(sketch).convert("L").point([round(255 * share) for share in shares]))


@dataclass(frozen=True)
class _Level:
    """One size on the way up: paper at walls takes the nearest smaller pixel unmixed, the freed paper is filled."""

    size: Size
    edges: Copy
    fill: Copy


class LineGuide:
    """How colours of one size come under one drawing.

    Args:
        sketch: the drawing at the size of the result, uint8 RGB `[H, W, 3]`.
        network_size: the size of the colours that will come.
        alpha: how opaque the lines are, uint8 `[H, W]`, where they brought that with them.
    """

    def __init__(self, sketch: np.ndarray, network_size: Size, alpha: np.ndarray | None = None) -> None:
        self.sketch = sketch
        self._alpha = alpha
        self._size = (sketch.shape[1], sketch.shape[0])
        self._sizes = _sizes(network_size, self._size)
        self._greys: list[np.ndarray] = []  # of the sizes, until the work is done
        self._known: np.ndarray | None = None  # paper of the size reached whose colour is its own
        self._first_fill: Copy | None = None
        self._levels: list[_Level] = []

    def prepare(self) -> None:
        """Works out what the drawing alone decides. Where that is called off it goes on from the same size next time.

        Raises:
            Cancelled: see `engine.progress.go_on`.
        """
        if self._first_fill is not None and len(self._levels) + 1 == len(self._sizes):
            return
        if not self._greys:
            self._greys = _darkest_of_all(to_grey(self.sketch), self._sizes)
        if self._first_fill is None or self._known is None:
            first = self._greys[0]
            ink = first < INK
            known = ~ink & ~((first < _TOUCHED) & _beside(ink))
            self._first_fill = spread(known, ink, _PAPER_RINGS, _FIRST_UNDER_INK_RINGS, each_goes_on)
            self._known = ~ink
        while len(self._levels) + 1 < len(self._sizes):
            number = len(self._levels) + 1
            level, known = _level(self._known, self._greys[number] < INK, self._sizes[number])
            self._levels.append(level)
            self._known = known
        self._greys, self._known = [], None

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        copies = [copy for level in self._levels for copy in (level.edges, level.fill)]
        copies += [] if self._first_fill is None else [self._first_fill]
        drawing = self.sketch.nbytes + (0 if self._alpha is None else self._alpha.nbytes)
        missing = sum(grey.nbytes for grey in self._greys) + (0 if self._known is None else self._known.nbytes)
        return drawing + missing + sum(copy.targets.nbytes + copy.sources.nbytes for copy in copies)

    def finish(self, colors: np.ndarray) -> np.ndarray:
        """The networks' picture, uint8 RGB of the network's size, → uint8 RGB `[H, W, 3]` with the artist's lines."""
        return self.lay_lines(self.colors(colors))

    def lay_lines(self, colors: np.ndarray) -> np.ndarray:
        """The artist's lines over colours of the drawing's size."""
        result = np.empty_like(colors)
        for band in bands(*colors.shape[:2]):
            go_on()
            alpha = None if self._alpha is None else self._alpha[band]
            result[band] = lay_lines(colors[band], self.sketch[band], alpha)
        return result

    def colors(self, colors: np.ndarray) -> np.ndarray:
        """The networks' picture, uint8 RGB of the network's size, → the colours under the lines, `[H, W, 3]`."""
        self.prepare()
        assert self._first_fill is not None
        shape = colors.shape
        flat = colors.reshape(-1, 3).copy()
        self._first_fill.into(flat, flat)
        colors = flat.reshape(shape)
        for level in self._levels:
            go_on()
            larger = _enlarged(colors, level.size).reshape(-1, 3)
            go_on()
            level.edges.into(larger, colors.reshape(-1, 3))
            go_on()
            level.fill.into(larger, larger)
            colors = larger.reshape(level.size[1], level.size[0], 3)
        return resized(colors, self._size)


def darkest(grey: np.ndarray, size: Size) -> np.ndarray:
    """Grey uint8 `[H, W]` at a size: each pixel the darkest of those that fall into it, so that the thinnest line
    stays a wall."""
    width, height = size
    if (width, height) == (grey.shape[1], grey.shape[0]):
        return grey
    if width > grey.shape[1] or height > grey.shape[0]:
        return resized(grey, size)
    down, across = grey.shape[0] // height, grey.shape[1] // width
    if grey.shape == (height * down, width * across):
        return grey.reshape(height, down, -1).min(1).reshape(height, width, across).min(2)
    rows = np.arange(height) * grey.shape[0] // height
    columns = np.arange(width) * grey.shape[1] // width
    return np.minimum.reduceat(np.minimum.reduceat(grey, rows, axis=0), columns, axis=1)


def _sizes(smallest: Size, largest: Size) -> list[Size]:
    """The sizes on the way up: each twice the one before, the last step less than four times."""
    sizes = [smallest]
    while max(sizes[-1]) < max(largest):
        doubled = (sizes[-1][0] * 2, sizes[-1][1] * 2)
        sizes.append(doubled if max(doubled) * 2 <= max(largest) else largest)
    return sizes


def _darkest_of_all(grey: np.ndarray, sizes: list[Size]) -> list[np.ndarray]:
    """`darkest` at each of `_sizes`: of a size that is half of the next one it is the darker of two pixels each way."""
    greys: list[np.ndarray] = []
    for size in reversed(sizes):
        go_on()
        larger = greys[0] if greys else grey
        if larger.shape == (size[1] * 2, size[0] * 2):
            rows = np.minimum(larger[::2], larger[1::2])
            greys.insert(0, np.minimum(rows[:, ::2], rows[:, 1::2]))
        else:
            greys.insert(0, darkest(grey, size))
    return greys


def _enlarged(pixels: np.ndarray, size: Size) -> np.ndarray:
    """uint8 `[h, w]` or `[h, w, 3]` brought up to a size, bilinear."""
    import cv2  # which is loaded by the first picture, not before the window is there

    return cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)


def _beside(mask: np.ndarray) -> np.ndarray:
    """The pixels that have a masked one among their eight neighbours or are masked."""
    padded = np.pad(mask, 1)
    wide = padded[:, :-2] | padded[:, 1:-1] | padded[:, 2:]
    return wide[:-2] | wide[1:-1] | wide[2:]


def _level(known: np.ndarray, ink: np.ndarray, size: Size) -> tuple[_Level, np.ndarray]:
    """One doubling: `known` is the paper of the smaller size whose colour is its own, `ink` the walls of `size`.

    Returns the level and the paper whose colour is known at `size`.
    """
    go_on()
    width, height = size
    mask = _enlarged(known.astype(np.uint8) * 255, size)
    rows = (np.arange(height) * 2 + 1) * known.shape[0] // (2 * height)
    columns = (np.arange(width) * 2 + 1) * known.shape[1] // (2 * width)
    nearest_known = np.empty((height, width), bool)
    targets, sources = [], []
    for band in bands(height, width):
        go_on()
        part = nearest_known[band]
        np.logical_and(known[rows[band]][:, columns], ~ink[band], out=part)
        mixed = np.flatnonzero(part & (mask[band] < 255))
        y, x = np.divmod(mixed, width)
        targets.append((mixed + band.start * width).astype(np.int32))
        sources.append((rows[band][y] * known.shape[1] + columns[x]).astype(np.int32))
    edges = Copy(np.concatenate(targets), np.concatenate(sources))
    return _Level(size, edges, spread(nearest_known, ink, _PAPER_RINGS, _UNDER_INK_RINGS, each_goes_on)), ~ink
