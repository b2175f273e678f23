"""The blocks that the generator G is made of (paper Figures 2 and 3): no normalisation layers, ReLU between."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.frozen import FrozenConv, SkipHalf
from engine.networks.half_block import HalfUpBlock
from engine.networks.pixel_shuffle import pixel_shuffled
from engine.networks.rbca import RBCA
from engine.networks.receiving import Attention
from engine.networks.winograd import works_for
from engine.networks.winograd_block import WinogradUpBlock


def conv3(inputs: int, outputs: int, stride: int = 1) -> nn.Conv2d:
    """3×3 convolution that keeps the size (or divides it by `stride`)."""
    return nn.Conv2d(inputs, outputs, kernel_size=3, stride=stride, padding=1)


class DownBlock(nn.Module):
    """Two convolutions, the second halves the size, ReLU after both."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv1 = conv3(inputs, outputs)
        self.conv2 = conv3(outputs, outputs, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        """`[B, inputs, h, w]` → `[B, outputs, h/2, w/2]`."""
        x = functional.relu(self.conv1(x), inplace=True)
        return functional.relu(self.conv2(x), inplace=True)


class ResidualBlock(nn.Module):
    """Two convolutions, ReLU between them and after the sum."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = conv3(width, width)
        self.conv2 = conv3(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """`[B, width, h, w]` → the same shape."""
        return functional.relu(x + self.conv2(functional.relu(self.conv1(x), inplace=True)))


class FirstUpBlock(nn.Module):
    """deconv1: doubles the size by pixel shuffle, then adds self-attention over all positions."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = conv3(width, 4 * width)
        self.sattn = Attention(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """`[B, width, h, w]` → `[B, width, 2h, 2w]`."""
        x = pixel_shuffled(functional.relu(self.conv(x), inplace=True))
        return self.sattn(x, self.sattn.remember(x))


class UpBlock(nn.Module):
    """deconv2 to deconv5: takes in the skip, doubles the size by pixel shuffle, re-weights channels (RBCA).

    Args:
        inputs: channels of the decoder feature.
        skip: channels of the skip, which is concatenated after it.
        width: C, channels after the shuffle.
        outputs: channels of the result.
        latent_channels: of the reference's GAP; None builds no RBCA.
        last: leaves out the ReLU at the end.
    """

    def __init__(
        self, inputs: int, skip: int, width: int, outputs: int, latent_channels: int | None, last: bool = False
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.last = last
        self.conv1 = conv3(inputs + skip, 4 * width)
        self.conv2: nn.Conv2d = conv3(width, outputs)
        self.attn_layer = None if latent_channels is None else RBCA(width, latent_channels)
        self._halves: tuple[FrozenConv, FrozenConv] | None = None

    def frozen(self, dtype: torch.dtype) -> UpBlock | WinogradUpBlock | HalfUpBlock:
        """The block ready to run many times as it is now: `conv1` split, kernels as the machine reads them; on the
        CPU with its convolutions in `dtype`."""
        if works_for(self.conv1.weight):
            parts = (self.conv1, self.conv2, self.inputs, self.attn_layer, self.last)
            return WinogradUpBlock(*parts) if dtype == torch.float32 else HalfUpBlock(*parts, dtype)
        self._halves = self._split()
        self.conv2 = FrozenConv(self.conv2.weight, self.conv2.bias)  # type: ignore[assignment] (a drop-in)
        return self

    def _split(self) -> tuple[FrozenConv, FrozenConv]:
        """`conv1` of the decoder feature alone, and of the skip alone with the bias."""
        kernel = self.conv1.weight
        return FrozenConv(kernel[:, : self.inputs], None), FrozenConv(kernel[:, self.inputs :], self.conv1.bias)

    def skip_half(self, skip: Tensor) -> SkipHalf:
        """`conv1` of the skip alone, bias included, with the convolution that is left to do."""
        rest, of_skip = self._halves or self._split()
        return SkipHalf(of_skip(skip), rest)

    def forward(self, x: Tensor, skip: Tensor, gap_fr: Tensor | None, half: SkipHalf | None = None) -> Tensor:
        """`[B, inputs, h, w]`, the skip `[B, skip, h, w]` and GAP(fr) `[B, 512]` → `[B, outputs, 2h, 2w]`.

        A block without RBCA has no use for GAP(fr).

        `half`, from `skip_half(skip)`, takes the skip's place: a convolution is linear, so the sum of its
        two halves is the same number but for rounding.
        """
        x = self.shuffled(x, skip, half)
        if self.attn_layer is not None and gap_fr is not None:
            x = self.attn_layer(x, gap_fr)
        x = self.conv2(x)
        return x if self.last else functional.relu(x, inplace=True)

    def shuffled(self, x: Tensor, skip: Tensor, half: SkipHalf | None = None) -> Tensor:
        """The first half of the block, arguments as of `forward`: `[B, C, 2h, 2w]`."""
        x = self.conv1(torch.cat((x, skip), dim=1)) if half is None else half.rest(x, add=half.output)
        return pixel_shuffled(functional.relu(x, inplace=True))  # [B, 4C, h, w] → [B, C, 2h, 2w]
