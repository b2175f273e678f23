"""What a training costs before it is begun: parameters, memory and time, told by `--dry-run`."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import torch
from torch import Tensor

from engine.process_memory import most_resident
from trainer import distributed
from trainer.data.stream import parts_of
from trainer.normalization import least_pictures
from trainer.options import TrainOptions
from trainer.stage import MAX_SAMPLES, Stage
from trainer.updates import Updates

WORKSPACE = 1.2
"""The memory that convolutions ask for beside what is kept, and what the allocator cannot use, as a factor."""

TRIAL_SECONDS, TRIAL_STEPS = 30.0, 20
"""A trial ends after so long, or so many steps."""

_GIB = 1024**3
_ADAM = 2
_WEIGHT_BYTES = 4


def cost_of(
    stage: Stage,
    options: TrainOptions,
    device: torch.device,
    progress: Callable[[int, int], None] = lambda done, every: None,
) -> dict[str, Any]:
    """Trains for half a minute and measures it; nothing is written, and the stage is used up.

    Memory is the weights with their gradients, moments and average, and for each picture of a part what the
    backward pass keeps of the forward one; the most that was really used is told as well, of a GPU's memory or of
    the machine's, where the system can tell that. Where one step would take longer than the trial, as a GPU's batch
    does on a CPU, few of its pictures stand for all, and none of the memory used is told.

    Returns:
        JSON values: `parameters` of each network, `pictures` (`a_step`, `at_a_time`), `memory_gib`, `disk_gib` and
        `time`, with the pictures of a step that were `tried`. A step's time is what the networks take or, where that
        is longer, what its pictures take to prepare.
    """
    warnings: list[str] = []
    updates = Updates(stage, options, device, stage.autocast, warnings.append)
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats()
    first = stage.dataset[0]
    whole, few = len(first[0]), min(len(first[0]), max(map(least_pictures, stage.networks.values())))
    part, trying = parts_of(first, few)[0], stage_step(stage)
    _timed(device, lambda: updates.step(part, trying))  # it makes room and chooses kernels: no step like the others
    each = _timed(device, lambda: updates.step(part, trying)) / few
    tried = few if each * whole > TRIAL_SECONDS else whole
    preparing, computing = [], []
    started = time.perf_counter()
    for step in range(TRIAL_STEPS):
        begun = time.perf_counter()
        batch = stage.dataset[step + 1]
        preparing.append(time.perf_counter() - begun)
        if tried < whole:
            batch = parts_of(batch, few)[0]
        taken = _timed(device, lambda batch=batch: updates.step(batch, trying))
        computing.append(taken * whole / tried)
        progress(step + 1, TRIAL_STEPS)
        if time.perf_counter() - started > TRIAL_SECONDS:
            break
    data, seconds = median(preparing), median(computing)
    seconds = max(seconds, data / options.workers) if options.workers else seconds + data
    most = None
    if tried == whole:
        most = torch.cuda.max_memory_allocated() if device.type == "cuda" else most_resident()

    trained = sum(p.numel() for network in stage.networks.values() for p in network.parameters() if p.requires_grad)
    copies = 2 + _ADAM + (1 if options.ema else 0)  # weights, gradients, moments, average
    once, picture = kept_bytes(stage, first)
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
        "disk_gib": round(disk_bytes(stage, options) / _GIB, 3),
        "time": {
            "tried": tried,
            "seconds_a_step": round(seconds, 4),
            "images_per_second": round(options.step_batch / seconds, 2),
            "hours": round(seconds * options.steps / 3600, 2),
        },
    }


def _timed(device: torch.device, work: Callable[[], Any]) -> float:
    """Seconds that some work takes, until the device has done it."""
    begun = time.perf_counter()
    work()
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - begun


def disk_bytes(stage: Stage, options: TrainOptions) -> int:
    """Room that the run takes at its most: checkpoint and model, each with its successor beside it, and samples."""
    trained = sum(p.numel() for network in stage.networks.values() for p in network.parameters() if p.requires_grad)
    every = sum(p.numel() for network in stage.networks.values() for p in network.parameters())
    checkpoint = every + trained * (_ADAM + (1 if options.ema else 0))
    start = options.init_from.stat().st_size if options.init_from is not None else 0
    sheet = stage.sample(stage.dataset.first(0, MAX_SAMPLES)).sheet.nbytes
    return 2 * (checkpoint + every) * _WEIGHT_BYTES + 2 * start + sheet * (options.steps // options.sample_every)


def kept_bytes(stage: Stage, batch: Any) -> tuple[int, int]:
    """Bytes that the backward pass keeps of the forward one: once, as of weights in another precision, and for each
    picture. A batch of no more pictures than a part needs cannot tell them apart: all counts as the pictures'."""
    count, least = len(batch[0]), max(map(least_pictures, stage.networks.values()))
    few = _kept(stage, parts_of(batch, min(least, count))[0])
    if count <= least:
        return 0, few // count
    picture = _kept(stage, parts_of(batch, least + 1)[0]) - few
    return max(few - least * picture, 0), picture


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
