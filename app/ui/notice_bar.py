"""A quiet bar beside the picture that offers something: a sentence and a few buttons, never a dialog over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.theme import GRID

Choice = tuple[str, Callable[[], Any]]
"""What a button says, and what it does."""


class NoticeBar(QFrame):
    """Shows one offer until it is answered or put aside; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setAccessibleName(self.tr("Notice"))
        self._later: Callable[[], Any] | None = None
        self._choices: list[QPushButton] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        self._mark = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)  # file names are not markup
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("x"))
        self.close_button.setAccessibleName(self.tr("Put the notice aside"))
        self.close_button.clicked.connect(self._put_aside)
        layout.addWidget(self._mark)
        layout.addWidget(self._label, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(self.close_button)
        self.hide()

    @property
    def message(self) -> str:
        """The sentence shown, empty when there is none."""
        return self._label.text() if not self.isHidden() else ""

    @property
    def buttons(self) -> list[QPushButton]:
        """The present choices, in their order."""
        return list(self._choices)

    def offer(self, message: str, choices: list[Choice], later: Choice | None = None, glyph: str = "info") -> None:
        """Shows a sentence with its choices, in place of the one before.

        Args:
            message: what there is.
            choices: the buttons; the bar goes when one is pressed.
            later: the tip of the button that puts the bar aside, and what that does.
            glyph: Phosphor name of the icon.
        """
        self._clear()
        self._label.setText(message)
        self._mark.setPixmap(icon(glyph).pixmap(QSize(20, 20)))
        self._later = later[1] if later is not None else None
        self.close_button.setToolTip(later[0] if later is not None else self.tr("Dismiss"))
        for text, act in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda _checked=False, act=act: self._choose(act))
            self._buttons.addWidget(button)
            self._choices.append(button)
        self.setAccessibleDescription(message)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Hides the bar and does nothing else."""
        self._clear()
        self._label.clear()
        self.hide()

    def _choose(self, act: Callable[[], Any]) -> None:
        self.dismiss()
        act()

    def _put_aside(self) -> None:
        later = self._later
        self.dismiss()
        if later is not None:
            later()

    def _clear(self) -> None:
        self._later = None
        choices, self._choices = self._choices, []
        for button in choices:
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
