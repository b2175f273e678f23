"""Hints come over the colours and under the artist's lines.

Laying lines over colours (`engine.upsample.lay_lines`) is affine in the colours. So hints with the lines laid
over them, put on a finished picture with the hints' own opacity, give the same as hints put under the lines:
the finished picture is enough, and only the tiles that hold hints are worked on.
"""

from __future__ import annotations

import numpy as np

from engine.hints.layer import TILE, Hints, Key
from engine.upsample import lay_lines


def inked(tile: np.ndarray, key: Key, drawing: np.ndarray) -> np.ndarray:
    """A tile with the lines of the drawing laid over its colours; its opacity stays.

    Args:
        tile: uint8 RGBA `[TILE, TILE, 4]`.
        key: where it lies.
        drawing: uint8 RGB `[H, W, 3]`, all of it.

    Returns:
        uint8 RGBA `[h, w, 4]`, smaller than a tile at the right and the lower border.
    """
    left, top = key[0] * TILE, key[1] * TILE
    lines = np.ascontiguousarray(drawing[top : top + TILE, left : left + TILE])
    height, width = lines.shape[:2]
    colors = np.ascontiguousarray(tile[:height, :width, :3])
    return np.dstack([lay_lines(colors, lines), tile[:height, :width, 3]])


def with_hints(picture: np.ndarray, hints: Hints | None, drawing: np.ndarray) -> np.ndarray:
    """A finished picture with hints under its lines.

    Args:
        picture: uint8 RGB `[H, W, 3]`, the artist's lines over the network's colours.
        hints: the layer of that size; without any the picture comes back as it is.
        drawing: uint8 RGB `[H, W, 3]`, whose lines they are.

    Raises:
        ValueError: the sizes differ.
    """
    if hints is None or hints.is_empty:
        return picture
    if picture.shape != drawing.shape or (picture.shape[1], picture.shape[0]) != hints.size:
        raise ValueError(f"hints of {hints.size} do not fit {picture.shape} and {drawing.shape}")
    result = picture.copy()
    for key, tile in hints.tiles.items():
        top = inked(tile, key, drawing)
        rows = slice(key[1] * TILE, key[1] * TILE + top.shape[0])
        columns = slice(key[0] * TILE, key[0] * TILE + top.shape[1])
        result[rows, columns] = over(top, result[rows, columns])
    return result


def over(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """uint8 RGBA `[h, w, 4]`, not premultiplied, laid on uint8 RGB `[h, w, 3]`."""
    alpha = top[..., 3:].astype(np.uint16)
    return ((top[..., :3] * alpha + bottom * (255 - alpha) + 127) // 255).astype(np.uint8)
