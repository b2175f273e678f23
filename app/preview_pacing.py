"""How large previews are on this machine, and whether they are worth their time."""

from __future__ import annotations

import statistics
from collections import deque

from engine.model_info import ModelInfo
from engine.requests import MOVING_SIDE, ColorizeResult, Picture

PREVIEW_SIZES = (MOVING_SIDE, 224, 192, 160, 128)
"""Long sides in pixels, all multiples of what the networks halve; a machine that is fast enough keeps the first."""
BUDGET_MS = 36.0
"""What the networks may take, of the 50 ms from the hand to the painted frame."""
_ROOM = 0.8  # a larger size is tried where it would take so much of the budget: each change encodes the sketch anew
_MEMORY = 3  # pictures; their median stands for the machine, so that one hiccup changes nothing


class PreviewPacing:
    """The long side of previews: as large as pictures of one model are painted while the hand does not wait. GUI
    thread."""

    def __init__(self) -> None:
        self._size = PREVIEW_SIZES[0]
        self._rates: deque[float] = deque(maxlen=_MEMORY)

    def size(self, resolution: int) -> int:
        """The long side in pixels of a preview by a model of that resolution."""
        return min(self._size, resolution)

    def pays_off(self, sketch: Picture, model: ModelInfo) -> bool:
        """Whether a preview is smaller than what rests on the canvas."""
        return max(sketch.width, sketch.height, model.resolution) > self._size

    def forget(self) -> None:
        """Another model or device: what was measured says nothing any more."""
        self._size = PREVIEW_SIZES[0]
        self._rates.clear()

    def learn(self, result: ColorizeResult) -> None:
        """Takes note of how long the networks took for a picture of any size, unless they had to be loaded for it."""
        decode = result.milliseconds.get("decode")
        if decode is None or "load" in result.milliseconds:
            return
        self._rates.append(decode / max(result.size) ** 2)  # of one drawing: its proportions stay
        rate = statistics.median(self._rates)

        def fits(size: int) -> bool:
            room = _ROOM if size > self._size else 1.0
            return rate * size**2 <= BUDGET_MS * room

        self._size = next((size for size in PREVIEW_SIZES if fits(size)), PREVIEW_SIZES[-1])
