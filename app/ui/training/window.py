"""The training window: the runs on the left, what is asked for or watched on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.background import Background
from app.own_drawing import Drawing, no_drawing
from app.run_library import RunNotes, RunSummary, find_runs
from app.settings import Settings
from app.training_process import Process, RunWatcher
from app.ui import dialogs
from app.ui.clear_button import add_clear_button
from app.ui.error_bar import ErrorBar
from app.ui.icons import icon
from app.ui.leaving import leave_by_keys
from app.ui.theme import GRID, ICON
from app.ui.training import questions
from app.ui.training.compare_page import ComparePage
from app.ui.training.run_keeping import RunKeeping
from app.ui.training.run_list import RunList
from app.ui.training.run_page import RunPage
from app.ui.training.run_starting import RunStarting
from app.ui.training.start_page import StartPage

LIST_MS = 3000
"""How often the list looks what became of the runs that are not watched, while the window is shown."""


class TrainingWindow(QWidget):
    """Starts, watches and keeps trainings.

    Args:
        background: for all that reads and writes.
        settings: where dialogs were last.
        parent: the main window; this one is a window of its own.
        drawing: what lies on the canvas, None where it is not complete.
    """

    paint_asked = Signal(object)
    """Paint with the weights of this run folder."""
    try_asked = Signal(object, str)
    """Lay the weights of this run folder, called so, beside the model that paints now."""
    export_asked = Signal(object, str)
    """Write the weights of this run folder, called so, for others."""
    runs_changed = Signal(object)
    """The list of `RunSummary`, the newest first."""

    def __init__(
        self,
        background: Background,
        settings: Settings,
        parent: QWidget | None = None,
        drawing: Callable[[], Drawing | None] = no_drawing,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._background = background
        self._drawing = drawing
        self._settings = settings
        self._known: dict[Path, RunNotes] = {}
        self._keeping = RunKeeping(background, self)
        self._starting = RunStarting(background, self)
        self._ticket = 0
        self.setWindowTitle(self.tr("Training"))
        self.resize(QSize(140 * GRID, 104 * GRID).boundedTo(self.screen().availableSize() * 0.9))
        self._build()
        self._connect()
        leave_by_keys(self)
        self._timer = QTimer(self, interval=LIST_MS)
        self._timer.timeout.connect(self.refresh)

    def _build(self) -> None:
        self.new_button = QPushButton(icon("plus"), self.tr("New Training"))
        self.new_button.setIconSize(QSize(ICON, ICON))
        self.list = RunList(self._background)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search runs"))
        self.search.setAccessibleName(self.tr("Search runs"))
        add_clear_button(self.search)
        self.no_runs = QLabel(self.tr("Runs stand here once there are any."))
        self.no_runs.setObjectName("detail")
        self.no_runs.setWordWrap(True)
        left = QWidget()
        left.setMinimumWidth(28 * GRID)
        column = QVBoxLayout(left)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.new_button)
        column.addWidget(self.search)
        column.addWidget(self.no_runs)
        column.addWidget(self.list, 1)
        self.error_bar = ErrorBar()
        self.pages = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.error_bar)
        right.addWidget(self.pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(left)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.show_new)
        self.list.run_chosen.connect(self.watch)
        self.list.compare_asked.connect(self.compare)
        self.list.rename_asked.connect(self._keeping.rename)
        self.list.throw_away_asked.connect(self._keeping.throw_away_idle)
        self._keeping.changed.connect(self.refresh)
        self._keeping.gone.connect(self._on_gone)
        self._keeping.failed.connect(self.error_bar.show_message)
        self._starting.begun.connect(self._on_begun)
        self._starting.named.connect(self.refresh)
        self._starting.failed.connect(self._on_not_begun)
        self.search.textChanged.connect(self.list.set_filter)

    # The pages have a hundred parts each: each is made when it is first looked at.

    @cached_property
    def start_page(self) -> StartPage:
        """Where a training is asked for."""
        self.pages.addWidget(self.unplaced_start_page)
        return self.unplaced_start_page

    @cached_property
    def unplaced_start_page(self) -> StartPage:
        """That page before it has its place: to make it and to give it its style take as long, one after the other."""
        page = StartPage(self._background, self._drawing)
        page.start_asked.connect(self._starting.start)
        page.choose_weights_asked.connect(self._choose_weights)
        page.data.choose_asked.connect(self._choose_folder)
        return page

    @cached_property
    def run_page(self) -> RunPage:
        """Where a run is watched."""
        self.pages.addWidget(self.unplaced_run_page)
        return self.unplaced_run_page

    @cached_property
    def unplaced_run_page(self) -> RunPage:
        """That page before it has its place, as above."""
        page = RunPage(self._background)
        page.resume_asked.connect(self._resume)
        page.paint_asked.connect(lambda: page.watcher and self.paint_asked.emit(page.watcher.run.root))
        page.try_asked.connect(lambda: page.watcher and self.try_asked.emit(page.watcher.run.root, page.name.text()))
        page.export_asked.connect(
            lambda: page.watcher and self.export_asked.emit(page.watcher.run.root, page.name.text())
        )
        page.compare_asked.connect(self._ask_compare)
        page.throw_away_asked.connect(self._throw_away_watched)
        page.notes_changed.connect(self.refresh)
        page.failed.connect(self.error_bar.show_message)
        return page

    @cached_property
    def compare_page(self) -> ComparePage:
        """Where two runs stand side by side."""
        page = ComparePage(self._background)
        page.closed.connect(lambda: self.pages.setCurrentWidget(self.run_page))
        page.failed.connect(self.error_bar.show_message)
        self.pages.addWidget(page)
        return page

    @property
    def watcher(self) -> RunWatcher | None:
        """What follows the run that is shown, None where none is."""
        return self.run_page.watcher if "run_page" in self.__dict__ else None

    # Where one looks

    def show_new(self) -> None:
        """The page on which a training is asked for."""
        self.error_bar.dismiss()
        self.list.choose(None)
        self._unwatch()
        self.start_page.start.refresh()
        self.pages.setCurrentWidget(self.start_page)

    def watch(self, root: Path, process: Process | None = None) -> None:
        """Follows a run; `process` was started for it just now."""
        watcher = self.watcher
        if watcher is not None and watcher.run.root == root:
            if process is not None:
                watcher.expect_start(process)
        else:
            self._unwatch()
            watcher = RunWatcher(root, self._background, process, self)
            watcher.refused.connect(self.error_bar.show_message)
            watcher.run.changed.connect(self._keeping.look)
            self.run_page.set_watcher(watcher, self._known.get(root, RunNotes()), self.list.runs)
            if self.list.current != root:
                self.list.choose(root)
        self.pages.setCurrentWidget(self.run_page)

    def _unwatch(self) -> None:
        watcher = self.watcher
        if watcher is not None:
            self.run_page.set_watcher(None, RunNotes(), [])
            watcher.close()
            watcher.deleteLater()

    def refresh(self) -> None:
        """Looks which runs there are, and how they stand."""
        self._keeping.look()
        self._ticket += 1
        ticket = self._ticket

        def done(runs: list[RunSummary]) -> None:
            if ticket == self._ticket:
                self.set_runs(runs)
                self.runs_changed.emit(runs)

        self._background.run(find_runs, done, self.error_bar.show_message)

    def set_runs(self, runs: list[RunSummary]) -> None:
        """Lists these runs, the newest first; the watched one is chosen among them."""
        self._known = {run.root: run.notes for run in runs}
        self.list.set_runs(runs)
        self.no_runs.setVisible(not runs)
        self.search.setVisible(bool(runs))
        watcher = self.watcher
        if watcher is None:
            return
        if watcher.run.root in self._known:
            self.run_page.set_notes(watcher.run.root, self._known[watcher.run.root])
        if self.list.current != watcher.run.root:
            self.list.choose(watcher.run.root)

    def _ask_compare(self) -> None:
        others = [run for run in self.list.runs if run.root != self.list.current]
        chosen = questions.ask_other_run(self, [run.name for run in others]) if others else None
        if chosen is not None:
            self.compare(others[chosen])

    def compare(self, other: RunSummary) -> None:
        """Shows another run beside the one that is watched."""
        for run in self.list.runs:
            if run.root == self.list.current:
                self.compare_page.show_runs(run, other)
                self.pages.setCurrentWidget(self.compare_page)

    # What is done

    def _on_begun(self, run: Path, process: Process, notes: RunNotes) -> None:
        self._known[run] = notes
        self.watch(run, process)

    def _on_not_begun(self, message: str) -> None:
        self.error_bar.show_message(message)
        if "start_page" in self.__dict__:
            self.start_page.check_later()  # what was asked for can be asked for again

    def _resume(self, changes: dict[str, float]) -> None:
        watcher = self.watcher
        if watcher is not None and (process := self._starting.resume(watcher.run, changes)) is not None:
            watcher.expect_start(process)

    def _throw_away_watched(self) -> None:
        watcher = self.watcher
        if watcher is not None and self._keeping.ask_throw_away(watcher.run.root, self.run_page.name.text()):
            if watcher.run.state.is_live:
                watcher.stop()
            self._keeping.look()

    def _on_gone(self, root: Path) -> None:
        if self.watcher is not None and self.watcher.run.root == root:
            self.show_new()

    def _choose_weights(self) -> None:
        if path := dialogs.choose_model(self, self._settings):
            self.start_page.start.choose(path)

    def _choose_folder(self) -> None:
        if path := questions.choose_pictures_folder(self, self._settings):
            self.start_page.data.set_folder(path)

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        self.refresh()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)

    def shut(self) -> None:
        """Ends what belongs to the window: the following of runs, and the making of data. Trainings go on."""
        self._unwatch()
        if "start_page" in self.__dict__:
            self.start_page.close_tools()
        self.close()
