"""What a training costs before it is begun: parameters, memory and time, told by `--dry-run`."""

from __future__ import annotations

import time
from typing import Any

import torch
from torch import Tensor

from trainer import distributed
from trainer.data.stream import parts_of
from trainer.loop import Stage
from trainer.options import TrainOptions
from trainer.updates import Updates

WORKSPACE = 1.2
"""The memory that convolutions ask for beside what is kept, and what the allocator cannot use, as a factor."""

_GIB = 1024**3
_ADAM = 2
_WEIGHT_BYTES = 4


def cost_of(stage: Stage, options: TrainOptions, device: torch.device) -> dict[str, Any]:
    """Takes two steps and measures them; nothing is written, and the stage is used up.

    Memory is the weights with their gradients, moments and average, and for each picture of a part what the
    backward pass keeps of the forward one; on a GPU the most that was really used is told as well.

    Returns:
        JSON values: `parameters` of each network, `pictures` (`a_step`, `at_a_time`), `memory` in GiB and `time`.
    """
    warnings: list[str] = []
    updates = Updates(stage, options, device, stage.autocast, warnings.append)
    batches = [stage.dataset[step] for step in range(2)]
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats()
    seconds = 0.0
    for step, batch in enumerate(batches):  # the second is timed: the first makes room and chooses kernels
        begun = time.perf_counter()
        updates.step(batch, step)
        if device.type == "cuda":
            torch.cuda.synchronize()
        seconds = time.perf_counter() - begun
    most = torch.cuda.max_memory_allocated() if device.type == "cuda" else None

    trained = sum(p.numel() for network in stage.networks.values() for p in network.parameters() if p.requires_grad)
    copies = 2 + _ADAM + (1 if options.ema else 0)  # weights, gradients, moments, average
    once, picture = kept_bytes(stage, batches[0])
    weights = trained * copies * _WEIGHT_BYTES + once
    memory: dict[str, Any] = {
        "weights_and_optimisers": weights / _GIB,
        "a_picture": picture / _GIB,
        "estimate": (weights + picture * updates.part) * WORKSPACE / _GIB,
        "measured": None if most is None else most / _GIB,
    }
    return {
        "parameters": {name: sum(p.numel() for p in network.parameters()) for name, network in stage.networks.items()},
        "pictures": {
            "a_step": options.step_batch,
            "at_a_time": updates.part,
            "processes": distributed.world().size,
            "warnings": warnings,
        },
        "precision": "fp32" if stage.autocast is None else str(stage.autocast).removeprefix("torch."),
        "memory_gib": {key: None if value is None else round(value, 3) for key, value in memory.items()},
        "time": {
            "seconds_a_step": round(seconds, 3),
            "images_per_second": round(options.step_batch / seconds, 2),
            "hours": round(seconds * options.steps / 3600, 2),
        },
    }


def kept_bytes(stage: Stage, batch: Any) -> tuple[int, int]:
    """Bytes that the backward pass keeps of the forward one: once, as of weights in another precision, and for each
    picture. A batch of one picture cannot tell them apart: all counts as the picture's."""
    one = _kept(stage, parts_of(batch, 1)[0])
    if len(batch[0]) == 1:
        return 0, one
    picture = _kept(stage, parts_of(batch, 2)[0]) - one
    return max(one - picture, 0), picture


def _kept(stage: Stage, part: Any) -> int:
    """Bytes kept of a part, the networks' own weights left out."""
    own = {p.untyped_storage().data_ptr() for n in stage.networks.values() for p in (*n.parameters(), *n.buffers())}
    seen: dict[int, int] = {}
    largest = 0

    def pack(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            seen[storage.data_ptr()] = storage.nbytes()
        return tensor

    def backward(loss: Tensor) -> None:
        nonlocal largest
        largest = max(largest, sum(seen.values()))
        loss.backward()
        seen.clear()

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor), distributed.kept_back(stage.objectives):
        stage.accumulate(part, stage_step(stage), backward)
    return largest


def stage_step(stage: Stage) -> int:
    """A step by which every phase of the training has begun."""
    return max(getattr(stage, "coarse_steps", 0), 0)
