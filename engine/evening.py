"""Even fills: what lies between the same lines takes one colour, as far as the user wants it.

The networks paint softly: their colours drift within an area and cross its lines a little. Illustrators lay flat
fills first. So each area (`engine.flats`) draws its pixels towards the median of its colours. A pixel whose colour is
wholly another one stays: areas that run into each other where lines are open, such as hair that is drawn in strokes
over the ground, keep their two colours instead of mixing into a third.

What a ground took of its reference's slope (`engine.slope`) is no drift: where an area was painted with it, its colours
are drawn towards that slope. Imports no torch.
"""

from __future__ import annotations

from dataclasses import dataclass

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
_FEW = 1 << 14
"""Pixels that a slope is told by."""
_LEAST_SHARE = 0.1
"""Of the slope: an area with less was painted without it."""
_BRIGHTEST = 0.99
"""Of 1: a colour's number before tanh stays finite."""
_LEAST_RISE = 2.0
"""Of 255: a slope that stays within so much of its middle is none."""

_UNTANH = np.arctanh((np.arange(256, dtype=np.float32) / np.float32(127.5) - 1).clip(-_BRIGHTEST, _BRIGHTEST))
"""Of each of 0..255, float32."""
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
        middles = medians(colors, self.labels, self._count, sample=_SAMPLE).astype(np.int16)
        incline = None if slope is None else Incline.of(colors, self.labels, middles, slope)
        result = np.empty_like(colors)
        table = np.float32(strength) * _DRAWN
        for band in bands(*colors.shape[:2]):
            go_on()
            before, labels = colors[band], self.labels[band]
            way = np.take(middles, labels, axis=0)  # in a quarter of the time that an index takes
            if incline is not None:
                incline.lay_into(way, labels, band.start)
            way -= before
            squared = np.einsum("hwc,hwc->hw", way, way, dtype=np.int32)
            moved = way * table[squared // _STEP][..., None] + before
            result[band] = np.rint(moved, out=moved)
        return result


@dataclass(frozen=True, eq=False)
class Incline:
    """What areas that were painted with a slope are drawn towards in place of their median; before tanh.

    Attributes:
        size: (height, width) of the picture.
        slope: float32 `[TERMS, 3]`.
        share: of the slope that each area was painted with, 0..1, float32 `[count]`.
        base: what is without it, float32 `[count, 3]`.
    """

    size: tuple[int, int]
    slope: np.ndarray
    share: np.ndarray
    base: np.ndarray

    @classmethod
    def of(cls, colors: np.ndarray, labels: np.ndarray, middles: np.ndarray, slope: np.ndarray) -> Incline | None:
        """Finds by least squares how much of a slope each area of a picture was painted with.

        Args:
            colors, labels: the picture and its areas, uint8 `[H, W, 3]` and int32 `[H, W]`.
            middles: the areas' medians, `[count, 3]`.
            slope: that the ground was painted with, `[TERMS, 3]`.

        Returns:
            None where all of it is too little to see.
        """
        count, slope = len(middles), slope.astype(np.float32)
        step = max(1, round((labels.size / _FEW) ** 0.5))
        few, seen = labels[::step, ::step].ravel(), colors[::step, ::step].reshape(-1, 3)
        sizes = np.maximum(np.bincount(few, minlength=count), 1)

        def means(channels: np.ndarray) -> np.ndarray:
            """Each area's, `[3, N]` → `[3, count]`."""
            return np.stack([np.bincount(few, each, count) / sizes for each in channels]).astype(np.float32)

        laid = np.stack(_surfaces(slope, labels.shape, slice(0, None, step), slice(0, None, step))).reshape(3, -1)
        rise = laid - means(laid)[:, few]
        painted = _UNTANH[seen.T]
        wanted = painted - _UNTANH[middles.T][:, few]
        share = means(rise * wanted).sum(0) / np.maximum(means(rise * rise).sum(0), 1e-9)
        share[share < _LEAST_SHARE] = 0  # where nothing was seen, too
        share = share.clip(0, 1)
        painted_share = share[few]
        if np.abs(_tanh(painted + painted_share * rise) - _tanh(painted)).max(initial=0) < _LEAST_RISE:
            return None
        bare = np.rint(_tanh(painted - painted_share * laid)).astype(np.uint8)
        return cls((labels.shape[0], labels.shape[1]), slope, share, _UNTANH[medians(bare.T, few, count)])

    def lay_into(self, aims: np.ndarray, labels: np.ndarray, top: int) -> None:
        """Into what rows from `top` on are drawn towards, int16 `[h, W, 3]`, by their areas `[h, W]`."""
        share = self.share[labels]
        inclined = share > 0
        surfaces = _surfaces(self.slope, self.size, slice(top, top + len(labels)), slice(None))
        for channel, surface_ in enumerate(surfaces):
            surface_ *= share
            surface_ += self.base[:, channel][labels]
            np.copyto(aims[..., channel], np.rint(_tanh(surface_)), where=inclined, casting="unsafe")


def _surfaces(slope: np.ndarray, size: tuple[int, int], rows: slice, columns: slice) -> list[np.ndarray]:
    """A slope at some rows and columns of a picture of (height, width), each channel's, float32 `[h, w]`."""
    y, x = (places(np.arange(side, dtype=np.float32), side) for side in size)
    return [surface(list(terms), x[columns], y[rows, None]) for terms in slope.T]


def _tanh(values: np.ndarray) -> np.ndarray:
    """To 0..255, float32."""
    return (np.tanh(values) + 1) * np.float32(127.5)
