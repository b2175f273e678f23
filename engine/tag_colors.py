"""The colours that tags name: what a swatch shows, what data for training asks for, and where a slider's way ends.

Imports no torch.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

RGB = tuple[int, int, int]

SYNONYMS = {"blonde": "yellow", "silver": "grey", "gray": "grey"}
"""Colour words of tags that are another word for a named colour."""
_LONE = {"light": "white", "pale": "white", "dark": "black"}
"""What a word for a shade means where no colour follows it, of a ground say."""
_LIGHTER, _DARKER = 0.45, 0.45
# Skin is named by tone: the same words mean other colours there.
_SKIN = {"white": "#fbf1ec", "deep": "#7a4a33", "black": "#3a2620", "brown": "#8a5a3c"}
_RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@cache
def named_colors() -> dict[str, RGB]:
    """The named colours of `resources/colors.json`, name → RGB 0..255."""
    return _read("colors.json")


@cache
def shades() -> dict[str, RGB]:
    """The tags whose colour is a shade of a named one, or a tone of skin, each with its own: tag name → RGB 0..255."""
    return _read("tags/shades.json")


def tag_color(name: str) -> RGB | None:
    """RGB 0..255 of what a tag names, `light_blue_hair` say; None for a pattern, and for words that are no colour."""
    if name in shades():
        return shades()[name]
    word, _, thing = name.rpartition("_")
    word = word or name
    if thing == "skin" and word in _SKIN:
        return _rgb(_SKIN[word])
    shade, _, base = word.rpartition("_")
    color = named_colors().get(SYNONYMS.get(base, _LONE.get(base, base)))
    if color is None:
        return None
    if shade in ("light", "pale"):
        return _mixed(color, 255, _LIGHTER)
    if shade in ("dark", "very_dark", "deep"):
        return _mixed(color, 0, _DARKER)
    return color


def _read(file: str) -> dict[str, RGB]:
    values = json.loads((_RESOURCES / file).read_text("utf-8"))
    return {name: _rgb(text) for name, text in values.items()}


def _mixed(color: RGB, towards: int, share: float) -> RGB:
    red, green, blue = (round(channel + (towards - channel) * share) for channel in color)
    return red, green, blue


def _rgb(text: str) -> RGB:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
