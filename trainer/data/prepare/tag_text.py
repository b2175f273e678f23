"""Where one tag ends and the next begins in a text beside a picture, and whether it holds tags at all.

Tags stand between commas, on a line each or, as boorus have them, between blanks. A sentence that describes the
picture is none of these: cut at its commas or blanks it would give tags such as `with` and `eyes.`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.data.recolor import tag_names

MOST_WORDS = 6
"""A text with more words is no tag."""
_MOST_WORDS_ALONE = 3
# Words that no tag of boorus has, but in names of works.
_OF_SENTENCES = frozenset(
    {"a", "an", "the", "this", "that", "there", "who", "which", "while", "is", "are", "was", "were", "has", "have"}
    | {"she", "her", "he", "his", "it", "its", "they", "their"}
)
_LITTLE_WORDS = _OF_SENTENCES | frozenset(
    {"with", "and", "or", "of", "in", "on", "at", "to", "for", "from", "by", "as", "into", "near", "wearing"}
)
_JOINING = frozenset({"and", "or", "with", "wearing"})
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{3}\.\s+\S|。")
_COUNT = re.compile(r"^\d+\+?(girl|boy|other)s?$")
# The commonest tags of boorus that are one word; those of our own lists have two.
_ONE_WORD = frozenset(
    {"solo", "smile", "blush", "holding", "sitting", "standing", "outdoors", "indoors", "sky", "flower", "weapon"}
    | {"dress", "shirt", "skirt", "gloves", "jacket", "boots", "hat", "bow", "ribbon", "jewelry", "earrings", "choker"}
    | {"necktie", "glasses", "hairband", "ponytail", "twintails", "braid", "bangs", "ahoge", "tail", "wings"}
)


def lines_of(text: str) -> list[str]:
    """The lines that say something; those that begin with `# ` are remarks."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("# ")]


def split_tags(text: str, *, by_blanks: bool = False) -> list[str]:
    """The tags of a text, not yet in one form; none of a text that is sentences.

    Args:
        text: what stands in the file or the field.
        by_blanks: whether tags stand between blanks for certain where there are no commas.
    """
    lines = lines_of(text)
    if len(lines) == 1 and "," not in lines[0]:
        return _of_line(lines[0], by_blanks)
    comma = any("," in line for line in lines)
    parts = [part.strip() for line in lines for part in (line.split(",") if comma else [line]) if part.strip()]
    tags = [_FULL_STOP.sub("", part) for part in parts if not is_sentence(part)]
    # Where half of a text is sentences, or it begins and ends as one, the rest are pieces of them.
    whole = parts and is_sentence(parts[0]) and _FULL_STOP.search(parts[-1])
    return tags if len(tags) * 2 > len(parts) and not whole else []


def is_sentence(part: str) -> bool:
    """Whether what stands where a tag should is a sentence, or a piece of one."""
    words = part.lower().split()
    return (
        len(words) > MOST_WORDS
        or _SENTENCE_ENDS.search(part) is not None
        or (len(words) > 1 and (words[0] in _JOINING or not _OF_SENTENCES.isdisjoint(words)))
    )


def _of_line(line: str, by_blanks: bool) -> list[str]:
    """Tags of one line without commas: `1girl red_hair solo` are three, `1girl red hair` are two, `red hair` is one."""
    words = line.split()
    if len(words) > 1 and not _OF_SENTENCES.isdisjoint(line.lower().split()):
        return []
    if by_blanks or "_" in line:
        return words
    tags = _joined([_FULL_STOP.sub("", word) for word in words])
    counts = any(_COUNT.match(word.lower()) for word in words)
    if _LITTLE_WORDS.isdisjoint(line.lower().split()):
        known = [tag for tag in tags if _COUNT.match(tag.lower()) or tag.lower() in _ONE_WORD.union(tag_names())]
        if counts or len(known) * 2 > len(tags):
            return tags
    elif counts:
        return []
    return [_FULL_STOP.sub("", line)] if len(words) <= _MOST_WORDS_ALONE and not _SENTENCE_ENDS.search(line) else []


def _joined(words: Sequence[str]) -> list[str]:
    """The words, those joined that are one of our tags together: `red hair` → `red_hair`."""
    ours, tags = frozenset(tag_names()), []
    place = 0
    while place < len(words):
        pair = "_".join(words[place : place + 2])
        joined = pair.lower() in ours and len(words) > place + 1
        tags.append(pair if joined else words[place])
        place += 2 if joined else 1
    return tags
