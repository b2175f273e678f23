"""A trial: the training for a short while, written nowhere, and in words what the whole of it will take."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.training_plan import arguments
from app.tool_process import ToolProcess
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID
from app.ui.training.words import duration, gigabytes, memory, stage_words
from trainer.options import TrainOptions

_GIB = 1024**3


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trial", text)


class TrialPanel(QWidget):
    """A button, progress while it runs, and the outcome. GUI thread."""

    measured = Signal(object)
    """The seconds that a step takes, None where that is not known, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool: ToolProcess | None = None
        self._cost: dict[str, Any] | None = None
        self.button = QPushButton(self.tr("Try for Two Minutes"))
        self.button.setToolTip(self.tr("Trains for a moment, keeps nothing, and tells what the whole will take"))
        self.button.setEnabled(False)
        self.words = QLabel()
        self.words.setObjectName("detail")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = ProgressBar(self.tr("Progress of the trial"))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self.words)
        beside.addWidget(self.progress)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        self._options: tuple[str, TrainOptions] | None = None
        self._tried: tuple[str, TrainOptions] | None = None
        self.button.clicked.connect(self._begin_or_end)

    @property
    def is_running(self) -> bool:
        return self._tool is not None

    def set_plan(self, verb: str, options: TrainOptions | None) -> None:
        """What would be tried; None where nothing can be started."""
        self._options = None if options is None else (verb, options)
        if options is not None and self._cost is not None:
            self.words.setText(outcome(verb, self._cost, options))
        self.button.setEnabled(self.is_running or options is not None)

    def forget(self) -> None:
        """Something was changed: what was measured no longer holds, and what runs need not end."""
        self.close_tool()
        self._cost = None
        self.words.clear()
        self.measured.emit(None)

    def close_tool(self) -> None:
        """Ends a trial that runs."""
        if self._tool is not None:
            self._tool.close()

    def _begin_or_end(self) -> None:
        if self._tool is not None:
            self.close_tool()
        elif self._options is not None:
            self._begin(*self._options)

    def _begin(self, verb: str, options: TrainOptions) -> None:
        self._tried = verb, options
        tool = self._tool = ToolProcess(arguments(verb, replace(options, dry_run=True)), self)
        tool.progressed.connect(self._on_progress)
        tool.finished.connect(self._on_finished)
        tool.failed.connect(self._end)
        self.button.setText(self.tr("Cancel Trial"))
        self.words.setText(self.tr("Building the networks…"))
        self.progress.show_progress(0, None)
        self.progress.show()
        tool.start()

    def _on_progress(self, what: str, done: int, every: int) -> None:
        if what == "trying":
            self.words.setText(self.tr("Trying: step {done} of {every}").format(done=done, every=every))
            self.progress.show_progress(done, every)

    def _on_finished(self) -> None:
        assert self._tool is not None and self._tried is not None
        try:
            cost = json.loads(self._tool.output)
            words, seconds = outcome(self._tried[0], cost, self._tried[1]), float(cost["time"]["seconds_a_step"])
        except (ValueError, KeyError, TypeError):
            self._end(self.tr("The trial ended without a result."))
            return
        self._end(words)
        self._cost = cost
        self.measured.emit(seconds)

    def _end(self, words: str) -> None:
        if self._tool is not None:
            self._tool.deleteLater()
        self._tool = None
        self.progress.hide()
        self.button.setText(self.tr("Try for Two Minutes"))
        self.button.setEnabled(self._options is not None)
        self.words.setText(words)


def outcome(verb: str, cost: dict[str, Any], options: TrainOptions) -> str:
    """What `--dry-run` told, in words, for the length that the options say.

    Raises:
        ValueError, KeyError, TypeError: it is none of ours.
    """
    seconds, gib = float(cost["time"]["seconds_a_step"]), cost["memory_gib"]
    steps = options.steps if options.hours is None else max(1, round(options.hours * 3600 / seconds))
    words = _tr("{steps} steps take about {time}, {memory} of memory and {disk} on the disk.").format(
        steps=f"{steps:,}",
        time=duration(steps * seconds),
        memory=memory(int(_GIB * (gib.get("measured") or gib["estimate"]))),
        disk=gigabytes(int(_GIB * cost["disk_gib"])),
    )
    stages = cost.get("stages", {})
    if verb == "all":
        took = {name: one["options"]["steps"] * one["time"]["seconds_a_step"] for name, one in stages.items()}
        scale = steps / sum(one["options"]["steps"] for one in stages.values())
        each = ", ".join(f"{stage_words(name)} {duration(scale * total)}" for name, total in took.items())
        words = f"{words}\n{each}"
    return words
