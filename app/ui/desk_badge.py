"""A quiet word in the status bar about work that goes on in another window; a click shows it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.icons import icon

_HEIGHT = 22
"""Lower than the line it stands in, which keeps its height whether the badge is shown or not."""


class DeskBadge(QToolButton):
    """Hidden until there is something to tell.

    Args:
        mark: the name of its icon.
        offer: what a click does; its tooltip, and its name for screen readers.
    """

    def __init__(self, mark: str, offer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setIcon(icon(mark))
        self.setIconSize(QSize(16, 16))
        self.setFixedHeight(_HEIGHT)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip(offer)
        self.setAccessibleName(offer)
        self.hide()
