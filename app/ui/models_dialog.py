"""All models of this machine in one list: paint with one, bring others in, give one away, throw one away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import model_library
from app.background import Background
from app.model_library import ModelEntry, Source
from app.settings import Settings
from app.ui import model_questions
from app.ui.error_bar import ErrorBar
from app.ui.icons import icon
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID, ICON
from app.ui.training.words import stage_words
from app.works import Work, Works
from engine.progress import Tell

_ENTRY = Qt.ItemDataRole.UserRole


class ModelsDialog(QDialog):
    """It asks for what is to be done; reading, copying and converting run in the background. What takes its time can be
    called off, and is where the dialog or its window closes.

    Args:
        background: for all that reads and writes.
        settings: where dialogs were last.
    """

    model_chosen = Signal(object)
    """Paint with this weights file."""
    run_chosen = Signal(object)
    """Paint with the newest weights of the run in this folder."""

    def __init__(self, background: Background, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._settings = settings
        self._works: Works[Work] = Works(background, self)
        self._work: Work | None = None
        self._painting: Path | None = None
        self._ticket = 0
        self.setWindowTitle(self.tr("Models"))
        self.resize(88 * GRID, 60 * GRID)
        self.error_bar = ErrorBar()
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([self.tr("Name"), self.tr("Stage"), self.tr("Size"), self.tr("Source")])
        self.list.headerItem().setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 12), (2, 11), (3, 16)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width * GRID)
        self.list.currentItemChanged.connect(self._offer)
        self.list.itemActivated.connect(lambda _item: self.paint_button.isEnabled() and self._paint())
        self.paint_button = QPushButton(icon("paint-brush"), self.tr("Paint with This"))
        self.import_button = QPushButton(icon("download-simple"), self.tr("Import…"))
        self.import_button.setToolTip(self.tr("Bring in weights of others: .safetensors, or the paper's .pth files"))
        self.export_button = QPushButton(icon("export"), self.tr("Export Model…"))
        self.delete_button = QPushButton(icon("trash"), self.tr("Throw Away…"))
        self.paint_button.clicked.connect(self._paint)
        self.import_button.clicked.connect(self._import)
        self.export_button.clicked.connect(self._export)
        self.delete_button.clicked.connect(self._throw_away)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.paint_button, self.import_button, self.export_button, self.delete_button):
            button.setIconSize(QSize(ICON, ICON))
            button.setAutoDefault(False)  # Enter belongs to the list
            row.addWidget(button)
        row.addStretch()
        self.words = QLabel()
        self.words.setObjectName("detail")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.progress = ProgressBar()
        self.progress.setFixedWidth(24 * GRID)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self._call_off)
        told = QHBoxLayout()
        told.setSpacing(GRID)
        told.addWidget(self.words, 1)
        for widget in (self.progress, self.cancel_button):
            widget.hide()
            told.addWidget(widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row.addWidget(buttons)
        inner = QVBoxLayout()
        inner.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inner.setSpacing(GRID)
        inner.addWidget(self.list, 1)
        inner.addLayout(told)
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.error_bar)
        layout.addLayout(inner, 1)
        self._offer()

    def refresh(self, painting: Path | None, choose: Path | None = None) -> None:
        """Looks which models there are.

        Args:
            painting: the one that paints now.
            choose: the one to stand on; the present one where None.
        """
        self._painting = painting
        self._ticket += 1
        ticket = self._ticket

        def done(entries: list[ModelEntry]) -> None:
            if ticket == self._ticket:
                self.set_models(entries, choose)

        self._background.run(model_library.find_models, done, self.error_bar.show_message)

    def set_models(self, entries: list[ModelEntry], choose: Path | None = None) -> None:
        """Lists these."""
        present = self.current
        wanted = choose or (present.path if present is not None else self._painting)
        self.list.clear()
        sources = {
            Source.SHIPPED: self.tr("with Nurie"),
            Source.OWN: self.tr("your models"),
            Source.RUN: self.tr("a run's newest"),
        }
        for entry in entries:
            stage = stage_words(entry.info.stage) if entry.info is not None else self.tr("damaged")
            row = QTreeWidgetItem([entry.name, stage, f"{entry.size / 1e6:.1f} MB", sources[entry.source]])
            row.setData(0, _ENTRY, entry)
            row.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setSizeHint(0, QSize(0, 4 * GRID))
            if entry.path == self._painting:
                row.setIcon(0, icon("paint-brush"))
                row.setToolTip(0, self.tr("paints now"))
            self.list.addTopLevelItem(row)
            if entry.path == wanted:
                self.list.setCurrentItem(row)
        self._offer()

    @property
    def current(self) -> ModelEntry | None:
        """The model that is chosen in the list."""
        item = self.list.currentItem()
        return item.data(0, _ENTRY) if item is not None else None

    def _offer(self, *_items: object) -> None:
        """Offers what can be done with the chosen one, and says more of it; nothing while something is being done."""
        if self._work is not None:
            return
        entry = self.current
        self.paint_button.setEnabled(entry is not None and entry.can_paint)
        self.export_button.setEnabled(entry is not None and entry.info is not None)
        own = entry is not None and entry.source is Source.OWN
        self.delete_button.setEnabled(own and entry is not None and entry.path != self._painting)
        self.delete_button.setToolTip(
            self.tr("Move this file to the waste basket")
            if own
            else self.tr("Only models of your own can be thrown away; runs are, in the list of runs")
        )
        if entry is None:
            self.words.setText("")
        elif entry.info is None:
            self.words.setText(entry.error)
        else:
            tags = sum(len(tags) for tags in entry.info.groups.values())
            told = self.tr("{name}, trained at {size} px, knows {n} tags").format(
                name=entry.info.name, size=entry.info.resolution, n=tags
            )
            self.words.setText(f"{told}\n{entry.path}")

    # What is done

    def _paint(self) -> None:
        entry = self.current
        if entry is None:
            return
        if entry.source is Source.RUN:
            self.run_chosen.emit(entry.path.parent)
        else:
            self.model_chosen.emit(entry.path)
        self.accept()

    def _import(self) -> None:
        paths = model_questions.choose_import(self, self._settings)
        if not paths:
            return
        if all(path.suffix == ".safetensors" for path in paths):
            self._begin(lambda tell: model_library.add_models(paths, tell), self.tr("Copying…"))
            return
        given = model_questions.ask_roles(self, self._settings, paths)
        if given is not None:
            words = self.tr("Converting, for a minute perhaps…")
            self._begin(lambda tell: model_library.import_released(*given, tell), words)

    def _export(self) -> None:
        entry = self.current
        asked = model_questions.ask_export(self, self._settings, entry.name) if entry is not None else None
        if entry is None or asked is None:
            return
        out, storage = asked
        words = self.tr("Exporting…")
        self._begin(lambda tell: model_library.export_model(entry.path, out, storage, entry.name, tell), words)

    def _throw_away(self) -> None:
        entry = self.current
        if entry is not None and model_questions.ask_throw_away(self, entry.name):
            self._begin(lambda _tell: model_library.throw_away_model(entry.path), "")

    # While it is being done

    def _begin(self, act: Callable[[Tell], Any], words: str) -> None:
        """Does something in the background while the dialog says so; the list is looked through again after it.

        Args:
            words: what is said of it; empty for what is done in a moment and cannot be called off.
        """
        work = self._work = Work(words=words)
        self.error_bar.dismiss()
        self.words.setText(words)
        for button in (self.paint_button, self.import_button, self.export_button, self.delete_button):
            button.setEnabled(False)
        self.progress.setAccessibleName(words)
        self.progress.show_progress(0, None)
        self.cancel_button.setEnabled(True)
        for widget in (self.progress, self.cancel_button):
            widget.setVisible(bool(words))
        if (parent := self.parentWidget()) is not None:
            parent.installEventFilter(self)

        def done(made: Any) -> None:
            self._end()
            self.refresh(self._painting, made if isinstance(made, Path) else None)

        def failed(message: str) -> None:
            self._end()
            self.error_bar.show_message(message)

        self._works.run(work, act, done, failed, self._end)

    def _end(self) -> None:
        self._work = None
        if (parent := self.parentWidget()) is not None:
            parent.removeEventFilter(self)
        self.progress.hide()
        self.cancel_button.hide()
        self.import_button.setEnabled(True)
        self._offer()

    def _call_off(self) -> None:
        if self._work is not None and self.cancel_button.isEnabled():
            self.cancel_button.setEnabled(False)
            self.words.setText(self.tr("Cancelling…"))
            self._works.call_off(self._work)

    def done(self, result: int) -> None:
        """Closes it, and calls off what is being done."""
        self._call_off()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide and not event.spontaneous():  # the window closes
            self.reject()
        return super().eventFilter(watched, event)
