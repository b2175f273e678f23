"""A column of readable width in the middle of what can be scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import GRID

COLUMN = 84 * GRID


class ScrolledColumn(QScrollArea):
    """Scrolls a column up and down; it is never narrower than what stands in it, so nothing is cut at its right."""

    def __init__(self, column: QVBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setObjectName("groups")
        inner.setLayout(column)
        column.setContentsMargins(0, 3 * GRID, 2 * GRID, 3 * GRID)
        inner.setMaximumWidth(COLUMN)
        self._middle = middle = QWidget()
        middle.setObjectName("groups")
        across = QHBoxLayout(middle)
        across.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(middle)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        room = self._middle.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(least.width(), room), least.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # what stands in the column became wider or narrower
        return super().eventFilter(watched, event)
