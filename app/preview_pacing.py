"""How large previews are on this machine, and whether they are worth their time."""

from __future__ import annotations

import statistics
from collections import deque

from engine.model_info import ModelInfo
from engine.requests import MOVING_SIDE, ColorizeResult, Picture

PREVIEW_SIZES = (MOVING_SIDE, 224, 192, 160, 128)
"""Long sides in pixels, all multiples of what the networks halve; a machine that is fast enough keeps the first."""
BUDGET_MS = 40.0
"""What networks and finish may take, of the 50 ms from the hand to the painted frame."""
_FINISH = 0.3
"""How much longer than the networks' part a preview takes with its finish; that of a larger picture is another one."""
_ANY_SIZE = 224**2
"""Pixels that take as long as what a picture of any size takes: kernels are read, operators are called."""
_TOO_LONG, _MUCH_TOO_LONG = 1.05, 1.3
"""Of the budget: what lets previews become smaller at the next rest, and what at once. Another size has the sketch
encoded and kernels laid out anew, which takes as long as three previews."""
_TRIED = 1.2
"""Of the budget: what a larger size may seem to take for it to be tried."""
_MEMORY = 3  # pictures; their median stands for the machine, so that one hiccup changes nothing


class PreviewPacing:
    """The long side of previews: as large as pictures of one model are painted while the hand does not wait. GUI
    thread.

    It changes while the hand rests, when the drawing has been made ready for another size, unless it is much too large.
    """

    def __init__(self) -> None:
        self._size = PREVIEW_SIZES[0]
        self._rates: deque[float] = deque(maxlen=_MEMORY)

    def size(self, resolution: int) -> int:
        """The long side in pixels of a preview by a model of that resolution."""
        return min(self._size, resolution)

    def next_size(self, resolution: int) -> int:
        """The long side of the previews to come: `size`, or another one that `settle` takes when it was made ready."""
        size = self._size
        if self._takes(size) > _TOO_LONG * BUDGET_MS:
            size = self._fitting()
        else:
            size = next(larger for larger in PREVIEW_SIZES if larger == size or self._seems_worth(larger))
        return min(size, resolution)

    def settle(self, size: int, result: ColorizeResult) -> None:
        """Takes a size that was made ready, unless it is larger and a picture of it took too long."""
        if size < self._size or (size > self._size and _time_of(result) <= BUDGET_MS):
            self._size = size

    def pays_off(self, sketch: Picture, model: ModelInfo) -> bool:
        """Whether a preview is smaller than what rests on the canvas."""
        return max(sketch.width, sketch.height, model.resolution) > self._size

    def forget(self) -> None:
        """Another model or device: what was measured says nothing any more."""
        self._size = PREVIEW_SIZES[0]
        self._rates.clear()

    def learn(self, result: ColorizeResult) -> None:
        """Takes note of how long the networks took for a picture of any size, unless they had to be loaded for it."""
        if "decode" in result.milliseconds and "load" not in result.milliseconds:
            self._rates.append(_time_of(result) / (max(result.size) ** 2 + _ANY_SIZE))  # of one drawing
            if self._takes(self._size) > _MUCH_TOO_LONG * BUDGET_MS:
                self._size = self._fitting()

    def _takes(self, size: int) -> float:
        """Milliseconds that a preview of that size seems to take; 0 where nothing is known."""
        return statistics.median(self._rates) * (size**2 + _ANY_SIZE) if self._rates else 0.0

    def _seems_worth(self, size: int) -> bool:
        return size > self._size and self._takes(size) <= _TRIED * BUDGET_MS

    def _fitting(self) -> int:
        return next((size for size in PREVIEW_SIZES if self._takes(size) <= BUDGET_MS), PREVIEW_SIZES[-1])


def _time_of(result: ColorizeResult) -> float:
    """Milliseconds for a preview of that size."""
    times, own_finish = result.milliseconds, max(result.pixels.shape[:2]) == max(result.size)
    decode = times.get("decode", 0.0)
    return decode + (times.get("finish", 0.0) if own_finish else _FINISH * decode)
