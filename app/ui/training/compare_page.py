"""Two runs side by side: their samples over time, and their curves in one plot, the second one's faint."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.background import Background
from app.model.training_run import TrainingRun
from app.run_library import RunSummary
from app.training_process import read_run
from app.ui.icons import icon
from app.ui.theme import GRID
from app.ui.training.curves_pane import CurvesPane
from app.ui.training.sample_view import SampleView
from app.ui.training.words import stage_words, state_words


class ComparePage(QWidget):
    """Shows both as they are when it is opened; it steers nothing.

    Args:
        background: reads the runs and decodes their samples.
    """

    closed = Signal()
    """Back to the run alone."""
    failed = Signal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._shown: tuple[RunSummary, ...] = ()
        self.back_button = QPushButton(icon("arrow-left"), self.tr("Back to the Run"))
        self.back_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        head.addWidget(self.back_button)
        head.addStretch()
        self.names = (QLabel(), QLabel())
        self.details = (QLabel(), QLabel())
        self.samples = (SampleView(background), SampleView(background))
        pictures = QWidget()
        columns = QHBoxLayout(pictures)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GRID)
        for name, detail, samples in zip(self.names, self.details, self.samples, strict=True):
            name.setObjectName("heading")
            name.setTextFormat(Qt.TextFormat.PlainText)
            detail.setObjectName("detail")
            column = QVBoxLayout()
            column.setSpacing(4)
            words = QVBoxLayout()
            words.setContentsMargins(2 * GRID, 0, 2 * GRID, 4)
            words.setSpacing(0)
            words.addWidget(name)
            words.addWidget(detail)
            column.addLayout(words)
            column.addWidget(samples, 1)
            columns.addLayout(column, 1)
        self.curves = CurvesPane(background)
        self.curves.overlay.hide()
        self.curves.row.addStretch()
        self.curves.failed.connect(self.failed)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(pictures)
        splitter.addWidget(self.curves)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GRID)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(splitter, 1)

    def show_runs(self, left: RunSummary, right: RunSummary) -> None:
        """Reads two runs and shows them."""
        shown = self._shown = (left, right)
        for samples in self.samples:
            samples.clear()

        def done(runs: tuple[TrainingRun, TrainingRun]) -> None:
            if self._shown is shown:
                self._show(runs)

        self._background.run(lambda: (read_run(left.root), read_run(right.root)), done, self.failed.emit)

    def _show(self, runs: tuple[TrainingRun, TrainingRun]) -> None:
        for summary, run, name, detail, samples in zip(
            self._shown, runs, self.names, self.details, self.samples, strict=True
        ):
            run.set_alive(summary.state.is_live)
            name.setText(summary.name)
            steps = self.tr("{step} of {steps} steps").format(step=f"{run.step:,}", steps=f"{run.steps:,}")
            words = (stage_words(summary.stage), state_words(run.state), steps, summary.notes.notes)
            detail.setText(" · ".join(word for word in words if word))
            samples.say(self.tr("It has no samples") if not run.samples else "")
            samples.set_samples(run.samples)
        self.curves.show_run(runs[0])
        self.curves.plot.set_others([runs[1].curves], [self._shown[1].name])
