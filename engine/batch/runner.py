"""Runs a batch: page after page, each outcome as a value. A bad page never stops it, and it goes on where it ended,
as what is painted already is passed by."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from engine.batch.job import BatchJob
from engine.batch.outputs import make_output
from engine.batch.sources import open_source
from engine.errors import DeviceError, MemoryTooSmallError, PictureError, TagError, WeightsError
from engine.fallback import failure_of
from engine.painter import Painter
from engine.progress import Cancelled
from engine.sentences import Sentence
from engine.tags import edits

Outcome = Literal["done", "skipped", "failed"]

HINTS_NOTE = Sentence(
    "The project's hints are laid over the drawings they were painted on; the other pages are coloured without them."
)
_POLL_S = 0.2  # a wait without an end would hold up Ctrl-C


@dataclass(frozen=True)
class Begun:
    """A page is being painted."""

    page: str


@dataclass(frozen=True)
class Paused:
    """Nothing is painted until `Control.resume`."""


@dataclass(frozen=True)
class Written:
    """All is written that there is to write.

    Attributes:
        notes: sentences on what it lacks.
    """

    notes: tuple[Sentence, ...]


@dataclass(frozen=True, eq=False)
class Finished:
    """What became of a page.

    Attributes:
        page: its name.
        outcome: `skipped` where it was painted already.
        output: the picture's file, whether it was written or not.
        message: why it failed, one sentence.
        notes: what was done otherwise than asked for, for lack of memory.
        seconds: how long it took.
        pixels: the picture, uint8 RGB `[H, W, 3]`; None where nothing was painted.
    """

    page: str
    outcome: Outcome
    output: Path
    message: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    pixels: np.ndarray | None = None


class Control:
    """Pauses and cancels a batch between two pages. Any thread."""

    def __init__(self) -> None:
        self._going = threading.Event()
        self._going.set()
        self.is_cancelled = False

    @property
    def is_paused(self) -> bool:
        return not self._going.is_set()

    def pause(self) -> None:
        """Lets nothing begin any more."""
        self._going.clear()

    def resume(self) -> None:
        """Goes on after a pause."""
        self._going.set()

    def cancel(self) -> None:
        """Ends the batch after the page in work."""
        self.is_cancelled = True
        self._going.set()

    def wait(self) -> bool:
        """Waits while paused; whether the batch goes on then."""
        while not self._going.wait(_POLL_S):
            pass
        return not self.is_cancelled


class Batch:
    """A job made ready: everything that can be refused as a whole is refused here.

    Raises:
        BatchError: there are no sketches, or the output cannot be written.
        TagError: the model does not know a tag.
    """

    def __init__(self, job: BatchJob, painter: Painter) -> None:
        edits(job.look.tags, painter.info)
        self._job = job
        self._painter = painter
        self._source = open_source(job.source, (job.output, *job.leave_out))
        self._output = make_output(job, self._source)
        self.pages = tuple(page for page in self._source.pages if job.only is None or page in job.only)
        """The pages to paint, in reading order."""
        self.notes = (*((HINTS_NOTE,) if job.look.hints else ()), *self._source.notes)
        """Sentences on what is done otherwise than one might think."""

    @property
    def output(self) -> Path:
        """The folder or the archive that is written."""
        return self._output.path

    def run(self, control: Control) -> Iterator[Begun | Paused | Finished | Written]:
        """Paints every page, in order. May be abandoned at any step, and another run goes on.

        Raises:
            NurieError: what would fail for every page alike (the model, the device), or the archive cannot be written.
        """
        for page in self.pages:
            if control.is_paused:
                yield Paused()
            if not control.wait():
                return
            if self._output.is_done(page):
                yield Finished(page, "skipped", self._output.path_of(page))
                continue
            yield Begun(page)
            yield self._paint(page)
        if not control.is_cancelled:
            yield Written(self._output.finish())

    def _paint(self, page: str) -> Finished:
        start, output, look = time.perf_counter(), self._output.path_of(page), self._job.look
        try:
            if self._job.would_lose(output):
                raise PictureError(
                    "{output} is one of the files that this batch goes by and is not overwritten; choose another "
                    "folder to write to.",
                    output=output,
                )
            sketch = self._source.read(page)
            request = self._painter.request(
                sketch,
                look.reference,
                tags=look.tags,
                size=look.size,
                lines=look.lines,
                line_settings=look.line_settings,
                evenness=look.evenness,
            )
            result = self._painter.paint(request, output, look.hints_for(sketch))
        except (WeightsError, TagError, Cancelled):
            raise
        except Exception as error:
            if isinstance(error, DeviceError) and not isinstance(error, MemoryTooSmallError):
                raise
            message = failure_of(error).replaced(str(self._source.path / page), page)  # where it lies is known
        else:
            seconds = time.perf_counter() - start
            return Finished(page, "done", output, "", result.notes, seconds, result.pixels)
        finally:
            self._painter.forget_sketches()
        return Finished(page, "failed", output, message, (), time.perf_counter() - start)
