"""One run: its pictures first, its curves, its numbers, and what can be done with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.background import Background
from app.model.training_run import RunState, TrainingRun
from app.run_library import RunNotes, RunSummary, write_notes
from app.training_process import RunWatcher
from app.translation import said
from app.ui.selectable_label import SelectableLabel
from app.ui.theme import GRID
from app.ui.training import questions
from app.ui.training.curves_pane import CurvesPane
from app.ui.training.facts import Facts
from app.ui.training.run_head import RunHead
from app.ui.training.sample_view import SampleView
from app.ui.training.words import state_words
from trainer.control import Command

ROOM_MS = 10_000
MOST_WARNINGS = 3
"""That stand above the pictures at once; a run that goes wrong may say many things."""


class RunPage(QWidget):
    """Shows and steers the run of a `RunWatcher`.

    Args:
        background: decodes samples, reads other runs, writes notes.
    """

    resume_asked = Signal(object)
    """Go on with a run that has ended: flags of the command line and their values, none where all stays."""
    paint_asked = Signal()
    """Take the run's weights into the window."""
    try_asked = Signal()
    """Compare the run's newest weights with the model that paints now."""
    export_asked = Signal()
    """Write the run's weights for others."""
    compare_asked = Signal()
    """Look at another run beside this one."""
    throw_away_asked = Signal()
    """Stop where it is at work, then to the waste basket."""
    notes_changed = Signal()
    failed = Signal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._watcher: RunWatcher | None = None
        self._disconnect = lambda: None
        self._asked: tuple[RunState, str] | None = None
        self._build()
        self._connect()
        self._room = QTimer(self, interval=ROOM_MS)
        self._room.timeout.connect(self._look_for_room)
        self._room.start()

    @property
    def watcher(self) -> RunWatcher | None:
        """What is shown."""
        return self._watcher

    def set_watcher(self, watcher: RunWatcher | None, notes: RunNotes, others: list[RunSummary]) -> None:
        """Shows another run.

        Args:
            watcher: follows it.
            notes: the user's words about it.
            others: runs whose curves can be laid behind.
        """
        self._disconnect()
        self._watcher, self._asked = watcher, None
        self.samples.clear()
        self.name.clear()
        self.curves.set_others([other for other in others if watcher is not None and other.root != watcher.run.root])
        if watcher is not None:
            self.name.setText(notes.name or watcher.run.root.name)
            self.name.setToolTip(str(watcher.run.root))
            self._disconnect = watcher.run.changed.connect(self._refresh)
            self._refresh()
            self._look_for_room()
        self.notes.setText(notes.notes)

    def set_notes(self, root: Path, notes: RunNotes) -> None:
        """Takes over words that were written elsewhere, unless they are being written here."""
        if self._watcher is None or self._watcher.run.root != root:
            return
        if not (self.name.hasFocus() or self.notes.hasFocus()):
            self.name.setText(notes.name or root.name)
            self.notes.setText(notes.notes)

    # Layout

    def _build(self) -> None:
        head = self.head = RunHead()
        self.name, self.state = head.name, head.state
        self.pause_button, self.save_button, self.stop_button = head.pause_button, head.save_button, head.stop_button
        self.try_button, self.paint_button, self.more_button = head.try_button, head.paint_button, head.more_button
        self.longer, self.slower, self.throw_away = head.longer, head.slower, head.throw_away
        self.notice = QFrame()
        self.notice.setObjectName("errorBar")
        self.notice_words = SelectableLabel()
        notice = QHBoxLayout(self.notice)
        notice.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        notice.addWidget(self.notice_words, 1)
        self.notice.hide()

        self.samples = SampleView(self._background)
        self.curves = CurvesPane(self._background)
        self.notes = QLineEdit()
        self.notes.setPlaceholderText(self.tr("Notes"))
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setFixedHeight(4 * GRID)
        self.curves.row.addSpacing(GRID)
        self.curves.row.addWidget(self.notes, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.samples)
        splitter.addWidget(self.curves)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self.facts = Facts()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.notice)
        layout.addWidget(self._scrolled(splitter, self.facts), 1)

    @staticmethod
    def _scrolled(pictures: QWidget, facts: QWidget) -> QScrollArea:
        """What a small screen has no room for at once."""
        inner = QWidget()
        inner.setObjectName("groups")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(pictures, 1)
        column.addWidget(facts)
        scrolled = QScrollArea()
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what has the focus in it is brought into sight
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(inner)
        return scrolled

    def _connect(self) -> None:
        self.pause_button.clicked.connect(self._pause_or_go_on)
        self.save_button.clicked.connect(lambda: self._send(Command("save")))
        self.stop_button.clicked.connect(self._stop)
        self.paint_button.clicked.connect(self.paint_asked)
        self.try_button.clicked.connect(self.try_asked)
        self.head.export.triggered.connect(self.export_asked)
        self.head.beside.triggered.connect(self.compare_asked)
        self.head.free.triggered.connect(self._free_device)
        self.longer.triggered.connect(self._train_more)
        self.slower.triggered.connect(self._change_rate)
        self.throw_away.triggered.connect(self.throw_away_asked)
        self.curves.failed.connect(self.failed)
        for line in (self.name, self.notes):
            line.editingFinished.connect(self._write_notes)

    # What is shown

    def _refresh(self) -> None:
        if self._watcher is None:
            return
        run = self._watcher.run
        state = run.state
        if self._asked is not None and state is not self._asked[0]:
            self._asked = None  # what was asked for has happened
        self.state.setText(self._asked[1] if self._asked is not None else state_words(state))
        self._say_notice(run)
        if not run.samples:
            starting = self.tr("Reading the pictures and building the networks…")
            later = self.tr("The first pictures come with the first samples")
            ended = self.tr("It ended before its first samples")
            self.samples.say(starting if state is RunState.STARTING else later if state.is_live else ended)
        self.samples.set_samples(run.samples)
        self.curves.show_run(run)
        self.facts.show_run(run)
        self.head.show_run(run, self._asked is not None)

    def _say_notice(self, run: TrainingRun) -> None:
        """What went wrong, newest first; a quiet bar that says nothing is hidden."""
        words = ""
        if run.state is RunState.LOST:
            broke = self.tr("The training broke off: its process is gone. What was saved last is whole.")
            words = f"{broke}\n{said(run.last_words)}" if run.last_words else broke
        elif run.state is RunState.FAILED:
            words = said(run.last_words)
        elif run.warnings:
            newest = list(dict.fromkeys(reversed(run.warnings)))[:MOST_WARNINGS]
            words = "\n".join(said(warning) for warning in newest)
        self.notice_words.setText(words)
        self.notice.setVisible(bool(words))

    def _look_for_room(self) -> None:
        if self._watcher is None:
            return
        root = self._watcher.run.root
        self._background.run(lambda: shutil.disk_usage(root).free, self.facts.set_room, lambda _message: None)

    # What is done

    def _send(self, command: Command) -> None:
        if self._watcher is not None:
            self._watcher.send(command)

    def _pause_or_go_on(self) -> None:
        if self._watcher is None:
            return
        run = self._watcher.run
        if run.can_resume:
            self.resume_asked.emit({})
            return
        paused = run.state is RunState.PAUSED
        self._send(Command("resume" if paused else "pause"))
        self._ask(self.tr("going on…") if paused else self.tr("pausing…"))

    def _stop(self) -> None:
        if self._watcher is not None:
            self._ask(self.tr("stopping…"))
            self._watcher.stop()

    def _free_device(self) -> None:
        """A pause that nothing waits in: all is saved and the process ends; Resume begins another one."""
        if self._watcher is not None:
            self._ask(self.tr("pausing…"))
            self._watcher.stop()

    def _ask(self, words: str) -> None:
        """Says what was asked for, until the training has done it."""
        assert self._watcher is not None
        self._asked = (self._watcher.run.state, words)
        self._refresh()

    def _train_more(self) -> None:
        if self._watcher is None:
            return
        run = self._watcher.run
        more = questions.ask_more_steps(self, max(100, run.steps // 4))
        if more is None:
            return
        if run.state.is_live:
            self._send(Command("steps", run.steps + more))
        else:
            self.resume_asked.emit({"--steps": run.steps + more})

    def _change_rate(self) -> None:
        if self._watcher is None:
            return
        run = self._watcher.run
        present = run.options.get("learning_rate")
        rate = questions.ask_learning_rate(self, float(present) if isinstance(present, (int, float)) else 1e-4)
        if rate is None:
            return
        if run.state.is_live:
            self._send(Command("learning-rate", rate))
        else:
            self.resume_asked.emit({"--learning-rate": rate})

    def _write_notes(self) -> None:
        if self._watcher is None:
            return
        root = self._watcher.run.root
        name = self.name.text().strip()
        notes = RunNotes("" if name == root.name else name, self.notes.text().strip())
        self._background.run(
            lambda: write_notes(root, notes), lambda _none: self.notes_changed.emit(), self.failed.emit
        )
