"""The generator on canvases whose features do not fit into memory as a whole: layer after layer, in bands of rows.

Plain tiles would be inexact, because RBCA looks at the mean over the whole feature and attention at all
positions. Here only the work within a layer is cut: each band is computed with the rows beside it that its
convolutions see, the means are summed over the bands, and attention takes its queries in parts. What is widest,
the features between a block's convolutions, never exists as a whole. The result differs from the whole way by
rounding only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from operator import add

import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.blocks import DownBlock, UpBlock
from engine.networks.encoder import global_average
from engine.networks.generator import Generator, SketchFeatures
from engine.networks.measured import Measured
from engine.networks.receiving import Attention, ReferenceMemory
from engine.networks.slots import Meant
from engine.networks.survey import Survey
from engine.networks.votes import AreaMap
from engine.progress import go_on

# Rows beside a band that its convolutions see: two 3×3 after one another, an even number for the stride of 2.
_HALO = 2
_MIN_ROWS = 4
_KEPT_BYTES = 5 << 28
"""1.25 GB: some 32 numbers of half precision for each of 4096 × 4096 pixels."""


class BandedGenerator:
    """Paints with the weights of a generator within a budget. For inference and a batch of one.

    Args:
        generator: it is left as it is.
        budget: bytes that the features within a layer may take; what is kept of each layer comes on top.
    """

    def __init__(self, generator: Generator, budget: int) -> None:
        self._generator = generator
        self._budget = budget

    def encode_sketch(self, sketch: Tensor) -> SketchFeatures:
        """As `Generator.encode_sketch`: grey `[1, 1, H, W]` in [-1, 1]."""
        generator = self._generator
        skips: list[Tensor] = []
        x = sketch
        for block in (generator.conv1, generator.conv2, generator.conv3, generator.conv4, generator.conv5):
            x = self._down(block, x)
            skips.append(generator.kept(x))
        y1, y2, y3, y4, _ = skips
        return SketchFeatures((y1, y2, y3, y4), generator.res(x))

    def receive(self, features: SketchFeatures, memory: ReferenceMemory) -> Tensor:
        """As `Generator.receive`, of what was remembered of the reference."""
        generator, x = self._generator, features.bottleneck
        block = generator.refer_attn
        x = self._attend(block, x, memory) if isinstance(block, Attention) else block(x, memory)
        return functional.relu(generator.in_conv(x), inplace=True)

    def decode(
        self,
        psi: Tensor,
        skips: tuple[Tensor, ...],
        gap_fr: Tensor,
        measured: Measured | None = None,
        areas: AreaMap | None = None,
    ) -> Tensor:
        """As `Generator.decode`: RGB in [-1, 1], `[1, 3, H, W]`."""
        generator = self._generator
        first = generator.deconv1
        x = functional.pixel_shuffle(functional.relu(first.conv(psi), inplace=True), 2)
        x = self._attend(first.sattn, x, first.sattn.remember(x))
        y1, y2, y3, y4 = skips
        blocks = (generator.deconv2, generator.deconv3, generator.deconv4)
        for block, skip in zip(blocks, (y4, y3, y2), strict=True):
            x = self._up(block, x, skip, gap_fr)
        return self._last(generator.deconv5, x, y1, gap_fr, measured, areas)

    def _down(self, block: DownBlock, x: Tensor) -> Tensor:
        """`[1, inputs, h, w]` → `[1, outputs, h/2, w/2]`."""
        _, _, height, width = x.shape
        outputs = block.conv2.out_channels
        out = _empty(x, outputs, height // 2, width // 2)
        for band in self._bands(height, outputs * width * x.element_size()):
            out[:, :, band.start // 2 : band.stop // 2] = _within(block, (x,), band, 1, 2)
        return out

    def _up(self, block: UpBlock, x: Tensor, skip: Tensor, gap_fr: Tensor) -> Tensor:
        """`[1, inputs, h, w]` and the skip → `[1, outputs, 2h, 2w]`; RBCA's mean is that of the whole feature."""
        _, _, height, width = x.shape
        channels = block.conv2.in_channels
        row_bytes = 2 * 4 * channels * width * x.element_size()
        between = _empty(x, channels, 2 * height, 2 * width)
        total = torch.zeros(1, channels, dtype=torch.float32, device=x.device)
        for band in self._bands(height, row_bytes):
            part = _within(block.shuffled, (x, skip), band, 2, 1)
            total += global_average(part.float()) * (part.shape[2] / (2 * height))
            between[:, :, 2 * band.start : 2 * band.stop] = part
        gate = None
        if block.attn_layer is not None:
            gate = 1 + block.attn_layer.gate(total.to(gap_fr.dtype), gap_fr)[:, :, None, None]
        outputs = block.conv2.out_channels
        out = _empty(x, outputs, 2 * height, 2 * width)

        def finish(part: Tensor) -> Tensor:
            part = block.conv2(part if gate is None else part * gate)
            return functional.relu(part, inplace=True)

        for band in self._bands(2 * height, 2 * channels * 2 * width * x.element_size()):
            out[:, :, band] = _within(finish, (between,), band, 1, 1)
        return out

    def _last(
        self,
        block: UpBlock,
        x: Tensor,
        skip: Tensor,
        gap_fr: Tensor,
        measured: Measured | None,
        areas: AreaMap | None,
    ) -> Tensor:
        """deconv5, palette and tanh. A band goes through all of it at once: nothing but the areas' votes looks at the
        whole, and for these the bands are drawn twice where all that they vote by is more than `_KEPT_BYTES`."""
        generator = self._generator
        _, _, height, width = x.shape
        channels = block.conv2.in_channels
        out = _empty(gap_fr, 3, 2 * height, 2 * width)
        row_bytes = 2 * 4 * channels * width * x.element_size()

        kept: dict[int, Tensor] = {}
        is_kept = block.conv2.out_channels * 4 * height * width * x.element_size() <= _KEPT_BYTES

        def drawn(band: slice) -> Tensor:
            known = kept.pop(band.start, None)
            return known if known is not None else _within(lambda x, y: block(x, y, None), (x, skip), band, 2, 1)

        def voted(areas: AreaMap, meant: Meant | None, band: slice) -> Survey:
            part = drawn(band)
            if is_kept:
                kept[band.start] = part
            return areas.rows(_doubled(band)).survey(part, meant)

        survey = None
        if areas is not None:
            meant = None if measured is None else measured.meant
            survey = reduce(add, (voted(areas, meant, band) for band in self._bands(height, row_bytes)))
        for band in self._bands(height, row_bytes):
            rows = _doubled(band)
            here = None if areas is None else areas.rows(rows)
            out[:, :, rows] = generator.painted(drawn(band), gap_fr, measured, here, survey)
        return out

    def _attend(self, attention: Attention, x: Tensor, memory: ReferenceMemory) -> Tensor:
        """Attention with queries in parts, each of which still sees all keys."""
        assert memory.keys is not None
        out = torch.empty_like(x)
        # Where no fused kernel takes it on, a row of queries costs the affinities to all keys.
        row_bytes = x.shape[3] * memory.keys.shape[1] * 4
        for band in self._bands(x.shape[2], row_bytes):
            out[:, :, band] = attention(x[:, :, band], memory)
        return out

    def _bands(self, height: int, row_bytes: int) -> Iterator[slice]:
        """Even bands of rows that stay within the budget, from top to bottom."""
        rows = max(_MIN_ROWS, self._budget // max(1, row_bytes) // 2 * 2)
        for start in range(0, height, rows):
            go_on()
            yield slice(start, min(height, start + rows))


def _doubled(band: slice) -> slice:
    """The same rows at twice the size."""
    return slice(2 * band.start, 2 * band.stop)


def _empty(like: Tensor, channels: int, height: int, width: int) -> Tensor:
    shape = (like.shape[0], channels, height, width)
    return torch.empty(shape, dtype=like.dtype, device=like.device, memory_format=torch.channels_last)


def _within(run: Callable[..., Tensor], inputs: tuple[Tensor, ...], band: slice, up: int, down: int) -> Tensor:
    """`run` on a band of all inputs and the rows beside it, the result cut to what belongs to the band.

    At the picture's own edges there are no rows beside: there the convolutions pad with zeros, as in the whole.
    """
    height = inputs[0].shape[2]
    start, stop = max(0, band.start - _HALO), min(height, band.stop + _HALO)
    result = run(*(x[:, :, start:stop] for x in inputs))
    return result[:, :, (band.start - start) * up // down : (band.stop - start) * up // down]
