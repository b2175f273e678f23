"""What the names of colour tags say: their colour word, how people say them, and which tags are their rivals."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from app.translation import current_language
from engine.model_info import ModelInfo, Tag

# Words that name no colour but a finish or a pattern: they stand beside any colour and are nobody's rival.
PATTERNS = frozenset({"shiny", "simple", "gradient", "blurry", "floral", "starry", "multicolored"})
_RESOURCES = Path(__file__).resolve().parent.parent / "resources"


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
