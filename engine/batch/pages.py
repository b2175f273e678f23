"""Pages by their names: which files are some, in which order they are read, what becomes of them is called."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from engine.errors import BatchError
from engine.image_io import READABLE_SUFFIXES

MOST_PAGES = 100_000
_NUMBER = re.compile(r"(\d+)")
_LEFTOVERS = "__MACOSX"  # in which macOS keeps what is no picture under names of pictures


def is_page(name: str) -> bool:
    """Whether a file of this name, which may stand behind folders', is a page: a picture, and not hidden."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") or part == _LEFTOVERS for part in parts)
    return name.lower().endswith(READABLE_SUFFIXES) and not hidden


def in_order(pages: Collection[str], path: Path) -> tuple[str, ...]:
    """The pages of a folder or an archive in reading order.

    Raises:
        BatchError: there are none, or more than `MOST_PAGES`.
    """
    if not pages:
        names = ", ".join(suffix[1:] for suffix in READABLE_SUFFIXES)
        raise BatchError("{path} holds no sketches ({names}).", path=path, names=names)
    if len(pages) > MOST_PAGES:
        raise BatchError(
            "{path} holds more than {most} pictures; choose a folder with fewer.",
            path=path,
            most=MOST_PAGES,
        )
    return tuple(sorted(pages, key=reading_order))


def reading_order(page: str) -> tuple[list[list[int | str]], str]:
    """What pages are sorted by: numbers in their names by value, letters whatever their case."""
    parts = []
    for part in PurePosixPath(page).parts:
        pieces = _NUMBER.split(part.casefold())  # words and numbers take turns, a word comes first
        parts.append([int(piece) if place % 2 else piece for place, piece in enumerate(pieces)])
    return parts, page


def output_names(pages: Collection[str], ending: str) -> dict[str, str]:
    """Page → the name of what becomes of it: `ending` in place of its suffix. Where two pages would come to the same
    name, each keeps its suffix before the ending."""
    stems = {page: page[: page.rindex(".")] for page in pages}
    often: dict[str, int] = {}
    for stem in stems.values():
        often[stem.casefold()] = often.get(stem.casefold(), 0) + 1
    taken: set[str] = set()
    names = {}
    for page, stem in stems.items():
        name = stem if often[stem.casefold()] == 1 else page
        while (name + ending).casefold() in taken:
            name += "_"
        names[page] = name + ending
        taken.add(names[page].casefold())
    return names


def in_unicode(name: str) -> str:
    """A name as an archive can hold it: what is in no encoding at all stands there by its number."""
    return name.encode("utf-8", "xmlcharrefreplace").decode("utf-8")
