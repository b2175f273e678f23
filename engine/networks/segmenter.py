"""Which region each pixel of a reference shows: a U-Net (Ronneberger et al., 2015) of residual blocks, to whose levels
the encoder's features of the same size are added.

It goes beyond the paper. What a reference's hair or gloves look like can be measured where they are
(`engine.networks.measured`), if it is known where that is. The generator finds regions in drawings; a picture in its
colours says more, and it need not have lines. The encoder's features alone say too little: they were learned from tags,
which tell what is in a picture, not where.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional

from engine.networks.config import SegmenterConfig
from engine.networks.encoder import Encoder
from engine.regions import REGIONS

ENCODER_WIDTHS = (64, 64, 128, 256, 512)
"""Channels of `Encoder.features`, of which each but the first is half as fine as the one before."""
_GROWTH = (1, 2, 4, 5, 6)
"""Channels of the levels, finest first, as multiples of the first's."""
_FINEST = 2
"""Pixels a side of the finest features; what is finer comes from the picture itself."""


class _Residual(nn.Module):
    """Two convolutions whose sum with what came in goes on (He et al., 2016). The second starts at zero, as in Fixup
    (Zhang et al., 2019): there is no normalisation to keep many of them in bounds."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.conv2.weight)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.conv2(functional.relu(self.conv1(x))))


class _Down(nn.Module):
    """To the next level, half as fine: what the finer one found and the encoder's features, looked at together."""

    def __init__(self, finer: int, feature: int, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(finer, width, 3, stride=2, padding=1)
        self.lateral = nn.Conv2d(feature, width, 1)
        self.block = _Residual(width)

    def forward(self, x: Tensor, feature: Tensor) -> Tensor:
        return self.block(functional.relu(self.conv(x) + self.lateral(feature)))


class _Up(nn.Module):
    """Back to the level before: what it found on the way down, and what the coarser one makes of it."""

    def __init__(self, coarser: int, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(coarser, width, 1)
        self.block = _Residual(width)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        return self.block(skip + functional.interpolate(self.conv(x), skip.shape[2:], mode="nearest"))


class Segmenter(nn.Module):
    """The encoder's features and the picture that they are of → logits of regions.

    Trained with the encoder's weights as they are: whoever trains these further has it trained anew.
    """

    def __init__(self, config: SegmenterConfig) -> None:
        super().__init__()
        self.config = config
        widths = [config.width * growth for growth in _GROWTH]
        self.picture = nn.Conv2d(3 * _FINEST**2, widths[0], 3, padding=1)
        self.lateral = nn.Conv2d(ENCODER_WIDTHS[0], widths[0], 1)
        self.block = _Residual(widths[0])
        steps = zip(pairwise(widths), ENCODER_WIDTHS[1:], strict=True)
        self.down = nn.ModuleList(_Down(finer, feature, width) for (finer, width), feature in steps)
        self.up = nn.ModuleList(_Up(coarser, width) for width, coarser in reversed(list(pairwise(widths))))
        self.logits = nn.Conv2d(widths[0], len(REGIONS) * _FINEST**2, 1)

    def forward(self, picture: Tensor, features: Sequence[Tensor]) -> Tensor:
        """Picture `[B, 3, H, W]` in [-1, 1] and `Encoder.features` of it → `[B, R, H, W]`, R as in `REGIONS`."""
        finest, *coarser = features
        fine = self.picture(functional.pixel_unshuffle(picture, _FINEST))
        x = self.block(functional.relu(fine + self.lateral(finest)))
        skips = []
        for down, feature in zip(self.down, coarser, strict=True):
            skips.append(x)
            x = down(x, feature)
        for up, skip in zip(self.up, reversed(skips), strict=True):
            x = up(x, skip)
        return functional.pixel_shuffle(self.logits(x), _FINEST)


def read(encoder: Encoder, segmenter: Segmenter | None, picture: Tensor) -> tuple[Tensor, Tensor | None]:
    """fr of references `[B, 3, H, W]`, and what a segmenter, where there is one, says of their pixels."""
    if segmenter is None:
        return encoder(picture), None
    features, dtype = encoder.features(picture), segmenter.logits.weight.dtype
    return features[-1], segmenter(picture.to(dtype), [feature.to(dtype) for feature in features])
