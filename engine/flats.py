"""Flats: the areas between the lines, each in one colour, as colourists lay them under their work.

Areas are what lines enclose, small gaps in the lines counted as closed: a ball that does not fit through a gap
(its radius `gap_radius`) stays in its area, and what the ball leaves out at the rims and in corners belongs to the
area beside it. OpenCV finds the connected areas and the distances, one byte or one int32 a pixel, as pictures may have
67 million of them. Imports no torch; any thread, but not the GUI's.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.progress import Tell, untold, within
from engine.spreading import spread
from engine.upsample import INK

_SIDE_PER_RADIUS = 400  # a drawing of 1024 px has gaps of some 5 px closed, …
_RADII = (2, 8)  # … the largest ones of 16
_SPECK = 400  # an enclosed spot smaller than the square of 1/400 of the long side is no area of its own
_UNDER_INK = 24  # lines up to twice as wide are filled from both sides; ink that is wider is an area
_MEDIAN_SAMPLE = 1 << 21
_TABLE_A_PIXEL = 2  # entries of a table of areas and values, up to which it is less work than sorting


def flats(colors: np.ndarray, grey: np.ndarray, tell: Tell = untold) -> np.ndarray:
    """Each area between the lines in the median of its colours, continued under the lines.

    Args:
        colors: uint8 RGB `[H, W, 3]`, what was painted, without the lines.
        grey: uint8 `[H, W]`, the drawing, dark lines on white.
        tell: told how far it is; a large drawing takes many seconds.

    Returns:
        uint8 RGB `[H, W, 3]`, with no more colours than there are areas.
    """
    areas, count = find_areas(grey, within(tell, 0.0, 0.8))
    middles = Medians(areas, count, within(tell, 0.8, 0.95)).of(colors)
    tell(0.95)
    return middles[areas]


def gap_radius(size: int) -> int:
    """Radius in pixels of the ball that gaps hold back, for a drawing with this long side."""
    return min(max(round(size / _SIDE_PER_RADIUS), _RADII[0]), _RADII[1])


def find_areas(grey: np.ndarray, tell: Tell = untold) -> tuple[np.ndarray, int]:
    """The areas between the lines of a drawing, uint8 `[H, W]`: int32 `[H, W]` from 0, and how many there are."""
    size = max(grey.shape)
    radius = gap_radius(size)
    paper = _without_specks(grey >= INK, max(2, (size // _SPECK) ** 2), within(tell, 0.0, 0.2))
    tell(0.2)
    # The frame is no line: a ball may roll along the edge of the picture.
    framed = cv2.copyMakeBorder(paper, radius, radius, radius, radius, cv2.BORDER_REPLICATE)
    distance = cv2.distanceTransform(framed, cv2.DIST_L2, 3)[radius:-radius, radius:-radius]
    tell(0.3)
    labels, count = _components(distance > radius)
    tell(0.4)
    known, ink = labels > 0, paper == 0
    # From a corner the ball stays away by more than its radius, the more the sharper the corner is.
    copy = spread(known, ink, radius * 6, _UNDER_INK, within(tell, 0.4, 0.8))
    tell(0.8)
    flat = labels.reshape(-1)
    narrow = ~known & ~ink
    narrow.reshape(-1)[copy.targets] = False
    count = _add_components(labels, narrow, count)
    tell(0.85)
    copy.into(flat, flat)
    tell(0.9)
    count = _add_components(labels, labels == 0, count)
    labels -= 1
    tell(1.0)
    return labels, count


def _without_specks(paper: np.ndarray, least: int, tell: Tell) -> np.ndarray:
    """Paper as uint8 0 or 1; spots of fewer than `least` pixels belong to the ink around them."""
    labels, _ = _components(paper)
    tell(0.4)
    areas = np.bincount(labels.reshape(-1))
    tell(0.7)
    kept = areas >= least
    kept[0] = False
    return kept.astype(np.uint8)[labels]


def _components(mask: np.ndarray) -> tuple[np.ndarray, int]:
    """Labels int32 from 1 (0 outside `mask`), and how many. Diagonal neighbours are apart, so that a line one pixel
    wide is a wall."""
    count, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    return labels, count - 1


def _add_components(labels: np.ndarray, mask: np.ndarray, count: int) -> int:
    """Gives the areas of `mask` the labels after `count`; returns the new count."""
    if not mask.any():
        return count
    more, added = _components(mask)
    np.add(more, count, out=labels, where=mask)
    return count + added


class Medians:
    """Takes the medians of areas' colours, of one picture after another: what the areas alone say is found once.

    Args:
        areas: int32 `[H, W]` from 0.
        count: of areas; one without a pixel gets any colour.
        sample: pixels that the medians are taken of, about; of small areas all.
    """

    def __init__(self, areas: np.ndarray, count: int, tell: Tell = untold, sample: int = _MEDIAN_SAMPLE) -> None:
        labels = areas.reshape(-1)
        self._count = count
        self._chosen: np.ndarray | None = None
        step = max(1, labels.size // sample)
        if step > 1:
            while areas.shape[-1] % step == 0:
                step += 1  # otherwise every row would be sampled in the same columns
            chosen = np.arange(0, labels.size, step)
            seen = np.zeros(count, bool)
            seen[labels[chosen]] = True
            tell(0.3)
            if not seen.all():
                chosen = np.concatenate([chosen, np.flatnonzero(~seen[labels])])
            self._chosen, labels = chosen, labels[chosen]
        self._sizes = np.bincount(labels, minlength=count)
        self._keys = labels.astype(np.int64) * 256
        tell(0.6)

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        return self._keys.nbytes + self._sizes.nbytes + (0 if self._chosen is None else self._chosen.nbytes)

    def of(self, colors: np.ndarray) -> np.ndarray:
        """Colours uint8 `[H, W, 3]`, or of all pixels `[H·W, 3]`, to the areas' medians, uint8 `[count, 3]`."""
        values = colors.reshape(-1, 3)
        if self._chosen is not None:
            values = np.take(values, self._chosen, axis=0)
        return np.stack([self._median(np.ascontiguousarray(channel)) for channel in values.T], axis=1)

    def _median(self, values: np.ndarray) -> np.ndarray:
        keys, count, sizes = self._keys + values, self._count, self._sizes
        if count * 256 <= len(keys) * _TABLE_A_PIXEL:
            # Counted, few areas are done in half the time that sorting takes.
            table = np.bincount(keys, minlength=count * 256).astype(np.int32)
            below = np.cumsum(table.reshape(count, 256), axis=1, dtype=np.int32) <= sizes[:, None] // 2
            return np.count_nonzero(below, axis=1).clip(max=255).astype(np.uint8)
        middles = np.minimum(np.cumsum(sizes) - sizes + sizes // 2, len(keys) - 1)
        keys.sort()
        return (keys[middles] & 255).astype(np.uint8)
