"""Where a batch finds its sketches: a folder with its sub-folders, or a comic archive (CBZ, ZIP).

Pages are named by their place in it, with forward slashes, and come in reading order: page2 before page10.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from engine.batch.comics import ArchiveSource, Carry
from engine.batch.pages import in_order, in_unicode, is_page
from engine.errors import BatchError
from engine.image_io import EXPORT_SUFFIXES, read_picture
from engine.layered.archive import MAX_FILE_BYTES
from engine.painting_settings import read_settings
from engine.requests import Picture
from engine.sentences import Sentence

ARCHIVE_SUFFIXES = (".cbz", ".zip")


class Source(Protocol):
    """Sketches in reading order.

    Attributes:
        path: the folder or the archive.
        pages: their names.
        others: files beside them that come into the coloured comic as well, e.g. ComicInfo.xml.
        notes: sentences on what is taken otherwise than one might think.
    """

    path: Path
    pages: tuple[str, ...]
    others: tuple[str, ...]
    notes: tuple[Sentence, ...]

    def mark(self, page: str) -> str:
        """Tells a page from another of its name, without decoding it."""
        ...

    def read(self, page: str) -> Picture:
        """Decodes one of them.

        Raises:
            PictureError: it is gone, no picture, damaged, or too large.
        """
        ...

    def carrying(self) -> AbstractContextManager[Carry]:
        """Carries pages and others into an archive, as they are.

        Raises:
            BatchError: the source cannot be read any more.
        """
        ...


class FolderSource:
    """The pictures of a folder and its sub-folders. Hidden files and links to folders are passed by, and what Nurie
    painted into sub-folders, such as another batch's, unless the folder holds nothing else.

    Args:
        path: where to look.
        leave_out: files that are no sketches, such as the reference, and folders that are not looked into, such as
            the one that is written.

    Raises:
        BatchError: no such folder, or no pictures in it.
    """

    others: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()

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
                if is_page(name) and (here / name).resolve() not in out
            ]
        painted = self._painted(found)
        if painted:
            self.notes = (
                Sentence("Pictures in sub-folders that Nurie painted are passed by: {count}.", count=len(painted)),
            )
        self.pages = in_order([page for page in found if page not in painted], path)

    def _painted(self, found: list[str]) -> frozenset[str]:
        """Those that are no sketches, by what their files say of themselves. Reads no pixels, and of files that lie
        in the folder itself only as many as it takes."""
        painted = frozenset(page for page in found if "/" in page and self._says_painted(page))
        rest = (page for page in found if page not in painted)
        return painted if painted and not all(map(self._says_painted, rest)) else frozenset()

    def _says_painted(self, page: str) -> bool:
        return page.lower().endswith(EXPORT_SUFFIXES) and read_settings(self.path / page) is not None

    def mark(self, page: str) -> str:
        """See `Source`."""
        try:
            status = os.stat(self.path / page)
        except OSError:
            return repr((page,))  # reading it says what is wrong
        return repr((page, status.st_mtime_ns, status.st_size))

    def read(self, page: str) -> Picture:
        """See `Source`."""
        return read_picture(self.path / page)

    @contextmanager
    def carrying(self) -> Iterator[Carry]:
        """See `Source`."""
        yield self._carry

    def _carry(self, name: str, archive: zipfile.ZipFile) -> bool:
        try:
            with (self.path / name).open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
        except OSError:
            return False
        if len(data) <= MAX_FILE_BYTES:
            archive.writestr(in_unicode(name), data)
        return len(data) <= MAX_FILE_BYTES


def open_source(path: Path, leave_out: Collection[Path] = ()) -> FolderSource | ArchiveSource:
    """The sketches of a folder or an archive; see `FolderSource` for `leave_out`. Decodes no picture.

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
