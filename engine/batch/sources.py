"""Where a batch finds its sketches: a folder with its sub-folders, or a comic archive (CBZ, ZIP).

Pages are named by their place in it, with forward slashes, and come in reading order: page2 before page10.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from engine.archives import DAMAGE, read_member
from engine.errors import BatchError, PictureError
from engine.image_io import READABLE_SUFFIXES, decode_picture, read_picture
from engine.layered.archive import MAX_FILE_BYTES
from engine.requests import Picture
from engine.sentences import reason_of

ARCHIVE_SUFFIXES = (".cbz", ".zip")
MOST_PAGES = 100_000
_NUMBER = re.compile(r"(\d+)")
_LEFTOVERS = "__MACOSX"  # in which macOS keeps what is no picture under names of pictures


class Source(Protocol):
    """Sketches in reading order."""

    @property
    def path(self) -> Path:
        """The folder or the archive."""
        ...

    @property
    def pages(self) -> tuple[str, ...]:
        """Their names."""
        ...

    def read(self, page: str) -> Picture:
        """Decodes one of them.

        Raises:
            PictureError: it is gone, no picture, damaged, or too large.
        """
        ...


class FolderSource:
    """The pictures of a folder and its sub-folders. Hidden files and links to folders are passed by.

    Args:
        path: where to look.
        leave_out: files that are no sketches, such as the reference, and folders that are not looked into, such as
            the one that is written.

    Raises:
        BatchError: no such folder, or no pictures in it.
    """

    def __init__(self, path: Path, leave_out: Collection[Path] = ()) -> None:
        self.path = path
        out = {each.resolve() for each in leave_out}
        found: list[str] = []
        for place, folders, files in os.walk(path):
            here = Path(place)
            folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() not in out]
            found += [
                (here / name).relative_to(path).as_posix()
                for name in files
                if _is_page(name) and (here / name).resolve() not in out
            ]
        self.pages = _in_order(found, path)

    def read(self, page: str) -> Picture:
        """See `Source`."""
        return read_picture(self.path / page)


class ArchiveSource:
    """The pictures of a comic archive. Nothing of it is ever unpacked to the disk, and names that lead out of it are
    passed by. The archive is opened for each reading, so that nobody else is kept from it.

    Raises:
        BatchError: it is missing, no archive, damaged, behind a password, or holds no pictures.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with readable(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and _is_inside(info.filename)]
        if any(info.flag_bits & 1 for info in infos):
            raise BatchError("{path} is kept behind a password; save it without one.", path=path)
        self._marks = {info.filename: (info.CRC, info.file_size) for info in infos}
        self.pages = _in_order([name for name in self._marks if _is_page(name)], path)
        self.others = tuple(name for name in self._marks if not _is_page(name))
        """What is no picture, e.g. ComicInfo.xml."""

    def mark(self, page: str) -> str:
        """Tells a page from another of its name, without decoding it."""
        return repr((page, *self._marks[page]))

    def data(self, name: str) -> bytes:
        """The bytes of a page, or of one of the others.

        Raises:
            PictureError: the archive is gone or damaged, or they are more than a picture's file may have.
        """
        return member_of(self.path, name)

    def read(self, page: str) -> Picture:
        """See `Source`."""
        return decode_picture(self.data(page), page)


def open_source(path: Path, leave_out: Collection[Path] = ()) -> FolderSource | ArchiveSource:
    """The sketches of a folder or an archive; see `FolderSource` for `leave_out`. Reads no picture.

    Raises:
        BatchError: it is neither, cannot be read, or holds no sketches.
    """
    if path.is_dir():
        return FolderSource(path, leave_out)
    if path.suffix.lower() in ARCHIVE_SUFFIXES:
        return ArchiveSource(path)
    if not path.exists():
        raise BatchError("{path} does not exist; name a folder of sketches, or a CBZ.", path=path)
    raise BatchError(
        "{path} is neither a folder nor a CBZ; to colour one picture there is the command colorize.", path=path
    )


def reading_order(page: str) -> tuple[list[list[int | str]], str]:
    """What pages are sorted by: numbers in their names by value, letters whatever their case."""
    parts = []
    for part in PurePosixPath(page).parts:
        pieces = _NUMBER.split(part.casefold())  # words and numbers take turns, a word comes first
        parts.append([int(piece) if place % 2 else piece for place, piece in enumerate(pieces)])
    return parts, page


def _in_order(pages: list[str], path: Path) -> tuple[str, ...]:
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


def _is_page(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") or part == _LEFTOVERS for part in parts)
    return name.lower().endswith(READABLE_SUFFIXES) and not hidden


def _is_inside(name: str) -> bool:
    """Whether a name in an archive stays in the folder that it would be unpacked to."""
    parts = re.split(r"[/\\]", name)
    return not name.startswith(("/", "\\")) and ".." not in parts and ":" not in parts[0] and "\0" not in name


def member_of(path: Path, name: str) -> bytes:
    """The bytes of a file in an archive.

    Raises:
        PictureError: the archive is gone or damaged, or they are more than a picture's file may have.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return read_member(archive, name, MAX_FILE_BYTES)
    except (*DAMAGE, OSError) as error:
        raise PictureError(
            "{name} in {path} cannot be read: {reason}.", name=name, path=path, reason=reason_of(error)
        ) from error


@contextmanager
def readable(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive, opened.

    Raises:
        BatchError: it is missing, none, or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError as error:
        raise BatchError("{path} does not exist; check the name of the archive.", path=path) from error
    except zipfile.BadZipFile as error:
        raise BatchError("{path} is no CBZ, or it is cut short.", path=path) from error
    except (*DAMAGE, OSError) as error:
        raise BatchError("{path} cannot be read: {reason}.", path=path, reason=reason_of(error)) from error
