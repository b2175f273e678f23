"""What the regions of an example tell: which are seen, how much each pixel counts, what stands behind a figure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trainer.data import warp
from trainer.data.palette import Palette
from trainer.data.regions import REGION_INDEX, REGIONS

PRESENT_SHARE = {"eyes": 0.001, "mouth": 0.0005, "light": 0.0}
PRESENT_SHARE_ELSE = 0.004

UNKNOWN_REGION = 255
"""Stands in a region map under lines and outside the picture."""
LINE_BELOW = 200

# Weights of pixels in the L1 terms, in 16ths. Small regions are lifted, else their colours drown in the ground's.
FULL_WEIGHT, ABSENT_WEIGHT, MOST_WEIGHT = 16, 2, 255
LIFTED_WEIGHT = {"eyes": 96, "gloves": 40, "neckwear": 40, "mouth": 32, "shirt": 24, "skirt": 24, "dress": 24}
MOVED_SHARE = 0.1
"""A region whose tag was moved counts for at least so much of the picture, as far as the greatest weight goes."""


def region_map(layers: np.ndarray, inside: np.ndarray | None = None) -> np.ndarray:
    """The region of each pixel, uint8 `[S, S]`, from layers sampled twice as finely, `[2S, 2S, 4]`."""
    few = layers[::2, ::2]
    unknown = few[..., 0] < LINE_BELOW
    if inside is not None:
        unknown |= ~inside[::2, ::2]
    return np.where(unknown, np.uint8(UNKNOWN_REGION), few[..., 1])


def regions_seen(regions: np.ndarray) -> frozenset[int]:
    """The indices of the regions that cover enough of a region map, of any shape, to have a colour that tells."""
    area = np.bincount(regions.ravel(), minlength=len(REGIONS)) / max(regions.size, 1)
    least = np.array([PRESENT_SHARE.get(name, PRESENT_SHARE_ELSE) for name in REGIONS])
    return frozenset(np.nonzero(area > least)[0].tolist())


# Colours that a picture has whatever its reference shows.
_ALWAYS_TOLD = frozenset(REGION_INDEX[name] for name in ("eye_white", "ink", "light", "mouth"))


def pixel_weight(regions: np.ndarray, shown: np.ndarray, moved: str | None = None) -> np.ndarray:
    """How much each pixel counts, in 16ths: uint8 `[S, S]` from region samples `[2S, 2S]`.

    A region that the reference does not show could have any colour; painting it is asked for, but faintly,
    so that the generator is not taught to answer with the mean of all colours. Of the region whose tag was
    moved by hand the colour is known, whatever the reference shows.
    """
    told = np.full(len(REGIONS), ABSENT_WEIGHT, dtype=np.uint8)
    for index in regions_seen(shown) | _ALWAYS_TOLD:
        told[index] = LIFTED_WEIGHT.get(REGIONS[index], FULL_WEIGHT)
    if moved is not None:
        index = REGION_INDEX[moved]
        asked = MOVED_SHARE * FULL_WEIGHT * regions.size / max(np.count_nonzero(regions == index), 1)
        told[index] = min(max(asked, LIFTED_WEIGHT.get(moved, FULL_WEIGHT)), MOST_WEIGHT)
    return warp.average(told[regions])


def one_backdrop(palette: Palette, regions: np.ndarray, shown: np.ndarray) -> Palette:
    """Where one of two figures stands before a sky and the other before a ground, both take the same colours.

    An empty drawn backdrop may be either, so the reference decides what it is painted.
    """
    ground, sky = REGION_INDEX["background"], REGION_INDEX["sky"]
    here, there = regions_seen(regions), regions_seen(shown)
    first, second = palette.first.copy(), palette.second.copy()
    if ground in here and ground not in there and sky in there:
        first[ground], second[ground] = first[sky], second[sky]
    elif sky in here and sky not in there and ground in there:
        first[sky], second[sky] = first[ground], second[ground]
    return replace(palette, first=first, second=second)
