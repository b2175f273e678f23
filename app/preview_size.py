"""How large the preview under a moving hand is: as large as this machine paints while the hand does not wait."""

from __future__ import annotations

import statistics
from collections import deque

from engine.requests import ColorizeResult

SIZES = (256, 224, 192, 160, 128)
"""Long sides in pixels, all multiples of what the networks halve; a machine that is fast enough keeps the first."""
BUDGET_MS = 36.0
"""What the networks may take, of the 50 ms from the hand to the painted frame."""
_ROOM = 0.8  # a larger size is tried where it would take so much of the budget: each change encodes the sketch anew
_MEMORY = 3  # pictures; their median stands for the machine, so that one hiccup changes nothing


class PreviewSize:
    """Follows how long pictures of one model take. GUI thread."""

    def __init__(self) -> None:
        self.pixels = SIZES[0]
        """The long side of the next preview."""
        self._rates: deque[float] = deque(maxlen=_MEMORY)

    def forget(self) -> None:
        """Another model or device: what was measured says nothing any more."""
        self.__init__()

    def learn(self, result: ColorizeResult) -> None:
        """Takes in how long the networks took for one picture; one that had to wait for the model says nothing."""
        decode = result.milliseconds.get("decode")
        if decode is None or "load" in result.milliseconds:
            return
        self._rates.append(decode / max(result.size) ** 2)  # of one drawing: its proportions stay
        rate = statistics.median(self._rates)

        def fits(size: int) -> bool:
            room = _ROOM if size > self.pixels else 1.0
            return rate * size**2 <= BUDGET_MS * room

        self.pixels = next((size for size in SIZES if fits(size)), SIZES[-1])
