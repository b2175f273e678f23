"""A recording is made once for a hand that goes on, and never costs a picture. (No GPU: a recorder stands in.)"""

from __future__ import annotations

import logging

import pytest
import torch
from torch import Tensor

from engine.networks.replay import Replays, Step


class Recorder:
    """Records by closing over the step; `error` and `off` make it fail or give something else."""

    def __init__(self, error: Exception | None = None, off: float = 0.0) -> None:
        self.error, self.off = error, off
        self.recorded = self.replayed = 0

    def __call__(self, step: Step, example: Tensor) -> Step:
        self.recorded += 1
        if self.error is not None:
            raise self.error
        result = step(example).clone()

        def replay(x: Tensor) -> Tensor:
            self.replayed += 1
            return result.copy_(step(x) + self.off)

        return replay


def moved(picture: Tensor) -> Step:
    return lambda x: picture * x


def values(replays: Replays, picture: Tensor, count: int) -> list[float]:
    return [float(replays.run((picture,), moved(picture), torch.tensor(float(x)))) for x in range(1, count + 1)]


def test_a_moving_hand_records_once_for_its_pictures() -> None:
    recorder = Recorder()
    replays = Replays(recorder)
    first, second = torch.tensor(2.0), torch.tensor(2.0)  # equal, and not the same memory
    assert values(replays, first, 1) == [2]
    assert recorder.recorded == 0, "one step is no moving hand"
    assert values(replays, first, 5) == [2, 4, 6, 8, 10]
    assert (recorder.recorded, recorder.replayed) == (1, 1 + 4)
    assert values(replays, second, 3) == [2, 4, 6]
    assert recorder.recorded == 2, "a recording reads the memory of its own pictures"


@pytest.mark.parametrize("recorder", [Recorder(RuntimeError("capture")), Recorder(off=0.1)], ids=["fails", "errs"])
def test_what_cannot_be_trusted_is_said_and_not_used(recorder: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    replays, picture = Replays(recorder), torch.tensor(2.0)
    with caplog.at_level(logging.WARNING):
        assert values(replays, picture, 5) == [2, 4, 6, 8, 10]
    assert recorder.recorded == 1 and len(caplog.records) == 1


def test_an_error_of_the_step_itself_is_not_swallowed() -> None:
    def broken(_x: Tensor) -> Tensor:
        raise RuntimeError("out of memory")

    replays, picture = Replays(Recorder()), torch.tensor(2.0)
    values(replays, picture, 1)
    with pytest.raises(RuntimeError, match="out of memory"):
        replays.run((picture,), broken, picture)
