"""Colours laid into a figure's layers, and the tags that the coloured picture then carries."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from trainer.data.colors import COLOR_NAMES, nearest_names, srgb_to_lab
from trainer.data.palette import Palette
from trainer.data.regions import NEUTRAL_SHADE, REGION_INDEX, REGIONS

TAGS_FILE = Path(__file__).resolve().parents[2] / "resources" / "tags" / "nurie.json"

# A region carries a tag when it covers at least this share of the picture.
VISIBLE_SHARE = {"eyes": 0.001, "neckwear": 0.004, "gloves": 0.004}
VISIBLE_SHARE_ELSE = 0.01
SECOND_RULES_SHARE = 0.6
SHINY_SHARE = 0.04
THEME_AREA_SHARE = 0.75

# Tag groups whose tags are simply COLOR_GROUP, one for each named colour.
PLAIN_GROUPS = ("eyes", "shirt", "skirt", "dress", "gloves", "neckwear")
DARK_SKIN_LIGHTNESS, VERY_DARK_SKIN_LIGHTNESS, PALE_SKIN_LIGHTNESS = 68.0, 45.0, 92.0


@cache
def tag_groups() -> dict[str, tuple[str, ...]]:
    """The tags that the drawn data knows, group → names, in the order of the sliders."""
    return {group: tuple(names) for group, names in json.loads(TAGS_FILE.read_text(encoding="utf-8")).items()}


@cache
def tag_names() -> tuple[str, ...]:
    """All tags of the drawn data in their order: the order of the classifier's outputs."""
    return tuple(name for names in tag_groups().values() for name in names)


def recolor(line: np.ndarray, regions: np.ndarray, shade: np.ndarray, mix: np.ndarray, palette: Palette) -> np.ndarray:
    """Colours a figure.

    Args:
        line, regions, shade, mix: the layers of a `Figure`, uint8 `[H, W]`.
        palette: the colours.

    Returns:
        The picture with its lines, uint8 RGB `[H, W, 3]`.
    """
    return rgb_of(recolored(np.stack((line, regions, shade, mix), axis=-1), palette))


def recolored(layers: np.ndarray, palette: Palette) -> np.ndarray:
    """`recolor` of packed layers, uint8 `[H, W, 4]` in the order of its arguments: uint32 `[H, W]`, the bytes red,
    green, blue, 0."""
    # A figure has few different (region, shade, mix) among its many pixels: colours are worked out once for
    # each that occurs, and the lines are laid over only where there are any.
    key = (layers.view(">u4")[..., 0] & 0xFFFFFF).astype(np.intp)
    occurs = np.zeros(len(REGIONS) << 16, dtype=bool)
    occurs[key] = True
    keys = np.flatnonzero(occurs)
    table = np.empty(len(REGIONS) << 16, dtype=np.uint32)
    table[keys] = _fills(keys >> 16, (keys >> 8) & 255, keys & 255, palette)
    fills = table[key]
    line = layers[..., 0].ravel()
    inked = np.flatnonzero(line < 255)
    under, level = rgb_of(fills.ravel()[inked]), line[inked].astype(np.uint16)[:, None] << 8
    fills.ravel()[inked] = _words_of(_inked(round(256 * 0.35 * palette.line_tint))[level | under])
    return fills


@lru_cache(128)
def _inked(tint: int) -> np.ndarray:
    """What a line leaves of a channel, uint8 by 256 · line + channel; black ink keeps `tint` / 256 of it."""
    line, under = np.divmod(np.arange(1 << 16, dtype=np.int32), 256)
    kept = (under * tint) >> 8
    return (kept + ((under - kept) * line + 127) // 255).astype(np.uint8)


def rgb_of(words: np.ndarray) -> np.ndarray:
    """uint32, the bytes red, green, blue, 0, of any shape → uint8 `[…, 3]`."""
    packed = words.view(np.uint8).reshape(*words.shape, 4)
    color = np.empty((*words.shape, 3), dtype=np.uint8)
    for channel in range(3):  # a channel at a time is copied many times faster than three bytes out of four
        color[..., channel] = packed[..., channel]
    return color


def _words_of(color: np.ndarray) -> np.ndarray:
    """uint8 `[N, 3]` → uint32 `[N]`, the bytes red, green, blue, 0."""
    return np.pad(color, ((0, 0), (0, 1))).view(np.uint32)[:, 0]


def _fills(regions: np.ndarray, shade: np.ndarray, mix: np.ndarray, palette: Palette) -> np.ndarray:
    """Colours without lines: `[N]` of each → `[N]` uint32, the bytes red, green, blue, 0."""
    first = palette.first.astype(np.int32)[regions]
    color = first + ((palette.second.astype(np.int32)[regions] - first) * mix[:, None] + 127) // 255
    level = shade_levels(palette)[shade].astype(np.int32)[:, None]
    color = (color * np.minimum(level, 256)) >> 8
    color += ((255 - color) * np.maximum(level - 256, 0)) >> 8
    return _words_of(color.astype(np.uint8))


def shade_levels(palette: Palette) -> np.ndarray:
    """A table from a stored shade to a level, int16 `[256]`: 0 black, 256 as it is, 512 white."""
    offset = (np.arange(256) - NEUTRAL_SHADE) / NEUTRAL_SHADE
    strength = np.where(offset < 0, palette.shadow, palette.highlight)
    return np.rint(256 + 256 * offset * strength).astype(np.int16)


def tags_of(
    regions: np.ndarray, shade: np.ndarray, mix: np.ndarray, background: str, palette: Palette
) -> frozenset[str]:
    """The tags of a coloured figure, exactly as its layers and palette have it.

    Args:
        regions, shade, mix: layers of the part of the figure that is seen, uint8 `[H, W]` or any equal shape.
        background: the figure's background kind.
        palette: the colours laid in.

    Returns:
        Names out of `tag_names()`.
    """
    area = np.bincount(regions.ravel(), minlength=len(REGIONS)) / regions.size
    second = np.bincount(regions.ravel(), weights=mix.ravel(), minlength=len(REGIONS)) / regions.size / 255
    ruled_by_second = second > SECOND_RULES_SHARE * np.maximum(area, 1e-9)
    color = np.where(ruled_by_second[:, None], palette.second, palette.first)
    lab = srgb_to_lab(color)
    names = [COLOR_NAMES[i] for i in nearest_names(lab)]

    def visible(region: str) -> bool:
        return bool(area[REGION_INDEX[region]] >= VISIBLE_SHARE.get(region, VISIBLE_SHARE_ELSE))

    def shiny(region: str) -> bool:
        lit = shade_levels(palette)[shade[regions == REGION_INDEX[region]]] > 256 + 60
        return bool(lit.size and lit.mean() > SHINY_SHARE)

    tags: set[str] = set()
    for group in PLAIN_GROUPS:
        if visible(group):
            tags.add(f"{names[REGION_INDEX[group]]}_{group}")
    if visible("hair"):
        tags |= _hair_tags(names[REGION_INDEX["hair"]], lab[REGION_INDEX["hair"]])
        if shiny("hair"):
            tags.add("shiny_hair")
    if visible("skin"):
        tags |= _skin_tags(names[REGION_INDEX["skin"]], color[REGION_INDEX["skin"]], lab[REGION_INDEX["skin"]])
        if shiny("skin"):
            tags.add("shiny_skin")
    if visible("sky"):
        tags.add("starry_sky" if background == "starry" else f"{names[REGION_INDEX['sky']]}_sky")
    if visible("background"):
        index = REGION_INDEX["background"]
        mixed = 0.1 < second[index] / area[index] < 0.9
        both = {COLOR_NAMES[int(nearest_names(srgb_to_lab(c[index])))] for c in (palette.first, palette.second)}
        tags |= _background_tags(names[index], lab[index], background, mixed and len(both) == 2)
    themes = dict.fromkeys(COLOR_NAMES, 0.0)
    bare = {REGION_INDEX[r] for r in ("skin", "eye_white", "mouth", "ink", "light", "eyes")}
    for index, name in enumerate(names):
        if index not in bare:
            themes[name] += area[index]
    name, share = max(themes.items(), key=lambda item: item[1])
    parts = sum(1 for i, n in enumerate(names) if i not in bare and n == name and area[i] >= VISIBLE_SHARE_ELSE)
    if parts >= 3 and share >= THEME_AREA_SHARE * (1 - sum(area[i] for i in bare)):
        tags.add(f"{name}_theme")
    return frozenset(tags & set(tag_names()))


def _hair_tags(name: str, lab: np.ndarray) -> set[str]:
    tags = {"blonde_hair" if name == "yellow" else f"{name}_hair"}
    if name == "grey" and lab[0] >= 65:
        tags.add("silver_hair")
    if name in {"brown", "purple", "blue", "green"} and lab[0] >= {"brown": 38, "purple": 46, "blue": 50}.get(name, 65):
        tags.add(f"light_{name}_hair")
    if name == "blue" and lab[0] <= 38:
        tags.add("dark_blue_hair")
    return tags


def _skin_tags(name: str, color: np.ndarray, lab: np.ndarray) -> set[str]:
    # Natural tones lie near the hue of orange, whatever their nearest name.
    hue = np.degrees(np.arctan2(lab[2], lab[1])) % 360
    if 20 <= hue <= 85 and np.hypot(lab[1], lab[2]) < 45 and color[0] > color[2]:
        if lab[0] < VERY_DARK_SKIN_LIGHTNESS:
            return {"dark_skin", "very_dark_skin"}
        if lab[0] < DARK_SKIN_LIGHTNESS:
            return {"dark_skin"}
        return {"pale_skin"} if lab[0] >= PALE_SKIN_LIGHTNESS else set()
    return {f"{name}_skin"}


def _background_tags(name: str, lab: np.ndarray, kind: str, two_colors: bool) -> set[str]:
    tags = {f"{name}_background"}
    if kind == "plain":
        tags.add("simple_background")
    if kind in {"floral", "blurry"}:
        tags.add(f"{kind}_background")
    if kind == "gradient" and two_colors:
        tags.add("gradient_background")
    if two_colors:
        tags.add("multicolored_background")
    if lab[0] < 25:
        tags.add("dark_background")
    return tags
