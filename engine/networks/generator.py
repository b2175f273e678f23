"""The generator G (paper Figures 2 and 3): a U-shaped network that receives the reference at its bottom.

No normalisation layers; ReLU between, tanh at the end. Sides are multiples of 32. It is split where
things can be remembered: the sketch's half and the reference's half are computed once, a moved tag
re-runs the receiving block and the decoder alone.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.blocks import DownBlock, FirstUpBlock, ResidualBlock, UpBlock, conv3
from engine.networks.config import GeneratorConfig
from engine.networks.encoder import global_average
from engine.networks.frozen import FrozenConv, SkipHalf
from engine.networks.measured import Measured
from engine.networks.palette import SoftPalette
from engine.networks.receiving import ReferenceMemory, receiving_block
from engine.networks.survey import Survey
from engine.networks.votes import AreaMap, laid_by_kinds
from engine.networks.winograd import quicken
from engine.progress import go_on

_QUICK_INPUTS = 256
"""Most inputs of a sketch's convolution that runs by Winograd's way."""


class SketchFeatures(NamedTuple):
    """What the generator knows of a sketch alone.

    Attributes:
        skips: y1 `[B, w, H/2, W/2]`, y2 `[B, 2w, H/4, W/4]`, y3 `[B, 4w, H/8, W/8]`, y4 `[B, 8w, H/16, W/16]`.
        bottleneck: x̂ of Eq. 5, `[B, bottleneck, H/32, W/32]`.
    """

    skips: tuple[Tensor, Tensor, Tensor, Tensor]
    bottleneck: Tensor


SkipHalves = tuple[SkipHalf, SkipHalf, SkipHalf, SkipHalf]
"""Of deconv2 to deconv5, in that order."""


class Generator(nn.Module):
    """G of Eq. 1: sketch and reference feature to a coloured picture, with the released state-dict keys."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        w, b = config.base_width, config.bottleneck
        latent = config.latent_channels if config.rbca else None
        self.conv1 = DownBlock(1, w)
        self.conv2 = DownBlock(w, 2 * w)
        self.conv3 = DownBlock(2 * w, 4 * w)
        self.conv4 = DownBlock(4 * w, 8 * w)
        self.conv5 = DownBlock(8 * w, b)
        self.res = ResidualBlock(b)
        self.refer_attn = receiving_block(config)
        self.in_conv: nn.Conv2d = conv3(b, b)
        self.deconv1 = FirstUpBlock(b)
        self.deconv2 = UpBlock(b, 8 * w, 4 * w, 4 * w, latent)
        self.deconv3 = UpBlock(4 * w, 4 * w, 2 * w, 2 * w, latent)
        self.deconv4 = UpBlock(2 * w, 2 * w, w, w, latent)
        self.deconv5 = UpBlock(w, w, w, 3 + config.slots, None, last=True)
        self._decodes_in: torch.dtype | None = None
        self.palette = SoftPalette(config.latent_channels, config.slots) if config.slots else None

    def freeze(self, dtype: torch.dtype | None = None) -> None:
        """Makes the decoder ready to run many times as it is now: kernels are laid out once for the machine.

        Device and precision are settled before. Afterwards neither the weights nor the state dict are for anyone
        else: this generator colours, it is not trained or saved.

        Args:
            dtype: what the decoder's convolutions run in on the CPU, of a generator in float32; None for its own.
        """
        first, own = self.deconv1, self.in_conv.weight.dtype
        self._decodes_in = dtype = dtype or own
        if dtype != own:
            first.to(dtype)
        self.in_conv = FrozenConv(self.in_conv.weight, self.in_conv.bias)  # type: ignore[assignment] (drop-ins)
        first.conv = FrozenConv(first.conv.weight, first.conv.bias)  # type: ignore[assignment]
        for down in (self.conv2, self.conv3, self.conv4):
            quicken(down, _QUICK_INPUTS)
        for name in ("deconv2", "deconv3", "deconv4", "deconv5"):
            setattr(self, name, getattr(self, name).frozen(dtype))

    def kept(self, x: Tensor) -> Tensor:
        """A skip as it is kept for `decode`, once `skip_halves` has seen it: in the decoder's precision."""
        return x if self._decodes_in is None else x.to(self._decodes_in)

    def encode_sketch(self, sketch: Tensor) -> SketchFeatures:
        """Grey in [-1, 1], dark lines on white, `[B, 1, H, W]` → the features that depend on the sketch alone."""
        y1 = self.conv1(sketch)
        go_on()
        y2 = self.conv2(y1)
        go_on()
        y3 = self.conv3(y2)
        y4 = self.conv4(y3)
        go_on()
        return SketchFeatures((y1, y2, y3, y4), self.res(self.conv5(y4)))

    def skip_halves(self, features: SketchFeatures) -> SkipHalves:
        """The skips' half of every concatenating convolution, computed once for a sketch.

        Their largest, deconv5's, has 4·w channels at half the size: 4·w·H·W/4 numbers. They belong to the
        weights as they are now: compute them anew when those change.
        """
        y1, y2, y3, y4 = features.skips
        return (
            self.deconv2.skip_half(y4),
            self.deconv3.skip_half(y3),
            self.deconv4.skip_half(y2),
            self.deconv5.skip_half(y1),
        )

    def remember_reference(self, fr: Tensor) -> ReferenceMemory:
        """K and V of Eq. 5 (or the vector to add) for fr `[B, 512, h, w]`, any h and w."""
        return self.refer_attn.remember(fr)

    def receive(self, features: SketchFeatures, fr: Tensor | ReferenceMemory) -> Tensor:
        """ψ(x, r̂) of Eq. 5, `[B, bottleneck, H/32, W/32]`; fr is φ(r), δ_b, or what was remembered of it."""
        memory = fr if isinstance(fr, ReferenceMemory) else self.remember_reference(fr)
        return functional.relu(self.in_conv(self.refer_attn(features.bottleneck, memory)), inplace=True)

    def decode(
        self,
        psi: Tensor,
        skips: tuple[Tensor, ...],
        gap_fr: Tensor,
        halves: SkipHalves | None = None,
        measured: Measured | None = None,
        areas: AreaMap | None = None,
    ) -> Tensor:
        """ψ, the skips y1 to y4 and GAP(r̂) `[B, 512]` → RGB in [-1, 1], `[B, 3, H, W]`.

        `halves`, from `skip_halves`, saves the skips' share of the work; `measured` is what the reference's own
        pixels say of the palette, and `areas` are the drawing's, which then decide each as a whole.
        """
        return self.painted(self.found(psi, skips, gap_fr, halves), gap_fr, measured, areas)

    def found(self, psi: Tensor, skips: tuple[Tensor, ...], gap_fr: Tensor, halves: SkipHalves | None = None) -> Tensor:
        """What `painted` paints: the output of deconv5, `[B, 3 + K, H, W]`; arguments as of `decode`."""
        features = self.decode_features(psi, skips, gap_fr, halves)[-1]
        go_on()
        return self.drawn(features, skips, halves)

    def decode_features(
        self, psi: Tensor, skips: tuple[Tensor, ...], gap_fr: Tensor, halves: SkipHalves | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The outputs of deconv1 to deconv4, arguments as of `decode`."""
        _, y2, y3, y4 = skips
        half2, half3, half4, _ = halves or (None, None, None, None)
        d1 = self.deconv1(psi)  # [B, bottleneck, H/16, W/16]
        go_on()
        d2 = self.deconv2(d1, y4, gap_fr, half2)  # [B, 4w, H/8, W/8]
        go_on()
        d3 = self.deconv3(d2, y3, gap_fr, half3)  # [B, 2w, H/4, W/4]
        go_on()
        d4 = self.deconv4(d3, y2, gap_fr, half4)  # [B, w, H/2, W/2]
        return d1, d2, d3, d4

    def drawn(self, x: Tensor, skips: tuple[Tensor, ...], halves: SkipHalves | None = None) -> Tensor:
        """deconv5 of deconv4's output `[B, w, H/2, W/2]` and y1: RGB before tanh, and beside it the logits of the
        palette's slots where there is one, `[B, 3 + K, H, W]`."""
        return self.deconv5(x, skips[0], None, None if halves is None else halves[3])

    def painted(
        self,
        x: Tensor,
        gap_fr: Tensor,
        measured: Measured | None = None,
        areas: AreaMap | None = None,
        survey: Survey | None = None,
    ) -> Tensor:
        """What deconv5 gave, `[B, 3 + K, h, W]` of any rows, and GAP(r̂) `[B, 512]` → RGB in [-1, 1], `[B, 3, h, W]`.

        `areas` are those of the same rows, and `survey` is of all of the picture, where the rows are not all of it.
        """
        if self.palette is None:
            return torch.tanh(x)
        colors = self.palette(gap_fr)
        slope = None if areas is None or measured is None else measured.slope_for(colors)
        meant = None if measured is None else measured.meant
        if areas is not None and survey is None and self.config.named_slots:
            survey = areas.survey(x, meant)
        colors = colors if measured is None else measured.followed(colors, survey and survey.middle)
        leaning = None if survey is None else AreaMap.leaning(survey.votes)
        if self.config.named_slots and (areas is not None or meant is not None):
            return torch.tanh(laid_by_kinds(x, colors, meant, areas, leaning, slope))
        # Mixtures of half precision are good enough to learn from; those of a frozen generator are to be seen.
        return torch.tanh(self.palette.laid_into(x if self._decodes_in is None else x.float(), colors))

    def slope(self, gap_fr: Tensor, measured: Measured | None) -> Tensor | None:
        """The slope that the references' grounds lend to a drawing's, `[B, TERMS, 3]` before tanh (`engine.slope`);
        arguments as of `painted`."""
        if self.palette is None or measured is None or measured.slope is None:
            return None
        return measured.slope_for(self.palette(gap_fr))

    def forward(
        self, sketch: Tensor, fr: Tensor, measured: Measured | None = None, areas: AreaMap | None = None
    ) -> Tensor:
        """G(x, r̂): sketch `[B, 1, H, W]` and fr `[B, 512, h, w]` → RGB in [-1, 1], `[B, 3, H, W]`; the others as of
        `decode`."""
        return self.forward_with_psi(sketch, fr, measured, areas)[0]

    def forward_with_psi(
        self, sketch: Tensor, fr: Tensor, measured: Measured | None = None, areas: AreaMap | None = None
    ) -> tuple[Tensor, Tensor]:
        """The picture and ψ(x, r̂), which Eq. 12 compares."""
        features = self.encode_sketch(sketch)
        psi = self.receive(features, fr)
        return self.decode(psi, features.skips, global_average(fr), None, measured, areas), psi
