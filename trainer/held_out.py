"""The losses on pictures that a training never sees: whether it learns, or learns by heart."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import torch
from torch import Tensor

from trainer.building import evaluating
from trainer.data.stream import parts_of
from trainer.updates import Learner


@torch.no_grad()
def held_out_losses(learner: Learner, batch: Any, size: int, step: int) -> dict[str, Tensor]:
    """The loss terms on a batch of held-out pictures, each their mean; nothing is learned from them.

    Args:
        learner: the training; its networks normalise as in use meanwhile.
        batch: the pictures.
        size: how many the networks take at a time.
        step: by which the training tells its phases apart.
    """
    found: dict[str, Tensor] = {}
    with ExitStack() as stack:
        for network in learner.networks.values():
            stack.enter_context(evaluating(network))
        for part in parts_of(batch, size):
            for name, term in learner.accumulate(part, step, lambda loss: None).items():
                found[name] = found.get(name, torch.zeros_like(term)) + term * (len(part[0]) / len(batch[0]))
    return found
