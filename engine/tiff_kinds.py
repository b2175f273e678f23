"""TIFFs that Pillow does not read: damaged ones told from those of a kind that it does not know."""

from __future__ import annotations

import io
import struct
from typing import IO

from PIL.TiffImagePlugin import STRIPBYTECOUNTS, STRIPOFFSETS, TILEBYTECOUNTS, TILEOFFSETS, ImageFileDirectory_v2


def is_whole_tiff(file: IO[bytes]) -> bool:
    """Whether a file is a TIFF whose pixels all lie where it says that they do. Where Pillow cannot identify it then,
    they are of another kind, e.g. colours in floating point. Never raises; any thread."""
    try:
        file.seek(0)
        directory = ImageFileDirectory_v2(file.read(8))
        file.seek(directory.next)
        directory.load(file)
        tags = (STRIPOFFSETS, STRIPBYTECOUNTS) if STRIPOFFSETS in directory else (TILEOFFSETS, TILEBYTECOUNTS)
        ends = [start + length for start, length in zip(*(directory[tag] for tag in tags), strict=True)]
        return 0 < max(ends) <= file.seek(0, io.SEEK_END)
    except (SyntaxError, struct.error, LookupError, TypeError, ValueError, OSError):  # all of which Pillow raises
        return False
