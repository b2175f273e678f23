"""A slider in a menu, between its name and its number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget, QWidgetAction

from app.ui.slider import Slider
from app.ui.theme import GRID


class SliderAction(QWidgetAction):
    """A row of a menu.

    Args:
        text: stands before the slider.
        widest: the longest text of `number`.
        left, above: margins in pixels; `above` stands below the row too.

    Attributes:
        number: the label behind the slider, for its owner to fill.
    """

    def __init__(self, menu: QMenu, text: str, slider: Slider, widest: str, left: int, above: int) -> None:
        super().__init__(menu)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(left, above, 2 * GRID, above)
        layout.setSpacing(GRID)
        layout.addWidget(QLabel(text))
        layout.addWidget(slider, 1)
        self.number = QLabel()
        self.number.setFixedWidth(self.number.fontMetrics().horizontalAdvance(widest))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.number)
        self.setDefaultWidget(row)
