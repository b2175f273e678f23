"""What a palette's slots paint, where a training asked them for regions, and which of them a tag means.

It goes beyond the paper. One code names all colours, so a tag that makes hair red moves the shirt's a little as well.
Where it is known which slots paint hair, those of all else keep their colours.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.model_info import Tag
from engine.networks.config import ModelConfig

_EACH = (
    *("background", "sky", "hair", "skin", "eyes", "eye_white", "mouth", "shirt", "skirt", "dress"),
    *("trousers", "gloves", "neckwear", "legwear", "shoes", "accessory", "ink", "light"),
)
# Regions that are seldom of one colour alone have further slots: patterns, gradients, strands.
_FURTHER = (
    *("background", "hair", "sky", "skin", "shirt", "dress", "skirt"),
    *("background", "hair", "accessory", "background"),
)
_GARMENTS = ("shirt", "skirt", "dress", "trousers", "gloves", "neckwear", "legwear", "shoes")
_FAMILIES = (("background", "sky"), ("hair",), ("skin", "mouth"), ("eyes",), _GARMENTS, ("accessory",))
"""Regions whose borders a drawing may leave open, a dress's and a shirt's say: a tag of one means them all."""


def slot_regions(slots: int) -> tuple[str, ...]:
    """The region that each of so many slots is asked to paint; where slots are few the last regions have none."""
    order = _EACH + _FURTHER
    return tuple(order[slot % len(order)] for slot in range(slots))


class TagSlots:
    """Which slots moved tags may change.

    Args:
        tags: a model's. The last word of `light_blue_hair` says what it speaks of; one that speaks of no region, as
            `red_theme`, speaks of the whole picture.
        config: the model's. Of slots that no training asked for regions nothing is known: every tag may change them.
    """

    def __init__(self, tags: Sequence[Tag], config: ModelConfig) -> None:
        slots = 0 if config.generator is None else config.generator.slots
        regions = slot_regions(slots)
        family = {region: family for family in _FAMILIES for region in family}
        self._meant = torch.ones(config.encoder.num_tags, slots)
        if config.generator is None or not config.generator.named_slots:
            return
        for tag in tags:
            own = family.get(tag.name.rpartition("_")[2])
            if own is not None:
                self._meant[tag.index] = torch.tensor([float(region in own) for region in regions])

    def free(self, cls_target: Tensor, cls_anchor: Tensor) -> Tensor:
        """1 for slots that any moved tag means, else 0: `[B, num_tags]` each → `[B, K]`, in their precision."""
        moved = (cls_target != cls_anchor).to(cls_target.dtype)
        self._meant = self._meant.to(moved)
        return (moved @ self._meant).clamp(max=1)
