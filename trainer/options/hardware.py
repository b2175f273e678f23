"""What fits which machine: `--hardware` sets size, batch and accumulation."""

from __future__ import annotations

from typing import Any

from trainer.options.training import TrainOptions

# Kind of training → preset → hardware → (size, batch, accumulate). Each batch was chosen by the memory that
# `--dry-run` tells (bf16 on GPUs), with a fifth of the card left free; accumulation brings a step to the paper's
# 32 pictures. The CPU's are chosen by time.
_FITTING: dict[type[TrainOptions], dict[str, dict[str, tuple[int, int, int]]]] = {}


def fitting(kind: type[TrainOptions], given: dict[str, Any]) -> dict[str, Any]:
    """The values that the hardware named in `given` sets and that `given` does not name itself."""
    hardware = given.get("hardware")
    if not hardware:
        return {}
    size, batch, accumulate = _FITTING[kind][given.get("preset", "compact")][hardware]
    return {k: v for k, v in {"size": size, "batch": batch, "accumulate": accumulate}.items() if k not in given}
