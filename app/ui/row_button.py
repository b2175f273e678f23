"""A small button of a tag's row, seen only where the hand is, where the focus is, or while it is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.icons import draw_glyph
from app.ui.theme import GRID, tokens

SIDE = 2 * GRID + 4


class RowButton(QAbstractButton):
    """Keeps its place whether it is seen or not, so that nothing jumps under the hand.

    Args:
        glyph: Phosphor name of its icon.
        name: what it does, for the tool tip; also the accessible name unless that is set.
        checkable: whether it stays on.
    """

    entered = Signal()
    """The hand came, and a click would do something."""
    left = Signal()

    def __init__(self, glyph: str, name: str, checkable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self._near = False
        self.setFixedSize(SIDE, SIDE)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(name)
        self.setAccessibleName(name)

    @property
    def is_seen(self) -> bool:
        """Whether it is drawn now."""
        return self.isEnabled() and (self._near or self.isChecked() or self.hasFocus())

    def set_near(self, near: bool) -> None:
        """Whether the hand is over its row."""
        if near == self._near:
            return
        self._near = near
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            if self.is_seen:
                self.draw(painter, QPoint(), self.isChecked())

    def draw(self, painter: QPainter, at: QPoint, on: bool) -> None:
        """Draws it switched on or off, with its upper left corner at `at`."""
        colors = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect().translated(at)).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QColor(colors.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(box, 4, 4)
        color = QColor(colors.accent if on else colors.text)
        if not (on or self.underMouse() or self.hasFocus()):
            color.setAlphaF(0.55)
        draw_glyph(painter, self._glyph, box.adjusted(2, 2, -2, -2), color)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.isEnabled():
            self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()
