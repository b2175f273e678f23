"""The artist's lines as two layers that give, in any program, what Nurie's own picture shows.

A Multiply layer makes whatever lies under it darker by a share. Nurie's lines do more than that: solid ink that is
not quite black, a pencil's grey say, hides the colours as ink does. So the layer of the lines is the drawing itself,
and a layer under it holds the white that the drawing was made on, only where ink hides what it lies on: multiplied
by the drawing it gives the drawing. Colours and hints keep their pixels, whatever is painted in them later shows as
it would in Nurie, and without that layer the lines are a plain Multiply.

Laying lines over colours (`engine.upsample.lay_lines`) is affine in the colours, which is why one layer can do it.
Imports no torch; any thread, but not the GUI's.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageChops

from engine.hints.composite import over
from engine.hints.layer import Hints
from engine.line_art import LineArt
from engine.progress import Tell, untold
from engine.upsample import cover

_UNSEEN = 1  # ink that is no lighter than this is black: Multiply alone gives it
_BAND = 256  # rows that are worked on at once


def ink_layer(art: LineArt, tell: Tell = untold) -> np.ndarray:
    """The lines alone, uint8 RGBA `[H, W, 4]`: laid over white as Multiply they give what the drawing itself
    gives, and between them everything is transparent. Tells how far it is."""
    result = np.zeros((*art.pixels.shape[:2], 4), np.uint8)
    for rows in _bands(len(result), tell):
        bands = Image.fromarray(art.pixels[rows]).split()
        if art.alpha is None:
            clear = ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2])
        else:
            clear = Image.fromarray(255 - art.alpha[rows])
        part = result[rows]
        part[..., 3] = 255 - np.asarray(clear)
        for channel, band in enumerate(bands):
            # On white a pixel is what the ink gives, times its opacity, and the white that shows through.
            ink = np.asarray(ImageChops.subtract(band, clear))
            seen = ink > 0
            opacity = part[..., 3][seen].astype(np.uint16)
            part[..., channel][seen] = (ink[seen].astype(np.uint16) * 255 + opacity // 2) // opacity  # Pillow cuts off
    return result


def is_plain_multiply(art: LineArt) -> bool:
    """Whether the layer of the lines alone gives Nurie's picture: all ink that hides colours is black."""
    for rows in _bands(len(art.pixels), untold):
        if art.alpha is None:
            found = _hiding(art.pixels[rows]).any()
        else:
            # Black ink shows as much white as its opacity lets through, any other more.
            black = np.minimum(255 - art.alpha[rows], 255 - _UNSEEN) + np.uint8(_UNSEEN)
            found = (art.pixels[rows].max(axis=2) > black).any()
        if found:
            return False
    return True


def backing_layer(art: LineArt, colors: np.ndarray, hints: Hints | None, tell: Tell = untold) -> np.ndarray:
    """What lies between the lines and the colours, uint8 RGBA `[H, W, 4]`, clear where ink is black or hides nothing.

    It is white, but for coloured lines with transparency of their own: no white fits all three of their channels, and
    it takes the rest from what lies under it.

    Args:
        art: the lines.
        colors: uint8 RGB `[H, W, 3]`, without the lines.
        hints: what the user painted over the colours.
        tell: told how far it is.
    """
    height, width = art.pixels.shape[:2]
    result = np.zeros((height, width, 4), np.uint8)
    for rows in _bands(height, tell):
        if art.alpha is None:
            result[rows, :, :3] = 255
            result[rows, :, 3] = _hiding(art.pixels[rows])
        else:
            painted = hints.pixels((0, rows.start, width, rows.stop)) if hints is not None else None
            under = colors[rows] if painted is None else over(painted, colors[rows])
            result[rows] = _behind(art.pixels[rows], art.alpha[rows], under)
    return result


def _bands(height: int, tell: Tell) -> Iterator[slice]:
    """The rows of a picture in parts; tells before each how many are done."""
    for top in range(0, height, _BAND):
        tell(top / height)
        yield slice(top, min(top + _BAND, height))


def _hiding(drawing: np.ndarray) -> np.ndarray:
    """How far ink without transparency hides what it lies on, where that can be seen; uint8 `[h, w]`."""
    bands = Image.fromarray(drawing).split()
    lightest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return np.where(np.asarray(lightest) > _UNSEEN, cover(drawing), np.uint8(0))


def _behind(drawing: np.ndarray, alpha: np.ndarray, under: np.ndarray) -> np.ndarray:
    """The backing of lines with transparency, uint8 RGBA `[h, w, 4]`, worked out where there is any alone.

    With the drawing d on white, its opacity a and the colours c (0 to 1), Nurie shows d − (1 − a)(1 − c), so d must
    multiply 1 − (1 − a)(1 − c) / d: white of the opacity b = 1 − (1 − a) / d over c, in each channel its own.
    """
    result = np.zeros((*alpha.shape, 4), np.uint8)
    ink = drawing.astype(np.int16) - (255 - alpha.astype(np.int16))[..., None]
    seen = ink.max(axis=2) > _UNSEEN
    d, c, through = (values[seen].astype(np.float32) for values in (drawing, under, 255 - alpha))
    with np.errstate(divide="ignore", invalid="ignore"):
        white = np.where(ink[seen] > _UNSEEN, 1 - through[:, None] / d, 0)
    most = white.max(axis=1, keepdims=True)
    opacity = np.ceil(most * 255) / 255
    white = np.where(white == most, opacity, white)  # grey ink has the same in all: plain white
    wanted = 255 * white + c * (1 - white)
    color = (wanted - c * (1 - opacity)) / np.maximum(opacity, 1 / 255)
    result[seen] = np.clip(np.rint(np.hstack([color, 255 * opacity])), 0, 255).astype(np.uint8)
    return result
