"""The machine that is measured: what it is, and how fast it multiplies matrices just now."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path
from typing import Any

import torch

from engine import __version__
from engine.device import DTYPES, available_devices, device_name, has_native_bf16

# Sides of the matrices: large enough that a multiplication runs at full rate, small enough for a second in all.
_SIDES = {"cpu": 1024, "mps": 4096, "cuda": 8192}
_SECONDS = 0.4


def describe() -> dict[str, Any]:
    """What the numbers depend on, as JSON values."""
    return {
        "nurie": __version__,
        "torch": torch.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "cpu_native_bf16": has_native_bf16("cpu"),
        "devices": {device: device_name(device) for device in available_devices()},
    }


def matrix_rate(device: str, precision: str) -> float:
    """FLOP a second of the best of many square matrix products, 2 FLOP a multiply-add.

    The best and not the median: it stands for what the machine could do if nothing else ran.
    """
    side = _SIDES[device]
    a, b = (torch.rand(side, side, device=device, dtype=DTYPES[precision]) for _ in range(2))
    best, end = float("inf"), time.perf_counter() + _SECONDS
    with torch.inference_mode():
        _finished(a @ b)  # the first one sets the library up
        while best == float("inf") or time.perf_counter() < end:
            start = time.perf_counter()
            _finished(a @ b)
            best = min(best, time.perf_counter() - start)
    return 2 * side**3 / best


def _finished(product: torch.Tensor) -> None:
    product[0, 0].item()  # waits for the device, whichever it is


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass  # another system than Linux
    return platform.processor() or platform.machine()
