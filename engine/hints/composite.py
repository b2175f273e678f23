"""Hints come over the colours and under the artist's lines.

Laying lines over colours (`engine.upsample.lay_lines`) is affine in the colours. So hints with the lines laid
over them, put on a finished picture with the hints' own opacity, give the same as hints put under the lines:
the finished picture is enough, and only the tiles that hold hints are worked on. The canvas, the clipboard, flat
files and the merged pictures of layered ones all show what is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.hints.layer import TILE, Hints, Key
from engine.progress import Tell, untold
from engine.upsample import lay_lines

if TYPE_CHECKING:
    from engine.line_art import LineArt  # which loads OpenCV


def inked(tile: np.ndarray, key: Key, art: LineArt) -> np.ndarray:
    """A tile with the lines of a drawing laid over its colours; its opacity stays.

    Args:
        tile: uint8 RGBA `[TILE, TILE, 4]`.
        key: where it lies.
        art: the lines of all of the drawing.

    Returns:
        uint8 RGBA `[h, w, 4]`, smaller than a tile at the right and the lower border.
    """
    place = _place(key)
    lines = np.ascontiguousarray(art.pixels[place])
    alpha = None if art.alpha is None else np.ascontiguousarray(art.alpha[place])
    height, width = lines.shape[:2]
    colors = np.ascontiguousarray(tile[:height, :width, :3])
    return np.dstack([lay_lines(colors, lines, alpha), tile[:height, :width, 3]])


def with_hints(picture: np.ndarray, hints: Hints | None, art: LineArt | None, tell: Tell = untold) -> np.ndarray:
    """A finished picture with hints under its lines.

    Args:
        picture: uint8 RGB `[H, W, 3]`, the artist's lines over the network's colours.
        hints: the layer of that size; without any the picture comes back as it is.
        art: the lines that lie in the picture; None where none of the artist's do, and the hints come over all.
        tell: told how far it is.

    Raises:
        ValueError: the sizes differ.
        Cancelled: `tell` said so.
    """
    if hints is None or hints.is_empty:
        return picture
    shape = picture.shape if art is None else art.pixels.shape
    if picture.shape != shape or (picture.shape[1], picture.shape[0]) != hints.size:
        raise ValueError(f"hints of {hints.size} do not fit {picture.shape} and {shape}")
    result = picture.copy()
    for number, (key, tile) in enumerate(hints.tiles.items()):
        tell(number / len(hints.tiles))
        place = _place(key)
        height, width = result[place].shape[:2]
        top = tile[:height, :width] if art is None else inked(tile, key, art)
        result[place] = over(top, result[place])
    return result


def over(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """uint8 RGBA `[h, w, 4]`, not premultiplied, laid on uint8 RGB `[h, w, 3]`."""
    alpha = top[..., 3:].astype(np.uint16)
    return ((top[..., :3] * alpha + bottom * (255 - alpha) + 127) // 255).astype(np.uint8)


def _place(key: Key) -> tuple[slice, slice]:
    """Rows and columns of a tile."""
    left, top = key[0] * TILE, key[1] * TILE
    return slice(top, top + TILE), slice(left, left + TILE)
