"""Which of a model's tags name the colour of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.model_info import ModelInfo, Tag
from engine.tag_colors import SYNONYMS
from trainer.data.colors import COLOR_NAMES

MODIFIERS = ("light", "dark")
CLOTHES = ("shirt", "skirt", "dress")
"""The groups that the summary line `clothes` pools."""


@dataclass(frozen=True)
class ColorTag:
    """A tag such as `red_hair`: the region it speaks of, the named colour it gives, and its place in the classifier."""

    name: str
    region: str
    color: str
    index: int


@dataclass(frozen=True)
class ColorGroup:
    """The colour tags of one region.

    Attributes:
        region: `hair`, `eyes`, …: the region's name in the data, and the group's in the results.
        tags: those that name one plain colour; they are tried one by one.
        rivals: places in the classifier of every colour tag of the region, modified ones (`light_blue_hair`)
            included; all but the tried one are set to 0.
    """

    region: str
    tags: tuple[ColorTag, ...]
    rivals: tuple[int, ...]


def color_groups(info: ModelInfo, regions: Sequence[str]) -> list[ColorGroup]:
    """The groups of a model whose tags speak of the colour of a region, in the order of the sliders.

    `red_hair` → region hair, colour red. `blonde_hair` is yellow and `silver_hair` grey. Tags that name no
    colour (`shiny_hair`, `gradient_background`) are left out, and so are those of what is no region (`red_theme`).
    """
    groups = []
    for tags in info.groups.values():
        split = {tag.name: _split(tag, regions) for tag in tags}
        for region in dict.fromkeys(found[1] for found in split.values() if found):
            own = [(tag, *found) for tag in tags if (found := split[tag.name]) and found[1] == region]
            plain = tuple(
                ColorTag(tag.name, region, color, tag.index) for tag, color, _, modified in own if not modified
            )
            if plain:
                groups.append(ColorGroup(region, plain, tuple(tag.index for tag, *_ in own)))
    return groups


def _split(tag: Tag, regions: Sequence[str]) -> tuple[str, str, bool] | None:
    """`light_blue_hair` → (blue, hair, True); None for a tag that names no colour of a region."""
    words, _, region = tag.name.rpartition("_")
    modifier, _, color = words.rpartition("_")
    color = SYNONYMS.get(color, color)
    if region not in regions or color not in COLOR_NAMES or modifier not in ("", *MODIFIERS):
        return None
    return color, region, bool(modifier)
