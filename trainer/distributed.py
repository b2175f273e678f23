"""Several processes that train one model, as `torchrun` starts them: who takes what, who writes, who waits.

Without torchrun there is one process and everything here does nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel

from trainer.control import Control

PATIENCE = timedelta(hours=24)
"""How long a process waits for the others before it gives up. By torch's own half an hour, with NCCL ten minutes, a
training would end whose first process packs large data or saves on a slow disk; that a process died is noticed by
torchrun, which ends the others."""


@dataclass(frozen=True)
class World:
    """This process among all: its number, how many there are, and its number on this machine."""

    rank: int = 0
    size: int = 1
    local_rank: int = 0

    @property
    def is_first(self) -> bool:
        """Whether this process is the one that writes files and tells events."""
        return self.rank == 0

    def share(self, count: int) -> range:
        """Which of `count` pictures are this process's."""
        return range(self.rank * count // self.size, (self.rank + 1) * count // self.size)


def world() -> World:
    """As torchrun's environment tells it."""
    read = {key: int(os.environ.get(name, "0")) for key, name in (("rank", "RANK"), ("local_rank", "LOCAL_RANK"))}
    return World(size=int(os.environ.get("WORLD_SIZE", "1")), **read)


@contextmanager
def joined(device: torch.device) -> Iterator[World]:
    """Joins the other processes, if there are any, for as long as the block lasts; they leave it together."""
    here = world()
    if here.size == 1:
        yield here
        return
    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=PATIENCE)
    try:
        yield here
        # Threads of gloo outlive the group. One that lets go of a last gradient while Python ends ends the process too.
        distributed.barrier()
    finally:
        distributed.destroy_process_group()


@contextmanager
def first_goes_ahead() -> Iterator[None]:
    """The first process of each machine runs the block before the others do: they find what it left on the disk."""
    here = world()
    if here.size > 1 and here.local_rank > 0:
        distributed.barrier()
    yield
    if here.size > 1 and here.local_rank == 0:
        distributed.barrier()


def meet() -> None:
    """Waits until all processes are here: what one of them wrote before is there for the others."""
    if world().size > 1:
        distributed.barrier()


def of_all(value: int, device: torch.device) -> int:
    """The largest of all processes' values; all have to ask at the same time."""
    return int(each_of_all([value], device)[0])


def each_of_all(values: Sequence[float], device: torch.device) -> Sequence[float]:
    """Of each value the largest among all processes; all have to ask at the same time."""
    if world().size == 1:
        return values
    told = torch.tensor(values, dtype=torch.float64, device=device)
    distributed.all_reduce(told, distributed.ReduceOp.MAX)
    return told.tolist()


def steered(file: Path, device: torch.device) -> Control:
    """What steers the training of a control file: in all processes the same, by what the first is asked for."""
    return Control(file, world().is_first, partial(each_of_all, device=device))


def mean_of_all(terms: dict[str, Tensor]) -> dict[str, Tensor]:
    """Each term's mean over all processes; all have to ask at the same time."""
    here = world()
    if here.size == 1:
        return terms
    told = torch.stack([term.float() for term in terms.values()]) / here.size
    distributed.all_reduce(told)
    return dict(zip(terms, told.unbind(), strict=True))


class Objective(nn.Module):
    """A loss together with the networks that descend on it, as one module: what DistributedDataParallel wraps.

    Args:
        networks: the networks that learn from it.
        loss: (inputs of the module) → the loss and what else is to be given back.
        partial: whether there are steps in which some of their weights play no part.
    """

    def __init__(self, networks: dict[str, nn.Module], loss: Callable[..., Any], *, partial: bool = False) -> None:
        super().__init__()
        self.networks = nn.ModuleDict(networks)
        self.loss, self.partial = loss, partial

    def forward(self, *inputs: Any) -> Any:
        # torch forgets the weights that it rounded when the outermost region ends, be that one which rounds nothing.
        # Within this one each weight is rounded once, however many regions of lower precision the loss has.
        with torch.autocast(next(self.parameters()).device.type, enabled=False):
            return self.loss(*inputs)


def shared(objective: Objective, device: torch.device) -> nn.Module:
    """The objective with gradients that are the mean of all processes'; itself where there is one process."""
    if world().size == 1:
        return objective
    if device.type == "cuda":
        # torch has it for GPUs alone; on CPUs each process normalises by its own pictures.
        nn.SyncBatchNorm.convert_sync_batchnorm(objective)
    return DistributedDataParallel(objective, find_unused_parameters=objective.partial)


@contextmanager
def kept_back(objectives: dict[str, nn.Module]) -> Iterator[None]:
    """Gradients of the block stay in this process, to be sent with those that follow."""
    with ExitStack() as stack:
        for objective in objectives.values():
            if isinstance(objective, DistributedDataParallel):
                stack.enter_context(objective.no_sync())
        yield
