"""The result as it leaves the window: with the hints in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.model.document import Document
from app.shown import Shown
from engine.hints.composite import with_hints
from engine.hints.layer import Hints
from engine.progress import Tell, within
from engine.requests import ColorizeRequest

_LINES = 0.3
"""Which share of the work it is to find the lines again."""


def finished(document: Document, shown: Shown) -> Callable[[Tell], np.ndarray]:
    """Takes result and hints as they are now (GUI thread).

    Returns:
        What lays them over each other: uint8 RGB `[H, W, 3]` of the sketch's size. It takes seconds for large
        pictures, tells how far it is, and may run on any thread.
    """
    pixels, hints, request = shown.result.pixels, document.fitting_hints(), shown.request
    return lambda tell: _finished(pixels, hints, request, tell)


def _finished(pixels: np.ndarray, hints: Hints | None, request: ColorizeRequest, tell: Tell) -> np.ndarray:
    if hints is None:
        return pixels
    from engine.line_art import line_art  # which loads OpenCV: not before the window is there

    tell(0.0)
    art = line_art(request.sketch, request.line_settings)
    return with_hints(pixels, hints, art, within(tell, _LINES, 1.0))
