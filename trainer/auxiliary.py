"""Deep supervision: heads that read regions and their colours off inner features while a network is trained.

Drawn figures know the region of every pixel. Asked to name regions and colours early on, encoder and decoder
find out what hair is long before the picture's own loss could tell them: as long as colours are not carried
over, that loss only teaches the mean of all colours. The heads are thrown away afterwards; a model never has them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.config import ENCODER_CHANNELS
from engine.networks.encoder import global_average
from trainer.areas import area_cross_entropy
from trainer.data.regions import REGIONS
from trainer.data.seen import UNKNOWN_REGION

LIFT = {"eyes": 4.0, "eye_white": 2.0, "gloves": 2.0, "neckwear": 2.0, "skirt": 2.0, "dress": 1.5}

REGIONS_IN_L1 = 0.2
"""How much a nat of the decoder heads' cross-entropy weighs against the pixel L1 of [-1, 1]."""

CELL = 16
"""Pixels a side of the finest cells of the encoder's heads; the coarser ones are four of these."""


@dataclass(frozen=True)
class RegionCells:
    """What each cell of a picture shows.

    Attributes:
        count: pixels of each region, `[B, R, h, w]`.
        total: their colours added up, `[B, 3, R, h, w]`, in [-1, 1] a pixel.
    """

    count: Tensor
    total: Tensor

    @classmethod
    def of(cls, regions: Tensor, color: Tensor, cell: int = CELL) -> RegionCells:
        """From region maps uint8 `[B, S, S]` and pictures `[B, 3, S, S]` in [-1, 1]; S is a multiple of `cell`."""
        batch, side = regions.shape[0], regions.shape[1]
        cells = side // cell
        axis = torch.arange(side, device=regions.device) // cell
        place = axis[:, None] * cells + axis[None, :]  # [S, S]
        picture = torch.arange(batch, device=regions.device)[:, None, None] * (len(REGIONS) * cells * cells)
        last = batch * len(REGIONS) * cells * cells  # where what is not known goes
        index = torch.where(regions == UNKNOWN_REGION, last, picture + regions.long() * (cells * cells) + place)
        values = torch.cat((torch.ones_like(color[:, :1]), color), dim=1).permute(0, 2, 3, 1).flatten(0, 2)  # [N, 4]
        sums = torch.zeros(last + 1, 4, device=color.device)
        sums.index_add_(0, index.flatten(), values)
        table = sums[:last].view(batch, len(REGIONS), cells, cells, 4).permute(0, 4, 1, 2, 3)
        return cls(table[:, 0], table[:, 1:])

    def coarser(self, times: int) -> RegionCells:
        """`times` × `times` cells as one."""
        return RegionCells(_summed(self.count, times), _summed(self.total, times))

    def whole(self) -> RegionCells:
        """The picture as one cell."""
        return RegionCells(self.count.sum((2, 3), keepdim=True), self.total.sum((3, 4), keepdim=True))


def _summed(x: Tensor, times: int) -> Tensor:
    """`[…, h, w]` → `[…, h/times, w/times]`."""
    places = itertools.product(range(times), repeat=2)
    return reduce(torch.add, [x[..., down::times, across::times] for down, across in places])


def halved_shares(regions: Tensor) -> Tensor:
    """Region maps uint8 `[B, S, S]` → each region's share of 2 × 2 pixels, `[B, R, S/2, S/2]`."""
    batch, side = regions.shape[0], regions.shape[1]
    known = torch.where(regions == UNKNOWN_REGION, len(REGIONS), regions).long()
    four = known.view(batch, side // 2, 2, side // 2, 2).permute(0, 2, 4, 1, 3).flatten(1, 2)  # [B, 4, S/2, S/2]
    shares = torch.zeros(batch, len(REGIONS) + 1, *four.shape[2:], device=regions.device)
    return shares.scatter_add_(1, four, torch.full(four.shape, 0.25, device=regions.device))[:, :-1]


def share_cross_entropy(logits: Tensor, count: Tensor) -> Tensor:
    """Cross-entropy of `[B, R, h, w]` logits against the regions' shares in each cell, mean over a picture's cells.

    Small regions count for more than their area, else a network may forget that there are eyes.
    """
    filled = count.sum(1, keepdim=True)
    lift = torch.tensor([LIFT.get(region, 1.0) for region in REGIONS], device=logits.device)[:, None, None]
    share = lift * count / filled.clamp(min=1e-6)
    entropy = -(share * functional.log_softmax(logits, dim=1)).sum(1, keepdim=True)
    seen = filled > 0
    return ((entropy * seen).sum((1, 2, 3)) / seen.sum((1, 2, 3)).clamp(min=1)).mean()


def color_l1(colors: Tensor, cells: RegionCells, least: float, told: Tensor | None = None) -> Tensor:
    """L1 of `[B, 3, R, h, w]` colours against each region's mean colour, where it has `least` pixels in the cell.

    A region counts once, however many cells it fills: irises fill one where a ground fills hundreds. `told`, `[B, R]`,
    is how much each region of each picture counts; all the same where it is left out.
    """
    mean = cells.total / cells.count.clamp(min=1).unsqueeze(1)
    seen = (cells.count >= least).float()
    wrong = ((colors - mean).abs().mean(1) * seen).flatten(2).sum(2) / seen.flatten(2).sum(2).clamp(min=1)  # [B, R]
    counted = seen.flatten(2).amax(2) * (1.0 if told is None else told)
    return ((wrong * counted).sum(1) / counted.sum(1).clamp(min=1e-6)).mean()


class EncoderHeads(nn.Module):
    """Reads regions and their colours off `layer3`, fr and GAP(fr) of the encoder."""

    LEAST = 6
    """Pixels of a region that a cell must show to be asked for its colour."""

    def __init__(self) -> None:
        super().__init__()
        outputs = 4 * len(REGIONS)
        self.layer3 = nn.Conv2d(ENCODER_CHANNELS // 2, outputs, 1)
        self.layer4 = nn.Conv2d(ENCODER_CHANNELS, outputs, 1)
        self.pooled = nn.Linear(ENCODER_CHANNELS, outputs)

    def loss(self, layer3: Tensor, fr: Tensor, cells: RegionCells) -> dict[str, Tensor]:
        """`regions` and `palette`: how well shares and colours are told, in nats and in L1 of [-1, 1].

        Args:
            layer3: `[B, 256, S/16, S/16]`.
            fr: `[B, 512, S/32, S/32]`.
            cells: of the pictures, in cells of 16 pixels.
        """
        pooled = self.pooled(global_average(fr))[:, :, None, None]
        answers = (self.layer3(layer3), cells), (self.layer4(fr), cells.coarser(2)), (pooled, cells.whole())
        shares, colors = zip(*(self._parts(answer, truth) for answer, truth in answers), strict=True)
        return {"regions": torch.stack(shares).mean(), "palette": torch.stack(colors).mean()}

    def _parts(self, answer: Tensor, truth: RegionCells) -> tuple[Tensor, Tensor]:
        answer = answer.float()
        shares, colors = answer[:, : len(REGIONS)], answer[:, len(REGIONS) :].unflatten(1, (3, len(REGIONS)))
        return share_cross_entropy(shares, truth.count), color_l1(colors, truth, self.LEAST)


class Decoded(NamedTuple):
    """What a decoder made of a drawing and a reference.

    Attributes:
        features: of deconv1 to deconv4, `[B, C, S/16, S/16]`, each twice as fine as the one before.
        code: GAP of fr, or of δ_b, `[B, 512]`, which they have received.
        drawn: what deconv5 gave, `[B, 3 + K, S, S]`, K slots of a palette or none; None where it did not run.
    """

    features: tuple[Tensor, ...]
    code: Tensor
    drawn: Tensor | None


class DecoderHeads(nn.Module):
    """Reads regions and colours off the reference's code and the outputs of deconv1 to deconv4.

    The code and all features but the finest are asked for the colour of each region by itself. In a picture of theirs,
    made as small as they are, irises and gloves would drown in the skin around them, and the network would learn of
    them from the last pixels alone.

    Args:
        channels: of the four features.
        region_power: with which the slots are asked for their areas (`area_cross_entropy`).
    """

    def __init__(self, channels: tuple[int, ...], region_power: float) -> None:
        super().__init__()
        self._region_power = region_power
        coarse, fine = 4 * len(REGIONS) + 3, len(REGIONS) + 3
        outputs = [coarse] * (len(channels) - 1) + [fine]
        self.heads = nn.ModuleList(nn.Conv2d(width, count, 1) for width, count in zip(channels, outputs, strict=True))
        self.pooled = nn.Linear(ENCODER_CHANNELS, 3 * len(REGIONS))

    def loss(
        self, features: tuple[Tensor, ...], code: Tensor, regions: Tensor, color: Tensor, weight: Tensor
    ) -> dict[str, Tensor]:
        """`regions` in nats; `coarse`, the L1 of smaller pictures, weighted as the picture; `palette`, of regions.

        Args:
            features: `[B, C, S/16, S/16]`, each twice as fine as the one before, to `[B, C, S/2, S/2]`.
            code: GAP of fr, or of δ_b, `[B, 512]`, which the features have received.
            regions: uint8 `[B, S, S]`.
            color: the truth, `[B, 3, S, S]`.
            weight: `[B, 1, S, S]`.
        """
        side, count = regions.shape[1], len(REGIONS)
        cells = RegionCells.of(regions, color, side // features[-2].shape[2])
        told = self._told(regions, weight)
        share, shares, colors, palettes = halved_shares(regions), [], [], []
        for head, feature in zip(reversed(self.heads), reversed(features), strict=True):
            color, weight = functional.avg_pool2d(color, 2), functional.avg_pool2d(weight, 2)
            answer = head(feature.float())
            shares.append(share_cross_entropy(answer[:, :count], share))
            colors.append((weight * (torch.tanh(answer[:, count : count + 3]) - color).abs()).mean())
            share = functional.avg_pool2d(share, 2)
            if feature is not features[-1]:
                here = cells.coarser(cells.count.shape[2] // feature.shape[2])
                asked = answer[:, count + 3 :].unflatten(1, (3, count))
                palettes.append(color_l1(asked, here, max(2, (side // feature.shape[2]) ** 2 // 40), told))
        whole = self.pooled(code.float()).view(-1, 3, count, 1, 1)
        palettes.append(color_l1(whole, cells.whole(), EncoderHeads.LEAST, told))
        terms = {"regions": shares, "coarse": colors, "palette": palettes}
        return {name: torch.stack(parts).mean() for name, parts in terms.items()}

    @staticmethod
    def _told(regions: Tensor, weight: Tensor) -> Tensor:
        """How much the colour of each region is known, `[B, R]`: the mean weight of its pixels, at most 1."""
        mean = RegionCells.of(regions, weight.expand(-1, 3, -1, -1), regions.shape[1])
        return (mean.total[:, 0, :, 0, 0] / mean.count[:, :, 0, 0].clamp(min=1)).clamp(max=1)

    def guide(
        self, decoded: Decoded, regions: Tensor, color: Tensor, weight: Tensor, terms: dict[str, Tensor]
    ) -> Tensor:
        """Notes the terms of `loss`, and `areas` of a palette's slots; returns all as one, in units of the pixel L1."""
        terms |= self.loss(decoded.features, decoded.code, regions, color, weight)
        named = terms["regions"]
        if decoded.drawn is not None and decoded.drawn.shape[1] > 3:
            terms["areas"] = area_cross_entropy(decoded.drawn, regions, self._region_power)
            named = named + terms["areas"]
        return terms["coarse"] + terms["palette"] + REGIONS_IN_L1 * named
