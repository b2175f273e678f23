"""The way back through the tanh that ends every picture of the generator."""

from __future__ import annotations

import torch
from torch import Tensor

BRIGHTEST = 0.97
"""Of 1: a colour's number before tanh stays finite."""


def untanh(rgb: Tensor) -> Tensor:
    """RGB in [-1, 1] before tanh, of any shape; colours beyond ±`BRIGHTEST` count as that."""
    return torch.atanh(rgb.clamp(-BRIGHTEST, BRIGHTEST))
