"""The soft palette's slots are asked for regions while a generator is trained: which slots paint hair, which irises.

Where the picture alone has to tell, slots of small regions are found late or never.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.palette import slot_weights
from engine.networks.slots import region_of_slots
from trainer.data.regions import REGIONS
from trainer.data.seen import UNKNOWN_REGION

_SEGMENTER_POWER = 0.5
_LEAST_SHARE = 1e-6


def area_cross_entropy(drawn: Tensor, regions: Tensor, power: float) -> Tensor:
    """Cross-entropy of the slots' shares, those of a region added up, against the regions of a picture.

    Args:
        drawn: deconv5's output, of which all channels but the first three are the slots' logits, `[B, 3 + K, S, S]`.
        regions: uint8 `[B, S, S]`; `UNKNOWN_REGION` is not asked, nor is a region without a slot.
        power: a picture's pixels count by their region's number of them to minus this: between 0, where each pixel
            counts once, which forgets irises, and 1, where each region does, which shouts down the rest for them.

    Returns:
        In nats, mean over pictures, of pixels weighed by `_pixel_weights`.
    """
    slots = drawn.shape[1] - 3
    owner = functional.pad(region_of_slots(slots, drawn.device), (3, 0), value=-1)
    own = torch.arange(len(REGIONS), device=drawn.device)[:, None] == owner  # [R, 3 + K]
    index, weight = _pixel_weights(regions, own.any(1), power)
    cost = _Cost.apply(drawn, own.float(), index, weight)
    return (cost / weight.sum(1).clamp(min=1e-6)).mean()


def region_cross_entropy(logits: Tensor, regions: Tensor) -> Tensor:
    """Cross-entropy of a segmenter's logits `[B, R, S, S]` against regions as `area_cross_entropy` has them; likewise
    in nats and weighed."""
    all_ = torch.ones(len(REGIONS), dtype=torch.bool, device=logits.device)
    index, weight = _pixel_weights(regions, all_, _SEGMENTER_POWER)
    entropy = functional.cross_entropy(logits.float().flatten(2), index, reduction="none")
    return ((entropy * weight).sum(1) / weight.sum(1).clamp(min=1e-6)).mean()


def in_colors(logits: Tensor) -> Tensor:
    """A segmenter's logits `[B, R, S, S]` for a person to look at: each pixel in its likeliest region's hue,
    `[B, 3, S, S]` in [-1, 1]."""
    hue = torch.arange(len(REGIONS), device=logits.device) * (2 * math.pi / len(REGIONS))
    wheel = torch.stack([torch.cos(hue - third * 2 * math.pi / 3) for third in range(3)], dim=1)  # [R, 3]
    return wheel[logits.argmax(1)].permute(0, 3, 1, 2)


def _pixel_weights(regions: Tensor, known: Tensor, power: float) -> tuple[Tensor, Tensor]:
    """How much each pixel is asked for its region.

    Args:
        regions: uint8 `[B, S, S]`.
        known: bool `[R]`: the regions that are asked for.
        power: as of `area_cross_entropy`.

    Returns:
        The pixels' regions, int64 `[B, S·S]`, 0 where that is not known, and their weights, float32 `[B, S·S]`.
    """
    index = torch.where(regions == UNKNOWN_REGION, 0, regions).long().flatten(1)
    asked = (regions != UNKNOWN_REGION).flatten(1) & known[index]
    counts = torch.zeros(len(index), len(REGIONS), device=regions.device).scatter_add_(1, index, asked.float())
    return index, (counts.clamp(min=1) ** -power).gather(1, index) * asked


class _Cost(torch.autograd.Function):
    """Each picture's entropies, by their weight, added up: `[B]`.

    The gradient is known as soon as the shares are. Picture by picture both are found in the processor's cache, where
    autograd would go through the memory a dozen times, a batch's shares each time.
    """

    @staticmethod
    def forward(ctx: Any, drawn: Tensor, own: Tensor, index: Tensor, weight: Tensor) -> Tensor:
        cost, gradient = torch.empty(len(drawn), device=drawn.device), torch.empty_like(drawn)
        for row, picture in enumerate(drawn):
            shares = slot_weights(picture.flatten(1).T.float())  # [S·S, 3 + K], as a network's output is in memory
            shares[:, :3] = 0  # the colours, which are no slots
            shares.div_(shares.sum(1, keepdim=True))
            right = shares * own[index[row]]
            sums = right.sum(1, keepdim=True)
            counted = weight[row][:, None] * (sums > _LEAST_SHARE)
            cost[row] = -(weight[row][:, None] * sums.clamp(min=_LEAST_SHARE).log()).sum()
            # Of -log(Σ right) by the logits: the share, less its part in what is right.
            moved = shares.mul_(counted).sub_(right.mul_(counted / sums.clamp(min=_LEAST_SHARE)))
            gradient[row] = moved.T.unflatten(1, picture.shape[1:])
        ctx.save_for_backward(gradient)
        return cost

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None, None, None]:
        (gradient,) = ctx.saved_tensors
        # Only here by what the sum counts: half precision holds no gradient of a mean over all pixels.
        return gradient.mul_(grads[0][:, None, None, None].to(gradient.dtype)), None, None, None
