"""Which figures a pair of stage two is sought among: those with rare regions, and those whose hair is hard to find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.data.folder import Entry
from trainer.data.regions import REGION_INDEX

RARE_REGIONS = ("skirt", "skirt", "skirt", "skirt", "sky", "gloves", "neckwear", "dress", "shirt", "eyes")
HARD_HAIR = ("hat", "hat", "hat", "small")
"""Hair that is easily taken for something else: under a large hat, or of a figure seen from afar."""
SOUGHT_SHARE = 0.6
"""So many pairs are sought. Else one figure in seven wears a skirt, half the crops leave it out, and its tag is moved
in one of forty pictures; and one reference in nine has a large hat, whose colour is then taken for the hair's."""
HAT_AREA, HAT_OF_HAIR, SMALL_HAIR = 0.02, 0.3, 0.035
"""Least share of the picture, and of the hair, that a hat covers; most of the picture that small hair covers."""
_EVERY = 8
"""Areas are counted on every eighth pixel along each side."""


@dataclass(frozen=True, eq=False)
class Sought:
    """What a pair is sought for: `region`, whose colour is to change, or None where nothing is sought.

    `figures` are the indices `[n]` to choose from: both figures' for a rare region, the reference's where `hard`.
    """

    region: str | None
    figures: np.ndarray
    hard: bool = False


class Seeker:
    """Finds figures that are worth more looks than chance gives them.

    Args:
        entries: the figures.
        regions: uint8 `[N, S, S]`, an index into `REGIONS` for each pixel.
        tag_groups: group → its tags' names; a region is worn by those that have a tag of its group.
    """

    def __init__(self, entries: Sequence[Entry], regions: np.ndarray, tag_groups: Mapping[str, Sequence[str]]) -> None:
        self._everyone = np.arange(len(entries))
        self._wearing = {
            region: np.array([i for i, entry in enumerate(entries) if names & set(entry.tags)], dtype=np.int64)
            for region, names in ((region, set(tag_groups.get(region, ()))) for region in dict.fromkeys(RARE_REGIONS))
        }
        few = regions[:, ::_EVERY, ::_EVERY]
        hair, hat = ((few == REGION_INDEX[name]).mean((1, 2)) for name in ("hair", "accessory"))
        worn = (hair > 0) & (hat > np.maximum(HAT_AREA, HAT_OF_HAIR * hair))
        self._hard = {"hat": np.flatnonzero(worn), "small": np.flatnonzero((hair > 0) & (hair < SMALL_HAIR))}

    def seek(self, rng: np.random.Generator) -> Sought:
        """What the next pair is sought for; nothing, among all figures, where nobody has it."""
        if rng.random() < SOUGHT_SHARE:
            place = int(rng.integers(len(RARE_REGIONS) + len(HARD_HAIR)))
            if place < len(RARE_REGIONS):
                region = RARE_REGIONS[place]
                sought = Sought(region, self._wearing[region])
            else:
                sought = Sought("hair", self._hard[HARD_HAIR[place - len(RARE_REGIONS)]], hard=True)
            if len(sought.figures):
                return sought
        return Sought(None, self._everyone)
