"""`main.py batch` as a child process of the window: a process of its own, so that painting beside it stays fluid.

It may end with the window: what is painted stays, and the same batch goes on with the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.ending import KILL_MS, end_process
from app.training_process import NICENESS, PROGRAM, telling
from app.translation import last_word

_MOST_WORDS = 4096


class BatchProcess(QObject):
    """One batch at work. GUI thread.

    Args:
        arguments: those of `main.py batch`, without `--json-events`.
    """

    told = Signal(object)
    """An event, as a dict."""
    ended = Signal(str)
    """The process has ended; its last word on standard error, which is empty where all went well."""

    def __init__(self, arguments: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest = b""
        self._words = b""
        self._process = QProcess(self)
        self._process.setProgram(PROGRAM[0])
        self._process.setArguments([*PROGRAM[1:], "batch", *arguments, "--json-events"])
        self._process.setProcessEnvironment(telling())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._listen)
        self._process.started.connect(self._give_way)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._kill = QTimer(self, singleShot=True, interval=KILL_MS)
        self._kill.timeout.connect(self._process.kill)

    def start(self) -> None:
        self._process.start()

    def pause(self) -> None:
        """Lets no page begin any more; the event `paused` tells when that is so."""
        self._process.write(b"pause\n")

    def resume(self) -> None:
        self._process.write(b"resume\n")

    def cancel(self) -> None:
        """Gives up the page in work and ends; a process that does not listen is ended after a while."""
        self._process.write(b"cancel\n")
        self._kill.start()

    def close(self, then: Callable[[], object]) -> None:
        """Ends it after the window, which closes; `then` is called on another thread once it has ended."""
        self.cancel()
        end_process(self._process, then)

    def _give_way(self) -> None:
        if sys.platform != "win32":
            # Before it has threads, which are as nice as who starts them. It may have ended already.
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.processId(), NICENESS)

    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError):  # what a library prints is no event
                event = json.loads(line)
                if isinstance(event, dict):
                    self.told.emit(event)

    def _listen(self) -> None:
        self._words = (self._words + bytes(self._process.readAllStandardError().data()))[-_MOST_WORDS:]

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._kill.stop()
        self._read()
        self._listen()
        last = last_word(self._words.decode("utf-8", "replace"))
        whole = code == 0 and status is QProcess.ExitStatus.NormalExit
        self.ended.emit("" if whole else last or self.tr("The batch ended without a word."))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(self.tr("{program} could not be started.").format(program=PROGRAM[0]))
