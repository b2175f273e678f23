"""The discriminator D of the first training (Eq. 2): judges patches of a sketch with its colours."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.config import DiscriminatorConfig

LEAK = 0.2


class Discriminator(nn.Module):
    """Eight 3×3 convolutions, the second, fourth and sixth with stride 2, LeakyReLU between."""

    def __init__(self, config: DiscriminatorConfig) -> None:
        super().__init__()
        self.config = config
        w = config.base_width
        widths = (4, w, w, 2 * w, 2 * w, 4 * w, 4 * w, 8 * w, 1)
        strides = (1, 2, 1, 2, 1, 2, 1, 1)
        self.layers = nn.ModuleList(
            nn.Conv2d(inputs, outputs, kernel_size=3, stride=stride, padding=1)
            for inputs, outputs, stride in zip(widths[:-1], widths[1:], strides, strict=True)
        )

    def forward(self, sketch: Tensor, color: Tensor) -> Tensor:
        """Sketch `[B, 1, H, W]` and RGB `[B, 3, H, W]`, both in [-1, 1] → logits `[B, 1, H/8, W/8]`."""
        x = torch.cat((sketch, color), dim=1)  # [B, 4, H, W]
        for layer in self.layers[:-1]:
            x = functional.leaky_relu(layer(x), LEAK, inplace=True)
        return self.layers[-1](x)
