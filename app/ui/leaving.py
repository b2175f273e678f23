"""How the windows beside the main one are left by a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def leave_by_keys(window: QWidget) -> None:
    """Has Escape, and the keys that close windows, close this one. An open editor is asked first, as Qt does by
    itself; while a button of the mouse is held nothing is left, for the keys are the drag's."""

    def leave() -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            window.close()

    QShortcut(QKeySequence(Qt.Key.Key_Escape), window, leave)
    QShortcut(QKeySequence.StandardKey.Close, window, leave)
