"""The rows of a group of tags, one beneath the other; those that rest are drawn here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.recoloring import recolor
from app.ui.tag_controls import TagControls
from app.ui.tag_slider import TagSlider
from app.ui.theme import GRID, Tokens, tokens


class TagRows(QWidget):
    """Lays out rows, and draws those that rest, in one go: a hundred that draw themselves take five times as long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, GRID)
        self.column.setSpacing(0)
        self.rows: dict[str, TagSlider] = {}
        """Those that are made, by the name of the tag."""
        self._stencil: TagControls | None = None
        self._is_laid_out = False
        self._colors: Tokens | None = None

    def draw_row(self, painter: QPainter, row: TagSlider, at: QPoint) -> None:
        """Draws a row as it rests, with its upper left corner at `at`."""
        stencil = self._stencil
        if stencil is None:
            stencil = self._stencil = TagControls(row.tag, row.whole_name, self)  # never shown
        elif self._colors != tokens():
            recolor(stencil)
        self._colors = tokens()
        if stencil.size() != row.size() or not self._is_laid_out:
            stencil.resize(row.size())
            stencil.grab(QRect(0, 0, 1, 1))  # what is not shown is laid out when its picture is taken
            self._is_laid_out = True
        row.draw(painter, at, stencil)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        with QPainter(self) as painter:
            for row in self.rows.values():
                if row.isVisible() and row.rests and area.intersects(row.geometry()):
                    self.draw_row(painter, row, row.pos())

    def changeEvent(self, event: QEvent) -> None:
        """Font, style, direction: it is laid out another way."""
        super().changeEvent(event)
        self._is_laid_out = False
