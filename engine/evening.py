"""Even fills: what lies between the same lines takes one colour, as far as the user wants it.

The networks paint softly: their colours drift within an area and cross its lines a little. Illustrators lay flat
fills first. So each area (`engine.flats`) draws its pixels towards the median of its colours. A pixel whose colour is
wholly another one stays: areas that run into each other where lines are open, such as hair that is drawn in strokes
over the ground, keep their two colours instead of mixing into a third.

What a ground took of its reference's slope (`engine.slope`) is no drift: where an area was painted with it, its colours
are drawn towards that slope. Imports no torch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from engine.flats import Medians, find_areas
from engine.progress import Tell, go_on, untold
from engine.scaling import Size, bands, fitted, to_grey
from engine.slope import places, surface
from engine.spreading import settle
from engine.upsample import INK, darkest

_MOST_SIDE = 2048
"""Long side at which areas are found at most; where those of a larger drawing meet, its own lines tell them apart."""
_RINGS = 4
"""How many pixels of that side a walk goes to what is surely of an area."""
_REACH = 90.0
"""Distance in RGB at which a pixel is drawn 1/e as strongly as one beside the median."""
_SAMPLE = 1 << 17
"""Pixels that the medians are taken of."""
_AT_ONCE = 1 << 16
"""Pixels that are evened at once: what is between them stays in a processor's cache."""
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
        ink: which pixels any line of the drawing touches, bool `[H, W]`; None where that is not asked any more.
    """

    def __init__(self, labels: np.ndarray, count: int, ink: np.ndarray | None = None) -> None:
        self.labels, self._count, self._ink = labels, count, ink
        self._medians: Medians | None = None
        self._few: Few | None = None

    @classmethod
    def of(cls, grey: np.ndarray, tell: Tell = untold) -> Areas:
        """Finds them in a drawing, dark lines on white, uint8 `[H, W]`; in a large one at `_MOST_SIDE`."""
        side = min(max(grey.shape), _MOST_SIDE)
        small = darkest(grey, fitted((grey.shape[1], grey.shape[0]), side))
        return cls(*find_areas(small, tell), small < INK)

    def at(self, size: Size, drawing: np.ndarray | None = None) -> Areas:
        """The same areas at the size of the colours that will come.

        Args:
            size: of the colours.
            drawing: the drawing at that size, uint8 RGB `[H, W, 3]`. A line may be thinner there than a pixel of these
                areas: with it, what lies beside one is of the area on its own side.
        """
        height, width = self.labels.shape
        if (width, height) == size:
            return self
        rows, columns = (_smaller(*sides) for sides in ((size[1], height), (size[0], width)))
        labels = np.empty((size[1], size[0]), self.labels.dtype)
        for band in bands(size[1], size[0]):
            go_on()
            labels[band] = np.take(self.labels[rows[band]], columns, axis=1)
        if drawing is not None and self._ink is not None and size[0] > width:
            ink, met = np.empty(labels.shape, bool), np.zeros(self._ink.shape, np.uint8)
            for band in bands(size[1], size[0]):
                np.less(to_grey(drawing[band]), INK, out=ink[band])
                for y, x in _meetings(labels, ink, band):
                    met[rows[y], columns[x]] = 1
            # Areas meet on paper, too, where a gap was closed: there nothing is wrong.
            doubtful = (cv2.dilate(met, np.ones((3, 3), np.uint8)) > 0) & self._ink
            unsure = [
                np.flatnonzero(np.take(doubtful[rows[band]], columns, axis=1)) + band.start * size[0]
                for band in bands(size[1], size[0])
            ]
            settle(labels, np.concatenate(unsure), ink, _RINGS * -(-size[0] // width))
        return Areas(labels, self._count)

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        parts = (self.labels, self._ink, self._medians, self._few)
        return sum(part.nbytes for part in parts if part is not None)

    def even(self, colors: np.ndarray, strength: float, slope: np.ndarray | None = None) -> np.ndarray:
        """Colours with even areas. Not for two threads at once.

        Args:
            colors: uint8 RGB `[H, W, 3]` of its size.
            strength: 0 leaves them, 1 evens wholly.
            slope: that the ground was painted with, float `[TERMS, 3]` before tanh, or None.
        """
        if self._medians is None:
            self._medians = Medians(self.labels, self._count, sample=_SAMPLE)
        middles, incline = self._medians.of(colors), None
        if slope is not None:
            self._few = self._few or Few(self.labels, self._count)
            incline = Incline.of(colors, self._few, middles, slope)
        result = np.empty_like(colors)
        aims, table = middles.T.astype(np.float32), np.float32(strength) * _DRAWN
        height, width = self.labels.shape
        rows = max(1, _AT_ONCE // max(1, width))
        for top in range(0, height, rows):
            go_on()
            band = slice(top, min(height, top + rows))
            before, labels = colors[band], self.labels[band].astype(np.intp)
            # Channel by channel: pixels side by side are what a processor's vectors take.
            ways = [_each(aim, labels) for aim in aims]
            if incline is not None:
                incline.lay_into(ways, labels, top)
            for way, channel in zip(ways, before.transpose(2, 0, 1), strict=True):
                way -= channel
            red, green, blue = ways
            squared = red * red + green * green + blue * blue
            drawn = _each(table, (squared * np.float32(1 / _STEP)).astype(np.intp))
            for way, channel, out in zip(ways, before.transpose(2, 0, 1), result[band].transpose(2, 0, 1), strict=True):
                way *= drawn
                way += channel
                out[:] = np.rint(way, out=way)
        return result


class Few:
    """Some pixels of a drawing's areas, by which a slope is told.

    Args:
        labels: int32 `[H, W]` from 0.
        count: of labels.
    """

    def __init__(self, labels: np.ndarray, count: int) -> None:
        step = max(1, round((labels.size / _FEW) ** 0.5))
        height, width = labels.shape
        self.size = (height, width)
        self.every = slice(0, None, step)
        self.labels = labels[self.every, self.every].ravel().astype(np.intp)
        self.medians = Medians(self.labels[None], count)
        self._count = count
        self._order = np.argsort(self.labels, kind="stable")
        self._sizes = np.bincount(self.labels, minlength=count)
        self._seen = np.flatnonzero(self._sizes)
        self._first = (np.cumsum(self._sizes) - self._sizes)[self._seen]

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        return self.labels.nbytes + self._order.nbytes + self.medians.nbytes

    def means(self, channels: np.ndarray) -> np.ndarray:
        """Each area's mean, float32 `[3, N]` → `[3, count]`; 0 where no pixel of it is among them."""
        found = np.zeros((len(channels), self._count), np.float32)
        sorted_ = _each_of(channels, self._order)
        found[:, self._seen] = np.add.reduceat(sorted_, self._first, axis=1) / self._sizes[self._seen]
        return found


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
    def of(cls, colors: np.ndarray, few: Few, middles: np.ndarray, slope: np.ndarray) -> Incline | None:
        """Finds by least squares how much of a slope each area of a picture was painted with.

        Args:
            colors: the picture, uint8 `[H, W, 3]`.
            few: pixels of its areas.
            middles: the areas' medians, `[count, 3]`.
            slope: that the ground was painted with, `[TERMS, 3]`.

        Returns:
            None where all of it is too little to see.
        """
        slope = slope.astype(np.float32)
        seen = colors[few.every, few.every].reshape(-1, 3)
        laid = np.stack(_surfaces(slope, few.size, few.every, few.every)).reshape(3, -1)
        rise = laid - _each_of(few.means(laid), few.labels)
        painted = np.take(_UNTANH, seen.T)
        wanted = painted - _each_of(_UNTANH[middles.T], few.labels)
        share = few.means(rise * wanted).sum(0) / np.maximum(few.means(rise * rise).sum(0), 1e-9)
        share[share < _LEAST_SHARE] = 0  # where nothing was seen, too
        share = share.clip(0, 1)
        painted_share = _each(share, few.labels)
        if np.abs(_tanh(painted + painted_share * rise) - _tanh(painted)).max(initial=0) < _LEAST_RISE:
            return None
        bare = np.rint(_tanh(painted - painted_share * laid)).astype(np.uint8)
        return cls(few.size, slope, share, _UNTANH[few.medians.of(bare.T)])

    def lay_into(self, aims: list[np.ndarray], labels: np.ndarray, top: int) -> None:
        """Into what rows from `top` on are drawn towards, each channel's float32 `[h, W]`, by their areas `[h, W]`."""
        share = _each(self.share, labels)
        inclined = share > 0
        if not inclined.any():
            return
        surfaces = _surfaces(self.slope, self.size, slice(top, top + len(labels)), slice(None))
        for aim, surface_, base in zip(aims, surfaces, self.base.T, strict=True):
            surface_ *= share
            surface_ += _each(base, labels)
            np.copyto(aim, np.rint(_tanh(surface_)), where=inclined)


def _smaller(large: int, small: int) -> np.ndarray:
    """In which of `small` parts of a side each of its `large` pixels lies, where `darkest` puts it."""
    return ((np.arange(large) + 1) * small - 1) // large


def _meetings(labels: np.ndarray, ink: np.ndarray, band: slice) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Rows and columns of pixels beside which another area begins without a line between, in some rows of a picture."""
    go_on()
    top = max(0, band.start - 1)
    values, walls = labels[top : band.stop], ink[top : band.stop]
    for one, other, down, right in ((np.s_[1:], np.s_[:-1], 1, 0), (np.s_[:, 1:], np.s_[:, :-1], 0, 1)):
        meeting = values[one] != values[other]
        meeting &= ~(walls[one] | walls[other])
        y, x = np.divmod(np.flatnonzero(meeting), meeting.shape[1])
        yield y + top, x
        yield y + top + down, x + right


def _each(values: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """`values[indices]`, of indices in `np.intp` that are within them: in a third of the time."""
    return np.take(values, indices, mode="clip")


def _each_of(channels: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """`_each` of several, `[C, N]` → `[C, M]`."""
    return np.stack([_each(channel, indices) for channel in channels])


def _surfaces(slope: np.ndarray, size: tuple[int, int], rows: slice, columns: slice) -> list[np.ndarray]:
    """A slope at some rows and columns of a picture of (height, width), each channel's, float32 `[h, w]`."""
    y, x = (places(np.arange(side, dtype=np.float32), side) for side in size)
    return [surface(list(terms), x[columns], y[rows, None]) for terms in slope.T]


def _tanh(values: np.ndarray) -> np.ndarray:
    """To 0..255, float32."""
    values = np.tanh(values)
    values += 1
    values *= np.float32(127.5)
    return values
