"""A column of readable width in the middle of what can be scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import GRID

COLUMN = 84 * GRID


def scrolled_column(column: QVBoxLayout) -> QScrollArea:
    """The scroll area that holds a column."""
    inner = QWidget()
    inner.setObjectName("groups")
    inner.setLayout(column)
    column.setContentsMargins(0, 3 * GRID, 2 * GRID, 3 * GRID)
    inner.setMaximumWidth(COLUMN)
    middle = QWidget()
    middle.setObjectName("groups")
    across = QHBoxLayout(middle)
    across.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
    across.addStretch(1)
    across.addWidget(inner, 100)
    across.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(middle)
    return area
