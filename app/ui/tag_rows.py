"""The rows of a group of tags, one beneath the other; those that rest are painted here."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.tag_slider import TagSlider
from app.ui.theme import GRID


class TagRows(QWidget):
    """Lays out rows, and paints those that rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, GRID)
        self.column.setSpacing(0)
        self.rows: dict[str, TagSlider] = {}
        """Those that are made, by the name of the tag."""

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        with QPainter(self) as painter:
            for row in self.rows.values():
                if row.isVisible() and not row.updatesEnabled() and area.intersects(row.geometry()):
                    row.draw(painter, row.pos())
