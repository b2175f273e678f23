"""Which pictures a folder holds, and what lies beside each: tags, and a line drawing of its own."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError
from engine.image_io import READABLE_SUFFIXES

_LINE_WORDS = r"line[ _-]?arts?|lines?|sketch|inks?|inking|線画|主線|ペン入れ|线稿|線稿"
_LINE_FILE = re.compile(rf"^(?P<base>.+?)[ ._-]+(?:{_LINE_WORDS})$", re.IGNORECASE)
_LINE_LAYER = re.compile(rf"(?:^|[\W\d_])(?:{_LINE_WORDS})(?:$|[\W\d_])", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """One picture.

    Attributes:
        path: the file.
        relative: its place in the folder, with forward slashes; names it in reports.
        tag_files: files with tags beside it, the most particular first.
        line_file: its line drawing, or None.
    """

    path: Path
    relative: str
    tag_files: tuple[Path, ...] = ()
    line_file: Path | None = None


def is_line_layer(name: str) -> bool:
    """Whether a layer's name says that it holds the lines."""
    return _LINE_LAYER.search(name) is not None


def find_pictures(folder: Path, leave_out: Path) -> tuple[Found, ...]:
    """The pictures of a folder and its sub-folders, sorted by place. Hidden files and links to folders are passed by.

    Args:
        folder: where to look.
        leave_out: a folder that is not looked into: the one that is written.

    Raises:
        DataError: no such folder, or no pictures in it.
    """
    if not folder.is_dir():
        raise DataError("{folder} is no folder; name the folder that holds your pictures.", folder=folder)
    found: list[Found] = []
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != leave_out.resolve())
        found += _in_one_folder(folder, here, [file for file in files if not file.startswith(".")])
    if not found:
        formats = ", ".join(suffix[1:] for suffix in READABLE_SUFFIXES)
        raise DataError("{folder} holds no pictures ({formats}).", folder=folder, formats=formats)
    return tuple(sorted(found, key=lambda each: each.relative))


def _in_one_folder(folder: Path, here: Path, files: list[str]) -> list[Found]:
    pictures = sorted(file for file in files if file.lower().endswith(READABLE_SUFFIXES))
    stems = {Path(file).stem for file in pictures}
    lines: dict[str, Path] = {}
    for file in pictures:
        named = _LINE_FILE.match(Path(file).stem)
        if named and named["base"] in stems:
            lines.setdefault(named["base"], here / file)
    drawings = set(lines.values())
    present = set(files)
    found = []
    for file in pictures:
        path = here / file
        if path in drawings:
            continue
        beside = (f"{file}.txt", f"{path.stem}.txt", f"{file}.json", f"{path.stem}.json")
        tag_files = tuple(here / name for name in beside if name in present and (here / name).is_file())
        found.append(Found(path, path.relative_to(folder).as_posix(), tag_files, lines.get(path.stem)))
    return found
