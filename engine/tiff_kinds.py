"""TIFFs that Pillow does not read: damaged ones told from those of a kind that it does not know."""

from __future__ import annotations

import io
import struct
from typing import IO

from PIL.TiffImagePlugin import (
    PHOTOMETRIC_INTERPRETATION,
    SAMPLESPERPIXEL,
    STRIPBYTECOUNTS,
    STRIPOFFSETS,
    TILEBYTECOUNTS,
    TILEOFFSETS,
    ImageFileDirectory_v2,
)

from engine.sentences import Sentence

_GREY = (0, 1)
"""How greys are counted: from white, or from black."""


def unread(file: IO[bytes], name: str) -> Sentence | None:
    """What to say of a TIFF that Pillow cannot identify; None where it is none, or its pixels do not all lie where it
    says that they do. Never raises; any thread."""
    try:
        file.seek(0)
        directory = ImageFileDirectory_v2(file.read(8))
        file.seek(directory.next)
        directory.load(file)
        tags = (STRIPOFFSETS, STRIPBYTECOUNTS) if STRIPOFFSETS in directory else (TILEOFFSETS, TILEBYTECOUNTS)
        ends = [start + length for start, length in zip(*(directory[tag] for tag in tags), strict=True)]
        if not 0 < max(ends) <= file.seek(0, io.SEEK_END):
            return None
        samples, photometric = directory.get(SAMPLESPERPIXEL), directory.get(PHOTOMETRIC_INTERPRETATION)
    except (SyntaxError, struct.error, LookupError, TypeError, ValueError, OSError):  # all of which Pillow raises
        return None
    if photometric in _GREY and samples != 1:
        return Sentence(
            "{name} is a TIFF of grey with transparency, of a kind that cannot be read; save it without transparency, "
            "or as PNG.",
            name=name,
        )
    # E.g. colours in floating point.
    return Sentence(
        "{name} is a TIFF of a kind that cannot be read; save it with 8 or 16 bits a channel, or as PNG.", name=name
    )
