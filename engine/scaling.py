"""Sizes of pictures and the way between them. Imports no torch."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from PIL import Image

Size = tuple[int, int]
"""(width, height) in pixels."""

_BAND_PIXELS = 1 << 20


def fitted(size: Size, long_side: int) -> Size:
    """`size` scaled so that its long side is `long_side`; no side falls below one pixel."""
    scale = long_side / max(size)
    width, height = (max(1, math.floor(side * scale + 0.5)) for side in size)
    return width, height


def bands(height: int, width: int) -> Iterator[slice]:
    """The rows of a picture in parts of some million pixels: short work on what the processor's memory holds."""
    rows = max(1, _BAND_PIXELS // max(1, width))
    for top in range(0, height, rows):
        yield slice(top, min(height, top + rows))


def array_of(image: Image.Image) -> np.ndarray:
    """A copy of a picture of 8 bits a channel, uint8 `[H, W]` or `[H, W, C]`, band by band: `np.asarray` copies all of
    it with Python's lock in its hand, 0.2 s for 8192 × 8192, and the window waits for it."""
    width, height = image.size
    if width * height <= _BAND_PIXELS:
        return np.array(image)
    channels = len(image.getbands())
    pixels = np.empty((height, width) if channels == 1 else (height, width, channels), np.uint8)
    for band, rows in rows_of(image):
        pixels[band] = np.asarray(rows)
    return pixels


def rows_of(image: Image.Image) -> Iterator[tuple[slice, Image.Image]]:
    """A picture in parts as of `bands`, each a copy."""
    for band in bands(image.height, image.width):
        yield band, image.crop((0, band.start, image.width, band.stop))


def to_grey(pixels: np.ndarray) -> np.ndarray:
    """The grey that networks and line tests see: ITU-R 601 luma (Pillow's `L`), uint8 `[H, W]`."""
    return array_of(Image.fromarray(pixels).convert("L"))


def resized(pixels: np.ndarray, size: Size) -> np.ndarray:
    """uint8 `[h, w]` or `[h, w, 3]` brought to `size`; the same array where it fits already.

    The filters are those of the trainings: bicubic (over as many pixels as become one), and for grey
    drawings that shrink the mean of those pixels, which neither sharpens lines nor rings beside them.
    """
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return pixels
    shrinks = size[0] < width and size[1] < height
    kind = Image.Resampling.BOX if shrinks and pixels.ndim == 2 else Image.Resampling.BICUBIC
    return array_of(Image.fromarray(pixels).resize(size, kind))
