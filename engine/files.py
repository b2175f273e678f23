"""Files that are written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.sentences import Sentence

_SUFFIX = 20
"""Characters of a suffix at most; a longer one is none."""


@contextmanager
def replaced_whole(path: Path) -> Iterator[Path]:
    """Gives a path beside `path` to write to, and renames it to `path` once the block ends well.

    Whoever reads `path` sees the old file or the new one, never a half of it. Where the block raises,
    the half-written file is removed and `path` is as it was. Folders that are missing are made. Who may read and
    write an old file may do so with the new one.

    Raises:
        OSError: the folder cannot be made, or the file cannot be written or renamed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        with suppress(OSError):  # there is none, or its disk knows no such thing
            shutil.copymode(path, part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def part_of(path: Path) -> Path:
    """What a file is called while this process writes it: short, whatever its own name, which may be as long as the
    disk takes one, and with the same suffix."""
    digest = hashlib.blake2b(os.fsencode(path.name), digest_size=8).hexdigest()
    return path.with_name(f".{digest}{path.suffix[:_SUFFIX]}.{os.getpid()}.part")


def refusal_of(path: Path) -> Sentence | None:
    """What to say where the folder that `path` is to be written to is gone, and nobody asked to make it; None where
    it is there. A drive that was pulled out is not to be made up as a folder."""
    if path.parent.is_dir():
        return None
    return Sentence("{path} cannot be saved: its folder is not there any more; save it in another place.", path=path)


def is_hidden(name: str) -> bool:
    """Whether a file of this name is none of the user's: hidden, or what Windows keeps in folders of pictures."""
    return name.startswith(".") or name.lower() in ("thumbs.db", "desktop.ini")


def sync_folder(folder: Path) -> None:
    """Makes a new name in a folder as durable as the bytes of its file; systems that cannot open a folder do it
    themselves."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
