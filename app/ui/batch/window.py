"""The window of batches: what is coloured and how, every page with its state, and what can be done about it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.batch_plan import THUMBNAILS, batch_arguments
from app.batch_process import BatchProcess
from app.brief_question import asked
from app.ending import end_elsewhere
from app.model.batch_run import BatchRun, BatchState, PageState
from app.project.snapshot import snapshot_of
from app.settings import Settings
from app.ui import project_dialogs
from app.ui.batch import dialogs
from app.ui.batch.form import BatchForm
from app.ui.batch.page_list import PageList
from app.ui.batch.source_field import SourceField
from app.ui.batch.words import batch_words
from app.ui.error_bar import ErrorBar
from app.ui.icons import icon
from app.ui.leaving import leave_by_keys
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID, ICON
from app.workspace import Workspace
from engine.batch.sources import ARCHIVE_SUFFIXES, open_source

REFRESH_MS = 50
"""Words and progress follow at most so often: a folder that is done already goes by in hundreds of events."""


class BatchWindow(QWidget):
    """One batch at a time, coloured by a process of its own while one paints on.

    Args:
        workspace: the canvas whose settings are taken, and what reads and writes off the GUI thread.
        settings: where dialogs were last, where weights were found before, and where the networks run.
        parent: the main window; this one is a window of its own.
    """

    progressed = Signal()
    """The words about the batch are others."""

    def __init__(self, workspace: Workspace, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._settings = settings
        self._process: BatchProcess | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._source: Path | None = None
        self._ticket = 0
        self.run = BatchRun()
        self.setWindowTitle(self.tr("Batch"))
        self.resize(QSize(96 * GRID, 88 * GRID).boundedTo(self.screen().availableSize() * 0.9))
        self._build()
        self._connect()
        leave_by_keys(self)
        self._refresh()

    def _build(self) -> None:
        self.error_bar = ErrorBar()
        self.source = SourceField()
        self.form = BatchForm()
        self.list = PageList(self.run)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.progress = ProgressBar(self.tr("Progress of the batch"))
        self.open_button = self._button("folder-open", self.tr("Open Folder"))
        self.retry_button = self._button("arrow-clockwise", self.tr("Retry Failed"))
        self.cancel_button = self._button("x", self.tr("Cancel"))
        self.pause_button = self._button("pause", self.tr("Pause"))
        self.start_button = self._button("play", self.tr("Start"))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.words, 1)
        for button in (self.open_button, self.retry_button, self.cancel_button, self.pause_button, self.start_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.error_bar)
        layout.addWidget(self.source)
        layout.addWidget(self.form)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.progress)
        layout.addLayout(row)

    @staticmethod
    def _button(glyph: str, text: str) -> QPushButton:
        button = QPushButton(icon(glyph), text)
        button.setIconSize(QSize(ICON, ICON))
        return button

    def _connect(self) -> None:
        self._refreshing = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refreshing.timeout.connect(self._refresh)
        self.source.dropped.connect(self.set_source)
        self.source.folder_asked.connect(lambda: self._take(dialogs.choose_folder(self, self._settings)))
        self.source.archive_asked.connect(lambda: self._take(dialogs.choose_archive(self, self._settings)))
        self.form.changed.connect(self._begin_anew)
        self.form.colors_asked.connect(self._choose_colors)
        self.form.project_asked.connect(self._choose_project)
        self.form.output_asked.connect(self._choose_output)
        self.start_button.clicked.connect(self.start)
        self.pause_button.clicked.connect(self._pause_or_go_on)
        self.cancel_button.clicked.connect(self._cancel)
        self.retry_button.clicked.connect(lambda: self._launch(self.run.names(PageState.FAILED)))
        self.open_button.clicked.connect(self._open_folder)
        self.run.painted.connect(self._show_thumbnail)
        self.run.replaced.connect(self._refresh)
        self.run.state.changed.connect(lambda _state: self._refresh())
        self.run.page_changed.connect(lambda _place: self._refreshing.isActive() or self._refreshing.start())

    # What is asked for

    def set_source(self, path: Path) -> None:
        """Takes a folder or a comic, and lists its pages."""
        if self.run.state.value.is_live:
            self.error_bar.show_message(self.tr("Another batch is at work; cancel it first."))
            return
        self.error_bar.dismiss()
        self._source = path
        self.form.set_source(path)
        self._list()

    def start(self) -> None:
        """Colours all pages, or after a cancelled batch the rest."""
        rest = self.run.state.value in (BatchState.CANCELLED, BatchState.BROKEN)
        self._launch(self.run.names(PageState.WAITING, PageState.FAILED) if rest else None)

    def _begin_anew(self) -> None:
        """Asked for otherwise, what was done before says nothing any more."""
        if self._source is not None:
            self._list()

    def _list(self) -> None:
        source, output = self._source, self.form.output
        assert source is not None and output is not None
        self._ticket += 1
        ticket = self._ticket
        self.source.say(source, self.tr("Looking…"))
        self.run.set_pages(())

        def done(pages: tuple[str, ...]) -> None:
            if ticket == self._ticket:
                self.source.say(source, str(source.parent))
                self.run.set_pages(pages)

        def failed(message: str) -> None:
            if ticket == self._ticket:
                self.source.say(source, message)

        self._workspace.background.run(lambda: open_source(source, (output,)).pages, done, failed)

    def _take(self, path: Path | None) -> None:
        if path is not None:
            self.set_source(path)

    def _choose_colors(self) -> None:
        if path := dialogs.choose_colors(self, self._settings):
            self.form.set_colors(path)

    def _choose_project(self) -> None:
        if path := project_dialogs.choose_project(self, self._settings):
            self.form.set_project(path)

    def _choose_output(self) -> None:
        if self._source is not None and self.form.output is not None:
            is_archive = self._source.suffix.lower() in ARCHIVE_SUFFIXES
            if path := dialogs.choose_output(self, self._settings, self.form.output, is_archive):
                self.form.set_output(path)

    # The process

    def _launch(self, only: Sequence[str] | None) -> None:
        if self._source is None or self.run.state.value.is_live or not self.run.pages:
            return
        self.error_bar.dismiss()
        canvas = snapshot_of(self._workspace.document)
        weights = self._weights(canvas.model and canvas.model.path)
        placement = self._settings.device.value, self._settings.precision.value
        plan = self.form.plan(self._source, canvas, weights, only, *placement)
        if self._folder is not None:
            self._workspace.background.run(self._folder.cleanup, lambda _none: None, self.error_bar.show_message)
        self._folder = tempfile.TemporaryDirectory(prefix="nurie-batch-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self.run.begin(only)

        def ready(arguments: list[str]) -> None:
            if self.run.state.value is BatchState.CANCELLING:
                self.run.end("")
                return
            process = self._process = BatchProcess(arguments, self)
            process.told.connect(self.run.apply)
            process.ended.connect(self._on_ended)
            process.start()

        self._workspace.background.run(lambda: batch_arguments(plan, folder), ready, self._on_ended)

    def _weights(self, present: Path | None) -> list[Path]:
        return [*([present] if present is not None else []), *self._settings.known_models]

    def _pause_or_go_on(self) -> None:
        if self._process is None:
            return
        if self.run.state.value is BatchState.RUNNING:
            self._process.pause()
            self.run.state.value = BatchState.PAUSING
        elif self.run.state.value in (BatchState.PAUSED, BatchState.PAUSING):
            self._process.resume()
            self.run.state.value = BatchState.RUNNING

    def _cancel(self) -> None:
        if self.run.state.value.is_live:
            self.run.state.value = BatchState.CANCELLING
            if self._process is not None:
                self._process.cancel()

    def _on_ended(self, message: str) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        self.run.end(message)
        if self.run.state.value is BatchState.BROKEN:
            self.error_bar.show_message(message)

    def _show_thumbnail(self, place: int, number: int) -> None:
        if self._folder is None:
            return
        path = Path(self._folder.name) / THUMBNAILS / f"{number}.png"

        def done(image: QImage) -> None:
            if not image.isNull():
                self.list.pages.set_image(place, image)

        # Where the disk refused the small picture, the row does without.
        self._workspace.background.run(lambda: QImage(str(path)), done, lambda _message: None)

    def _open_folder(self) -> None:
        output = Path(self.run.output)
        folder = output if asked(Path.is_dir, output) else output.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # What is shown

    def _refresh(self) -> None:
        run, state = self.run, self.run.state.value
        live = state.is_live
        self.words.setText(batch_words(run))
        self.progress.show_progress(run.settled, len(run.pages))
        self.source.set_open(not live)
        self.form.setEnabled(not live)
        self.cancel_button.setVisible(live)
        self.cancel_button.setEnabled(state is not BatchState.CANCELLING)
        self.pause_button.setVisible(live)
        self.pause_button.setEnabled(state in (BatchState.RUNNING, BatchState.PAUSING, BatchState.PAUSED))
        resting = state in (BatchState.PAUSED, BatchState.PAUSING)
        self.pause_button.setText(self.tr("Go On") if resting else self.tr("Pause"))
        self.pause_button.setIcon(icon("play" if resting else "pause"))
        goes_on = state in (BatchState.CANCELLED, BatchState.BROKEN)
        self.start_button.setVisible(not live)
        self.start_button.setText(self.tr("Go On") if goes_on else self.tr("Start"))
        self.start_button.setEnabled(bool(run.pages))
        self.retry_button.setVisible(state is BatchState.DONE and run.counts()[PageState.FAILED] > 0)
        self.open_button.setVisible(bool(run.output) and bool(run.settled))
        self.progressed.emit()

    def shut(self) -> None:
        """Ends what is at work, once the window is gone; what is done stays."""
        self.close()
        if self.run.state.value.is_live:
            self.run.state.value = BatchState.CANCELLING
        if self._folder is None:
            return
        if self._process is not None:
            self._process.close(self._folder.cleanup)
        else:  # what it is to begin with may be written at this moment
            end_elsewhere(self, (self._workspace.background.wait, self._folder.cleanup))
