"""A sentence of which parts can be copied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget


class SelectableLabel(QLabel):
    """Plain text in lines as wide as there is room, that the mouse selects. While something is selected in it, the keys
    that copy are its own, and not those of what its window copies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)  # file names are not markup
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def event(self, event: QEvent) -> bool:
        asked = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride else None
        if asked is not None and asked.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            event.accept()
            return True
        return super().event(event)
