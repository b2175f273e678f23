"""The soft palette's slots are asked for regions while a generator is trained: which slots paint hair, which irises.

Where the picture alone has to tell, slots of small regions are found late or never.
"""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from trainer.data.regions import REGION_INDEX, REGIONS
from trainer.data.seen import UNKNOWN_REGION

# Regions that are seldom of one colour alone have further slots: patterns, gradients, strands.
_FURTHER = (
    *("background", "hair", "sky", "skin", "shirt", "dress", "skirt"),
    *("background", "hair", "accessory", "background"),
)

_LEAST_SHARE = 1e-6


@cache
def region_of_slots(slots: int) -> tuple[int, ...]:
    """The region that each slot belongs to; where slots are few the last regions have none."""
    order = (*range(len(REGIONS)), *(REGION_INDEX[name] for name in _FURTHER))
    return tuple(order[slot % len(order)] for slot in range(slots))


def area_cross_entropy(logits: Tensor, regions: Tensor) -> Tensor:
    """Cross-entropy of the slots' shares, those of a region added up, against the regions of a picture.

    A picture's pixels count by their region's number of them to the power of -1/2: between each pixel once, which
    forgets irises, and each region once, which shouts down the rest for them.

    Args:
        logits: of the slots, `[B, K, S, S]`.
        regions: uint8 `[B, S, S]`; `UNKNOWN_REGION` is not asked, nor is a region without a slot.

    Returns:
        In nats, mean over pictures.
    """
    shares = torch.softmax(logits.permute(0, 2, 3, 1).float(), dim=3)  # [B, S, S, K]
    owner = torch.tensor(region_of_slots(shares.shape[3]), device=logits.device)
    own = (owner[:, None] == torch.arange(len(REGIONS), device=logits.device)).float()  # [K, R]
    index = torch.where(regions == UNKNOWN_REGION, 0, regions).long().flatten(1)  # [B, S·S]
    asked = (regions != UNKNOWN_REGION).flatten(1) & own.any(0)[index]
    counts = torch.zeros(len(index), len(REGIONS), device=logits.device).scatter_add_(1, index, asked.float())
    weight = counts.clamp(min=1).rsqrt().gather(1, index) * asked
    right = (shares @ own).flatten(1, 2).gather(2, index[..., None])[..., 0]
    entropy = -right.clamp(min=_LEAST_SHARE).log()
    return ((entropy * weight).sum(1) / weight.sum(1).clamp(min=1e-6)).mean()
