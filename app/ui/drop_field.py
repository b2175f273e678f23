"""A field that a folder or a file is dropped on, and that says what was taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.brief_question import asked
from app.ui.theme import GRID, RADIUS, tokens

MARGIN = 2 * GRID
"""Between the frame and what stands in it, in device-independent pixels."""


class DropField(QFrame):
    """Takes a folder; a file that is dropped stands for the folder it lies in. Dashed until something was taken.

    Args:
        suffixes: of the files that are taken themselves, in lower case.
    """

    dropped = Signal(object)
    """The `Path` that was dropped: a folder, or a file of one of `suffixes`."""

    def __init__(self, suffixes: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suffixes = suffixes
        self._hot = False
        self._taken = False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def style_words(self, title: QLabel, detail: QLabel) -> None:
        """Makes the two labels a heading and what is said below it; names of files are never taken for markup."""
        title.setObjectName("heading")
        detail.setObjectName("detail")
        detail.setWordWrap(True)
        for label in (title, detail):
            label.setTextFormat(Qt.TextFormat.PlainText)

    def set_taken(self, taken: bool) -> None:
        """Whether something lies in the field."""
        self._taken = taken
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_hot(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_hot(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(path_in(event.mimeData(), self._suffixes))

    def _set_hot(self, hot: bool) -> None:
        self._hot = hot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colors = tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            style = Qt.PenStyle.SolidLine if self._taken else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(colors.accent if self._hot else colors.groove), 1.5, style))
            painter.setBrush(QColor(colors.raised) if self._taken else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def path_in(mime: QMimeData, suffixes: tuple[str, ...] = ()) -> Path | None:
    """The folder among what is dragged, or a file of these suffixes; another file stands for its folder."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not paths:
        return None
    path = paths[0]
    if path.suffix.lower() in suffixes or asked(Path.is_dir, path, otherwise=not path.suffix):
        return path
    return path.parent
