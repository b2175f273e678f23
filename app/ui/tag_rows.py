"""The rows of a group of tags, one beneath the other; those that rest are drawn here."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.turns import next_turn
from app.ui.recoloring import recolor
from app.ui.tag_controls import TagControls
from app.ui.tag_slider import TagSlider
from app.ui.theme import GRID, Tokens, tokens

MOST_DRAWN = 8
"""So many rows are drawn anew at a time; what else looks another way follows in the next turn. Another reference moves
all of them, and drawing a row takes twenty times as long as copying what was drawn."""


class Stencils:
    """Controls that are never shown, and tell how those of any row would look. GUI thread only.

    Args:
        parent: what holds the rows.
    """

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._controls: dict[bool, TagControls] = {}
        self._laid_out: dict[bool, object] = {}
        """In what size, font and direction they are."""
        self._colors: Tokens | None = None

    def of(self, row: TagSlider) -> TagControls:
        """Those for a row, in its size and in the colours of the theme."""
        kind = row.whole_name
        if self._colors != tokens():
            for controls in self._controls.values():
                recolor(controls)
            self._colors = tokens()
        controls = self._controls.get(kind)
        if controls is None:
            controls = self._controls[kind] = TagControls(row.tag, kind, self._parent)
            controls.hide()
        if controls.isEnabled() != row.isEnabled():
            controls.setEnabled(row.isEnabled())
        wanted = (row.size(), row.font(), row.layoutDirection())
        if wanted != self._laid_out.get(kind):
            controls.resize(row.size())
            controls.grab(QRect(0, 0, 1, 1))  # what is not shown is laid out when its picture is taken
            self._laid_out[kind] = wanted
        return controls


class TagRows(QWidget):
    """Lays out rows, and draws those that rest, in one go: a hundred that draw themselves take five times as long.

    Args:
        stencils: shared by all groups of a panel.
    """

    def __init__(self, stencils: Stencils, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stencils = stencils
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, GRID)
        self.column.setSpacing(0)
        self.rows: dict[str, TagSlider] = {}
        """Those that are made, by the name of the tag."""

    def draw_row(self, painter: QPainter, row: TagSlider, at: QPoint) -> bool:
        """Draws a row as it rests, with its upper left corner at `at`; whether it had to be drawn anew."""
        return row.draw(painter, at, self._stencils.of(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        area, drawn = event.rect(), 0
        later = QRect()
        with QPainter(self) as painter:
            for row in self.rows.values():
                if row.isVisible() and row.rests and area.intersects(row.geometry()):
                    if drawn == MOST_DRAWN and row.is_drawn:
                        later |= row.geometry()
                        row.draw_as_before(painter, row.pos())
                        continue
                    drawn += self.draw_row(painter, row, row.pos())
        if later:
            next_turn(self, lambda: self.update(later))
