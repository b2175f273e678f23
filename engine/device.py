"""Where the networks run and in which arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import get_args

import torch

from engine.errors import DeviceError, MemoryTooSmallError
from engine.out_of_memory import is_out_of_memory
from engine.requests import Device, Precision
from engine.sentences import Sentence

DTYPES: dict[str, torch.dtype] = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True)
class Placement:
    """A device and a precision that exist on this machine.

    Attributes:
        device: `cpu`, `cuda` or `mps`.
        precision: `fp32`, `bf16` or `fp16`.
        name: what a person calls the device, e.g. `NVIDIA H200`.
    """

    device: str
    precision: str
    name: str

    @property
    def dtype(self) -> torch.dtype:
        return DTYPES[self.precision]


def choose(device: Device = "auto", precision: Precision = "auto") -> Placement:
    """The device and precision to use; `auto` takes the fastest that works natively.

    Precision: bf16 on CUDA GPUs that have it and on CPUs with AMX or AVX512-bf16, fp16 on CUDA GPUs without,
    fp32 everywhere else. CUDA before MPS before the CPU.

    Raises:
        DeviceError: what is asked for is unknown or does not exist on this machine.
    """
    if device not in get_args(Device):
        raise DeviceError(
            "The device {device} is unknown; choose one of {choices}.",
            device=device,
            choices=", ".join(get_args(Device)),
        )
    if precision not in get_args(Precision):
        raise DeviceError(
            "The precision {precision} is unknown; choose one of {choices}.",
            precision=precision,
            choices=", ".join(get_args(Precision)),
        )
    chosen = _choose_device(device)
    return Placement(chosen, _choose_precision(chosen) if precision == "auto" else precision, device_name(chosen))


def available_devices() -> list[str]:
    """The devices of this machine, the fastest first."""
    devices = []
    if torch.cuda.is_available():
        devices.append("cuda")
    if torch.backends.mps.is_available():
        devices.append("mps")
    return [*devices, "cpu"]


def device_name(device: str) -> str:
    """What a person calls `cpu`, `cuda` or `mps`."""
    if device == "cuda":
        return torch.cuda.get_device_name()
    return {"mps": "Apple GPU", "cpu": "CPU"}[device]


def device_memory(device: str) -> int:
    """Bytes of a GPU's own memory; 0 for devices that share the machine's."""
    return torch.cuda.get_device_properties(0).total_memory if device == "cuda" else 0


def free_memory(device: str) -> int | None:
    """Bytes of a GPU's own memory that nobody uses now; None for devices that share the machine's."""
    return int(torch.cuda.mem_get_info()[0]) if device == "cuda" else None


def has_native_bf16(device: str) -> bool:
    """Whether arithmetic in bf16 is faster than in fp32 there, not merely possible."""
    if device == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if device == "cpu":
        # torch asks the processor itself, but only under private names so far.
        tests = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
        return any(bool(getattr(torch.cpu, test, bool)()) for test in tests)
    return False


@contextmanager
def memory_explained(placement: Placement) -> Iterator[None]:
    """Turns running out of memory into a `MemoryTooSmallError` that says so."""
    try:
        yield
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        raise MemoryTooSmallError(
            "The memory of this machine is too small for this picture ({name}); choose a smaller "
            "size, or another device.",
            name=placement.name,
        ) from error


def exact_float32(device: str) -> AbstractContextManager[object]:
    """Keeps TF32, cuDNN's default, from differing from fp32 elsewhere by more than rounding."""
    return torch.backends.cudnn.flags(enabled=True, allow_tf32=False) if device == "cuda" else nullcontext()


def _choose_device(device: Device) -> str:
    devices = available_devices()
    if device == "auto":
        return devices[0]
    if device not in devices:
        needs = {"cuda": Sentence("an NVIDIA GPU with its driver"), "mps": Sentence("an Apple GPU")}
        raise DeviceError(
            "The device {device} is not there: it needs {needed}; use {devices}, or auto.",
            device=device,
            needed=needs[device],
            devices=" or ".join(devices),
        )
    return device


def _choose_precision(device: str) -> str:
    if has_native_bf16(device):
        return "bf16"
    return "fp16" if device == "cuda" else "fp32"
