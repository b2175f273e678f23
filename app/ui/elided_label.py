"""A label that makes do with the width it gets."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget


class ElidedLabel(QLabel):
    """A label that never asks for width: what does not fit is elided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # it may show the name of a file, whatever that looks like
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            self.draw(painter, QPoint())

    def draw(self, painter: QPainter, at: QPoint) -> None:
        """Draws it with its upper left corner at `at`."""
        room, metrics, text = self.contentsRect(), self.fontMetrics(), self.text()
        if metrics.horizontalAdvance(text) > room.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        aligned = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawText(room.translated(at), aligned | Qt.AlignmentFlag.AlignVCenter, text)
