"""What the names of colour tags say: their colour word, their swatch, and which tags are their rivals."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from app.translation import current_language
from engine.model_info import ModelInfo, Tag

# Words that name no colour but a finish or a pattern: they stand beside any colour and are nobody's rival.
PATTERNS = frozenset({"shiny", "simple", "gradient", "blurry", "floral", "starry", "multicolored"})
_ALIASES = {"blonde": "yellow", "silver": "grey", "gray": "grey", "light": "white", "dark": "black"}
# Skin is named by tone: the same words mean other colours there.
_SKIN = {
    "pale": "#f7e0d4",
    "white": "#fbf1ec",
    "dark": "#9c6748",
    "deep": "#7a4a33",
    "very_dark": "#5a3525",
    "black": "#3a2620",
    "brown": "#8a5a3c",
}
_LIGHTER, _DARKER = 0.45, 0.45
_RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@cache
def named_colors() -> dict[str, tuple[int, int, int]]:
    """The named colours of `resources/colors.json`, name → RGB 0..255."""
    values = json.loads((_RESOURCES / "colors.json").read_text("utf-8"))
    return {name: _rgb(text) for name, text in values.items()}


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """What else the words of tags are called: word → language → names, the one to be shown first (English
    shows the word itself)."""
    return json.loads((_RESOURCES / "tags" / "words.json").read_text("utf-8"))


def color_word(tag: Tag) -> str:
    """The part of a tag's name that stands before its last word: `light_blue_hair` → `light_blue`."""
    return tag.name.rpartition("_")[0] or tag.name


def label(tag: Tag) -> str:
    """What stands beside the slider: the colour word, for the group's name stands above."""
    return _shown(color_word(tag))


def group_label(group: str) -> str:
    """A group's name as a heading."""
    shown = _shown(group)
    return shown[:1].upper() + shown[1:]


def spoken(name: str) -> str:
    """A whole tag name for people: `light_blue_hair` → “light blue hair”, in Japanese 「髪・明るい青」."""
    color, _, thing = name.rpartition("_")
    if current_language() == "ja" and color:
        return f"{_shown(thing)}・{_shown(color)}"
    return name.replace("_", " ")


def _shown(name: str) -> str:
    """The words of a name in the window's language."""
    parts = name.split("_")
    if current_language() == "ja":
        return "".join(words().get(part, {}).get("ja", [part])[0] for part in parts)
    return " ".join(parts)


def is_color(tag: Tag) -> bool:
    """Whether a tag names a colour, and not a finish or a pattern."""
    return color_word(tag) not in PATTERNS


def rivals_of(name: str, info: ModelInfo) -> tuple[str, ...]:
    """The other colours of a tag's group. A pattern has no rivals."""
    for tags in info.groups.values():
        for tag in tags:
            if tag.name == name:
                return tuple(t.name for t in tags if t.name != name and is_color(t)) if is_color(tag) else ()
    return ()


def swatch(tag: Tag) -> tuple[int, int, int] | None:
    """The RGB colour (0..255) that a tag names, or None for a pattern or a word that is no colour."""
    word = color_word(tag)
    if tag.group == "skin" and word in _SKIN:
        return _rgb(_SKIN[word])
    shade, _, base = word.rpartition("_")
    color = named_colors().get(_ALIASES.get(base, base))
    if color is None:
        return None
    if shade in ("light", "pale"):
        return _mix(color, 255, _LIGHTER)
    if shade in ("dark", "very_dark", "deep"):
        return _mix(color, 0, _DARKER)
    return color


def _mix(color: tuple[int, int, int], towards: int, share: float) -> tuple[int, int, int]:
    red, green, blue = (round(channel + (towards - channel) * share) for channel in color)
    return red, green, blue


def _rgb(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
