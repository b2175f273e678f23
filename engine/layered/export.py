"""A painting as a file: flat, or in layers, by the suffix. Any thread, but not the GUI's. Imports no torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.errors import PictureError
from engine.files import replaced_whole
from engine.hints.composite import with_hints
from engine.hints.layer import Hints
from engine.image_io import EXPORT_SUFFIXES, LAYERED_SUFFIXES, check_fits, check_writable, write_picture
from engine.layered.ora import write_ora
from engine.layered.stack import painting_layers
from engine.line_art import line_art
from engine.painting_settings import PaintingSettings
from engine.progress import Tell, untold
from engine.requests import ColorizeRequest, ColorizeResult
from engine.sentences import reason_of


def write_painting(
    path: Path,
    request: ColorizeRequest,
    result: ColorizeResult,
    hints: Hints | None = None,
    tell: Tell = untold,
) -> None:
    """Writes a result in full size, whole or not at all, with the settings it was made with and the profile sRGB.

    Args:
        path: png, jpg, webp and tiff are flat; ora and psd have the layers of `painting_layers`, the lines hidden
            where the request's `lines` are not the artist's.
        request: what was asked for; with `lines="none"` the colours alone are written.
        result: the answer to it.
        hints: what the user painted over the colours.
        tell: told how far it is.

    Raises:
        PictureError: the suffix is unknown, the format cannot hold the size, or the disk refuses.
        Cancelled: `tell` said so; an older file is as it was.
    """
    check_writable(path, EXPORT_SUFFIXES)
    check_fits(path, (result.pixels.shape[1], result.pixels.shape[0]))
    metadata = PaintingSettings.of(request).to_metadata()
    layered = path.suffix.lower() in LAYERED_SUFFIXES
    hints = None if hints is None or hints.is_empty else hints
    if not layered and hints is None:
        write_picture(path, _flat(request, result), metadata, tell)
        return
    tell(0.0)
    art = line_art(request.sketch, request.line_settings)
    tell(0.0)
    merged = with_hints(_flat(request, result), hints, art if request.lines == "keep" else None)
    if not layered:
        write_picture(path, merged, metadata, tell)
        return
    tell(0.0)
    colors = result.pixels if result.colors is None else result.colors
    layers = painting_layers(colors, art, hints, show_lines=request.lines == "keep")
    try:
        with replaced_whole(path) as part:
            if path.suffix.lower() == ".ora":
                write_ora(part, layers, merged, metadata, tell)
            else:
                from engine.layered.psd import write_psd  # psd-tools takes a while to import

                write_psd(part, layers, merged, metadata, tell)
    except OSError as error:
        raise PictureError("{path} cannot be written: {reason}.", path=path, reason=reason_of(error)) from error


def _flat(request: ColorizeRequest, result: ColorizeResult) -> np.ndarray:
    return result.colors if request.lines == "none" and result.colors is not None else result.pixels
