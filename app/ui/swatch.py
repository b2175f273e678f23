"""A small square in the colour that a tag names."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QConicalGradient, QEnterEvent, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.tag_names import color_word, swatch
from app.ui.drawn_once import drawn_once
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
        if self.tag is not None:
            _paint(self, self.tag, held=False)


class SwatchButton(QAbstractButton):
    """The colour that a tag names, to be pressed."""

    entered = Signal()
    left = Signal()

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tag = tag
        self.setFixedSize(2 * GRID, 2 * GRID)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the slider beside it does the same by keys
        self.setToolTip(self.tr("Try this colour; rest on it to preview"))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        _paint(self, self._tag, held=self.underMouse() and self.isEnabled())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
        self.left.emit()


def _paint(widget: QWidget, tag: Tag, held: bool) -> None:
    """Paints what a tag names over a widget; a `held` one has an edge of the accent."""
    edge = QColor(tokens().accent if held else tokens().text)
    edge.setAlphaF(1.0 if held else 0.28)
    pen, box = QPen(edge, 2 if held else 1), QRectF(widget.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
    key = f"swatch {tag.group} {tag.name} {edge.rgba():08x}"
    ratio = widget.devicePixelRatioF()
    QPainter(widget).drawPixmap(0, 0, drawn_once(key, widget.size(), ratio, lambda on: _draw(on, tag, box, pen)))


def _draw(painter: QPainter, tag: Tag, box: QRectF, pen: QPen) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    color = swatch(tag)
    if color is not None:
        painter.setBrush(QColor(*color))
    elif color_word(tag) == "multicolored":
        rainbow = QConicalGradient(box.center(), 90)
        for step in range(7):
            rainbow.setColorAt(step / 6, QColor.fromHsvF(step % 6 / 6, 0.65, 0.95))
        painter.setBrush(rainbow)
    elif color_word(tag) == "simple":
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        sweep = QLinearGradient(box.topLeft(), box.bottomRight())
        sweep.setColorAt(0, QColor("#f4f4f4"))
        sweep.setColorAt(1, QColor("#6a6a6a"))
        painter.setBrush(sweep)
    painter.drawRoundedRect(box, 4, 4)
