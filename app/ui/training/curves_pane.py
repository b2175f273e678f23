"""A run's curves with what changes how they are seen: smoothing, the axis, and earlier runs behind them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from app.background import Background
from app.model.training_run import TrainingRun
from app.run_library import RunSummary
from app.training_process import read_run
from app.ui.check_box import CheckBox
from app.ui.theme import GRID
from app.ui.ticked_menu import TickedMenu
from app.ui.training.loss_plot import LossPlot


class CurvesPane(QWidget):
    """The plot, and its controls in a row beneath it.

    Args:
        background: reads the runs that are laid behind.
    """

    failed = Signal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._behind: dict[Path, TrainingRun] = {}
        self._names: dict[Path, str] = {}
        self.plot = LossPlot()
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setObjectName("plain")
        self.smoothing.setRange(0, 98)
        self.smoothing.setValue(60)
        self.smoothing.setFixedWidth(12 * GRID)
        self.smoothing.setToolTip(self.tr("Smooth the curves"))
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.smoothing.valueChanged.connect(lambda value: self.plot.set_smoothing(value / 100))
        self.logarithmic = CheckBox(self.tr("Logarithmic"))
        self.logarithmic.toggled.connect(self.plot.set_logarithmic)
        self.overlay = QPushButton()
        self.overlay.setToolTip(self.tr("Lay the curves of other runs behind"))
        self.overlay.setAccessibleName(self.tr("Compare with"))
        self.overlay.setFixedHeight(4 * GRID)
        self.overlay.setMinimumWidth(22 * GRID)
        self.menu = TickedMenu(self.overlay)
        self.overlay.setMenu(self.menu)
        self.row = QHBoxLayout()
        """The controls; who shows the pane may add to it."""
        self.row.setSpacing(GRID)
        self.row.addWidget(QLabel(self.tr("Smooth")))
        self.row.addWidget(self.smoothing)
        self.row.addSpacing(GRID)
        self.row.addWidget(self.logarithmic)
        self.row.addSpacing(GRID)
        self.row.addWidget(self.overlay)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.plot, 1)
        column.addLayout(self.row)
        self.set_others([])

    def show_run(self, run: TrainingRun) -> None:
        """Draws a run's curves as they are now."""
        self.plot.set_series(run.curves, run.marks)

    def set_others(self, others: list[RunSummary]) -> None:
        """Offers these runs to be laid behind; none is at first."""
        self._behind.clear()
        self._names = {run.root: run.name for run in others}
        self.menu.clear()
        for run in others:
            action = self.menu.addAction(run.name)
            action.setCheckable(True)
            action.toggled.connect(lambda on, root=run.root: self._lay_behind(root, on))
        self._show_behind()

    def _lay_behind(self, root: Path, on: bool) -> None:
        if not on:
            self._behind.pop(root, None)
            self._show_behind()
            return
        self._behind[root] = TrainingRun(root)  # holds its place until it is read

        def done(run: TrainingRun) -> None:
            if root in self._behind:
                self._behind[root] = run
                self._show_behind()

        self._background.run(lambda: read_run(root), done, self.failed.emit)

    def _show_behind(self) -> None:
        behind = [(self._behind[root], name) for root, name in self._names.items() if root in self._behind]
        names = [name for _, name in behind]
        self.plot.set_others([run.curves for run, _ in behind], names)
        if len(names) > 1:
            text = self.tr("{n} other runs").format(n=len(names))
        else:
            text = names[0] if names else self.tr("no other run")
        self.overlay.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 18 * GRID))
        self.overlay.setEnabled(bool(self.menu.actions()))
