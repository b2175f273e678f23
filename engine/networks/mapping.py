"""The second training's networks: tag probabilities to latent codes (paper section 3.5, Figures 4 and 5)."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.config import TAG_KNEE, MappingConfig
from engine.networks.encoder import global_average

DEPTH = 4


class _MLP(nn.Module):
    """Four fully connected layers with ReLU, and a linear layer without bias that reads them."""

    def __init__(self, config: MappingConfig, read: int) -> None:
        super().__init__()
        widths = (config.num_tags, *(config.hidden,) * DEPTH)
        self.mlp = nn.Sequential(*(nn.Sequential(nn.Linear(i, o), nn.ReLU()) for i, o in pairwise(widths)))
        self.fusion_layer = nn.Linear(read, config.latent_channels, bias=False)
        self.tag_limit = config.tag_limit


def limited(cls: Tensor, limit: float | None) -> Tensor:
    """Tag values as the network has them: up to `TAG_KNEE` themselves, then ever slower towards `limit`, where there is
    one. Not of the paper: a colour is reached at some 2, and a network of ReLUs goes on beyond it as far as the value
    does."""
    if limit is None:
        return cls
    rest = limit - TAG_KNEE
    beyond = TAG_KNEE + rest * (1 - torch.exp((TAG_KNEE - cls) / rest))
    return torch.where(cls > TAG_KNEE, beyond, cls)


class SelfAdaptiveMLP(_MLP):
    """φ(cls) of Eq. 8 as Figure 5 draws it: every layer's output is weighed, because attributes such as
    `hair` live in the first layers and others such as `sky` in the deeper ones."""

    def __init__(self, config: MappingConfig) -> None:
        super().__init__(config, read=DEPTH * config.hidden)

    def forward(self, cls: Tensor) -> Tensor:
        """Tag values `[B, num_tags]`, 0..1 as read or up to 5 as edited → latent codes `[B, 512]`."""
        cls, outputs = limited(cls, self.tag_limit), []
        for layer in self.mlp:
            cls = layer(cls)
            outputs.append(cls)
        return self.fusion_layer(torch.cat(outputs, dim=1))  # [B, 4·hidden] → [B, 512]


class PlainMLP(_MLP):
    """The MLP that Figure 7 compares with: the same layers, but only the last one is read."""

    def __init__(self, config: MappingConfig) -> None:
        super().__init__(config, read=config.hidden)

    def forward(self, cls: Tensor) -> Tensor:
        """Tag values `[B, num_tags]` → latent codes `[B, 512]`."""
        return self.fusion_layer(self.mlp(limited(cls, self.tag_limit)))


def spatial_part(fr: Tensor) -> Tensor:
    """fr / GAP(fr) of Eq. 11, `[B, 512, h, w]`, with 1 wherever a channel's GAP is 0."""
    gap = global_average(fr)[:, :, None, None]
    empty = gap == 0
    # The inner `where` keeps the division finite: a gradient through 0/0 is NaN even where it is not taken.
    return torch.where(empty, 1.0, fr / torch.where(empty, 1.0, gap))


class PositionWeight(nn.Linear):
    """ω of Eq. 11: one linear layer over channels, the same at every position."""

    def __init__(self, config: MappingConfig) -> None:
        super().__init__(config.latent_channels, config.latent_channels)

    def forward(self, input: Tensor) -> Tensor:
        """fr `[B, 512, h, w]` → the position weight matrix F(r) = ω(fr / GAP(fr)), the same shape."""
        # A 1×1 convolution is a linear layer at each position.
        return functional.conv2d(spatial_part(input), self.weight[:, :, None, None], self.bias)


def latent_shift(cls_target: Tensor, cls_anchor: Tensor, mlp: nn.Module, of_anchor: Tensor | None = None) -> Tensor:
    """φ(cls_t) − φ(cls_a) of Eq. 8, `[B, 512]`; exactly 0 for pictures whose tags did not move. `of_anchor` is
    φ(cls_a), where it was kept."""
    moved = (cls_target != cls_anchor).any(dim=1, keepdim=True)
    return torch.where(moved, mlp(cls_target) - (mlp(cls_anchor) if of_anchor is None else of_anchor), 0.0)


def apply_shift(fr: Tensor, shift: Tensor, position_weight: Tensor | None) -> Tensor:
    """Eq. 10: fr + F(r) · shift, `[B, 512, h, w]`; without a position weight matrix F is 1."""
    shift = shift[:, :, None, None]  # [B, 512, 1, 1]
    return fr + (shift if position_weight is None else position_weight * shift)


def biased_latent(
    fr: Tensor, cls_target: Tensor, cls_anchor: Tensor, mlp: nn.Module, omega: PositionWeight | None
) -> Tensor:
    """δ_b of Eq. 10 and 11: the anchor's latent codes moved towards the target's tags.

    Args:
        fr: φ(r_a), `[B, 512, h, w]`.
        cls_target: tag values wanted, `[B, num_tags]`, 0..5.
        cls_anchor: tag probabilities read off the anchor, `[B, num_tags]`.
        mlp: φ, the mapping network.
        omega: ω for M-Attention, None for M-Add.

    Returns:
        `[B, 512, h, w]`; fr itself, bit by bit, for pictures whose tags did not move.
    """
    shift = latent_shift(cls_target, cls_anchor, mlp)
    return apply_shift(fr, shift, None if omega is None else omega(fr))


class Mapping(nn.Module):
    """What the second training optimises: φ as `mlp`, and ω as `omega` for M-Attention."""

    def __init__(self, config: MappingConfig) -> None:
        super().__init__()
        self.config = config
        self.mlp = SelfAdaptiveMLP(config) if config.self_adaptive else PlainMLP(config)
        self.omega = PositionWeight(config) if config.position_weight else None

    def position_weight(self, fr: Tensor) -> Tensor | None:
        """F(r) of Eq. 11 for one reference, to be kept while its tags move; None for M-Add."""
        return None if self.omega is None else self.omega(fr)

    def shift(self, cls_target: Tensor, cls_anchor: Tensor, of_anchor: Tensor | None = None) -> Tensor:
        """`latent_shift` by this network, `[B, 512]`; what Eq. 13 compares with the difference of two GAPs."""
        return latent_shift(cls_target, cls_anchor, self.mlp, of_anchor)

    def forward(self, fr: Tensor, cls_target: Tensor, cls_anchor: Tensor) -> Tensor:
        """δ_b, as `biased_latent`."""
        return biased_latent(fr, cls_target, cls_anchor, self.mlp, self.omega)
