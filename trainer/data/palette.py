"""Palettes: which colours the regions of a figure take.

Colours are drawn by name, so that every named colour occurs as often as any other, and jittered
within the name's cell of CIELAB, so that a name stands for all its shades.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from trainer.data.colors import COLOR_NAMES, NAMED_LAB, lab_to_srgb, nearest_names, srgb_to_lab
from trainer.data.regions import REGION_INDEX, REGIONS

POOL_SIZE = 2048

# Skin tones from pale to very dark, as painted (sRGB); most figures take one in between two of these.
NATURAL_SKIN = np.array(
    [[255, 241, 232], [255, 228, 208], [250, 211, 184], [235, 186, 150], [198, 140, 102], [141, 92, 62], [92, 58, 42]],
    dtype=np.float64,
)

# Regions of which the name of the colour is drawn uniformly.
FREE_REGIONS: tuple[str, ...] = (
    "background",
    "sky",
    "hair",
    "eyes",
    "shirt",
    "skirt",
    "dress",
    "trousers",
    "gloves",
    "neckwear",
    "legwear",
    "shoes",
    "accessory",
)
THEMED_REGIONS = frozenset(FREE_REGIONS) - {"eyes"}

THEME_SHARE = 0.08
FANTASTIC_SKIN_SHARE = 0.15
SECOND_IS_SHADE_SHARE = 0.6


@dataclass(frozen=True, eq=False)
class Palette:
    """Colours of all regions, present in a figure or not.

    Attributes:
        first: uint8 `[R, 3]`, the colour of each region in `REGIONS`.
        second: uint8 `[R, 3]`, where a figure's `mix` map asks for another one.
        shadow: 0..1, how strongly the shadows of `shade` are laid in; 0 is flat colouring.
        highlight: 0..1, the same for its highlights.
        line_tint: 0 draws black lines … 1 lines in a dark version of the colour beneath.
    """

    first: np.ndarray
    second: np.ndarray
    shadow: float = 1.0
    highlight: float = 1.0
    line_tint: float = 0.0


@cache
def color_pool(name: str) -> np.ndarray:
    """Shades that carry a name: uint8 `[POOL_SIZE, 3]`, scattered round its anchor, always the same ones."""
    index = COLOR_NAMES.index(name)
    rng = np.random.default_rng(index)
    found: list[np.ndarray] = []
    count = 0
    while count < POOL_SIZE:
        rgb = lab_to_srgb(NAMED_LAB[index] + rng.normal(0.0, (8.0, 11.0, 11.0), (POOL_SIZE, 3)))
        rgb = np.rint(rgb[((rgb >= 0) & (rgb <= 255)).all(axis=1)]).astype(np.uint8)
        rgb = rgb[nearest_names(srgb_to_lab(rgb)) == index]
        found.append(rgb)
        count += len(rgb)
    return np.concatenate(found)[:POOL_SIZE]


def sample_color(rng: np.random.Generator, name: str | None = None) -> np.ndarray:
    """One colour, uint8 `[3]`: of the name given, or of a name drawn uniformly."""
    return color_pool(name or COLOR_NAMES[rng.integers(len(COLOR_NAMES))])[rng.integers(POOL_SIZE)]


def _skin(rng: np.random.Generator) -> np.ndarray:
    if rng.random() < FANTASTIC_SKIN_SHARE:
        return sample_color(rng)
    # Pale tones are more frequent in illustration than an even walk over the table would give.
    position = (len(NATURAL_SKIN) - 1) * rng.random() ** 1.5
    low = min(int(position), len(NATURAL_SKIN) - 2)
    tone = NATURAL_SKIN[low] + (position - low) * (NATURAL_SKIN[low + 1] - NATURAL_SKIN[low])
    return np.clip(np.rint(tone + rng.normal(0, 4, 3)), 0, 255).astype(np.uint8)


def _near(rng: np.random.Generator, color: tuple[int, int, int], spread: float) -> np.ndarray:
    return np.clip(np.rint(np.array(color) + rng.normal(0, spread, 3)), 0, 255).astype(np.uint8)


def _second_of(rng: np.random.Generator, first: np.ndarray) -> np.ndarray:
    """A lighter or darker shade of the first colour, or any other colour."""
    if rng.random() < SECOND_IS_SHADE_SHARE:
        towards = 255.0 if rng.random() < 0.5 else 0.0
        return np.rint(first + (towards - first) * rng.uniform(0.15, 0.45)).astype(np.uint8)
    return sample_color(rng)


def sample_palette(rng: np.random.Generator) -> Palette:
    """Draws the colours of all regions, and how they are shaded. Depends on `rng` alone."""
    first = np.zeros((len(REGIONS), 3), dtype=np.uint8)
    theme = COLOR_NAMES[rng.integers(len(COLOR_NAMES))] if rng.random() < THEME_SHARE else None
    for region in FREE_REGIONS:
        first[REGION_INDEX[region]] = sample_color(rng, theme if region in THEMED_REGIONS else None)
    first[REGION_INDEX["skin"]] = _skin(rng)
    first[REGION_INDEX["eye_white"]] = _near(rng, (250, 250, 252), 3)
    first[REGION_INDEX["mouth"]] = _near(rng, (190, 80, 80), 18)
    first[REGION_INDEX["ink"]] = _near(rng, (26, 22, 26), 6)
    first[REGION_INDEX["light"]] = _near(rng, (254, 254, 254), 1)
    second = np.stack([_second_of(rng, color) for color in first])
    shaded = rng.random() > 0.2
    return Palette(
        first=first,
        second=second,
        shadow=float(rng.uniform(0.3, 1.0)) if shaded else 0.0,
        highlight=float(rng.uniform(0.2, 1.0)) if shaded else 0.0,
        line_tint=float(rng.uniform(0.3, 0.8)) if rng.random() < 0.25 else 0.0,
    )


def with_color(palette: Palette, region: str, color: np.ndarray, rng: np.random.Generator) -> Palette:
    """The same palette but for one region, whose second colour is drawn anew to go with it."""
    first, second = palette.first.copy(), palette.second.copy()
    index = REGION_INDEX[region]
    first[index], second[index] = color, _second_of(rng, color)
    return replace(palette, first=first, second=second)
