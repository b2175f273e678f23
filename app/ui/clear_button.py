"""The button that empties a field, in the icons of the window."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit

from app.ui.icons import icon


def add_clear_button(field: QLineEdit | QKeySequenceEdit) -> None:
    """Offers to empty a field while something stands in it. Qt's own icon is a small picture, blurred where the screen
    has more pixels."""
    field.setClearButtonEnabled(True)
    action = field.findChild(QAction, "_q_qlineeditclearaction")
    if action is not None:
        action.setIcon(icon("x"))
