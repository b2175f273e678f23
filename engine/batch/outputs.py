"""Where a batch puts its pictures: into a folder, or into a comic archive by way of a work folder beside it."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from engine.batch.job import FORMATS, PAGE_FORMATS, BatchJob
from engine.batch.sources import ARCHIVE_SUFFIXES, ArchiveSource, FolderSource, member_of, readable
from engine.errors import BatchError
from engine.files import replaced_whole
from engine.layered.archive import MAX_FILE_BYTES
from engine.painting_settings import file_hash
from engine.sentences import reason_of


class Output(Protocol):
    """Takes the pictures of one batch."""

    @property
    def path(self) -> Path:
        """The folder, or the archive."""
        ...

    def path_of(self, page: str) -> Path:
        """Where the picture of a page is written."""
        ...

    def is_done(self, page: str) -> bool:
        """Whether a page is painted already and to be passed by."""
        ...

    def finish(self) -> None:
        """Every page was tried.

        Raises:
            NurieError: what is to be written now cannot be.
        """
        ...


class FolderOutput:
    """A folder that keeps the sub-folders of the source.

    Raises:
        BatchError: it is the source itself, or cannot be made.
    """

    def __init__(self, job: BatchJob, source: FolderSource) -> None:
        self.path = job.output
        if job.output.resolve() == source.path.resolve():
            raise BatchError(
                "{output} holds the sketches themselves; choose another folder to write to.", output=job.output
            )
        _make_folder(job.output)
        self._overwrite = job.overwrite
        self._names = output_names(source.pages, f"{job.suffix}.{job.format}")

    def path_of(self, page: str) -> Path:
        """See `Output`."""
        return self.path / self._names[page]

    def is_done(self, page: str) -> bool:
        """See `Output`."""
        # Where the name is too long, say, `Path.exists` raises; it is the page's own error once it is written.
        return not self._overwrite and os.path.exists(self.path_of(page))

    def finish(self) -> None:
        """Nothing is left to do."""


class ArchiveOutput:
    """An archive with the pages in reading order, and with all that the source holds beside pages.

    Pages are painted into a work folder beside it, and the archive is written once each was tried; a page that
    failed is carried over as it is, so that none is missing. The work folder goes when every page is painted:
    while it is there, the same job goes on with what it lacks. Its files are named by page and look, so that pages
    of another look never come into the archive. Of an archive that is finished every page stays, as in a folder, and
    those that the source has got since are painted and come in between.

    Raises:
        BatchError: the archive is the source itself, is another one, or its folder cannot be made.
        PictureError: a page that is painted already cannot be read.
    """

    def __init__(self, job: BatchJob, source: ArchiveSource) -> None:
        self.path = archive_path(job)
        if self.path.resolve() == source.path.resolve():
            raise BatchError("{path} would be overwritten; choose another place, or another name.", path=self.path)
        self._source = source
        self._work = self.path.with_name(f".{self.path.name}.pages")
        look = job.look
        mark = (file_hash(look.model), look.reference.key, sorted(look.tags.items()), look.size, look.lines)
        self._mark = repr((*mark, look.line_settings, look.evenness, *(drawn.mark for drawn in look.hints)))
        self._names = output_names(source.pages, f".{job.format}")
        self._format = job.format
        self._is_whole = False
        if self.path.exists() and not self._work.exists() and not job.overwrite:
            self._go_on_from_archive()
        else:
            _make_folder(self._work)

    def _go_on_from_archive(self) -> None:
        """Lays the pages of the finished archive into the work folder, where there are others to paint. The folder is
        there once all of them are in it: whoever finds it may rely on it."""
        with readable(self.path) as archive:
            held = set(archive.namelist())
        done = [page for page in self._source.pages if self._names[page] in held]
        if not done:
            raise BatchError(
                "{path} is there already and holds none of these pages; choose another name, or have it overwritten.",
                path=self.path,
            )
        self._is_whole = len(done) == len(self._source.pages)
        if self._is_whole:
            return
        part = self._work.with_name(f"{self._work.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        _make_folder(part)
        try:
            for page in done:
                (part / self.path_of(page).name).write_bytes(member_of(self.path, self._names[page]))
            part.rename(self._work)
        except OSError as error:
            raise _not_made(self._work, error) from error

    def path_of(self, page: str) -> Path:
        """See `Output`."""
        digest = hashlib.blake2b((self._source.mark(page) + self._mark).encode(), digest_size=16).hexdigest()
        return self._work / f"{digest}.{self._format}"

    def is_done(self, page: str) -> bool:
        """See `Output`."""
        return self._is_whole or self.path_of(page).exists()

    def finish(self) -> None:
        """Writes the archive, unless it is there already or no page could be painted."""
        painted = {page: path for page in self._source.pages if (path := self.path_of(page)).exists()}
        if self._is_whole or not painted:
            return
        try:
            with replaced_whole(self.path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
                self._fill(archive, painted)
        except OSError as error:
            raise BatchError(
                "{path} cannot be written: {reason}; the painted pages wait in {work}.",
                path=self.path,
                reason=reason_of(error),
                work=self._work,
            ) from error
        if len(painted) == len(self._source.pages):
            shutil.rmtree(self._work, ignore_errors=True)

    def _fill(self, archive: zipfile.ZipFile, painted: dict[str, Path]) -> None:
        carried = 0
        for page in self._source.pages:
            if page in painted:
                archive.write(painted[page], self._names[page])
            else:
                archive.writestr(page, self._source.data(page))
        for name in self._source.others:
            data = self._source.data(name)
            carried += len(data)
            if carried > MAX_FILE_BYTES:
                raise BatchError(
                    "{path} holds more than {most} MiB beside its pages.",
                    path=self._source.path,
                    most=MAX_FILE_BYTES >> 20,
                )
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)


def make_output(job: BatchJob, source: FolderSource | ArchiveSource) -> Output:
    """What a job writes to.

    Raises:
        BatchError: it cannot be written, or not in that format.
    """
    allowed = PAGE_FORMATS if isinstance(source, ArchiveSource) else FORMATS
    if job.format not in allowed:
        names = {"format": job.format, "allowed": ", ".join(allowed)}
        if isinstance(source, ArchiveSource):
            raise BatchError("The pages of a CBZ cannot be written as {format}; choose one of {allowed}.", **names)
        raise BatchError("Pictures cannot be written as {format}; choose one of {allowed}.", **names)
    if isinstance(source, ArchiveSource):
        return ArchiveOutput(job, source)
    return FolderOutput(job, source)


def archive_path(job: BatchJob) -> Path:
    """The archive that a job with an archive as its source writes: `output` itself where it is called as one, else
    one in the folder `output`."""
    if job.output.suffix.lower() in ARCHIVE_SUFFIXES and not job.output.is_dir():
        return job.output
    return job.output / f"{job.source.stem}{job.suffix}{job.source.suffix}"


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


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_made(folder, error) from error


def _not_made(folder: Path, error: OSError) -> BatchError:
    return BatchError("The folder {folder} cannot be made: {reason}.", folder=folder, reason=reason_of(error))
