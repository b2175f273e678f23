"""Which region each pixel of a reference shows: a feature pyramid (Lin et al., 2017) on the encoder's features.

It goes beyond the paper. What a reference's hair or gloves look like can be measured where they are
(`engine.networks.measured`), if it is known where that is. The generator finds regions in drawings; a picture in its
colours says more, and it need not have lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.config import SegmenterConfig
from engine.networks.encoder import Encoder
from engine.regions import REGIONS

ENCODER_WIDTHS = (64, 64, 128, 256, 512)
"""Channels of `Encoder.features`, of which each but the first is half as fine as the one before."""
_FINEST = 2
"""Pixels a side of the finest features; what is finer comes from the picture itself."""


class _Level(nn.Module):
    """One size of the pyramid: the encoder's features beside what the coarser level found, looked at together."""

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.lateral = nn.Conv2d(inputs, width, 1)
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, feature: Tensor, coarser: Tensor | None) -> Tensor:
        x = self.lateral(feature)
        if coarser is not None:
            x = x + functional.interpolate(coarser, x.shape[2:], mode="nearest")
        x = functional.relu(x)
        return x + functional.relu(self.conv(x))


class Segmenter(nn.Module):
    """The encoder's features and the picture that they are of → logits of regions.

    Trained with the encoder's weights as they are: whoever trains these further has it trained anew.
    """

    def __init__(self, config: SegmenterConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.levels = nn.ModuleList(_Level(inputs, width) for inputs in ENCODER_WIDTHS)
        self.picture = nn.Conv2d(3 * _FINEST**2, width, 3, padding=1)
        self.conv = nn.Conv2d(2 * width, width, 3, padding=1)
        self.logits = nn.Conv2d(width, len(REGIONS) * _FINEST**2, 1)

    def forward(self, picture: Tensor, features: Sequence[Tensor]) -> Tensor:
        """Picture `[B, 3, H, W]` in [-1, 1] and `Encoder.features` of it → `[B, R, H, W]`, R as in `REGIONS`."""
        x: Tensor | None = None
        for level, feature in zip(reversed(self.levels), reversed(features), strict=True):
            x = level(feature, x)
        assert x is not None
        fine = functional.relu(self.picture(functional.pixel_unshuffle(picture, _FINEST)))
        x = functional.relu(self.conv(torch.cat((x, fine), dim=1)))
        return functional.pixel_shuffle(self.logits(x), _FINEST)


def read(encoder: Encoder, segmenter: Segmenter | None, picture: Tensor) -> tuple[Tensor, Tensor | None]:
    """fr of references `[B, 3, H, W]`, and what a segmenter, where there is one, says of their pixels."""
    if segmenter is None:
        return encoder(picture), None
    features = encoder.features(picture)
    return features[-1], segmenter(picture, features)
