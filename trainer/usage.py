"""What a training takes of its machine: memory and room on the disk, as its step events tell them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import torch

from engine.process_memory import most_resident


def usage(device: torch.device, folder: Path) -> dict[str, Any]:
    """`memory_bytes`: the most that was taken so far of a GPU's memory, elsewhere of the machine's by this process,
    None where that cannot be told; `memory_total_bytes`: of the GPU, else None; `disk_free_bytes`: where the run lies,
    None while the folder cannot be asked."""
    if device.type == "cuda":
        taken, total = torch.cuda.max_memory_reserved(device), torch.cuda.get_device_properties(device).total_memory
    else:
        taken, total = most_resident(), None
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = None
    return {"memory_bytes": taken, "memory_total_bytes": total, "disk_free_bytes": free}
