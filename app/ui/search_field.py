"""A field for a search whose keys also leave it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.clear_button import add_clear_button
from app.ui.own_keys import keeps_key


class SearchField(QLineEdit):
    """Down and Enter go on to what was found; Escape takes the search back, and leaves the field when it is empty.

    Args:
        name: what it says while it is empty, and to a screen reader.
    """

    down = Signal()
    """To what was found."""
    left = Signal()
    """The keys are the picture's again."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        add_clear_button(self)

    def event(self, event: QEvent) -> bool:
        return keeps_key(event, (Qt.Key.Key_Escape,)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
