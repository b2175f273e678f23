"""A mouse that moves over a window: what it comes to is entered, what it goes from is left, as on a screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hand:
    """A mouse above the windows of the program."""

    def __init__(self) -> None:
        self._window: QWidget | None = None
        self._at = QPoint()

    def move(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Goes to a place of a widget, by default its middle. The widget is on the screen."""
        if self._window is not widget.window():
            self._window = widget.window()
            if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:  # QTest never lets go after a double click
                QTest.mouseRelease(self._window.windowHandle(), LEFT)
            QTest.mouseMove(self._window.windowHandle(), QPoint())  # it comes from somewhere
        at = widget.mapTo(self._window, widget.rect().center() if at is None else at)
        room = self._window.rect()  # what it holds may have gone out of reach
        self._at = QPoint(min(max(at.x(), 0), room.right()), min(max(at.y(), 0), room.bottom()))
        QTest.mouseMove(self._window.windowHandle(), self._at)

    def press(self) -> None:
        """Presses the left button where it is."""
        assert self._window is not None
        QTest.mousePress(self._window.windowHandle(), LEFT, NONE, self._at)

    def release(self) -> None:
        """Lets go of it."""
        assert self._window is not None
        QTest.mouseRelease(self._window.windowHandle(), LEFT, NONE, self._at)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Goes there and clicks."""
        self.move(widget, at)
        self.press()
        self.release()
