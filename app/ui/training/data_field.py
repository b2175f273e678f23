"""Where the pictures come from: a folder dropped or chosen, checked and made into data, or drawn figures."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.background import Background
from app.model.training_plan import DataSummary, arguments, free_name, is_data_folder, summarize
from app.run_library import data_folder
from app.tool_process import ToolProcess
from app.ui.drop_field import MARGIN, DropField
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID
from app.ui.training.picture_sheet import PictureSheet
from trainer.options import PrepareOptions, SynthOptions

DRAWN_PICTURES = 2000
REPORT_FILE = "report.html"


class DataField(DropField):
    """Takes a folder and gives data.

    Args:
        background: reads the description of data folders.
    """

    changed = Signal()
    """Other data, none, or work on it began or ended."""
    choose_asked = Signal()
    """The user wants to choose a folder in a dialog."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._background = background
        self._pictures: Path | None = None
        self._tool: ToolProcess | None = None
        self._waiting = False
        self._count = 0
        self._out: Path | None = None
        self.data: Path | None = None
        """The data folder to train on, once there is one."""
        self.summary: DataSummary | None = None
        self.dropped.connect(self.set_folder)
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.detail = QLabel()
        self.style_words(self.title, self.detail)
        self.progress = ProgressBar(self.tr("Progress of the pictures"))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.choose_button = QPushButton(self.tr("Choose Folder…"))
        self.draw_button = QPushButton(self.tr("Draw Figures Instead"))
        self.draw_button.setToolTip(self.tr("Make drawn figures with exact lines and tags; no pictures are needed"))
        self.check_button = QPushButton()
        self.report_button = QPushButton(self.tr("Report"))
        self.report_button.setToolTip(self.tr("Open the report of all pictures in the browser"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.sheet = PictureSheet(background)
        self.sheet.choice_changed.connect(self._on_choice)
        self.sheet.failed.connect(self.detail.setText)
        self.choose_button.clicked.connect(self.choose_asked)
        self.draw_button.clicked.connect(self.draw)
        self.check_button.clicked.connect(self.prepare)
        self.report_button.clicked.connect(self._show_report)
        self.cancel_button.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.check_button, self.choose_button, self.draw_button, self.report_button, self.cancel_button):
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GRID)
        layout.addWidget(self.title)
        layout.addWidget(self.detail)
        layout.addWidget(self.progress)
        layout.addWidget(self.sheet)
        layout.addLayout(row)
        self._refresh()

    @property
    def is_busy(self) -> bool:
        """Whether pictures are being checked, or figures drawn."""
        return self._tool is not None

    def close_tool(self) -> None:
        """Ends what runs; it goes on where it was when the same folder is chosen again."""
        if self._tool is not None:
            self._tool.close()

    def set_folder(self, path: Path) -> None:
        """Takes a folder of pictures, or one that is prepared already."""
        if self.is_busy:
            return
        self._pictures, self.data, self.summary, self._waiting = path, None, None, False
        self.sheet.set_data(None)
        known = data_folder() / path.name
        for folder in (path, known):
            if is_data_folder(folder) and (folder == path or _made_from(folder, path)):
                self._take(folder)
                break
        self._refresh()

    def prepare(self) -> None:
        """Checks the chosen pictures and makes data of them, or what is missing of it."""
        if self._waiting and self.data is not None and self._pictures in (None, self.data):
            self._pictures = pictures_of(self.data)
        if self._pictures is None or self.is_busy:
            return
        known = data_folder() / self._pictures.name
        fits = not known.exists() or _made_from(known, self._pictures) or not is_data_folder(known)
        out = known if fits else data_folder() / free_name(data_folder(), self._pictures.name)
        self._run(arguments("prepare", PrepareOptions(pictures=self._pictures, out=out)), out)

    def draw(self) -> None:
        """Draws figures; those drawn before are taken as they are."""
        if self.is_busy:
            return
        out = data_folder() / self.tr("Drawn figures")
        self._pictures = None
        if is_data_folder(out):
            self._take(out)
        else:
            self._run(arguments("synth", SynthOptions(out=out, count=DRAWN_PICTURES)), out)

    def _run(self, command: list[str], out: Path) -> None:
        self.data, self.summary, self._waiting = None, None, False
        self.sheet.set_data(None)
        self._out = out
        tool = self._tool = ToolProcess(command, self)
        tool.progressed.connect(self._on_progress)
        tool.finished.connect(self._on_finished)
        tool.failed.connect(self._on_failed)
        self._refresh()
        self.detail.setText(self.tr("Starting…"))
        self.progress.show_progress(0, None)
        tool.start()

    def _on_progress(self, what: str, done: int, every: int) -> None:
        words = {
            "looking": self.tr("Looking at the pictures: {done} of {every}"),
            "drawing": self.tr("Drawing their lines: {done} of {every}"),
            "synth": self.tr("Drawing figures: {done} of {every}"),
        }
        self.detail.setText(words.get(what, self.tr("{done} of {every}")).format(done=done, every=every))
        self.progress.show_progress(done, every)

    def _on_finished(self) -> None:
        self._end_tool()
        if self._out is not None:
            self._take(self._out)

    def _on_failed(self, message: str) -> None:
        self._end_tool()
        self._refresh()
        if message:
            self.detail.setText(message)
            self.sheet.set_data(self._out)  # what was wrong with the pictures, where it came so far

    def _end_tool(self) -> None:
        if self._tool is not None:
            self._tool.deleteLater()
        self._tool = None

    def _cancel(self) -> None:
        if self._tool is not None:
            self._tool.cancel()

    def _take(self, folder: Path) -> None:
        def done(summary: DataSummary) -> None:
            self.data, self.summary = folder, summary
            self.sheet.set_data(folder)
            self._refresh()

        def failed(message: str) -> None:
            self._refresh()
            self.detail.setText(message)

        self._background.run(lambda: summarize(folder), done, failed)

    def _on_choice(self, waiting: bool) -> None:
        """Pictures were left out or taken in: they are counted anew, and those taken in wait to be prepared."""
        self._waiting = waiting
        self._count += 1
        folder, count = self.data, self._count
        if folder is None:
            self._refresh()
            return

        def done(summary: DataSummary) -> None:
            if self.data == folder and count == self._count:  # two threads count: the last choice has the last word
                self.summary = summary
                self._refresh()

        self._background.run(lambda: summarize(folder), done, self.detail.setText)

    def _show_report(self) -> None:
        if self.data is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.data / REPORT_FILE)))

    def _refresh(self) -> None:
        """One state after the other: nothing, a folder of pictures, work on it, data."""
        busy, ready = self.is_busy, self.summary is not None
        if self.summary is not None and self.data is not None:
            self.title.setText(self.summary.name)
            words = self.tr("{pictures} pictures to learn from, {held_out} kept apart for the test.")
            self.detail.setText(words.format(pictures=self.summary.pictures, held_out=self.summary.held_out))
            self.setToolTip(str(self.data))
        elif self._pictures is not None:
            self.title.setText(self._pictures.name)
            self.detail.setText(self.tr("The pictures are checked first, and line drawings are made of them."))
            self.setToolTip(str(self._pictures))
        else:
            self.title.setText(
                self.tr("Drop a folder of finished pictures here") if not busy else self.tr("Drawn figures")
            )
            self.detail.setText(self.tr("Sub-folders count; tags may lie beside the pictures as NAME.txt."))
            self.setToolTip("")
        self.setAcceptDrops(not busy)
        self.set_taken(busy or ready)
        self.progress.setVisible(busy)
        self.check_button.setText(self.tr("Prepare Again") if self._waiting else self.tr("Check and Prepare"))
        self.check_button.setVisible(not busy and (self._waiting or (not ready and self._pictures is not None)))
        self.choose_button.setVisible(not busy)
        self.draw_button.setVisible(not busy and not ready)
        self.report_button.setVisible(not busy and self.data is not None and (self.data / REPORT_FILE).is_file())
        self.cancel_button.setVisible(busy)
        self.changed.emit()


def pictures_of(folder: Path) -> Path | None:
    """The pictures that `prepare` made a data folder from, None where it did not."""
    try:
        return Path(json.loads((folder / "report.json").read_text(encoding="utf-8"))["pictures"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _made_from(folder: Path, pictures: Path) -> bool:
    """Whether `prepare` made the folder from these pictures, as its report says."""
    return pictures_of(folder) == pictures
