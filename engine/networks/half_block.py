"""The decoder's blocks as the CPU runs them in half precision: what is small or done once a drawing stays float32.

Each rounding to half precision moves the picture by about as much, wherever it happens. So the skip's half, worked out
once for a drawing, is rounded only when it is done; RBCA's weights are multiplied into the second kernel, which is
rounded after it, instead of into the feature; and the last convolution's few outputs are made in float32.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.frozen import FewOutputsConv, FrozenConv, SkipHalf, has_few_outputs, shuffled_last
from engine.networks.rbca import RBCA
from engine.networks.winograd import WinogradConv, as_feature, few_pixels

_BAND_BYTES = 2**22
"""Of the last block's feature: few enough for the processor's cache."""


class HalfUpBlock(nn.Module):
    """`blocks.UpBlock` made ready to run in half precision, for a batch of one; arguments are the same.

    Args:
        conv1, conv2: the block's convolutions, float32 on the CPU.
        inputs: channels of the decoder feature; conv1's others are the skip's.
        attn_layer: its RBCA in float32, or None.
        last: leaves out the ReLU at the end.
        dtype: of the products of decoder features, and of the result.
    """

    def __init__(
        self, conv1: nn.Conv2d, conv2: nn.Conv2d, inputs: int, attn_layer: RBCA | None, last: bool, dtype: torch.dtype
    ) -> None:
        super().__init__()
        self.last = last
        self.attn_layer = attn_layer
        kernel, bias = shuffled_last(conv1.weight), None if conv1.bias is None else shuffled_last(conv1.bias)
        self._conv1 = FrozenConv(kernel.to(dtype), None if bias is None else bias.to(dtype))
        of_feature = kernel[:, :inputs].to(dtype)
        self._rest = FrozenConv(of_feature, None)
        self._kernel_of_skip, self._bias_of_skip = (
            kernel[:, inputs:].detach().contiguous(memory_format=torch.channels_last),
            bias,
        )
        self._kernel2 = conv2.weight.detach()
        self.conv2: FewOutputsConv | FrozenConv
        if has_few_outputs(conv2.weight):
            self.conv2 = FewOutputsConv(conv2.weight, conv2.bias)
            self._rest_of_band = FrozenConv(of_feature, None, between=True)
        else:
            self.conv2 = FrozenConv(conv2.weight.to(dtype), None if conv2.bias is None else conv2.bias.to(dtype))

    def skip_half(self, skip: Tensor) -> SkipHalf:
        """`conv1` of the skip alone, float32 `[1, skip, h, w]`, bias included: in half precision."""
        kernel, bias = self._kernel_of_skip, self._bias_of_skip
        if few_pixels(skip):
            whole = functional.conv2d(skip, kernel, bias, padding=1)
        else:
            whole = WinogradConv(kernel, bias)(skip)
        half = whole.to(self._rest.dtype).contiguous(memory_format=torch.channels_last)
        return SkipHalf(half, self._rest)

    def forward(self, x: Tensor, skip: Tensor, gap_fr: Tensor | None, half: SkipHalf | None = None) -> Tensor:
        """`[1, inputs, h, w]`, the skip and GAP(fr) `[1, 512]` float32 → `[1, outputs, 2h, 2w]`, as
        `UpBlock.forward`; few outputs, which are the picture itself, in float32."""
        if half is not None and self.last and self.attn_layer is None and isinstance(self.conv2, FewOutputsConv):
            return self._in_bands(self.conv2, x.to(skip.dtype), half.output)
        feature, conv2 = self._feature(x, skip, half), self.conv2
        if self.attn_layer is not None and gap_fr is not None:
            pixels = feature.flatten(0, 1)
            mean = pixels.sum(0, dtype=torch.float32) / len(pixels)
            gate = 1 + self.attn_layer.gate(mean.unsqueeze(0), gap_fr)
            kernel = self._kernel2 * gate[:, :, None, None]  # some thousand weights instead of millions of pixels
            conv2 = FrozenConv(kernel.to(self._rest.dtype), self.conv2.bias)
        y = conv2(as_feature(feature))
        return y if self.last else functional.relu(y, inplace=True)

    def shuffled(self, x: Tensor, skip: Tensor, half: SkipHalf | None = None) -> Tensor:
        """The first half of the block, arguments as of `forward`: `[1, C, 2h, 2w]`."""
        return as_feature(self._feature(x, skip, half))

    def _in_bands(self, conv2: FewOutputsConv, x: Tensor, of_skip: Tensor) -> Tensor:
        """`forward` of the last block, where nothing looks at the whole feature: `conv2` follows `conv1` band by band,
        and what is between them, the widest feature of all, never exists as a whole."""
        _, channels, height, width = of_skip.shape
        most = max(1, _BAND_BYTES // (channels * width * of_skip.element_size()))
        rows = next(rows for rows in range(min(most, height), 0, -1) if height % rows == 0)  # the kernel's layout stays
        feature = torch.empty(2 * rows, 2 * width, channels // 4, dtype=of_skip.dtype)
        frame = conv2.frame(2 * height, 2 * width)
        for top in range(0, height, rows):
            seen = x[:, :, max(0, top - 1) : top + rows + 1]
            beyond = (int(top == 0), int(top + rows == height))
            if any(beyond):
                seen = functional.pad(seen, (0, 0, *beyond))
            y = self._rest_of_band(seen, add=of_skip[:, :, top : top + rows])
            conv2.add(_shuffled(y, feature), frame, 2 * top)
        return conv2.framed(frame)

    def _feature(self, x: Tensor, skip: Tensor, half: SkipHalf | None) -> Tensor:
        """`[2h, 2w, C]`: ReLU and pixel shuffle in one pass."""
        whole = half is None
        y = self._conv1(torch.cat((x.to(skip.dtype), skip), dim=1)) if whole else half.rest(x, add=half.output)
        _, _, height, width = y.shape
        return _shuffled(y, torch.empty(2 * height, 2 * width, self.conv2.in_channels, dtype=y.dtype))


def _shuffled(y: Tensor, out: Tensor) -> Tensor:
    """ReLU and pixel shuffle of `[1, 4C, h, w]`, as `shuffled_last` lays it, into `[2h, 2w, C]`, which comes back."""
    _, _, height, width = y.shape
    placed = y[0].permute(1, 2, 0).view(height, width, 2, 2, -1).transpose(1, 2)  # [h, 2, w, 2, C]
    torch.clamp_min(placed, 0, out=out.view(placed.shape))
    return out
