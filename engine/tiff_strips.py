"""TIFFs written strip by strip.

Pillow codes a whole one in a single call that keeps Python's lock, and the window waits for it: a second for
8192 × 8192 pixels. So each strip is coded as a TIFF of its own, and its bytes are taken over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import accumulate

import numpy as np
from PIL import Image, TiffTags
from PIL.TiffImagePlugin import (
    BITSPERSAMPLE,
    COMPRESSION,
    COMPRESSION_INFO_REV,
    ICCPROFILE,
    IMAGEDESCRIPTION,
    IMAGELENGTH,
    IMAGEWIDTH,
    PHOTOMETRIC_INTERPRETATION,
    PLANAR_CONFIGURATION,
    ROWSPERSTRIP,
    SAMPLESPERPIXEL,
    STRIPBYTECOUNTS,
    STRIPOFFSETS,
    ImageFileDirectory_v2,
)

from engine.progress import Tell

_CODING = "tiff_lzw"
_STRIP = 1 << 18
"""Pixels of a strip, about, which are coded in 4 ms."""
_HEADER = b"II*\x00\x08\x00\x00\x00"
"""Little-endian, the directory comes first."""
_RGB = 2


def tiff_strips(pixels: np.ndarray, description: str, profile: bytes, tell: Tell) -> Iterator[bytes]:
    """The bytes of a TIFF, piece by piece.

    Args:
        pixels: uint8 RGB `[H, W, 3]`.
        description: text for its description, in ASCII; empty for none.
        profile: its ICC profile.
        tell: told which share of it is coded.

    Raises:
        Cancelled: `tell` said so.
    """
    height, width = pixels.shape[:2]
    rows = min(height, max(1, _STRIP // width))
    strips = []
    for top in range(0, height, rows):
        strips.append(_strip(pixels[top : top + rows]))
        tell(min(1.0, (top + rows) / height))
    directory = _directory(width, height, rows, description, profile)
    directory[STRIPBYTECOUNTS] = tuple(map(len, strips))
    # Counted from the directory's end: Pillow adds where that is.
    directory[STRIPOFFSETS] = tuple(accumulate(map(len, strips[:-1]), initial=0))
    yield _HEADER + directory.tobytes(len(_HEADER))
    yield from strips


def _directory(width: int, height: int, rows: int, description: str, profile: bytes) -> ImageFileDirectory_v2:
    directory = ImageFileDirectory_v2(_HEADER)
    for tag, value in {
        IMAGEWIDTH: width,
        IMAGELENGTH: height,
        BITSPERSAMPLE: (8, 8, 8),
        COMPRESSION: COMPRESSION_INFO_REV[_CODING],
        PHOTOMETRIC_INTERPRETATION: _RGB,
        SAMPLESPERPIXEL: 3,
        ROWSPERSTRIP: rows,
        PLANAR_CONFIGURATION: 1,
        ICCPROFILE: profile,
    }.items():
        directory[tag] = value
    if description:
        directory[IMAGEDESCRIPTION] = description
    for tag in (STRIPOFFSETS, STRIPBYTECOUNTS):  # small numbers would become large ones in too little room
        directory.tagtype[tag] = TiffTags.LONG
    return directory


def _strip(rows: np.ndarray) -> bytes:
    file = io.BytesIO()
    image = Image.fromarray(np.ascontiguousarray(rows))
    image.save(file, "TIFF", compression=_CODING, tiffinfo={ROWSPERSTRIP: len(rows)})
    data = file.getvalue()
    directory = ImageFileDirectory_v2(data[: len(_HEADER)])
    file.seek(directory.next)
    directory.load(file)
    (start,), (length,) = directory[STRIPOFFSETS], directory[STRIPBYTECOUNTS]
    return data[start : start + length]
