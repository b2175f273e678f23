"""What is done where memory is too small: the same picture in smaller bands, then a smaller one, then the CPU's; and
what is said of a picture that failed, where others follow it."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import MemoryTooSmallError, NurieError
from engine.requests import ColorizeRequest, ColorizeResult
from engine.sentences import TOO_LITTLE_MEMORY, Sentence

if TYPE_CHECKING:
    from engine.colorizer import Colorizer

log = logging.getLogger(__name__)

MIN_BAND_BYTES = 16 * 2**20
"""Smaller bands than this save nothing: what is kept between the layers is larger."""
MIN_SIZE = 256
"""Long side in pixels below which the networks are not asked to paint for lack of memory."""
_FEWER_BYTES = 8


def colorize_within_memory(colorizer: Colorizer, request: ColorizeRequest) -> ColorizeResult:
    """`colorizer.colorize(request)`; where memory is too small, what still fits, and `notes` says what was done.

    Raises:
        MemoryTooSmallError: nothing fits.
        NurieError: as `Colorizer.colorize`.
    """
    try:
        return _smaller(colorizer, request)
    except MemoryTooSmallError:
        if colorizer.placement.device == "cpu":
            raise
    note = Sentence(
        "The memory of the {device} is too small for this picture: the CPU coloured it.",
        device=colorizer.placement.name,
    )
    result = _smaller(colorizer.stand_in(request.model), request)
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


def is_out_of_memory(error: Exception) -> bool:
    """Whether the machine's memory was too small, whoever says so: OpenCV has an error of its own for it."""
    if isinstance(error, MemoryError):
        return True
    cv2 = sys.modules.get("cv2")  # who has not loaded it cannot have had its error
    # In its text, as the error's `code` is the one of whatever OpenCV raised last, on any thread.
    return cv2 is not None and isinstance(error, cv2.error) and f"({cv2.Error.StsNoMem}:" in str(error)


def _smaller(colorizer: Colorizer, request: ColorizeRequest) -> ColorizeResult:
    notes: list[str] = []
    long_side = max(request.sketch.width, request.sketch.height)
    size = wanted = long_side if request.size is None else request.size
    while True:
        try:
            result = colorizer.colorize(request)
        except MemoryTooSmallError:
            if colorizer.band_bytes > MIN_BAND_BYTES:
                colorizer.band_bytes = max(MIN_BAND_BYTES, colorizer.band_bytes // _FEWER_BYTES)
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
