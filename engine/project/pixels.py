"""uint8 arrays ↔ PNG bytes, without any loss and with a cap."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import numpy as np
from PIL import Image

from engine.errors import ProjectError
from engine.image_io import MAX_PIXELS
from engine.progress import Tell, Watched, untold
from engine.scaling import array_of
from engine.sentences import reason_of

_MODES = {"RGB": 3, "RGBA": 4, "L": 1}
_SMALLER = 4
"""How much smaller than its pixels a PNG is thought to be, to tell how far its writing is."""


def png_of(pixels: np.ndarray, compress_level: int, tell: Tell = untold) -> bytes:
    """uint8 `[H, W]`, `[H, W, 3]` or `[H, W, 4]` as a PNG. Slow for large pictures: not on the GUI thread.

    Raises:
        Cancelled: `tell` said so.
    """
    file = io.BytesIO()
    watched: Any = Watched(file, pixels.nbytes // _SMALLER, tell)  # Pillow asks for no more than `write`
    Image.fromarray(np.ascontiguousarray(pixels)).save(watched, "PNG", compress_level=compress_level)
    return file.getvalue()


def pixels_of(png: bytes, mode: str) -> np.ndarray:
    """The array of a PNG that must be of that mode (`RGB`, `RGBA` or `L`).

    Raises:
        ProjectError: it is none, is damaged, of another mode, or over the pixel cap; without a file's name.
    """
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            if image.mode != mode or image.width * image.height > MAX_PIXELS:
                raise ProjectError(
                    "a picture in it is {mode} of {width} × {height} pixels",
                    mode=image.mode,
                    width=image.width,
                    height=image.height,
                )
            pixels = array_of(image)
    except (OSError, ValueError, SyntaxError) as error:  # Pillow raises SyntaxError for a broken PNG
        raise ProjectError("a picture in it cannot be read ({reason})", reason=reason_of(error)) from error
    assert pixels.ndim == 2 or pixels.shape[2] == _MODES[mode]
    return pixels


def digest_of(pixels: np.ndarray) -> str:
    """A digest of an array and its shape, 32 hexadecimal digits; what is stored once is named by it."""
    digest = hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16)
    digest.update(repr(pixels.shape).encode())
    return digest.hexdigest()
