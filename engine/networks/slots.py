"""What a palette's slots paint, where a training asked them for regions, and which of them a tag means.

It goes beyond the paper. One code names all colours, so a tag that makes hair red moves the shirt's a little as well.
Where it is known which slots paint hair, those of all else keep their colours. And a raised tag is a hint: what it
speaks of is in the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.model_info import Tag
from engine.networks.config import ModelConfig
from engine.regions import REGIONS

# Regions that are seldom of one colour alone have further slots: patterns, gradients, strands.
_FURTHER = (
    *("background", "hair", "sky", "skin", "shirt", "dress", "skirt"),
    *("background", "hair", "accessory", "background"),
)
_GARMENTS = ("shirt", "skirt", "dress", "trousers", "gloves", "neckwear", "legwear", "shoes")
_FAMILIES: tuple[tuple[tuple[str, ...], float], ...] = (
    (("background", "sky"), 0.0),
    (("hair",), 0.0),
    (("skin", "mouth"), 1.0),
    (("eyes",), 1.0),
    (_GARMENTS, 2.0),
    (("accessory",), 0.0),
)
"""Regions whose borders a drawing may leave open, a dress's and a shirt's say: a tag of one frees the slots of all. The
number is how much surer of the tag's own region it makes the network, in nats: garments are told from all else, but one
from another far less well, and who asks for red gloves sees some."""


def slot_regions(slots: int) -> tuple[str, ...]:
    """The region that each of so many slots is asked to paint; where slots are few the last regions have none."""
    order = REGIONS + _FURTHER
    return tuple(order[slot % len(order)] for slot in range(slots))


@dataclass(frozen=True, eq=False)
class Meant:
    """What moved tags mean by B references' palettes, each `[B, K]`.

    Attributes:
        free: 1 for slots whose colour they may change, else 0.
        gain: what they add to the slots' logits.
    """

    free: Tensor
    gain: Tensor

    def __getitem__(self, rows: Tensor | slice) -> Meant:
        """Some of the references'."""
        return Meant(self.free[rows], self.gain[rows])


class TagSlots:
    """Which slots moved tags mean.

    Args:
        tags: a model's. The last word of `light_blue_hair` says what it speaks of; one that speaks of no region, as
            `red_theme`, speaks of the whole picture.
        config: the model's. Of slots that no training asked for regions nothing is known: every tag may change them.
    """

    def __init__(self, tags: Sequence[Tag], config: ModelConfig) -> None:
        slots = 0 if config.generator is None else config.generator.slots
        regions = slot_regions(slots)
        family = {region: family for family in _FAMILIES for region in family[0]}
        self._free = torch.ones(config.encoder.num_tags, slots)
        self._gain = torch.zeros(config.encoder.num_tags, slots)
        if config.generator is None or not config.generator.named_slots:
            return
        for tag in tags:
            own = tag.name.rpartition("_")[2]
            if own in family:
                together, gain = family[own]
                self._free[tag.index] = torch.tensor([float(region in together) for region in regions])
                self._gain[tag.index] = torch.tensor([gain * (region == own) for region in regions])

    def meant(self, cls_target: Tensor, cls_anchor: Tensor) -> Meant:
        """By the tags that differ, `[B, num_tags]` each: a raised one is wholly believed from 1 more than before on."""
        way = cls_target - cls_anchor
        self._free, self._gain = self._free.to(way), self._gain.to(way)
        free = ((way != 0).to(way) @ self._free).clamp(max=1)
        return Meant(free, (way.clamp(0, 1).unsqueeze(2) * self._gain).amax(1))
