"""A label that makes do with the width it gets."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget


class ElidedLabel(QLabel):
    """A label that never asks for width: what does not fit is elided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # it may show the name of a file, whatever that looks like
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bold = self._struck = False

    def set_letters(self, bold: bool, struck: bool) -> None:
        """Draws the same font bold or struck through. Nothing is laid out anew, as another font would have it."""
        if (bold, struck) != (self._bold, self._struck):
            self._bold, self._struck = bold, struck
            self.update()

    @property
    def letters(self) -> QFont:
        """The font that it draws with."""
        return self.letters_as(self._bold, self._struck)

    def letters_as(self, bold: bool, struck: bool) -> QFont:
        """Its font, bold or not, struck through or not."""
        font = self.font()
        if bold:
            font.setBold(True)
        font.setStrikeOut(struck)
        return font

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            self.draw(painter, QPoint(), self.letters)

    def draw(self, painter: QPainter, at: QPoint, letters: QFont, text: str | None = None) -> None:
        """Draws it in these letters, with its upper left corner at `at`; another `text` than its own where given."""
        room, text = self.contentsRect(), self.text() if text is None else text
        metrics = QFontMetrics(letters)
        if metrics.horizontalAdvance(text) > room.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(letters)
        painter.setPen(self.palette().color(self.foregroundRole()))
        aligned = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawText(room.translated(at), aligned | Qt.AlignmentFlag.AlignVCenter, text)
