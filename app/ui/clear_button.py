"""The button that empties a field, in the icons of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit, QToolButton

from app.ui.icons import icon


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClearButton", text)


def add_clear_button(field: QLineEdit | QKeySequenceEdit) -> None:
    """Offers to empty a field while something stands in it. Qt's own icon is a small picture, blurred where the screen
    has more pixels."""
    field.setClearButtonEnabled(True)
    action = field.findChild(QAction, "_q_qlineeditclearaction")
    if action is None:  # another Qt may call it otherwise; its own icon stays then
        return
    action.setIcon(icon("x"))
    for button in field.findChildren(QToolButton):
        if action in button.actions() or button.defaultAction() is action:
            button.setToolTip(_tr("Clear"))
            button.setAccessibleName(_tr("Clear"))
