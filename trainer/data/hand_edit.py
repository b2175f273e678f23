"""A colour tag moved by hand, and what a palette becomes of it: the meaning of a slider's value."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from trainer.data.colors import COLOR_NAMES, NAMED_LAB, lab_to_srgb, srgb_to_lab
from trainer.data.palette import Palette
from trainer.data.regions import REGION_INDEX

SECOND_FOLLOWS = 0.8
"""How far a region's second colour follows its first: patterns stay visible."""


@dataclass(frozen=True)
class HandEdit:
    """A colour tag moved by hand: `tag` to `value`, its `rivals` to 0 (none of them where they stay)."""

    region: str
    color: str
    tag: int
    rivals: tuple[int, ...]
    value: float

    @property
    def strength(self) -> float:
        """How far of the way to the named colour the region goes, 0..1: the meaning of a slider's value.

        It grows with every step of the slider and never quite ends: 0.70 at 1, 0.91 at 2, 0.998 at 5; half as
        fast while rivals hold against it.
        """
        return 1 - float(np.exp(-(1.2 if self.rivals else 0.6) * self.value))

    def applied(self, palette: Palette) -> Palette:
        """The palette after the edit. A second colour follows less far, so that patterns stay visible."""
        index = REGION_INDEX[self.region]
        first, second = palette.first.copy(), palette.second.copy()
        anchor = NAMED_LAB[COLOR_NAMES.index(self.color)]
        for colors, strength in ((first, self.strength), (second, SECOND_FOLLOWS * self.strength)):
            lab = srgb_to_lab(colors[index])
            colors[index] = np.clip(np.rint(lab_to_srgb(lab + strength * (anchor - lab))), 0, 255)
        return replace(palette, first=first, second=second)


def named_tags(group: str, names: tuple[str, ...]) -> dict[str, str]:
    """The tags of a group that name one plain colour: colour → tag."""
    tags = {"yellow" if name == "blonde_hair" else name.removesuffix(f"_{group}"): name for name in names}
    return {color: name for color, name in tags.items() if color in COLOR_NAMES}
