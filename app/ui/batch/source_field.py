"""Where the sketches come from: a folder or a comic, dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.elided_label import ElidedLabel
from app.ui.theme import GRID, RADIUS, tokens
from engine.batch.sources import ARCHIVE_SUFFIXES


class SourceField(QFrame):
    """Takes a folder or a comic archive, and says what was taken."""

    chosen = Signal(object)
    """A `Path` was dropped."""
    folder_asked = Signal()
    archive_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hot = False
        self._taken = False
        self.setAcceptDrops(True)
        self.title = ElidedLabel()
        self.title.setObjectName("heading")
        self.detail = QLabel()
        self.detail.setObjectName("detail")
        self.detail.setWordWrap(True)
        for label in (self.title, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.folder_button = QPushButton(self.tr("Choose Folder…"))
        self.folder_button.clicked.connect(self.folder_asked)
        self.archive_button = QPushButton(self.tr("Choose CBZ…"))
        self.archive_button.clicked.connect(self.archive_asked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(words, 1)
        layout.addWidget(self.folder_button)
        layout.addWidget(self.archive_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(None, "")

    def say(self, source: Path | None, detail: str) -> None:
        """Shows what was taken; None asks for something."""
        self._taken = source is not None
        self.title.setText(source.name if source is not None else self.tr("Drop a folder of sketches or a CBZ here"))
        self.detail.setText(detail or self.tr("Sub-folders count; pages come in reading order."))
        self.setToolTip(str(source) if source is not None else "")
        self.update()

    def set_open(self, is_open: bool) -> None:
        """Whether another source may be chosen now."""
        self.setAcceptDrops(is_open)
        self.folder_button.setEnabled(is_open)
        self.archive_button.setEnabled(is_open)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if source_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_hot(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_hot(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.chosen.emit(source_in(event.mimeData()))

    def _set_hot(self, hot: bool) -> None:
        self._hot = hot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colors = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.SolidLine if self._taken else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(colors.accent if self._hot else colors.groove), 1.5, style))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def source_in(mime: QMimeData) -> Path | None:
    """The folder or the comic among what is dragged; a picture stands for the folder that it lies in."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not paths:
        return None
    path = paths[0]
    return path if path.is_dir() or path.suffix.lower() in ARCHIVE_SUFFIXES else path.parent
