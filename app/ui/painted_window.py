"""A main window that says when it is seen, and that paints in turns of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from app.turns import next_turn


class PaintedWindow(QMainWindow):
    """What follows from an edit, or from a new picture, is a turn's work, and so is painting it. Where `paint_later`
    was called meanwhile, they are two turns, with the hand in between. GUI thread.
    """

    first_painted = Signal()
    """The window is on the screen for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._painted = self._paints_later = False

    def paint_later(self, _why: object = None) -> None:
        """What changed in this turn is painted in the next one."""
        self._paints_later = self._painted

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.UpdateRequest and self._paints_later:
            next_turn(self, self._paint)  # Qt asks no second time before it is done
            return True
        if kind == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)
        return super().event(event)

    def _paint(self) -> None:
        self._paints_later = False
        super().event(QEvent(QEvent.Type.UpdateRequest))
