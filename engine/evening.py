"""Even fills: what lies between the same lines takes one colour, as far as the user wants it.

The networks paint softly: their colours drift within an area and cross its lines a little. Illustrators lay flat
fills first. So each area (`engine.flats`) draws its pixels towards the median of its colours. A pixel whose colour is
wholly another one stays: areas that run into each other where lines are open, such as hair that is drawn in strokes
over the ground, keep their two colours instead of mixing into a third. Imports no torch.
"""

from __future__ import annotations

import numpy as np

from engine.flats import find_areas, medians
from engine.progress import Tell, go_on, untold
from engine.scaling import Size, bands, fitted
from engine.upsample import darkest

_MOST_SIDE = 2048
"""Long side at which areas are found at most: those of a larger drawing end under its lines all the same."""
_REACH = 90.0
"""Distance in RGB at which a pixel is drawn 1/e as strongly as one beside the median."""
_SAMPLE = 1 << 17
"""Pixels that the medians are taken of."""
_STEP = 64  # squared distances that share an entry of the table

_DISTANCES = np.arange(0, 3 * 255**2 + _STEP, _STEP, dtype=np.float32)
_DRAWN = np.exp(-_DISTANCES / _REACH**2, dtype=np.float32)


class Areas:
    """The areas of one drawing, at one size.

    Args:
        labels: of each pixel, int32 `[H, W]` from 0.
        count: of labels.
    """

    def __init__(self, labels: np.ndarray, count: int) -> None:
        self.labels, self._count = labels, count

    @classmethod
    def of(cls, grey: np.ndarray, tell: Tell = untold) -> Areas:
        """Finds them in a drawing, dark lines on white, uint8 `[H, W]`; in a large one at `_MOST_SIDE`."""
        side = min(max(grey.shape), _MOST_SIDE)
        return cls(*find_areas(darkest(grey, fitted((grey.shape[1], grey.shape[0]), side)), tell))

    def at(self, size: Size) -> Areas:
        """The same areas at the size of the colours that will come."""
        height, width = self.labels.shape
        if (width, height) == size:
            return self
        rows = np.arange(size[1]) * height // size[1]
        columns = np.arange(size[0]) * width // size[0]
        labels = np.empty((size[1], size[0]), self.labels.dtype)
        for band in bands(size[1], size[0]):
            go_on()
            labels[band] = self.labels[rows[band, None], columns]
        return Areas(labels, self._count)

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        return self.labels.nbytes

    def even(self, colors: np.ndarray, strength: float) -> np.ndarray:
        """Colours, uint8 RGB `[H, W, 3]` of its size, with even areas: `strength` 0 leaves them, 1 evens wholly."""
        middles = medians(colors, self.labels, self._count, sample=_SAMPLE).astype(np.int16)
        result = np.empty_like(colors)
        table = np.float32(strength) * _DRAWN
        for band in bands(*colors.shape[:2]):
            go_on()
            before = colors[band]
            way = middles[self.labels[band]] - before
            squared = np.einsum("hwc,hwc->hw", way, way, dtype=np.int32)
            moved = way * table[squared // _STEP][..., None] + before
            result[band] = np.rint(moved, out=moved)
        return result
