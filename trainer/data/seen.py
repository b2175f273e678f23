"""What the regions of an example tell: which are seen, how much each pixel counts, what stands behind a figure."""

from __future__ import annotations

from collections.abc import Collection
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

# Weights of pixels in the L1 terms, in 16ths.
FULL_WEIGHT, ABSENT_WEIGHT, LEAST_WEIGHT, MOST_WEIGHT = 16, 2, 4, 255
TYPICAL_SHARE, BALANCE = 0.15, 0.75
"""A region that covers the typical share of the picture counts fully, smaller ones for more and larger ones for
less, by the share to the power of -`BALANCE`: else the ground drowns small regions' colours. At 1 all count alike."""
MOVED_LIFT = 2.0
"""A region whose tag was moved counts for so many times as much."""


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


def pixel_weight(regions: np.ndarray, shown: np.ndarray, moved: Collection[str] = ()) -> np.ndarray:
    """How much each pixel counts, in 16ths: uint8 `[S, S]` from region samples `[2S, 2S]`.

    A region that the reference does not show could have any colour; painting it is asked for, but faintly,
    so that the generator is not taught to answer with the mean of all colours. Of the regions whose tags were
    `moved` by hand the colour is known, whatever the reference shows.
    """
    share = np.bincount(regions.ravel(), minlength=len(REGIONS)) / regions.size
    balanced = FULL_WEIGHT * (TYPICAL_SHARE / np.maximum(share, 1e-6)) ** BALANCE
    told = np.full(len(REGIONS), float(ABSENT_WEIGHT))
    seen, edited = regions_seen(shown), {REGION_INDEX[name] for name in moved}
    for index in seen | edited:
        told[index] = np.clip(balanced[index] * (MOVED_LIFT if index in edited else 1.0), LEAST_WEIGHT, MOST_WEIGHT)
    told[list(_ALWAYS_TOLD)] = FULL_WEIGHT
    return warp.average(np.rint(told).astype(np.uint8).take(regions))


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
