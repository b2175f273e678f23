"""The result as it leaves the window: with the hints in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.model.document import Document
from app.shown import Shown
from engine.hints.composite import with_hints
from engine.hints.layer import Hints
from engine.requests import ColorizeRequest


def finished(document: Document, shown: Shown) -> Callable[[], np.ndarray]:
    """Takes result and hints as they are now (GUI thread).

    Returns:
        What lays them over each other: uint8 RGB `[H, W, 3]` of the sketch's size. It takes tenths of a second
        for large pictures and may run on any thread.
    """
    pixels, hints, request = shown.result.pixels, document.fitting_hints(), shown.request
    return lambda: _finished(pixels, hints, request)


def _finished(pixels: np.ndarray, hints: Hints | None, request: ColorizeRequest) -> np.ndarray:
    if hints is None:
        return pixels
    from engine.line_art import line_art  # which loads OpenCV: not before the window is there

    return with_hints(pixels, hints, line_art(request.sketch, request.line_settings))
