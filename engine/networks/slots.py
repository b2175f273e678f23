"""What a palette's slots paint, where a training asked them for regions, and which of them a tag means.

It goes beyond the paper. One code names all colours, so a tag that makes hair red moves the shirt's a little as well.
Where it is known which slots paint hair, those of all else keep their colours. And a raised tag is a hint: what it
speaks of is in the drawing; its colour, which the network comes near, is known exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor

from engine.model_info import Tag
from engine.networks.config import ModelConfig
from engine.regions import REGIONS
from engine.requests import TAG_MAX
from engine.tag_colors import tag_color

# Regions that are seldom of one colour alone have further slots: patterns, gradients, strands.
_FURTHER = (
    *("background", "hair", "sky", "skin", "shirt", "dress", "skirt"),
    *("background", "hair", "accessory", "background"),
)
GROUND = ("background", "sky")
_BODIES = ("shirt", "skirt", "dress", "trousers")
_BESIDE = ("gloves", "neckwear", "legwear", "shoes")
GARMENTS = _BODIES + _BESIDE
_FREES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(GROUND, GROUND),
    **dict.fromkeys(("skin", "mouth"), ("skin", "mouth")),
    **dict.fromkeys(_BODIES, _BODIES),
    **{region: (region, *_BODIES) for region in _BESIDE},
    **{region: (region,) for region in ("hair", "eyes", "accessory")},
}
"""Whose slots a region's tag frees: regions whose borders a drawing may leave open, a dress's and a shirt's say. A
shirt's tag leaves gloves alone: bare hands are taken for them."""
_AGAINST_ALL: dict[str, float] = {"skin": 1.0, "mouth": 1.0, "eyes": 1.0, "gloves": 2.0}
_AMONG_GARMENTS: dict[str, float] = {region: 2.0 for region in GARMENTS if region not in _AGAINST_ALL}
"""How much surer of its region a tag makes the network, in nats: than of all else, or than of other garments. Those are
told from all else, but one from another far less well. Who asks for red gloves sees some, on what may be bare hands."""


PULL_MOST = 0.7
"""How far of the rest of the way to the colour that it names a tag pulls its region at its highest value: the network
comes nearer up to some 2 and then stays, now nearer, now farther. With more, a region is there before the end and its
last steps are nothing."""
MEANT = 7
"""Numbers by which tags mean a slot."""


def slot_regions(slots: int) -> tuple[str, ...]:
    """The region that each of so many slots is asked to paint; where slots are few the last regions have none."""
    order = REGIONS + _FURTHER
    return tuple(order[slot % len(order)] for slot in range(slots))


@cache
def first_slots(slots: int, device: torch.device) -> Tensor:
    """The place of the first slot of each slot's region, int64 `[K]`."""
    regions = slot_regions(slots)
    with torch.inference_mode(False):  # it is kept for trainings, too
        return torch.tensor([regions.index(region) for region in regions], device=device)


@cache
def region_of_slots(slots: int, device: torch.device) -> Tensor:
    """The region of each slot by its place in `REGIONS`, int64 `[K]`."""
    with torch.inference_mode(False):
        return torch.tensor([REGIONS.index(region) for region in slot_regions(slots)], device=device)


@cache
def slots_of_regions(slots: int, device: torch.device) -> Tensor:
    """Which slots are of which region, 0 or 1, `[K, R]`."""
    with torch.inference_mode(False):
        return torch.eye(len(REGIONS), device=device)[region_of_slots(slots, device)]


@cache
def ground_slots(slots: int, device: torch.device) -> Tensor:
    """1 for the slots of the ground, else 0, `[K]`."""
    with torch.inference_mode(False):
        return torch.tensor([float(region in GROUND) for region in slot_regions(slots)], device=device)


@dataclass(frozen=True, eq=False)
class Meant:
    """What moved tags mean by B references' palettes.

    Attributes:
        values: `[B, K, MEANT]`, the numbers below side by side.
    """

    values: Tensor

    @property
    def free(self) -> Tensor:
        """1 for slots whose colour they may change, else 0, `[B, K]`."""
        return self.values[..., 0]

    @property
    def gain(self) -> Tensor:
        """What they add to the slots' logits, `[B, K]`."""
        return self.values[..., 1]

    @property
    def among(self) -> Tensor:
        """The same, but only beside slots of their kind, `[B, K]`: all of them together weigh no more."""
        return self.values[..., 2]

    @property
    def pull(self) -> Tensor:
        """How far of the rest of the way to the colours that the tags name the slots' regions go, 0..1, `[B, K, 1]`."""
        return self.values[..., 3:4]

    @property
    def aim(self) -> Tensor:
        """Those colours, RGB in [-1, 1], `[B, K, 3]`; nothing where there is no pull."""
        return self.values[..., 4:]

    def __getitem__(self, rows: Tensor | slice) -> Meant:
        """Some of the references'."""
        return Meant(self.values[rows])


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
        tags_known = config.encoder.num_tags
        self._free = torch.ones(tags_known, slots)
        self._gains = torch.zeros(tags_known, slots, 2)
        self._aim = torch.zeros(tags_known, slots, 4)
        if config.generator is None or not config.generator.named_slots:
            return
        for tag in tags:
            own = tag.name.rpartition("_")[2]
            if own not in _FREES:
                continue
            is_own = torch.tensor([float(region == own) for region in regions]).unsqueeze(1)
            self._free[tag.index] = torch.tensor([float(region in _FREES[own]) for region in regions])
            gains = torch.tensor([_AGAINST_ALL.get(own, 0.0), _AMONG_GARMENTS.get(own, 0.0)])
            self._gains[tag.index] = is_own * gains
            if color := tag_color(tag.name):
                self._aim[tag.index] = is_own * torch.tensor([1.0, *(2 * channel / 255 - 1 for channel in color)])

    def meant(self, cls_target: Tensor, cls_anchor: Tensor) -> Meant:
        """By the tags that differ, `[B, num_tags]` each: a raised one is wholly believed from 1 more than before on.

        The pull of a raised tag grows evenly with its value, to `PULL_MOST` at the highest that it may have.
        """
        way = cls_target - cls_anchor
        self._free, self._gains, self._aim = self._free.to(way), self._gains.to(way), self._aim.to(way)
        free = ((way != 0).to(way) @ self._free).clamp(max=1)
        gains = (way.clamp(0, 1)[:, :, None, None] * self._gains).amax(1)  # [B, K, 2]
        pull = PULL_MOST * (cls_target / TAG_MAX).clamp(0, 1) * way.clamp(0, 1)
        summed = (pull @ self._aim.flatten(1)).unflatten(1, self._aim.shape[1:])
        most = (pull.unsqueeze(2) * self._aim[..., 0]).amax(1)
        # Where several tags of a region are raised, their colours count as much as they pull.
        aim = summed[..., 1:] / summed[..., :1].clamp(min=1e-6)
        return Meant(torch.cat((free.unsqueeze(2), gains, most.unsqueeze(2), aim), dim=2))
