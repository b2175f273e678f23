"""How a search finds tags: by their names, and by what people call the same thing in English and Japanese."""

from __future__ import annotations

import unicodedata
from functools import cache

from app.tag_names import words
from engine.model_info import Tag

_PARTICLE = "の"


class Query:
    """What was typed into the search: all its terms must be found in a tag.

    A term of a language without spaces is taken apart into known words (金髪 is 金 and 髪), which must be met
    exactly; any other may be a part of a word.
    """

    def __init__(self, text: str) -> None:
        self._parts: list[str] = []
        self._known: list[str] = []
        for term in _plain(text).replace("_", " ").split():
            if pieces := _pieces(term):
                self._known += pieces
            else:
                self._parts.append(term)

    def __bool__(self) -> bool:
        return bool(self._parts or self._known)

    def finds(self, tag: Tag) -> bool:
        """Whether every term is in the tag's name, its group, or another word for one of them."""
        names = _names(tag)
        return all(any(part in name for name in names) for part in self._parts) and all(
            known in names for known in self._known
        )

    def is_in(self, text: str) -> bool:
        """Whether every term stands in a text, whatever the words of tags are called elsewhere."""
        text = _plain(text)
        return all(term in text for term in (*self._parts, *self._known))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def _names(tag: Tag) -> frozenset[str]:
    own = {*tag.name.split("_"), *tag.group.split("_")}
    found = {tag.name.replace("_", " "), tag.group, *own}
    for word in own:
        for names in words().get(word, {}).values():
            found.update(names)
    return frozenset(_plain(name) for name in found)


@cache
def _japanese() -> frozenset[str]:
    return frozenset(_plain(name) for entry in words().values() for name in entry.get("ja", ()))


def _pieces(term: str) -> list[str]:
    """A term as known Japanese words, longest first; empty where it is not made of them alone."""
    pieces: list[str] = []
    while term:
        length = next((n for n in range(len(term), 0, -1) if term[:n] in _japanese()), 0)
        if length:
            pieces.append(term[:length])
        elif not term.startswith(_PARTICLE):
            return []
        term = term[max(length, 1) :]
    return pieces
