"""A small square in the colour that a tag names."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QConicalGradient, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.tag_names import color_word, swatch
from app.ui.theme import GRID, tokens
from engine.model_info import Tag


class Swatch(QWidget):
    """The colour that a tag names; patterns are drawn as such."""

    def __init__(self, tag: Tag | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(2 * GRID, 2 * GRID)
        self.tag = tag

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self.tag is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        edge = QColor(tokens().text)
        edge.setAlphaF(0.28)
        painter.setPen(edge)
        color = swatch(self.tag)
        if color is not None:
            painter.setBrush(QColor(*color))
        elif color_word(self.tag) == "multicolored":
            rainbow = QConicalGradient(box.center(), 90)
            for step in range(7):
                rainbow.setColorAt(step / 6, QColor.fromHsvF(step % 6 / 6, 0.65, 0.95))
            painter.setBrush(rainbow)
        elif color_word(self.tag) == "simple":
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            sweep = QLinearGradient(box.topLeft(), box.bottomRight())
            sweep.setColorAt(0, QColor("#f4f4f4"))
            sweep.setColorAt(1, QColor("#6a6a6a"))
            painter.setBrush(sweep)
        painter.drawRoundedRect(box, 4, 4)
