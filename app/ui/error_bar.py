"""The one place where failures are told: a bar beside the picture, never a dialog over it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.own_keys import keeps_key
from app.ui.selectable_label import SelectableLabel
from app.ui.theme import GRID

log = logging.getLogger(__name__)


class ErrorBar(QFrame):
    """Shows the newest sentence until it is dismissed; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errorBar")
        self.setAccessibleName(self.tr("Error"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        mark = QLabel()
        mark.setPixmap(icon("warning-circle").pixmap(QSize(20, 20)))
        self._mark = mark
        self._about = ""
        self._label = SelectableLabel()
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("x"))
        self.close_button.setToolTip(self.tr("Dismiss"))
        self.close_button.setAccessibleName(self.tr("Dismiss the error"))
        self.close_button.clicked.connect(self.dismiss)
        layout.addWidget(mark)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.close_button)
        self.hide()

    @property
    def message(self) -> str:
        """The sentence shown, empty when there is none."""
        return self._label.text() if not self.isHidden() else ""

    def show_message(self, message: str, about: str = "") -> None:
        """Shows a sentence in place of the one before, and tells screen readers.

        Args:
            message: the sentence.
            about: what could not be changed, see `forget`.
        """
        log.warning("told: %s", message)
        self._about = about
        self._label.setText(message)
        self._mark.setPixmap(icon("warning-circle").pixmap(QSize(20, 20)))  # in the colours of the theme of now
        self.setAccessibleDescription(message)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def forget(self, about: str) -> None:
        """What could not be changed has changed after all: a sentence about it is no longer of interest."""
        if about == self._about:
            self.dismiss()

    def dismiss(self) -> None:
        """Hides the bar."""
        self._about = ""
        self._label.clear()
        self.hide()

    def event(self, event: QEvent) -> bool:
        return keeps_key(event, (Qt.Key.Key_Escape,)) or super().event(event)  # it would close the window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
