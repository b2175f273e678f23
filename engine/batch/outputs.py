"""Where a batch puts its pictures: into a folder, or into a comic archive by way of a work folder beside it."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Protocol

from engine.batch.comics import ArchiveSource, carrying_out_of, members_of, opened
from engine.batch.job import FORMATS, PAGE_FORMATS, BatchJob
from engine.batch.pages import in_unicode, output_names
from engine.batch.sources import ARCHIVE_SUFFIXES, FolderSource, Source
from engine.errors import BatchError, NurieError
from engine.files import replaced_whole
from engine.painting_settings import file_hash
from engine.sentences import Sentence, reason_of

AS_IT_WAS = b"not coloured"
"""The comment, in a coloured archive, of a page that is in it as it was."""


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

    def finish(self) -> tuple[Sentence, ...]:
        """Every page was tried. Returns sentences on what was written otherwise than one might think.

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

    def finish(self) -> tuple[Sentence, ...]:
        """Nothing is left to do."""
        return ()


class ArchiveOutput:
    """An archive with the pages in reading order, and with all that the source holds beside pages.

    Pages are painted into a work folder beside it, and the archive is written once each was tried; a page that was not
    painted is carried over as it is, so that none is missing, and with `AS_IT_WAS` as its comment. While no archive is
    written the same job goes on with what the work folder lacks. Its files are named by page and look, so that pages of
    another look never come into the archive. Of an archive that is there every painted page stays, as in a folder, and
    those that failed, or that the source has got since, are painted and come in between.

    Raises:
        BatchError: the archive is the source itself, is another one, or its folder cannot be made.
    """

    def __init__(self, job: BatchJob, source: Source) -> None:
        self.path = archive_path(job)
        if self.path.resolve() == source.path.resolve() or job.would_lose(self.path):
            raise BatchError("{path} would be overwritten; choose another place, or another name.", path=self.path)
        self._source = source
        self._work = self.path.with_name(f".{self.path.name}.pages")
        look = job.look
        mark = (file_hash(look.model), look.reference.key, sorted(look.tags.items()), look.size, look.lines)
        self._mark = repr((*mark, look.line_settings, look.evenness, *(drawn.mark for drawn in look.hints)))
        self._names = {page: in_unicode(name) for page, name in output_names(source.pages, f".{job.format}").items()}
        self._format = job.format
        self._held = self._held_pages(job.overwrite)
        self._passed_by = frozenset() if job.overwrite else self._held
        if len(self._passed_by) < len(source.pages):
            _make_folder(self._work)

    def _held_pages(self, overwrite: bool) -> frozenset[str]:
        """The pages whose pictures the archive that is there holds."""
        if not self.path.exists():
            return frozenset()
        try:
            with opened(self.path) as archive:
                members = members_of(archive)
        except BatchError:
            if overwrite:
                return frozenset()
            raise
        painted = {name for name, info in members.items() if info.comment != AS_IT_WAS}
        held = frozenset(page for page, name in self._names.items() if name in painted)
        if not held and not overwrite:
            raise BatchError(
                "{path} is there already and holds none of these pages; choose another name, or have it overwritten.",
                path=self.path,
            )
        return held

    def path_of(self, page: str) -> Path:
        """See `Output`."""
        digest = hashlib.blake2b((self._source.mark(page) + self._mark).encode(), digest_size=16).hexdigest()
        return self._work / f"{digest}.{self._format}"

    def is_done(self, page: str) -> bool:
        """See `Output`."""
        return page in self._passed_by or self.path_of(page).exists()

    def finish(self) -> tuple[Sentence, ...]:
        """Writes the archive, unless nothing was painted that it lacks."""
        paths = {page: self.path_of(page) for page in self._source.pages if page not in self._passed_by}
        painted = {page: path for page, path in paths.items() if path.exists()}
        if not painted:
            with suppress(OSError):
                self._work.rmdir()  # with nothing in it
            return ()
        try:
            with replaced_whole(self.path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
                lost = self._fill(archive, painted)
        except NurieError as error:
            raise BatchError(
                "{reason} The painted pages wait in {work}.", reason=error.sentence, work=self._work
            ) from error
        except OSError as error:
            raise BatchError(
                "{path} cannot be written: {reason}; the painted pages wait in {work}.",
                path=self.path,
                reason=reason_of(error),
                work=self._work,
            ) from error
        shutil.rmtree(self._work, ignore_errors=True)
        return tuple(
            Sentence(
                "{name} is left out of {output}: nothing of it can be read in {path}.",
                name=name,
                output=self.path,
                path=self._source.path,
            )
            for name in lost
        )

    def _fill(self, archive: zipfile.ZipFile, painted: dict[str, Path]) -> list[str]:
        """Returns what could not even be carried over."""
        lost = []
        with ExitStack() as opening:
            carry = opening.enter_context(self._source.carrying())
            keep = opening.enter_context(carrying_out_of(self.path)) if self._held else None
            for page in self._source.pages:
                if page in painted:
                    archive.write(painted[page], self._names[page])
                elif keep is not None and page in self._held and keep(self._names[page], archive):
                    continue
                elif carry(page, archive):
                    archive.infolist()[-1].comment = AS_IT_WAS
                else:
                    lost.append(page)
            lost += [name for name in self._source.others if not carry(name, archive)]
        return lost


def make_output(job: BatchJob, source: FolderSource | ArchiveSource) -> Output:
    """What a job writes to.

    Raises:
        BatchError: it cannot be written, or not in that format.
    """
    is_archive = isinstance(source, ArchiveSource) or _is_archive(job.output)
    allowed = PAGE_FORMATS if is_archive else FORMATS
    if job.format not in allowed:
        names = {"format": job.format, "allowed": ", ".join(allowed)}
        if is_archive:
            raise BatchError("The pages of a CBZ cannot be written as {format}; choose one of {allowed}.", **names)
        raise BatchError("Pictures cannot be written as {format}; choose one of {allowed}.", **names)
    if isinstance(source, ArchiveSource) or is_archive:
        return ArchiveOutput(job, source)
    return FolderOutput(job, source)


def archive_path(job: BatchJob) -> Path:
    """The archive that a job writes: `output` itself where it is called as one, else one in the folder `output`, named
    by the archive that is the source."""
    if _is_archive(job.output):
        return job.output
    return job.output / f"{job.source.stem}{job.suffix}{job.source.suffix}"


def _is_archive(output: Path) -> bool:
    return output.suffix.lower() in ARCHIVE_SUFFIXES and not output.is_dir()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BatchError(
            "The folder {folder} cannot be made: {reason}.", folder=folder, reason=reason_of(error)
        ) from error
