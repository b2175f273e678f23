"""Work off the GUI thread: a function runs on a pool thread, its outcome comes back on the GUI thread."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from app.translation import said
from app.turns import next_turn
from engine.errors import NurieError

log = logging.getLogger(__name__)
T = TypeVar("T")


class Background(QObject):
    """Runs functions on a small thread pool and delivers what they gave on the GUI thread.

    Args:
        threads: how many functions run at once.
    """

    _finished = Signal(int, object, object)
    """The number of the work, what it gave, and why it gave nothing or None."""

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._closed = False
        self._numbers = itertools.count()
        self._asked: dict[int, tuple[Callable[[Any], Any], Callable[[str], Any]]] = {}
        """Who is told. It is kept here, as whatever it holds of Qt may be let go of on this thread alone."""
        self._begun_later: list[Callable[[], None]] = []
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked for has been delivered."""
        return not self._asked

    def run(self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[str], Any]) -> None:
        """Calls `work()` on a pool thread, then on the GUI thread `done(its value)` or `failed(one sentence)`.

        A `NurieError` gives its own sentence; anything else is a defect, is logged, and says so. The work begins when
        the window has painted what asks for it: else both would take turns at Python's lock.
        """
        if self._closed:
            return

        number = next(self._numbers)

        def task() -> None:
            value, reason = None, None
            try:
                value = work()
            except NurieError as error:
                reason = said(error)
            except MemoryError:
                reason = self.tr("There is not enough memory for this picture; close other programs and try again.")
            except Exception as error:
                log.exception("background work failed")
                reason = self.tr("Something went wrong inside Nurie ({error}); nothing was lost.").format(error=error)
            self._finished.emit(number, value, reason)

        self._asked[number] = done, failed
        self._begun_later.append(task)
        if len(self._begun_later) == 1:
            next_turn(self, self._begin)

    def _begin(self) -> None:
        tasks, self._begun_later = self._begun_later, []
        for task in tasks:
            self._pool.start(task)

    def close(self) -> None:
        """Delivers nothing more; what was asked for is done (a half-written file would be the other choice)."""
        self._closed = True
        self._begin()

    def wait(self) -> None:
        """Waits until that is done. Any thread, once it is closed."""
        self._pool.waitForDone()

    def _deliver(self, number: int, value: Any, reason: str | None) -> None:
        done, failed = self._asked.pop(number)
        if self._closed:
            return
        if reason is None:
            done(value)
        else:
            failed(reason)
