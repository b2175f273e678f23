"""A list of colours as a reference picture. The networks know pictures: they take swatches as they take a painting,
and which swatch goes where is theirs to say; tags say it."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np

from engine.errors import PictureError
from engine.image_io import read_picture
from engine.requests import Picture
from engine.sentences import reason_of

LIST_SUFFIXES = (".gpl", ".hex", ".txt")
SWATCH = 128
"""Side of a swatch in pixels."""
MOST_COLORS = 256
_MOST_BYTES = 1 << 20
_GIMP = re.compile(r"\s*(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\b")
_HEX = re.compile(r"\s*(?:#|0x)?([0-9a-fA-F]{6})\b")


def read_palette(path: Path) -> Picture:
    """A palette of GIMP's (`.gpl`), a list of hexadecimal colours one a line (`.hex`, `.txt`), or a picture of
    swatches, as a picture to take colours from.

    Raises:
        PictureError: it cannot be read, or holds no colours or too many.
    """
    if path.suffix.lower() not in LIST_SUFFIXES:
        return read_picture(path)
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig", "replace")
    except OSError as error:
        raise PictureError(
            "The palette {path} cannot be read: {reason}.", path=path, reason=reason_of(error)
        ) from error
    colors = [color for line in text.splitlines() if (color := _color(line, text.startswith("GIMP Palette")))]
    if not 0 < len(colors) <= MOST_COLORS:
        raise PictureError(
            "The palette {path} holds {count} colours; it may have from 1 to {most}.",
            path=path,
            count=len(colors),
            most=MOST_COLORS,
        )
    return Picture(swatches(colors), None, str(path))


def swatches(colors: list[tuple[int, int, int]]) -> np.ndarray:
    """Squares of these colours in rows, nearly as many down as across, uint8 RGB `[H, W, 3]`; white where the last
    row ends."""
    columns = math.ceil(math.sqrt(len(colors)))
    rows = math.ceil(len(colors) / columns)
    small = np.full((rows * columns, 3), 255, np.uint8)
    small[: len(colors)] = colors
    return small.reshape(rows, columns, 3).repeat(SWATCH, 0).repeat(SWATCH, 1)


def _color(line: str, gimp: bool) -> tuple[int, int, int] | None:
    if gimp:
        found = _GIMP.match(line)
        values = tuple(int(value) for value in found.groups()) if found else ()
    else:
        found = _HEX.match(line)
        values = tuple(bytes.fromhex(found[1])) if found else ()
    return (values[0], values[1], values[2]) if values and max(values) <= 255 else None
