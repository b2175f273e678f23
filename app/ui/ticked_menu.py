"""A menu whose ticks follow the theme: a style sheet's pictures cannot."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu

from app.ui.icons import put_glyph
from app.ui.style_sheet import MENU_BOX, MENU_BOX_LEFT
from app.ui.theme import tokens


class TickedMenu(QMenu):
    """The style sheet draws the boxes, filled where they are checked, and this the ticks on them."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ticked = [action for action in self.actions() if _has_tick(action)]
        if not ticked:
            return
        with QPainter(self) as painter:
            for action in ticked:
                entry = self.actionGeometry(action)
                box = QRectF(
                    entry.x() + MENU_BOX_LEFT, entry.y() + (entry.height() - MENU_BOX) // 2, MENU_BOX, MENU_BOX
                )
                color = QColor(tokens().on_accent if action.isEnabled() else tokens().dim)
                put_glyph(painter, "check-bold", box.adjusted(1, 1, -1, -1), color, self.devicePixelRatioF())


def _has_tick(action: QAction) -> bool:
    """Whether a box stands before it that is checked: one of several shows a dot, one with an icon its icon."""
    group = action.actionGroup()
    one_of_several = group is not None and group.isExclusive()
    return action.isVisible() and action.isChecked() and action.icon().isNull() and not one_of_several
