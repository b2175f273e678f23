"""A list of colours as a reference picture. The networks know pictures: they take swatches as they take a painting,
and which swatch goes where is theirs to say; tags say it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
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
_HEX = re.compile(
    r"(?<![\w#])(?:#(?P<css>[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})|(?P<sure>0x)?(?P<plain>[0-9a-f]{8}|[0-9a-f]{6}))(?!\w)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\s*(;|//|#\s)")
_WORD, _DIGIT = re.compile(r"\w"), re.compile(r"\d")


def read_palette(path: Path) -> Picture:
    """A palette of GIMP's (`.gpl`), a list of hexadecimal colours (`.hex`, `.txt`), or a picture of swatches, as a
    picture to take colours from.

    A list has one or many colours a line, as `rrggbb`, `#rrggbb`, `#rgb` or `0xrrggbb`. Eight digits hold an opacity
    besides, which is passed by: the first two, as Paint.NET writes them, after a `#` the last two, as CSS does.

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
    read = _of_gimp if text.startswith("GIMP Palette") else _of_list
    colors = [color for line in text.splitlines() for color in read(line)]
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


def _of_gimp(line: str) -> Iterator[tuple[int, int, int]]:
    if found := _GIMP.match(line):
        red, green, blue = (int(value) for value in found.groups())
        if max(red, green, blue) <= 255:
            yield red, green, blue


def _of_list(line: str) -> Iterator[tuple[int, int, int]]:
    if _COMMENT.match(line):
        return
    end, is_named = 0, False
    for found in _HEX.finditer(line):
        is_named = is_named or bool(_WORD.search(line, end, found.start()))
        end = found.end()
        css, plain = found["css"], found["plain"]
        if plain and is_named and not found["sure"] and not _DIGIT.search(plain):
            continue  # among the words of a name it is one of them, such as facade
        digits = plain[-6:] if plain else css[:6] if len(css) > 3 else "".join(2 * digit for digit in css)
        red, green, blue = bytes.fromhex(digits)
        yield red, green, blue
