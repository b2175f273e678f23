"""Whether a training beside the painting makes it slow, from how long pictures take with it and without. No Qt."""

from __future__ import annotations

import statistics
from collections import defaultdict, deque
from collections.abc import Hashable

SLOW_FACTOR = 1.5
"""Times as long as without a training: what a hand notices."""
SLOW_MS = 400.0
"""A picture that is quicker than this is no trouble, however much quicker it was before."""
VERY_SLOW_MS = 2500.0
"""What is slow where nothing is known of the time without a training."""
COUNT = 3
"""Pictures of a kind that must agree: one alone may have been slow for any reason."""
_KEPT = 12


class Sharing:
    """Times of pictures, apart by their kind: sizes and models differ too much to be one number."""

    def __init__(self) -> None:
        self._alone: defaultdict[Hashable, deque[float]] = defaultdict(lambda: deque(maxlen=_KEPT))
        self._beside: defaultdict[Hashable, deque[float]] = defaultdict(lambda: deque(maxlen=COUNT))

    def add(self, kind: Hashable, milliseconds: float, training: bool) -> bool:
        """Takes in how long a picture took.

        Args:
            kind: pictures of one kind take the same time on a machine at rest.
            milliseconds: from the request to the pixels, nothing loaded in between.
            training: whether a training ran meanwhile.

        Returns:
            Whether pictures of this kind are slow because of the training.
        """
        if not training:
            self._alone[kind].append(milliseconds)
            return False
        beside, alone = self._beside[kind], self._alone[kind]
        beside.append(milliseconds)
        if len(beside) < COUNT:
            return False
        usual = max(SLOW_MS, SLOW_FACTOR * statistics.median(alone)) if alone else VERY_SLOW_MS
        return statistics.median(beside) > usual

    def times(self, kind: Hashable) -> tuple[float | None, float]:
        """Milliseconds that a picture of a kind takes without a training, None where unknown, and with one."""
        alone = self._alone[kind]
        return statistics.median(alone) if alone else None, statistics.median(self._beside[kind])

    def forget_training(self) -> None:
        """The training has ended, or was changed: what was measured beside it tells nothing of the next."""
        self._beside.clear()
