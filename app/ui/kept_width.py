"""A dock that is as wide again as it was, once its window has the room again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow


class KeptWidth(QObject):
    """Remembers the width that the hand gave a dock. Qt makes docks narrower with their window, but what a window gains
    afterwards all goes to its middle.

    Args:
        window: tells of its size by `window_resized`.
        dock: stands at its left or right.
    """

    def __init__(self, window: QMainWindow, dock: QDockWidget) -> None:
        super().__init__(window)
        self._window, self._dock = window, dock
        self._wanted = 0
        dock.installEventFilter(self)

    def window_resized(self, event: QResizeEvent) -> None:
        """The window has another size, and its docks are laid out in it."""
        grown = event.size().width() > event.oldSize().width()
        if grown and self._dock.width() < self._wanted and not self._dock.isFloating():
            self._window.resizeDocks([self._dock], [self._wanted], Qt.Orientation.Horizontal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self._dock.isFloating():
            dragged = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton  # the window's own frame is not Qt's
            if dragged or not self._wanted:
                self._wanted = self._dock.width()
        return False
