"""The decoder's blocks as the CPU runs them in float32: both convolutions by Winograd's way, chunk by chunk.

What stands between the convolutions happens while a chunk is in the processor's cache: the skip's half is added as
the tiles are taken back, the pixel shuffle is part of laying them into place, and RBCA's weights are multiplied in
as the next convolution gathers its tiles.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.frozen import FewOutputsConv, FrozenConv, SkipHalf, has_few_outputs, shuffled_last
from engine.networks.rbca import RBCA
from engine.networks.winograd import (
    OUT,
    WinogradConv,
    as_feature,
    few_pixels,
    framed,
    gains,
    lay,
    lay_shuffled,
    new_frame,
    rows_at_once,
    tiled,
    tiles_across,
)

_BAND_ROWS = 32  # of the last block's feature: few enough for the processor's cache, many for the rows seen twice
_HALO = 2  # rows that two bands share


class WinogradUpBlock(nn.Module):
    """`blocks.UpBlock` made ready to run, for a batch of one; arguments and results are the same.

    Args:
        conv1, conv2: the block's convolutions, float32 on the CPU.
        inputs: channels of the decoder feature; conv1's others are the skip's.
        attn_layer: its RBCA, or None.
        last: leaves out the ReLU at the end.
    """

    def __init__(self, conv1: nn.Conv2d, conv2: nn.Conv2d, inputs: int, attn_layer: RBCA | None, last: bool) -> None:
        super().__init__()
        self.last = last
        self.attn_layer = attn_layer
        kernel, bias = shuffled_last(conv1.weight), conv1.bias
        self._rest = WinogradConv(kernel[:, :inputs], None)
        self._kernel_of_skip = kernel[:, inputs:].detach().clone()
        self._bias_of_skip = None if bias is None else shuffled_last(bias)
        self._whole_of_skip: WinogradConv | None = None
        self.conv2: WinogradConv | FewOutputsConv | FrozenConv
        if gains(conv2.weight):
            self.conv2 = WinogradConv(conv2.weight, conv2.bias)
        elif has_few_outputs(conv2.weight):
            self.conv2 = FewOutputsConv(conv2.weight, conv2.bias)
        else:
            self.conv2 = FrozenConv(conv2.weight, conv2.bias, any_size=True)  # bands differ in height

    def skip_half(self, skip: Tensor) -> SkipHalf:
        """`conv1` of the skip alone, bias included, in the layout of the tiles."""
        if few_pixels(skip):
            direct = functional.conv2d(skip, self._kernel_of_skip, self._bias_of_skip, padding=1)
            return SkipHalf(tiled(direct[0].permute(1, 2, 0)), self._rest)
        convolution = self._of_skip()  # needed once a sketch: not worth its memory in between
        bias = convolution.tiled_bias(skip.shape[3])
        chunks = [tiles.flatten(0, 1).flatten(2).clone() for _, tiles in convolution.tiles(framed(skip), bias)]
        return SkipHalf(torch.cat(chunks, dim=1), self._rest)

    def forward(self, x: Tensor, skip: Tensor, gap_fr: Tensor | None, half: SkipHalf | None = None) -> Tensor:
        """`[1, inputs, h, w]`, the skip and GAP(fr) `[1, 512]` → `[1, outputs, 2h, 2w]`, as `UpBlock.forward`."""
        height, width = 2 * x.shape[2], 2 * x.shape[3]
        if not isinstance(self.conv2, WinogradConv) and self.attn_layer is None:
            return self._in_bands(self.conv2, x, skip, half)
        if not isinstance(self.conv2, WinogradConv):
            feature = self.shuffled(x, skip, half)
            if self.attn_layer is not None and gap_fr is not None:
                feature = self.attn_layer(feature, gap_fr)
            feature = self.conv2(feature)
            return feature if self.last else functional.relu(feature, inplace=True)
        frame, between = new_frame(height, width, self.conv2.in_channels)
        self._shuffle_into(between, x, skip, half)
        gate = None
        if self.attn_layer is not None and gap_fr is not None:
            gate = 1 + self.attn_layer.gate(between.mean(dim=(0, 1)).unsqueeze(0), gap_fr)[0]
        out = torch.empty(height, width, self.conv2.out_channels)
        for start, tiles in self.conv2.tiles(frame, self.conv2.tiled_bias(width), gate):
            lay(tiles if self.last else functional.relu(tiles, inplace=True), out, start)
        return as_feature(out)

    def shuffled(self, x: Tensor, skip: Tensor, half: SkipHalf | None = None) -> Tensor:
        """The first half of the block, arguments as of `forward`: `[1, C, 2h, 2w]`."""
        between = torch.empty(2 * x.shape[2], 2 * x.shape[3], self.conv2.in_channels)
        self._shuffle_into(between, x, skip, half)
        return as_feature(between)

    def _in_bands(self, conv2: FewOutputsConv | FrozenConv, x: Tensor, skip: Tensor, half: SkipHalf | None) -> Tensor:
        """`forward` where nothing looks at the whole feature: `conv2` follows `conv1` band by band, and what is
        between them, the widest feature of all, never exists as a whole."""
        height, width = 2 * x.shape[2], 2 * x.shape[3]
        out = torch.empty(height, width, conv2.out_channels)
        band, top, filled = torch.empty(0), 0, 0  # `filled` rows from row `top` of the feature on
        for _, tiles in self._chunks(x, skip, half):
            rows = 2 * OUT * tiles.shape[2]
            if not len(band):
                band = torch.empty(_BAND_ROWS + _HALO + rows, width, conv2.in_channels)
            rows = min(rows, height - top - filled)
            lay_shuffled(functional.relu(tiles, inplace=True), band[filled : filled + rows], 0)
            filled += rows
            end = top + filled
            if filled < _BAND_ROWS and end < height:
                continue
            seen = conv2(as_feature(band[:filled]))[0].permute(1, 2, 0)
            # At a band's ends zeros stood in the place of its neighbours, which is right at the picture's ends only.
            first, last = (0 if top == 0 else 1), (filled if end == height else filled - 1)
            part = out[top + first : top + last].copy_(seen[first:last])
            if not self.last:
                functional.relu(part, inplace=True)
            band[:_HALO] = band[filled - _HALO : filled].clone()
            top, filled = end - _HALO, _HALO
        return as_feature(out)

    def _shuffle_into(self, out: Tensor, x: Tensor, skip: Tensor, half: SkipHalf | None) -> None:
        for start, tiles in self._chunks(x, skip, half):
            lay_shuffled(functional.relu(tiles, inplace=True), out, start)

    def _chunks(self, x: Tensor, skip: Tensor, half: SkipHalf | None) -> Iterator[tuple[int, Tensor]]:
        """The tiles of `conv1`."""
        return self._whole(x, skip) if half is None else self._rest.tiles(framed(x), half.output)

    def _of_skip(self) -> WinogradConv:
        return WinogradConv(self._kernel_of_skip, self._bias_of_skip)

    def _whole(self, x: Tensor, skip: Tensor) -> Iterator[tuple[int, Tensor]]:
        """The tiles of `conv1`, of which nothing was kept."""
        if self._whole_of_skip is None:
            self._whole_of_skip = self._of_skip()  # there are many bands
        rest, of_skip, width = self._rest, self._whole_of_skip, x.shape[3]
        rows = rows_at_once(tiles_across(width), rest.out_channels)
        of_skips = of_skip.tiles(framed(skip), of_skip.tiled_bias(width), at_once=rows)
        for (start, tiles), (_, more) in zip(rest.tiles(framed(x), at_once=rows), of_skips, strict=True):
            yield start, tiles.add_(more)
