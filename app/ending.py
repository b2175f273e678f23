"""What goes on when its window has closed: kept until it has ended, waited for by nobody but the end of the program.

A window that is closed is gone at once, whatever it was writing or colouring; others do not notice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Thread

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Qt, QTimer, Signal

from app.turns import next_turn

log = logging.getLogger(__name__)

KILL_MS = 4000
"""How long a process may take to end when it was asked to; then it is ended."""
_rests: list[_Rest] = []


class _Rest(QObject):
    """Something that still ends; it holds what must live until then. GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        _rests.append(self)

    def wait(self) -> None:
        """Waits until it has ended."""
        raise NotImplementedError

    def let_go(self) -> None:
        """It has ended, and goes with what it holds once whoever says so is done."""
        next_turn(QCoreApplication.instance() or self, lambda: _rests.remove(self) if self in _rests else None)


class _Elsewhere(_Rest):
    """Waits on a thread of its own, see `end_elsewhere`."""

    _ended = Signal()

    def __init__(self, kept: QObject, waits: Sequence[Callable[[], object]], then: Callable[[], object]) -> None:
        super().__init__()
        self._kept = kept
        self._then = then
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._run, args=(waits,), name="ending")
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def _run(self, waits: Sequence[Callable[[], object]]) -> None:
        for wait in waits:
            try:
                wait()
            except Exception:
                log.exception("a part of a closed window did not end well")
        self._ended.emit()

    def _on_ended(self) -> None:
        self._thread.join()  # or what it holds of Qt would go on that thread
        self._then()
        self.let_go()


class _Process(_Rest):
    """Waits for a process, see `end_process`."""

    def __init__(self, process: QProcess, then: Callable[[], object] | None) -> None:
        super().__init__()
        self._process = process
        self._then = then
        process.setParent(self)
        process.stateChanged.connect(self._on_state)  # one that cannot be started never finishes
        self._kill = QTimer(self, singleShot=True, interval=KILL_MS)
        self._kill.timeout.connect(process.kill)
        self._kill.start()
        self._on_state(process.state())

    def wait(self) -> None:
        if not self._process.waitForFinished(max(0, self._kill.remainingTime())):
            self._process.kill()
            self._process.waitForFinished(KILL_MS)

    def _on_state(self, state: QProcess.ProcessState) -> None:
        if state is QProcess.ProcessState.NotRunning:
            if self._then is not None:
                end_elsewhere(self, (self._then,))
            self.let_go()


def end_elsewhere(
    kept: QObject, waits: Sequence[Callable[[], object]], then: Callable[[], object] = lambda: None
) -> None:
    """Calls functions that wait, one after the other on a thread of their own, and keeps what they belong to until they
    are done. Returns at once. GUI thread.

    Args:
        kept: what must live until then: the window.
        waits: may be called on any thread.
        then: called on the GUI thread, unless the program has ended by then.
    """
    _Elsewhere(kept, waits, then)


def end_process(process: QProcess, then: Callable[[], object] | None = None) -> None:
    """Keeps a process that was asked to end until it has, `KILL_MS` at most, whatever becomes of its parent. Returns at
    once. GUI thread.

    Args:
        process: is kept once, however often it is asked to end.
        then: called on another thread once it has ended.
    """
    if not isinstance(process.parent(), _Process):
        _Process(process, then)


def wait_for_all() -> None:
    """Waits until everything has ended, at the end of the program. GUI thread."""
    while _rests:
        rest = _rests.pop(0)
        rest.wait()
