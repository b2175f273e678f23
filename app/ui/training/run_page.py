"""One run: its pictures first, its curves, its numbers, and what can be done with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSlider,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.model.training_run import RunState, TrainingRun
from app.run_library import RunNotes, RunSummary, write_notes
from app.training_process import MODEL_FILE, RunWatcher, read_run
from app.ui.icons import icon
from app.ui.theme import GRID, ICON
from app.ui.training import questions
from app.ui.training.facts import Facts
from app.ui.training.loss_plot import LossPlot
from app.ui.training.sample_view import SampleView
from app.ui.training.words import state_words
from trainer.control import Command

ROOM_MS = 10_000


class RunPage(QWidget):
    """Shows and steers the run of a `RunWatcher`.

    Args:
        background: decodes samples, reads other runs, writes notes.
    """

    resume_asked = Signal(int)
    """Go on with a run that has ended; the steps in all, 0 where they stay."""
    paint_asked = Signal()
    """Take the run's weights into the window."""
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
        self.plot.set_other({})
        self.overlay.blockSignals(True)
        self.overlay.clear()
        self.overlay.addItem(self.tr("no other run"), None)
        self.name.clear()
        if watcher is not None:
            for other in others:
                if other.root != watcher.run.root:
                    self.overlay.addItem(other.name, str(other.root))
            self.name.setText(notes.name or watcher.run.root.name)
            self.name.setToolTip(str(watcher.run.root))
            self._disconnect = watcher.run.changed.connect(self._refresh)
            self._refresh()
            self._look_for_room()
        self.overlay.blockSignals(False)
        self.notes.setText(notes.notes)

    # Layout

    def _build(self) -> None:
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the run"))
        self.state = QLabel()
        self.state.setObjectName("detail")
        self.state.setFixedWidth(14 * GRID)
        self.pause_button = QPushButton(icon("pause"), self.tr("Pause"))
        self.save_button = QPushButton(icon("floppy-disk"), self.tr("Save Now"))
        self.stop_button = QPushButton(icon("stop"), self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Save, stop and free the device; it can be resumed"))
        self.paint_button = QPushButton(icon("paint-brush"), self.tr("Paint with This"))
        self.more_button = QToolButton()
        self.more_button.setIcon(icon("dots-three"))
        self.more_button.setToolTip(self.tr("More"))
        self.more_button.setAccessibleName(self.tr("More for this run"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more_button)
        self.longer = menu.addAction(self.tr("Train More…"))
        self.slower = menu.addAction(self.tr("Learning Rate…"))
        menu.addSeparator()
        self.throw_away = menu.addAction(icon("trash"), self.tr("Stop and Throw Away…"))
        self.more_button.setMenu(menu)
        for button in (self.pause_button, self.save_button, self.stop_button, self.paint_button, self.more_button):
            button.setIconSize(QSize(ICON, ICON))
        widest = max((self.tr("Pause"), self.tr("Go On"), self.tr("Resume")), key=len)
        self.pause_button.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest) + 8 * GRID)
        title = QHBoxLayout()
        title.setSpacing(2 * GRID)
        title.addWidget(self.name, 1)
        title.addWidget(self.state)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        for button in (self.pause_button, self.save_button, self.stop_button):
            head.addWidget(button)
        head.addStretch()
        head.addWidget(self.paint_button)
        head.addWidget(self.more_button)
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        top.setSpacing(GRID)
        top.addLayout(title)
        top.addLayout(head)
        self.notice = QFrame()
        self.notice.setObjectName("errorBar")
        self.notice_words = QLabel()
        self.notice_words.setWordWrap(True)
        self.notice_words.setTextFormat(Qt.TextFormat.PlainText)
        self.notice_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        notice = QHBoxLayout(self.notice)
        notice.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        notice.addWidget(self.notice_words, 1)
        self.notice.hide()

        self.samples = SampleView(self._background)
        self.plot = LossPlot()
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setRange(0, 98)
        self.smoothing.setValue(60)
        self.smoothing.setFixedWidth(12 * GRID)
        self.smoothing.setToolTip(self.tr("Smooth the curves"))
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.logarithmic = QCheckBox(self.tr("Logarithmic"))
        self.overlay = QComboBox()
        self.overlay.setToolTip(self.tr("Lay another run's curves behind"))
        self.overlay.setAccessibleName(self.tr("Compare with"))
        self.notes = QLineEdit()
        self.notes.setPlaceholderText(self.tr("Notes"))
        self.notes.setAccessibleName(self.tr("Notes"))
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID)
        below.addWidget(QLabel(self.tr("Smooth")))
        below.addWidget(self.smoothing)
        below.addSpacing(GRID)
        below.addWidget(self.logarithmic)
        below.addSpacing(GRID)
        below.addWidget(self.overlay, 1)
        below.addSpacing(GRID)
        below.addWidget(self.notes, 2)
        for field in (self.overlay, self.notes):
            field.setFixedHeight(4 * GRID)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.plot, 1)
        column.addLayout(below)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.samples)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self.facts = Facts()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.facts)

    def _connect(self) -> None:
        self.pause_button.clicked.connect(self._pause_or_go_on)
        self.save_button.clicked.connect(lambda: self._send(Command("save")))
        self.stop_button.clicked.connect(self._stop)
        self.paint_button.clicked.connect(self.paint_asked)
        self.longer.triggered.connect(self._train_more)
        self.slower.triggered.connect(self._change_rate)
        self.throw_away.triggered.connect(self.throw_away_asked)
        self.smoothing.valueChanged.connect(lambda value: self.plot.set_smoothing(value / 100))
        self.logarithmic.toggled.connect(self.plot.set_logarithmic)
        self.overlay.currentIndexChanged.connect(self._lay_behind)
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
            self.samples.say(starting if state is RunState.STARTING else later if state.is_live else "")
        self.samples.set_samples(run.samples)
        self.plot.set_series(run.losses, run.marks)
        self.facts.show_run(run)
        resumable = run.can_resume and (run.root / "options.json").is_file()
        words = {RunState.PAUSED: self.tr("Go On")}
        glyph = "pause" if state in (RunState.RUNNING, RunState.STARTING, RunState.DONE) else "play"
        self.pause_button.setText(words.get(state, self.tr("Resume") if run.can_resume else self.tr("Pause")))
        self.pause_button.setIcon(icon(glyph))
        told = state in (RunState.RUNNING, RunState.PAUSED)
        self.pause_button.setEnabled((told or resumable) and self._asked is None)
        self.save_button.setEnabled(state is RunState.RUNNING)
        self.stop_button.setEnabled(state.is_live)
        self.longer.setEnabled(told or resumable or state is RunState.DONE)
        self.slower.setEnabled(told)
        self.throw_away.setText(self.tr("Stop and Throw Away…") if state.is_live else self.tr("Throw Away…"))
        colours = "lambda_l1" in run.options or "lambda_inversion" in run.options
        self.paint_button.setEnabled(colours and (run.root / MODEL_FILE).is_file())
        self.paint_button.setToolTip(
            self.tr("Colour with the newest saved weights; Undo goes back to the model before")
            if colours
            else self.tr("A tagger cannot colour; stage one builds on it")
        )

    def _say_notice(self, run: TrainingRun) -> None:
        """What went wrong, newest first; a quiet bar that says nothing is hidden."""
        words = ""
        if run.state is RunState.LOST:
            broke = self.tr("The training broke off: its process is gone. What was saved last is whole.")
            words = f"{broke}\n{run.last_words}" if run.last_words else broke
        elif run.state is RunState.FAILED:
            words = run.last_words
        elif run.warnings:
            words = run.warnings[-1]
        self.notice_words.setText(words)
        self.notice.setVisible(bool(words))

    def _look_for_room(self) -> None:
        if self._watcher is None:
            return
        root = self._watcher.run.root
        self._background.run(lambda: shutil.disk_usage(root).free, self.facts.set_room, lambda _message: None)

    def _lay_behind(self) -> None:
        chosen = self.overlay.currentData()
        if chosen is None:
            self.plot.set_other({})
            return

        def done(run: TrainingRun) -> None:
            if self.overlay.currentData() == chosen:
                self.plot.set_other(run.losses)

        self._background.run(lambda: read_run(Path(chosen)), done, self.failed.emit)

    # What is done

    def _send(self, command: Command) -> None:
        if self._watcher is not None:
            self._watcher.send(command)

    def _pause_or_go_on(self) -> None:
        if self._watcher is None:
            return
        run = self._watcher.run
        if run.can_resume:
            self.resume_asked.emit(0)
            return
        paused = run.state is RunState.PAUSED
        self._send(Command("resume" if paused else "pause"))
        self._ask(self.tr("going on…") if paused else self.tr("pausing…"))

    def _stop(self) -> None:
        if self._watcher is not None:
            self._ask(self.tr("stopping…"))
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
            self.resume_asked.emit(run.steps + more)

    def _change_rate(self) -> None:
        if self._watcher is None:
            return
        present = self._watcher.run.options.get("learning_rate")
        rate = questions.ask_learning_rate(self, float(present) if isinstance(present, (int, float)) else 1e-4)
        if rate is not None:
            self._send(Command("learning-rate", rate))

    def _write_notes(self) -> None:
        if self._watcher is None:
            return
        root = self._watcher.run.root
        name = self.name.text().strip()
        notes = RunNotes("" if name == root.name else name, self.notes.text().strip())
        self._background.run(
            lambda: write_notes(root, notes), lambda _none: self.notes_changed.emit(), self.failed.emit
        )
