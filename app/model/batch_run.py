"""A batch as its events tell it: what became of each page, how far it is, how long it still takes. Without Qt."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.model.properties import Event, Property
from engine.sentences import unpacked


class PageState(enum.Enum):
    """How a page stands."""

    WAITING = "waiting"
    PAINTING = "painting"
    DONE = "done"
    SKIPPED = "skipped"  # it was there already
    FAILED = "failed"


class BatchState(enum.Enum):
    """How the batch stands."""

    IDLE = "idle"  # nothing was asked for yet
    STARTING = "starting"
    RUNNING = "running"
    PAUSING = "pausing"  # the page in work is painted first
    PAUSED = "paused"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    DONE = "done"  # every page was tried
    BROKEN = "broken"  # it could not begin, or ended before its end

    @property
    def is_live(self) -> bool:
        """Whether a process is at work on it."""
        return self in _LIVE


_LIVE = frozenset(
    (BatchState.STARTING, BatchState.RUNNING, BatchState.PAUSING, BatchState.PAUSED, BatchState.CANCELLING)
)
_SETTLED = (PageState.DONE, PageState.SKIPPED, PageState.FAILED)


@dataclass
class PageEntry:
    """One page.

    Attributes:
        name: its place in the folder or the archive.
        output: the picture's file, once it was tried.
        words: sentences of the engine: why it failed, or what was done otherwise than asked for.
    """

    name: str
    state: PageState = PageState.WAITING
    output: str = ""
    words: tuple[str, ...] = ()


class BatchRun:
    """GUI thread only."""

    def __init__(self) -> None:
        self.pages: list[PageEntry] = []
        self.state: Property[BatchState] = Property(BatchState.IDLE)
        self.output = ""
        """The folder or the archive that is written."""
        self.message = ""
        """Why it broke off, one sentence."""
        self.notes: tuple[str, ...] = ()
        """Sentences of the engine on what it does otherwise than one might think."""
        self.replaced = Event()
        """There are other pages."""
        self.page_changed = Event()
        """With a page's place in `pages`."""
        self.painted = Event()
        """With a page's place, and its number in the process that painted it."""
        self._places: dict[str, int] = {}
        self._counts: Counter[PageState] = Counter()  # kept along: a batch may have 100,000 pages
        self._seconds: list[float] = []
        self._is_whole = True
        self._all_told = False

    def set_pages(self, names: Sequence[str]) -> None:
        """Other pages, all of which wait."""
        self._seconds.clear()
        self.message = self.output = ""
        self.notes = ()
        self.state.value = BatchState.IDLE
        self._replace(names)

    def counts(self) -> Counter[PageState]:
        """How many pages stand how."""
        return self._counts

    def names(self, *states: PageState) -> list[str]:
        """The pages that stand so, in order."""
        return [entry.name for entry in self.pages if entry.state in states]

    @property
    def settled(self) -> int:
        """How many pages were tried."""
        return sum(self._counts[state] for state in _SETTLED)

    def remaining_seconds(self) -> float | None:
        """How long the rest takes, as far as can be told from the pages painted so far."""
        if not self._seconds:
            return None
        return (len(self.pages) - self.settled) * sum(self._seconds) / len(self._seconds)

    def begin(self, only: Sequence[str] | None = None) -> None:
        """It was asked for: these pages, or all."""
        wanted = range(len(self.pages)) if only is None else [self._places[name] for name in only]
        for place in wanted:
            self._set(place, PageState.WAITING)
        self._seconds.clear()
        self.message = ""
        self._is_whole, self._all_told = only is None, False
        self.state.value = BatchState.STARTING

    def apply(self, event: Mapping[str, Any]) -> None:
        """What the process tells; what is not known here is passed by."""
        kind, place = event.get("event"), self._places.get(str(event.get("page")))
        if kind == "started":
            self.output = str(event.get("output", ""))
            self.notes = tuple(unpacked(event.get("said")))
            pages = [str(page) for page in event.get("pages", ())]
            if self._is_whole and pages != self.names(*PageState):
                self._replace(pages)  # files came or went since they were listed
        elif kind == "painting" and place is not None:
            self._set(place, PageState.PAINTING)
            if self.state.value is BatchState.STARTING:
                self.state.value = BatchState.RUNNING
        elif kind == "page" and place is not None:
            self._finish(place, event)
        elif kind == "paused" and self.state.value is BatchState.PAUSING:
            self.state.value = BatchState.PAUSED
        elif kind == "done":
            self.notes += tuple(unpacked(event.get("said")))
            self._all_told = True  # the process ends in a moment; until then no other may begin

    def end(self, message: str) -> None:
        """The process has ended; `message` is its last word."""
        for place, entry in enumerate(self.pages):
            if entry.state is PageState.PAINTING:
                self._set(place, PageState.WAITING)
        if self._all_told:
            self.state.value = BatchState.DONE
        elif self.state.value is BatchState.CANCELLING:
            self.state.value = BatchState.CANCELLED
        elif self.state.value.is_live:
            self.message = message
            self.state.value = BatchState.BROKEN

    def _replace(self, names: Sequence[str]) -> None:
        self.pages = [PageEntry(name) for name in names]
        self._places = {name: place for place, name in enumerate(names)}
        self._counts = Counter({PageState.WAITING: len(names)})
        self.replaced.emit()

    def _finish(self, place: int, event: Mapping[str, Any]) -> None:
        state = PageState(event["outcome"])
        plain = str(event.get("message", "")) or " ".join(map(str, event.get("notes", ())))
        words = tuple(unpacked(event.get("said"))) or ((plain,) if plain else ())
        self._set(place, state, str(event.get("output", "")), words)
        if state is PageState.DONE:
            self._seconds.append(float(event.get("seconds", 0.0)))
            self.painted.emit(place, int(event.get("number", 0)))

    def _set(self, place: int, state: PageState, output: str = "", words: tuple[str, ...] = ()) -> None:
        entry = self.pages[place]
        self._counts[entry.state] -= 1
        self._counts[state] += 1
        entry.state, entry.output, entry.words = state, output, words
        self.page_changed.emit(place)
