"""The one place where uint8 `[H, W, 3]` RGB becomes float `[1, C, H, W]` in [-1, 1], and back."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.config import STRIDE
from engine.scaling import Size

WHITE = 1.0
"""White paper, in [-1, 1]."""


def signed(x: Tensor) -> Tensor:
    """uint8 0..255 of any shape → float32 in [-1, 1], x / 127.5 - 1."""
    return x.float() / 127.5 - 1


def unsigned(y: Tensor) -> Tensor:
    """Float in [-1, 1] of any shape → uint8: (y + 1) · 127.5, clamped and truncated, as the authors'
    pictures were made."""
    return (y.float() + 1).mul_(127.5).clamp_(0, 255).to(torch.uint8)


def sketch_tensor(grey: np.ndarray) -> Tensor:
    """Grey uint8 `[H, W]` → float32 `[1, 1, H', W']` in [-1, 1], white paper added at the right and at the
    bottom until both sides are multiples of 32."""
    x = signed(torch.tensor(grey)[None, None])
    return functional.pad(x, _padding(x), value=WHITE)


def reference_tensor(pixels: np.ndarray) -> Tensor:
    """RGB uint8 `[H, W, 3]` → float32 `[1, 3, H', W']` in [-1, 1], its edge repeated until both sides are
    multiples of 32: a white margin would count as something white in the picture."""
    x = signed(torch.tensor(pixels).permute(2, 0, 1)[None])
    return functional.pad(x, _padding(x), mode="replicate")


def to_pixels(y: Tensor, size: Size) -> np.ndarray:
    """The generator's `[1, 3, H', W']` in [-1, 1], cropped to `size` → uint8 RGB `[H, W, 3]`."""
    width, height = size
    return unsigned(y[0, :, :height, :width]).permute(1, 2, 0).contiguous().cpu().numpy()


def _padding(x: Tensor) -> tuple[int, int, int, int]:
    height, width = x.shape[2:]
    return (0, -width % STRIDE, 0, -height % STRIDE)
