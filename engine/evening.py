"""Even fills: what lies between the same lines takes one colour, as far as the user wants it.

The networks paint softly: their colours drift within an area and cross its lines a little. Illustrators lay flat
fills first. So each area (`engine.flats`) draws its pixels towards the median of its colours. A pixel whose colour is
wholly another one stays: areas that run into each other where lines are open, such as hair that is drawn in strokes
over the ground, keep their two colours instead of mixing into a third.

What a ground took of its reference's slope (`engine.slope`) is no drift: where an area was painted with it, its colours
are drawn towards that slope. Imports no torch.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.flats import find_areas, medians
from engine.progress import Tell, go_on, untold
from engine.scaling import Size, bands, fitted
from engine.slope import places, surface
from engine.upsample import darkest

_MOST_SIDE = 2048
"""Long side at which areas are found at most: those of a larger drawing end under its lines all the same."""
_REACH = 90.0
"""Distance in RGB at which a pixel is drawn 1/e as strongly as one beside the median."""
_SAMPLE = 1 << 17
"""Pixels that the medians are taken of."""
_STEP = 64  # squared distances that share an entry of the table
_BRIGHTEST = 0.99
"""Of 1: a colour's number before tanh stays finite."""
_LEAST_RISE = 2.0
"""Of 255: a slope that stays within so much of its middle is none."""

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

    def even(self, colors: np.ndarray, strength: float, slope: np.ndarray | None = None) -> np.ndarray:
        """Colours with even areas.

        Args:
            colors: uint8 RGB `[H, W, 3]` of its size.
            strength: 0 leaves them, 1 evens wholly.
            slope: that the ground was painted with, float `[TERMS, 3]` before tanh, or None.
        """
        height, width = self.labels.shape
        middles = medians(colors, self.labels, self._count, sample=_SAMPLE).astype(np.int16)
        inclined = None if slope is None else self._inclined(colors, middles, slope)
        result = np.empty_like(colors)
        table = np.float32(strength) * _DRAWN
        for band in bands(*colors.shape[:2]):
            go_on()
            before = colors[band]
            way = (middles[self.labels[band]] if inclined is None else inclined(band)) - before
            squared = np.einsum("hwc,hwc->hw", way, way, dtype=np.int32)
            moved = way * table[squared // _STEP][..., None] + before
            result[band] = np.rint(moved, out=moved)
        return result

    def _inclined(
        self, colors: np.ndarray, middles: np.ndarray, slope: np.ndarray
    ) -> Callable[[slice], np.ndarray] | None:
        """What a band of rows is drawn towards, int16 `[h, W, 3]`: its areas' medians `[count, 3]`, and as much of the
        slope as each area was painted with, by least squares. None where all of it is too little to see."""
        height, width = self.labels.shape

        def laid(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
            x, y = places(columns.astype(np.float32), width), places(rows.astype(np.float32), height)[:, None]
            return np.stack([surface(list(terms), x, y) for terms in slope.T.astype(np.float32)], axis=-1)

        step = max(1, round((self.labels.size / _SAMPLE) ** 0.5))
        few = self.labels[::step, ::step]
        labels, sizes = few.ravel(), np.maximum(np.bincount(few.ravel(), minlength=self._count), 1)

        def means(values: np.ndarray) -> np.ndarray:
            summed = [np.bincount(labels, each, self._count) for each in values.reshape(-1, 3).T]
            return np.stack(summed, axis=1) / sizes[:, None]

        rise = laid(np.arange(0, height, step), np.arange(0, width, step))
        rise -= means(rise).astype(np.float32)[few]
        sampled = _untanh(colors[::step, ::step])
        wanted = sampled - _untanh(middles)[few]
        steep = means(rise * wanted).sum(1) / np.maximum(means(rise * rise).sum(1), 1e-9)
        steep = steep.clip(0, 1)[:, None].astype(np.float32)
        if np.abs(_tanh(sampled + steep[few] * rise) - _tanh(sampled)).max(initial=0) < _LEAST_RISE:
            return None
        bare = np.rint(_tanh(sampled - steep[few] * laid(np.arange(0, height, step), np.arange(0, width, step))))
        base = _untanh(medians(bare.astype(np.uint8), few, self._count))

        def aims(band: slice) -> np.ndarray:
            here = self.labels[band]
            aim = base[here] + steep[here] * laid(np.arange(height)[band], np.arange(width))
            return np.rint(_tanh(aim)).astype(np.int16)

        return aims


def _untanh(colors: np.ndarray) -> np.ndarray:
    """Of 0..255, float32."""
    return np.arctanh((colors / np.float32(127.5) - 1).clip(-_BRIGHTEST, _BRIGHTEST))


def _tanh(values: np.ndarray) -> np.ndarray:
    """To 0..255, float32."""
    return (np.tanh(values) + 1) * np.float32(127.5)
