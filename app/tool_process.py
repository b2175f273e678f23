"""`train prepare`, `train synth` and trials as child processes of the window: progress, outcome, cancelling.

The first two go on where they were interrupted, so they may all end with the window; they write no run folder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from app.ending import end_process
from app.training_process import PROGRAM, telling
from app.translation import last_word

_MOST_TEXT = 16384
# What a progress bar draws: `looking:  40%|████      | 4/10 [00:01<00:02, …]`.
_PROGRESS = re.compile(r"(\w+):\s+(\d{1,3})%\|[^|]*\|\s*(\d+)/(\d+)")


class ToolProcess(QObject):
    """One command. GUI thread.

    Attributes:
        summary: the last line that it said, once it has ended.
        output: what it gave on standard output, once it has ended.
    """

    progressed = Signal(str, int, int)
    """What is done, how many are done, how many there are."""
    finished = Signal()
    failed = Signal(str)
    """One sentence; nothing where it was cancelled."""

    def __init__(self, arguments: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.summary = self.output = ""
        self._text = ""
        self._cancelled = False
        self._process = QProcess(self)
        self._process.setProgram(PROGRAM[0])
        self._process.setArguments([*PROGRAM[1:], "train", *arguments])
        self._process.setProcessEnvironment(telling())
        self._process.setStandardInputFile(QProcess.nullDevice())
        self._process.readyReadStandardError.connect(self._read)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        self._process.start()

    @property
    def is_running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def cancel(self) -> None:
        """Ends it; what it made stays, and the same command goes on with the rest."""
        self._cancelled = True
        self._process.terminate()

    def close(self) -> None:
        """Ends it, also where the window closes meanwhile."""
        if self.is_running:
            self.cancel()
            end_process(self._process)

    def _read(self) -> None:
        self._text += bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        found = _PROGRESS.findall(self._text)
        if found:
            what, _percent, done, every = found[-1]
            self.progressed.emit(what, int(done), int(every))
        self._text = self._text[-_MOST_TEXT:]

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self.output = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        lines = [line.strip() for line in self._text.replace("\r", "\n").split("\n")]
        said = [line for line in lines if line and not _PROGRESS.match(line)]
        self.summary = last_word("\n".join(said))
        if status is QProcess.ExitStatus.NormalExit and code == 0:
            self.finished.emit()
        elif self._cancelled:
            self.failed.emit("")
        else:
            self.failed.emit(self.summary or self.tr("The command ended without a word."))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(self.tr("{program} could not be started.").format(program=PROGRAM[0]))
