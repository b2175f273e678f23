"""Which files of a data folder `prepare` made: others are never removed, and where they lie nothing is written."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from engine.errors import DataError
from engine.files import is_hidden
from trainer.data.folder import COLOR_SUFFIXES
from trainer.data.prepare.make import written_by_us
from trainer.data.writing import write_text

KINDS = {"color": ".png", "sketch": ".png", "tags": ".txt", "reference": ".png"}
"""Folder → how the files that are made in it end."""
WORK = ".prepare"
"""The folder of what only `prepare` reads; that it is there tells that the whole was made by it."""
_NAMES = f"{WORK}/names.json"
_FOLDERS = (*KINDS, "report")
_FILES = ("dataset.json", "report.json", "report.html")


def refuse_others(pictures: Path, out: Path) -> None:
    """Refuses to write where the pictures lie, or where others' files would be in the way. Changes nothing.

    Args:
        pictures: the folder of pictures.
        out: the data folder to write; it need not exist.

    Raises:
        DataError: so it is.
        OSError: a folder cannot be looked into.
    """
    written = [out / folder for folder in _FOLDERS]
    above = (pictures.resolve(), *pictures.resolve().parents)
    if _same(pictures, out) or any(_same(place, folder) for place in above for folder in written):
        raise DataError("{path} holds the pictures themselves; choose another folder for the data.", path=out)
    if (out / WORK).is_dir() or _described(out / "dataset.json"):
        # A picture of somebody else would be learned from.
        others = (path for path in _held(out / "color") if _is_picture(path) and written_by_us(path) is None)
    else:
        others = (path for name in (*_FOLDERS, *_FILES) for path in _held(out / name))
    foreign = next(others, out / "regions" if (out / "regions").exists() else None)
    if foreign is not None:
        raise DataError("{path} was not made by train prepare; choose an empty folder.", path=foreign)


def begin(out: Path, names: Collection[str]) -> None:
    """Notes the names of what is going to be made, beside those of what was made, and clears what a kill left half
    written.

    Raises:
        OSError: the data folder cannot be written.
    """
    for kind, suffix in KINDS.items():
        for partial in (out / kind).glob(f".*{suffix}.*.part"):
            partial.unlink()
    _note(out, _owned(out).union(names))


def remove_stale(out: Path, names: Collection[str], references: bool) -> None:
    """Takes out what earlier runs made of pictures that are gone, changed or left out now.

    Args:
        out: the data folder.
        names: of the pictures that stay.
        references: whether their references stay as well.

    Raises:
        OSError: the data folder cannot be written.
    """
    owned = _owned(out)
    for kind, suffix in KINDS.items():
        stale = owned if kind == "reference" and not references else owned.difference(names)
        gone = [path for path in (out / kind).glob(f"*{suffix}") if path.stem in stale and path.is_file()]
        for path in gone:
            path.unlink()
        if kind == "reference" and gone and not any((out / kind).iterdir()):
            (out / kind).rmdir()
    _note(out, names)


def _owned(out: Path) -> set[str]:
    """Names of all that was made, or begun. A picture's colour bears a mark itself, and `refuse_others` saw it."""
    try:
        noted = json.loads((out / _NAMES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        noted = []
    made = {path.stem for path in _held(out / "color") if _is_picture(path)}
    return made.union(name for name in noted if isinstance(name, str)) if isinstance(noted, list) else made


def _note(out: Path, names: Collection[str]) -> None:
    write_text(out / _NAMES, json.dumps(sorted(names), ensure_ascii=False) + "\n")


def _held(place: Path) -> Iterator[Path]:
    """What a folder holds, or the file itself; what the system keeps beside people's files is passed by."""
    if place.is_dir():
        yield from sorted(path for path in place.iterdir() if not is_hidden(path.name))
    elif place.exists():
        yield place


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in COLOR_SUFFIXES and path.is_file()


def _described(file: Path) -> bool:
    """Whether a data folder's description stands there, rather than anything else of that name."""
    try:
        description = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(description, dict) and "format_version" in description


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
