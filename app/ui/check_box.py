"""A check box whose tick follows the theme: a style sheet's pictures cannot."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from app.ui.icons import draw_glyph
from app.ui.theme import tokens


class CheckBox(QCheckBox):
    """The style sheet draws its box, filled while it is checked, and this the tick on it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        with QPainter(self) as painter:
            draw_glyph(
                painter,
                "check-bold",
                box.adjusted(2, 2, -2, -2),
                QColor(tokens().on_accent if self.isEnabled() else tokens().dim),
            )
