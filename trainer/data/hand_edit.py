"""A colour tag moved by hand, and what a palette becomes of it: the meaning of a slider's value."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.tag_colors import shades
from trainer.data.colors import COLOR_NAMES, NAMED_LAB, lab_to_srgb, srgb_to_lab
from trainer.data.palette import Palette
from trainer.data.regions import REGION_INDEX

SECOND_FOLLOWS = 0.8
"""How far a region's second colour follows its first: patterns stay visible."""


@dataclass(frozen=True, eq=False)
class HandEdit:
    """A colour tag moved by hand: `tag` to `value`, its `rivals` to 0 (none of them where they stay).

    `anchor` is the CIELAB `[3]` that the tag asks of its region.
    """

    region: str
    anchor: np.ndarray
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
        for colors, strength in ((first, self.strength), (second, SECOND_FOLLOWS * self.strength)):
            lab = srgb_to_lab(colors[index])
            colors[index] = np.clip(np.rint(lab_to_srgb(lab + strength * (self.anchor - lab))), 0, 255)
        return replace(palette, first=first, second=second)


def named_tags(group: str, names: tuple[str, ...]) -> dict[str, str]:
    """The tags of a group that name one plain colour: colour → tag."""
    tags = {"yellow" if name == "blonde_hair" else name.removesuffix(f"_{group}"): name for name in names}
    return {color: name for color, name in tags.items() if color in COLOR_NAMES}


def asked_colors(group: str, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    """The tags of a group that ask for a colour or a shade of one: tag → CIELAB `[3]`."""
    asked = {tag: NAMED_LAB[COLOR_NAMES.index(color)] for color, tag in named_tags(group, names).items()}
    asked |= {tag: srgb_to_lab(np.array(color, np.uint8)) for tag, color in shades().items()}
    return {tag: color for tag, color in asked.items() if tag in names}
