"""A small square in the colour that a tag names."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QConicalGradient, QEnterEvent, QLinearGradient, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.tag_names import color_word
from app.ui.drawn_once import KEPT, drawing
from app.ui.theme import GRID, Tokens, tokens
from engine.model_info import Tag
from engine.tag_colors import tag_color

_SIDE = 2 * GRID


class Swatch(QWidget):
    """The colour that a tag names; patterns are drawn as such."""

    def __init__(self, tag: Tag | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_SIDE, _SIDE)
        self.tag = tag

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self.tag is not None:
            with QPainter(self) as painter:
                painter.drawPixmap(0, 0, _swatch(self.tag, False, tokens(), self.devicePixelRatioF()))


class SwatchButton(QAbstractButton):
    """The colour that a tag names, to be pressed."""

    entered = Signal()
    left = Signal()

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tag = tag
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the slider beside it does the same by keys
        self.setToolTip(self.tr("Try this colour; rest on it to preview"))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            self.draw(painter, QPoint())

    def draw(self, painter: QPainter, at: QPoint, tag: Tag | None = None) -> None:
        """Draws it with its upper left corner at `at`; for another `tag` than its own where given."""
        held = self.underMouse() and self.isEnabled()
        painter.drawPixmap(at, _swatch(tag or self._tag, held, tokens(), self.devicePixelRatioF()))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
        self.left.emit()


@lru_cache(KEPT)
def _swatch(tag: Tag, held: bool, colors: Tokens, ratio: float) -> QPixmap:
    """What a tag names, in a theme; a `held` one has an edge of the accent."""
    return drawing(QSize(_SIDE, _SIDE), ratio, lambda painter: _draw(painter, tag, held, colors))


def _draw(painter: QPainter, tag: Tag, held: bool, colors: Tokens) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, _SIDE, _SIDE).adjusted(1.5, 1.5, -1.5, -1.5)
    edge = QColor(colors.accent if held else colors.text)
    edge.setAlphaF(1.0 if held else 0.28)
    painter.setPen(QPen(edge, 2 if held else 1))
    color = tag_color(tag.name)
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
