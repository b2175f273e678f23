"""A slider step as one recorded CUDA graph: hundreds of small kernels are started by one call.

Started one by one they would keep an idle GPU waiting for Python. What was recorded is for one pair of pictures, whose
features it reads where they lie; the tags' shift is its only input, so that a moving hand records nothing anew.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

import torch
from torch import Tensor

from engine.progress import looking

log = logging.getLogger(__name__)

Step = Callable[[Tensor], Tensor]
Record = Callable[[Step, Tensor], Step]

_WARM_RUNS = 2
_TOLERANCE = 2 / 255
"""Largest difference in [-1, 1] between a recording and the step itself, one step of 8 bits: kernels whose order of
summing is not settled make some."""


def record_cuda(step: Step, example: Tensor) -> Step:
    """Records `step` on the current device, in inference mode; what is returned gives the same memory at each call."""
    given = example.clone()
    beside = torch.cuda.Stream()
    beside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(beside):
        for _ in range(_WARM_RUNS):  # libraries set themselves up, which cannot be recorded
            step(given)
    torch.cuda.current_stream().wait_stream(beside)
    graph = torch.cuda.CUDAGraph()
    # Other threads may ask the driver for memory meanwhile: that must not end the recording.
    with torch.cuda.graph(graph, stream=beside, capture_error_mode="thread_local"):
        result = step(given)

    def replay(x: Tensor) -> Tensor:
        given.copy_(x)
        graph.replay()
        return result

    return replay


class Replays:
    """Runs slider steps, from the third with the same pictures on as a recording. For one thread.

    A recording that fails, or gives another picture than the step itself, is logged, and steps run as they are from
    then on: it is never the reason that there is no picture.

    Args:
        record: makes a recording.
    """

    def __init__(self, record: Record = record_cuda) -> None:
        self._record = record
        self._pictures: tuple[object, ...] = ()
        self._replay: Step | None = None
        self._works = True

    def run(self, pictures: tuple[object, ...], step: Step, x: Tensor) -> Tensor:
        """`step(x)`, which is to be used before the next call.

        Args:
            pictures: the very objects whose tensors `step` reads.
            step: no operation of it waits for the device.
            x: of the same shape each time.
        """
        if not self._works:
            return step(x)
        if [id(kept) for kept in pictures] != [id(kept) for kept in self._pictures]:
            self.clear()
            self._pictures = pictures
            return step(x)  # whether the hand goes on is not known yet
        if self._replay is not None:
            return self._replay(x)
        expected = step(x)
        try:
            with looking(lambda: None):  # a recording is never left half made
                replay = self._record(step, x)
            difference = float((replay(x).float() - expected.float()).abs().max())
        except RuntimeError:  # torch has no narrower one for a recording that failed
            log.warning("slider steps are not recorded as a CUDA graph", exc_info=True)
            self._give_up()
        else:
            if difference <= _TOLERANCE:
                self._replay = replay
            elif not math.isnan(difference):  # pictures that are no numbers say nothing about the recording
                log.warning("a recorded slider step differs by %g from the step itself: none is recorded", difference)
                self._give_up()
        return expected

    def clear(self) -> None:
        """Lets go of the recording and of the pictures it reads."""
        self._pictures, self._replay = (), None

    def _give_up(self) -> None:
        self.clear()
        self._works = False
