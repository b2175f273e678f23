"""How tensors lie in a weights file: as they are, or in fewer bits. Reading gives float32 whatever it was.

Only matrices and kernels are reduced. Vectors (biases, batch norm) stay float32: they are few, and the
running variances span more than fp16 can hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import torch
from torch import Tensor

Storage = Literal["fp32", "fp16", "bf16", "int8"]

SCALE_SUFFIX = ".scale"
LAST_LAYERS = ("generator.deconv5.", "generator.palette.")
"""What `int8` keeps in fp16: their rounding is seen in the picture as it is, a quarter of the whole (mean ΔE 0.39 with
them in int8, 0.28 without), and they are few, 0.4 of 35 million numbers."""
_FLOATS: dict[Storage, torch.dtype] = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


def pack(state: Mapping[str, Tensor], storage: Storage) -> dict[str, Tensor]:
    """Tensors as they are written: contiguous, on the CPU, matrices and kernels in `storage`.

    `int8` is symmetric with one scale an output channel (the first axis), kept as `KEY.scale` `[O]`, so that
    weight ≈ int8 · scale; the generator's last layers stay fp16 there. Integer tensors (batch norm's counters) stay
    what they are.
    """
    packed: dict[str, Tensor] = {}
    for key, value in state.items():
        value = value.detach().to(device="cpu", memory_format=torch.contiguous_format)
        if not value.is_floating_point():
            packed[key] = value
        elif value.ndim < 2:
            packed[key] = value.float()
        elif storage == "int8" and key.startswith(LAST_LAYERS):
            packed[key] = value.half()
        elif storage == "int8":
            packed[key], packed[key + SCALE_SUFFIX] = _quantize(value.float())
        else:
            packed[key] = value.to(_FLOATS[storage])
    # safetensors refuses tensors that share memory, as a state that was built by hand may do.
    return {key: value.contiguous().clone() for key, value in packed.items()}


def unpack(packed: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Inverse of `pack` but for rounding: floating tensors become float32.

    Raises:
        ValueError: an int8 tensor lacks its scale or has one that does not fit; the text names it.
    """
    state: dict[str, Tensor] = {}
    for key, value in packed.items():
        if key.endswith(SCALE_SUFFIX) and key.removesuffix(SCALE_SUFFIX) in packed:
            continue
        if value.dtype == torch.int8:
            scale = packed.get(key + SCALE_SUFFIX)
            if scale is None or scale.shape != value.shape[:1]:
                raise ValueError(f"{key} lacks its scale")
            value = value.float().mul_(scale.float().reshape(-1, *(1,) * (value.ndim - 1)))
        state[key] = value.float() if value.is_floating_point() else value
    return state


def _quantize(weight: Tensor) -> tuple[Tensor, Tensor]:
    """`[O, …]` float → int8 in -127..127 and its scale `[O]`."""
    largest = weight.flatten(1).abs().amax(dim=1)
    scale = torch.where(largest > 0, largest / 127, 1.0)
    steps = (weight / scale.reshape(-1, *(1,) * (weight.ndim - 1))).round().clamp(-127, 127)
    return steps.to(torch.int8), scale
