"""What fits which machine: `--hardware` sets size, batch and accumulation."""

from __future__ import annotations

from typing import Any

from trainer.options.stages import StageOneOptions, StageTwoOptions, TaggerOptions
from trainer.options.training import Hardware, TrainOptions

ROOM_BYTES = 2_000_000_000
"""Free room of the disk that a run begins with at least: a paper-sized checkpoint and its successor beside it take
about that much. What one that goes on needs, it tells by its own files."""

Fitting = tuple[int, int, int]
"""Size, batch, accumulate."""

# The first training in bf16 keeps 48 MiB for each picture at 256 px with the preset compact and 59 MiB with paper,
# 2.25 times that at 384 px; the second half as much, the tagger 22 MiB. A batch takes half the card at most, for the
# estimate knows nothing of what convolutions ask for; accumulation brings a step to the paper's 32 pictures.
_STAGES: dict[str, dict[str, Fitting]] = {
    "compact": {
        "cpu": (128, 8, 2),
        "6gb": (256, 16, 2),
        "8gb": (256, 32, 1),
        "12gb": (384, 32, 1),
        "24gb": (512, 32, 1),
    },
    "paper": {"cpu": (128, 4, 4), "6gb": (256, 8, 4), "8gb": (256, 16, 2), "12gb": (384, 16, 2), "24gb": (384, 32, 1)},
}
_TAGGER: dict[str, Fitting] = {
    "cpu": (128, 16, 2),
    "6gb": (256, 32, 2),
    "8gb": (256, 64, 1),
    "12gb": (288, 64, 1),
    "24gb": (384, 64, 1),
}
_FITTING: dict[type[TrainOptions], dict[str, dict[str, Fitting]]] = {
    TaggerOptions: {"compact": _TAGGER, "paper": _TAGGER},
    StageOneOptions: _STAGES,
    StageTwoOptions: _STAGES,
}


def fitting(kind: type[TrainOptions], given: dict[str, Any]) -> dict[str, Any]:
    """The values that the hardware named in `given` sets and that `given` does not name itself."""
    hardware, presets = given.get("hardware"), _FITTING.get(kind)
    if not hardware or presets is None:  # `all` leaves it to each of its trainings
        return {}
    size, batch, accumulate = presets.get(given.get("preset", "compact"), presets["compact"])[hardware]
    return {k: v for k, v in {"size": size, "batch": batch, "accumulate": accumulate}.items() if k not in given}


_CARDS: tuple[tuple[float, Hardware], ...] = ((22.0, "24gb"), (11.0, "12gb"), (7.4, "8gb"), (5.4, "6gb"))
"""Least memory in GiB, a little below what stands on the box: drivers keep a part."""
PAPER_FROM: frozenset[Hardware] = frozenset({"12gb", "24gb"})
"""Machines on which the paper's sizes of networks train at a fair speed."""


def hardware_of(device: str, memory: int) -> Hardware:
    """The preset for a machine.

    Args:
        device: `cuda`, `mps` or `cpu`, where trainings would run.
        memory: bytes of a GPU's own memory; of other devices it decides nothing: they compute too slowly to fill it.
    """
    if device != "cuda":
        return "cpu"
    fits: list[Hardware] = [name for least, name in _CARDS if memory >= least * 1024**3]
    return fits[0] if fits else "cpu"
