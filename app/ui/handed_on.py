"""A press that a widget hands on to what came up beneath it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class HandedOn:
    """One press of the mouse, from button down to button up, given to a child as if it had come to it. GUI thread.

    Args:
        widget: what the press came to.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._child: QWidget | None = None
        self.is_on_its_way = False
        """Whether an event is being given: one that the child does not take comes back to the widget."""

    def begin(self, event: QMouseEvent, child: QWidget | None) -> None:
        """Gives a press to `child`, and all that follows until it ends; to nobody where there is none."""
        self._child = child
        self._give(event, QEvent.Type.MouseButtonPress)
        if child is not None and child.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            child.setFocus(Qt.FocusReason.MouseFocusReason)

    def go_on(self, event: QMouseEvent) -> None:
        """Gives a movement."""
        self._give(event, event.type())

    def end(self, event: QMouseEvent) -> None:
        """Gives the release."""
        self._give(event, event.type())
        if not self.is_on_its_way:
            self._child = None

    def _give(self, event: QMouseEvent, kind: QEvent.Type) -> None:
        if self._child is None or self.is_on_its_way:
            return
        at = QPointF(self._child.mapFrom(self._widget, event.position().toPoint()))
        buttons = event.button(), event.buttons(), event.modifiers()
        given = QMouseEvent(kind, at, event.globalPosition(), *buttons, event.pointingDevice())
        self.is_on_its_way = True
        QApplication.sendEvent(self._child, given)
        self.is_on_its_way = False
