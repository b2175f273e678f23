"""How large previews are on this machine, and whether they are worth their time."""

from __future__ import annotations

import statistics
from collections import deque

from engine.model_info import ModelInfo
from engine.requests import MOVING_SIDE, ColorizeResult, Picture

PREVIEW_SIZES = (MOVING_SIDE, 224, 192, 160, 128)
"""Long sides in pixels, all multiples of what the networks halve; a machine that is fast enough keeps the first."""
BUDGET_MS = 38.0
"""What networks and finish may take, of the 50 ms from the hand to the painted frame."""
_FINISH = 0.3
"""How much longer than the networks' part a preview takes with its finish; that of a larger picture is another one."""
_ANY_SIZE = 224**2
"""Pixels that take as long as what a picture of any size takes: kernels are read, operators are called."""
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
        times, side = result.milliseconds, max(result.size)
        if "decode" not in times or "load" in times:
            return
        own_finish = max(result.pixels.shape[:2]) == side
        taken = times["decode"] + (times.get("finish", 0.0) if own_finish else _FINISH * times["decode"])
        self._rates.append(taken / (side**2 + _ANY_SIZE))  # of one drawing: its proportions stay
        rate = statistics.median(self._rates)

        def fits(size: int) -> bool:
            room = _ROOM if size > self._size else 1.0
            return rate * (size**2 + _ANY_SIZE) <= BUDGET_MS * room

        self._size = next((size for size in PREVIEW_SIZES if fits(size)), PREVIEW_SIZES[-1])
