"""Long work that the window tells of while it goes on, and that can be called off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.background import Background
from engine.progress import Cancelled, Tell

_STEP = 0.01
"""Progress is told in steps of this share."""
T = TypeVar("T")


@dataclass(eq=False, kw_only=True)
class Work:
    """One piece of work, under way or waiting for its turn.

    Attributes:
        words: what is said of it.
        share: how far it is, 0 to 1; None as long as nobody knows.
        is_held: it is called off where it was begun, and nowhere else.
    """

    words: str = ""
    share: float | None = None
    is_held: bool = False
    _cancelled: Event = field(default_factory=Event, repr=False)

    def cancel(self) -> None:
        """Calls it off: it ends where it next tells how far it is, and leaves everything as it was. Any thread."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off. Any thread."""
        return self._cancelled.is_set()


W = TypeVar("W", bound=Work)


class Works(QObject, Generic[W]):
    """Runs work off the GUI thread. GUI thread.

    Args:
        background: has the threads.
    """

    changed = Signal()
    """Another work is the first one, or it is further than it was."""
    _told = Signal(object, float)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._works: list[W] = []
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def current(self) -> W | None:
        """The oldest work under way; None while there is none, or while one that was called off ends."""
        return next((work for work in self._works if not work.is_cancelled), None)

    def run(
        self,
        work: W,
        act: Callable[[Tell], T],
        done: Callable[[T], Any],
        failed: Callable[[str], Any],
        called_off: Callable[[], Any] = lambda: None,
    ) -> None:
        """Calls `act` on another thread with what it tells its share to; then, on the GUI thread, one of the others.

        Args:
            done: takes what `act` gave, also where `work` was called off too late to end.
            failed: takes one sentence.
            called_off: nothing was done.
        """
        self._works.append(work)
        self.changed.emit()
        told = -_STEP

        def tell(share: float) -> None:
            nonlocal told
            if work.is_cancelled:
                raise Cancelled
            if share - told >= _STEP:
                told = share
                self._told.emit(work, share)

        def attempt() -> Callable[[], Any]:
            try:
                if work.is_cancelled:  # while it waited
                    return called_off
                value = act(tell)
            except Cancelled:
                return called_off
            return lambda: done(value)

        def settled(outcome: Callable[[], Any]) -> None:
            self._forget(work)
            outcome()

        def broken(message: str) -> None:
            self._forget(work)
            failed(message)

        self._background.run(attempt, settled, broken)

    def cancel(self) -> None:
        """Calls off the work that `current` is."""
        if self.current is not None:
            self.call_off(self.current)

    def call_off(self, work: W) -> None:
        """Calls off this work. It ends as soon as it can, and is told of no more."""
        work.cancel()
        self.changed.emit()

    def _on_told(self, work: W, share: float) -> None:
        work.share = share
        self.changed.emit()

    def _forget(self, work: W) -> None:
        self._works.remove(work)
        self.changed.emit()
