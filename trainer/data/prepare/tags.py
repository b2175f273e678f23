"""Tags as download tools and tagging tools write them beside pictures, brought into one form: `red_hair`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from trainer.data.prepare.tag_text import is_sentence, lines_of, split_tags

MAX_FILE_BYTES = 4 << 20

# `character:miku` is the tag `miku`; `rating:safe` says nothing that a picture shows; `re:zero` is a tag as it stands.
_KEPT_SPACES = frozenset({"general", "character", "copyright", "series", "species", "tag", "person", "features"})
_DROPPED_SPACES = frozenset(
    {"rating", "meta", "source", "artist", "creator", "studio", "medium", "date", "score", "pool", "id", "md5"}
    | {"metadata", "deprecated", "circle", "faults"}
    | {"parent", "title", "page", "url", "user", "uploader", "favcount", "width", "height", "filename", "invalid"}
)
# `general` is the rating that taggers give beside the tags.
_DROPPED = re.compile(r"^(rating_.*|score_\d+(_up)?|source_[a-z]+|safe|general|questionable|explicit|sensitive)$")
# Kinds of tags by number, as boorus and taggers give them; the other numbers are of kinds that are kept.
_DROPPED_NUMBERS = {"1": "artist", "5": "meta", "6": "deprecated", "7": "meta", "9": "rating"}
_SCORED = re.compile(r"^\((?P<tag>.+):\d+(\.\d+)?\)$")
_NAME_KEYS = ("name", "tag", "tag_name", "tagName", "label", "class")
_SCORE_KEYS = ("score", "confidence", "probability", "prob", "value")
_WHOLE_KEYS = ("tags", "tag_string", "tag_list", "tagger", "predictions", "labels", "wd_tags", "tag")
_WRITTEN_KEYS = ("caption", "captions")
"""Of texts that may be tags between commas or sentences; taken where no other key has tags."""


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
        tags = split_tags(text)
        if not tags and lines_of(text):
            raise ValueError(f"{path.name} holds sentences, not tags")
        return _unique(tags)
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


def _of_json(value: Any, threshold: float) -> list[str]:
    """Tags of a JSON value in any of the shapes that occur."""
    if isinstance(value, str):
        return split_tags(value, by_blanks=True)
    if isinstance(value, list):
        # A search for one post gives a list of it; of several, nothing tells which is meant.
        if len(value) == 1 and _is_post(value[0]):
            return _of_json(value[0], threshold)
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
    if tags := _of_groups_or_scores(value, threshold):
        return tags
    return [tag for key in _WRITTEN_KEYS for tag in _of_caption(value.get(key))]


def _is_post(value: Any) -> bool:
    """Whether it is an object with all tags of a picture, rather than one tag."""
    if not isinstance(value, dict):
        return False
    whole = {*_WHOLE_KEYS, *_WRITTEN_KEYS} - {"tag"}
    return any(key in whole or key.startswith(("tag_string_", "tags_")) for key in value)


def _of_caption(value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    return [tag for text in texts if isinstance(text, str) for tag in split_tags(text)]


def _of_item(item: Any, threshold: float) -> list[str]:
    """One entry of a list: a tag, [tag, score], or an object that has both."""
    if isinstance(item, str):
        return [] if is_sentence(item) else [item]
    if isinstance(item, list) and len(item) == 2 and isinstance(item[0], str):
        return [item[0]] if _high(item[1], threshold) else []
    if isinstance(item, dict):
        name = next((item[key] for key in _NAME_KEYS if isinstance(item.get(key), str)), None)
        names = item.get("names")  # the tag and its other names
        if name is None and isinstance(names, list) and names and isinstance(names[0], str):
            name = names[0]
        score = next((item[key] for key in _SCORE_KEYS if key in item), 1.0)
        kind = str(item.get("type") or item.get("category") or "general").lower()
        kind = _DROPPED_NUMBERS.get(kind, kind)
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
