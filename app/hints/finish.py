"""The result as it leaves the window: with the hints in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.model.document import Document
from app.shown import Shown
from engine.hints.composite import with_hints


def finished(document: Document, shown: Shown) -> Callable[[], np.ndarray]:
    """Takes result and hints as they are now (GUI thread).

    Returns:
        What lays them over each other: uint8 RGB `[H, W, 3]` of the sketch's size. It takes tenths of a second
        for large pictures and may run on any thread.
    """
    pixels, hints, sketch = shown.result.pixels, document.fitting_hints(), document.sketch.value
    if hints is None or sketch is None:
        return lambda: pixels
    drawing = sketch.pixels
    return lambda: with_hints(pixels, hints, drawing)
