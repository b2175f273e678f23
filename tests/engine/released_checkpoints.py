"""Files as the paper's authors released them, with weights drawn from the tensors' names.

`tests/data/released` holds pictures that the authors' networks made on a CPU in float32 with those weights,
so that no weights file has to be shipped.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

RELEASED = Path(__file__).resolve().parents[1] / "data" / "released"

Shapes = Mapping[str, list[int]]


def drawn_tensor(name: str, shape: list[int]) -> Tensor:
    """The tensor that a name stands for: network (`R.`, `G.`, `M.`, `Mr.`) and key seed the generator."""
    random = np.random.RandomState(zlib.crc32(name.encode("utf-8")))
    if name.endswith("num_batches_tracked"):
        return torch.zeros(shape, dtype=torch.int64)
    if name.endswith("running_var"):
        values = 1.0 + 0.2 * random.rand(*shape)
    elif name.endswith("running_mean"):
        values = 0.1 * random.randn(*shape)
    elif len(shape) == 1:
        norm_weight = name.endswith("weight") and (".bn" in name or "downsample.1" in name)
        values = (1.0 if norm_weight else 0.0) + 0.05 * random.randn(*shape)
    else:
        gain = 1.4 if name.startswith("R.") else 1.1
        if name == "M.mlp.0.0.weight":
            gain = 4000.0
        if "deconv5.conv2" in name:
            gain = 0.25
        values = np.sqrt(gain / np.prod(shape[1:])) * random.randn(*shape)
    return torch.from_numpy(np.asarray(values, dtype=np.float32))


def drawn_state(network: str, shapes: Shapes) -> dict[str, Tensor]:
    """A state dict of `network` (`R`, `G`, `M`, `Mr`)."""
    return {key: drawn_tensor(f"{network}.{key}", shape) for key, shape in shapes.items()}


def with_module(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The keys as a network wrapped for several GPUs writes them."""
    return {f"module.{key}": tensor for key, tensor in state.items()}


def released_case(name: str) -> dict[str, Any]:
    """`case.json` of a test vector."""
    return json.loads((RELEASED / name / "case.json").read_text(encoding="utf-8"))
