"""The colour of a region, and whether it is the colour that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trainer.data.colors import ciede2000, srgb_to_lab

LINE_BELOW = 200
"""A sketch pixel darker than this is line; its colour belongs to no region."""

MIN_PIXELS = 20
"""A region counts in a picture when it has at least this many pixels that are not line, at the evaluated size."""

SAME_COLOR = 20.0
"""Two regions have the same colour when their median colours are within this CIEDE2000."""


def paper_mask(sketch: np.ndarray) -> np.ndarray:
    """Where a sketch, uint8 `[H, W]`, has no line: bool `[H, W]`."""
    return sketch >= LINE_BELOW


def region_masks(
    regions: np.ndarray, sketch: np.ndarray, names: Sequence[str], minimum: int = MIN_PIXELS
) -> dict[str, np.ndarray]:
    """The regions that count in a picture.

    Args:
        regions: uint8 index into `names`, `[H, W]`; an index beyond `names` belongs to no region.
        sketch: uint8 `[H, W]`, the line art, 0 ink … 255 paper.
        names: the regions' names.
        minimum: fewest pixels with which a region counts.

    Returns:
        name → bool `[H, W]`: the region's pixels that are not line.
    """
    paper = paper_mask(sketch)
    counts = np.bincount(regions[paper].reshape(-1), minlength=256)
    return {name: (regions == index) & paper for index, name in enumerate(names) if counts[index] >= minimum}


def region_color(pixels: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The median CIELAB `[3]` of the pixels (uint8 `[H, W, 3]`) under a mask that is not empty (bool `[H, W]`)."""
    return np.median(srgb_to_lab(pixels[mask]), axis=0)


def region_colors(pixels: np.ndarray, masks: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Region name → its colour, CIELAB `[3]`."""
    return {name: region_color(pixels, mask) for name, mask in masks.items()}


def same_color(first: np.ndarray, second: np.ndarray, within: float = SAME_COLOR) -> bool:
    """Whether two CIELAB colours `[3]` are within a CIEDE2000 of each other."""
    return bool(ciede2000(first, second) <= within)
