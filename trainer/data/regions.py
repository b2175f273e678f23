"""The regions of a figure, and the exact layers from which it is coloured.

A figure is stored as layers, not as colours: its line art, an index image of regions, and two small
maps. Any palette can then be laid into it in a millisecond (`trainer.data.recolor`), which is what
lets a few thousand figures stand for endless pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.regions import REGIONS

REGION_INDEX: dict[str, int] = {name: index for index, name in enumerate(REGIONS)}

BACKGROUND_KINDS: tuple[str, ...] = (
    "plain",
    "gradient",
    "pattern",
    "floral",
    "blurry",
    "sky",
    "starry",
    "landscape",
)

NEUTRAL_SHADE = 128


@dataclass(frozen=True, eq=False)
class Figure:
    """One drawn figure in layers, all `[H, W]` uint8.

    Attributes:
        line: the line art, 0 ink … 255 paper, antialiased, exactly as an artist would hand it in.
        regions: index into `REGIONS`, no antialiasing; under a line stands the region of the fill below it.
        shade: 128 leaves a colour as it is; 0..127 darkens it (cel shadows, soft gradients);
            129..255 lightens it towards white (highlights, shine).
        mix: share of the region's second colour, 0 first … 255 second (patterns, gradients, stripes, ombre).
        background: one of `BACKGROUND_KINDS`.
        variants: what was drawn, part → variant, e.g. `{"style": "nurie", "hair": "twintails-3", "face": "f2",
            "garment": "sailor-1"}`; splits hold whole variants out.
    """

    line: np.ndarray
    regions: np.ndarray
    shade: np.ndarray
    mix: np.ndarray
    background: str
    variants: Mapping[str, str] = field(default_factory=dict)
