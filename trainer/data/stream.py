"""Batches as a pure function of (seed, step): what makes a resumed run the run that never stopped."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset


def order(seed: int, position: int, count: int) -> int:
    """The picture at a position of the endless sequence: each epoch is a permutation of its own."""
    epoch, place = divmod(position, count)
    return int(_permutation(seed, epoch, count)[place])


_permutations: dict[tuple[int, int, int], np.ndarray] = {}


def _permutation(seed: int, epoch: int, count: int) -> np.ndarray:
    key = (seed, epoch, count)
    if key not in _permutations:
        if len(_permutations) > 4:
            _permutations.clear()
        _permutations[key] = np.random.default_rng((seed, epoch)).permutation(count)
    return _permutations[key]


class StepDataset(Dataset[Any]):
    """Item `step` is the whole batch of that step, or one machine's share of it.

    Args:
        example: (rng, picture index) → one example; a picklable callable.
        collate: examples → batch of tensors; a picklable callable.
        count: pictures of the data.
        batch: examples a step.
        seed: with the step and the place in the batch it decides everything.
        share: the places in the batch that are made here; None makes all.
    """

    def __init__(
        self,
        example: Callable[[np.random.Generator, int], Any],
        collate: Callable[[list[Any]], Any],
        count: int,
        batch: int,
        seed: int,
        share: range | None = None,
    ) -> None:
        self.example, self.collate, self.count, self.batch, self.seed = example, collate, count, batch, seed
        self.share = range(batch) if share is None else share

    def __getitem__(self, step: int) -> Any:
        return self._made(step, self.share)

    def first(self, step: int, count: int) -> Any:
        """The first `count` examples of a step's batch, or as many as it has."""
        return self._made(step, range(min(count, self.batch)))

    def _made(self, step: int, places: range) -> Any:
        examples = []
        for place in places:
            rng = np.random.default_rng((self.seed, step, place))
            examples.append(self.example(rng, order(self.seed, step * self.batch + place, self.count)))
        return self.collate(examples)


def parts_of(batch: Any, size: int) -> list[Any]:
    """A batch (a named tuple of tensors `[B, …]`, or None where a kind is missing) in parts of at most `size`."""
    count = len(batch[0])
    return [
        type(batch)(*(None if kind is None else kind[start : start + size] for kind in batch))
        for start in range(0, count, size)
    ]


def _leave_interrupts(_worker: int) -> None:
    """Ctrl-C reaches every process of a terminal; only the training itself acts on it, and saves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def batches(dataset: StepDataset, first: int, last: int, workers: int, device: torch.device) -> Iterator[Any]:
    """The batches of the steps `first` to `last` - 1, prepared ahead by `workers` processes."""
    loader = DataLoader(
        dataset,
        batch_size=None,
        sampler=range(first, last),
        num_workers=workers,
        prefetch_factor=4 if workers else None,
        worker_init_fn=_leave_interrupts if workers else None,
        pin_memory=device.type == "cuda",
    )
    return iter(loader)
