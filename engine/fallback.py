"""What is done where memory is too small: the same picture in smaller bands, then a smaller one, then the CPU's, which
also takes a model that a device has no memory for; and what is said of a picture that failed, where others follow it.
Imports no torch."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import MemoryTooSmallError, NurieError
from engine.out_of_memory import is_out_of_memory
from engine.requests import ColorizeRequest, ColorizeResult, Device, Precision
from engine.sentences import TOO_LITTLE_MEMORY, Sentence

if TYPE_CHECKING:
    from engine.colorizer import Colorizer

log = logging.getLogger(__name__)

MIN_BAND_BYTES = 16 * 2**20
"""Smaller bands than this save nothing: what is kept between the layers is larger."""
MIN_SIZE = 256
"""Long side in pixels below which the networks are not asked to paint for lack of memory."""
_FEWER_BYTES = 8


def current(loaded: Colorizer | None, path: Path, device: Device = "auto", precision: Precision = "auto") -> Colorizer:
    """`loaded` where it still is what is asked for, else the file loaded anew: another model, device or precision, or
    the file was written since. Where the device has no memory for the model it is loaded on the CPU, and stays there
    until something else is asked for.

    Raises:
        WeightsError, DeviceError: as `Colorizer.load`.
    """
    import torch

    from engine.colorizer import Colorizer
    from engine.device import choose

    if loaded is not None and loaded.is_still(path, device, precision):
        return loaded
    try:
        return Colorizer.load(path, device, precision)
    except MemoryTooSmallError:
        if choose(device, precision).device == "cpu":
            raise
    torch.cuda.empty_cache()  # only now: until its handler ends, the error holds what was moved already
    log.warning("the model was loaded on the CPU: the device has no memory for it")
    return Colorizer.load(path, device, precision, on_cpu=True)


def colorize_within_memory(colorizer: Colorizer, request: ColorizeRequest) -> ColorizeResult:
    """`colorizer.colorize(request)`; where memory is too small, what still fits, and `notes` says what was done.

    Raises:
        MemoryTooSmallError: nothing fits.
        NurieError: as `Colorizer.colorize`.
    """
    result = None
    try:
        result = _smaller(colorizer, request)
    except MemoryTooSmallError:
        if colorizer.placement.device == "cpu":
            raise
    # Out of the handler: until it ends, the error holds what the device had in work.
    result = result or _smaller(colorizer.stand_in(request.model), request)
    if result.device == colorizer.asked.device:
        return result
    note = Sentence(
        "The memory of the {device} is too small for this picture: the CPU coloured it.", device=colorizer.asked.name
    )
    return replace(result, notes=(note, *result.notes))


def failure_of(error: Exception) -> Sentence:
    """Why one picture of many was not painted. Any thread."""
    if isinstance(error, NurieError):
        return error.sentence
    if is_out_of_memory(error):
        return TOO_LITTLE_MEMORY
    log.error("a picture failed", exc_info=error)
    return Sentence(
        "An internal error stopped it ({error}); please report it.", error=f"{type(error).__name__}: {error}"
    )


def _smaller(colorizer: Colorizer, request: ColorizeRequest) -> ColorizeResult:
    notes: list[str] = []
    long_side = max(request.sketch.width, request.sketch.height)
    size = wanted = long_side if request.size is None else request.size
    while True:
        try:
            result = colorizer.colorize(request)
        except MemoryTooSmallError:
            if colorizer.decoder.band_bytes > MIN_BAND_BYTES:
                colorizer.decoder.band_bytes = max(MIN_BAND_BYTES, colorizer.decoder.band_bytes // _FEWER_BYTES)
                notes = [
                    Sentence("The memory is too small for this picture as a whole: it was coloured in smaller bands.")
                ]
                continue
            size //= 2
            if size < MIN_SIZE:
                raise
            request = replace(request, size=size)
            notes = [
                Sentence(
                    "The memory is too small for {wanted} px: the networks ran at {size} px.", wanted=wanted, size=size
                )
            ]
        else:
            return replace(result, notes=tuple(notes)) if notes else result
