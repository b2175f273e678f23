"""A quiet bar beside the picture that offers something: a sentence and a few buttons, never a dialog over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.theme import GRID

_SENTENCE = 36 * GRID
"""How wide a sentence of several lines wants to be at least."""

Choice = tuple[str, Callable[[], Any]]
"""What a button says, and what it does."""


@dataclass(frozen=True)
class _Notice:
    message: str
    choices: list[Choice]
    later: Choice | None
    glyph: str
    waits: bool


class NoticeBar(QFrame):
    """Shows one offer until it is answered or put aside; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setAccessibleName(self.tr("Notice"))
        self._shown: _Notice | None = None
        self._waiting: list[_Notice] = []
        self._choices: list[QPushButton] = []
        self._grid = layout = QGridLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.setColumnStretch(1, 1)
        self._below = False
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
        layout.addWidget(self._mark, 0, 0)
        layout.addWidget(self._label, 0, 1)
        layout.addLayout(self._buttons, 0, 2)
        layout.addWidget(self.close_button, 0, 3)
        self.hide()

    @property
    def message(self) -> str:
        """The sentence shown, empty when there is none."""
        return self._label.text() if not self.isHidden() else ""

    @property
    def buttons(self) -> list[QPushButton]:
        """The present choices, in their order."""
        return list(self._choices)

    def offer(
        self,
        message: str,
        choices: list[Choice],
        later: Choice | None = None,
        glyph: str = "info",
        waits: bool = False,
    ) -> None:
        """Shows a sentence with its choices, in place of the one before.

        Args:
            message: what there is.
            choices: the buttons; the bar goes when one is pressed.
            later: the tip of the button that puts the bar aside, and what that does.
            glyph: Phosphor name of the icon.
            waits: whether it comes again after what is offered in its place, until it is answered.
        """
        if self._shown is not None and self._shown.waits and self._shown.message != message:
            self._waiting.append(self._shown)
        self._show(_Notice(message, choices, later, glyph, waits))

    def _show(self, notice: _Notice) -> None:
        self._clear()
        self._shown = notice
        self._label.setText(notice.message)
        self._mark.setPixmap(icon(notice.glyph).pixmap(QSize(20, 20)))
        self.close_button.setToolTip(notice.later[0] if notice.later is not None else self.tr("Dismiss"))
        for text, act in notice.choices:
            button = QPushButton(text)
            button.clicked.connect(lambda _checked=False, act=act: self._choose(act))
            self._buttons.addWidget(button)
            self._choices.append(button)
        self.setAccessibleDescription(notice.message)
        self._arrange()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def offer_undo(self, message: str, undo: Callable[[], Any]) -> None:
        """Says what was done, and offers to take it back."""
        self.offer(message, [(self.tr("Undo"), undo)], glyph="trash")

    def withdraw(self, message: str) -> None:
        """Offers this no more, whether it is shown or waits."""
        self._waiting = [notice for notice in self._waiting if notice.message != message]
        if self._shown is not None and self._shown.message == message:
            self.dismiss()

    def dismiss(self) -> None:
        """Offers what is shown no more and does nothing else: what waits follows, or else the bar hides."""
        if self._waiting:
            self._show(self._waiting.pop())
            return
        self._clear()
        self._label.clear()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The buttons stand beside the sentence where that leaves it room, and under it otherwise."""
        others = [*self._choices, self._mark, self.close_button]
        room = self.width() - sum(widget.sizeHint().width() + GRID for widget in others) - 3 * GRID
        below = room < min(_SENTENCE, self._label.fontMetrics().horizontalAdvance(self._label.text()))
        if below != self._below:
            self._below = below
            self._grid.removeItem(self._buttons)
            alignment = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignVCenter
            self._grid.addLayout(self._buttons, int(below), 1 if below else 2, alignment)

    def _choose(self, act: Callable[[], Any]) -> None:
        self.dismiss()
        act()

    def _put_aside(self) -> None:
        shown = self._shown
        self.dismiss()
        if shown is not None and shown.later is not None:
            shown.later[1]()

    def _clear(self) -> None:
        self._shown = None
        choices, self._choices = self._choices, []
        for button in choices:
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
