"""Tags as download tools and tagging tools write them beside pictures, brought into one form: `red_hair`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

MAX_FILE_BYTES = 4 << 20

# `character:miku` is the tag `miku`; `rating:safe` says nothing that a picture shows; `re:zero` is a tag as it stands.
_KEPT_SPACES = frozenset({"general", "character", "copyright", "series", "species", "tag", "person", "features"})
_DROPPED_SPACES = frozenset(
    {"rating", "meta", "source", "artist", "creator", "studio", "medium", "date", "score", "pool", "id", "md5"}
    | {"parent", "title", "page", "url", "user", "uploader", "favcount", "width", "height", "filename", "invalid"}
)
_DROPPED = re.compile(r"^(rating_.*|score_\d+(_up)?|source_[a-z]+|safe|questionable|explicit|sensitive)$")
_SCORED = re.compile(r"^\((?P<tag>.+):\d+(\.\d+)?\)$")
_NAME_KEYS = ("name", "tag", "tag_name", "tagName", "label", "class")
_SCORE_KEYS = ("score", "confidence", "probability", "prob", "value")
_WHOLE_KEYS = ("tags", "tag_string", "tag_list", "tagger", "predictions", "labels", "wd_tags", "tag")


def read_tags(path: Path, threshold: float) -> tuple[str, ...]:
    """The tags of one file (.txt or .json), each once, in its order.

    Args:
        path: the file.
        threshold: least probability of a tag where the file gives probabilities.

    Raises:
        ValueError: it cannot be read; the text says why.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ValueError(f"{path.name} is too large for a list of tags")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from error
    if path.suffix.lower() == ".txt":
        return _unique(_split(text))
    try:
        return _unique(_of_json(json.loads(text), threshold))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path.name} is no readable JSON: {error}") from error


def normalized(tag: str) -> str:
    """One tag in the form `red_hair`, or an empty text where it tells nothing about the picture."""
    tag = tag.strip().replace("\\(", "(").replace("\\)", ")").lower()
    if scored := _SCORED.match(tag):
        tag = scored["tag"]
    tag = re.sub(r"[\s_]+", "_", tag).strip("_")
    space, colon, rest = tag.partition(":")
    if colon and rest:
        if space in _DROPPED_SPACES:
            return ""
        if space in _KEPT_SPACES:
            tag = rest.strip("_")
    return "" if _DROPPED.match(tag) else tag.replace(",", "")


def _unique(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for tag in tags if (name := normalized(tag))))


def _split(text: str, *, words: bool = False) -> list[str]:
    """Tags of a text: between commas, or a line each, or, as boorus have them, between blanks."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("# ")]
    if any("," in line for line in lines):
        return [tag for line in lines for tag in line.split(",")]
    if len(lines) != 1:
        return lines
    parts = lines[0].split()
    # One line without commas: `1girl red_hair solo` are three tags, `red hair` is one.
    return parts if words or "_" in lines[0] or len(parts) > 2 else lines


def _of_json(value: Any, threshold: float) -> list[str]:
    """Tags of a JSON value in any of the shapes that occur."""
    if isinstance(value, str):
        return _split(value, words=True)
    if isinstance(value, list):
        return [tag for item in value for tag in _of_item(item, threshold)]
    if not isinstance(value, dict):
        return []
    by_kind = [
        (key, content)
        for kind in sorted(_KEPT_SPACES)
        for key in (f"tag_string_{kind}", f"tags_{kind}")
        if (content := value.get(key))
    ]
    if by_kind:
        return [tag for _, content in by_kind for tag in _of_json(content, threshold)]
    for key in _WHOLE_KEYS:
        content = value.get(key)
        # A tag itself may be called `tag`: then it has a number.
        if content and not isinstance(content, (int, float)):
            return _of_json(content, threshold)
    for key in ("post", "posts", "image", "data"):
        if isinstance(content := value.get(key), (dict, list)):
            return _of_json(content[0] if isinstance(content, list) and content else content, threshold)
    return _of_groups_or_scores(value, threshold)


def _of_item(item: Any, threshold: float) -> list[str]:
    """One entry of a list: a tag, [tag, score], or an object that has both."""
    if isinstance(item, str):
        return [item]
    if isinstance(item, list) and len(item) == 2 and isinstance(item[0], str):
        return [item[0]] if _high(item[1], threshold) else []
    if isinstance(item, dict):
        name = next((item[key] for key in _NAME_KEYS if isinstance(item.get(key), str)), None)
        score = next((item[key] for key in _SCORE_KEYS if key in item), 1.0)
        kind = str(item.get("type") or item.get("category") or "general").lower()
        return [name] if name is not None and kind not in _DROPPED_SPACES and _high(score, threshold) else []
    return []


def _of_groups_or_scores(value: Mapping[str, Any], threshold: float) -> list[str]:
    """{tag: score}, {group: [tag, …]} or {group: {tag: score}}; of an object of other facts, nothing."""
    if value and all(isinstance(score, (int, float)) and 0 <= score <= 1 for score in value.values()):
        return [tag for tag, score in value.items() if _high(score, threshold)]
    groups = (content for key, content in value.items() if key.lower() in _KEPT_SPACES and content)
    return [tag for content in groups for tag in _of_json(content, threshold)]


def _high(score: Any, threshold: float) -> bool:
    return isinstance(score, (int, float)) and score >= threshold
