"""Another palette under the same style sheet, without holding up the window."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

SLICE_S = 0.006
"""Seconds for which widgets are recoloured at a time."""


class Recoloring(QObject):
    """Has the style sheet look at the palette once more, widget by widget: all at once, as a new style sheet would,
    takes a tenth of a second and more. What is shown stays as it is meanwhile, and changes as a whole."""

    _at_work: Recoloring | None = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        shown = [window for window in app.topLevelWidgets() if window.isVisible()]
        self._frozen = [window for window in shown if window.updatesEnabled()]
        for window in self._frozen:
            window.setUpdatesEnabled(False)
        # What is created from now on is right from the start. The visible ones come last, so they are taken first.
        self._waiting = sorted(app.allWidgets(), key=lambda widget: widget.isVisible())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @classmethod
    def begin(cls, app: QApplication) -> None:
        """Starts over where one is at work still."""
        if cls._at_work is not None:
            cls._at_work._end()
        cls._at_work = cls(app)

    @classmethod
    def finish(cls) -> None:
        """Does at once what is left: for pictures of the window, which nobody waits for."""
        while cls._at_work is not None:
            cls._at_work._go_on()

    def _go_on(self) -> None:
        end = time.perf_counter() + SLICE_S
        while self._waiting:
            widget = self._waiting.pop()
            if not isValid(widget):
                continue  # it was closed meanwhile
            if self._frozen and not widget.isVisible():
                self._thaw()  # all that can be seen is done
            style = widget.style()
            style.unpolish(widget)
            style.polish(widget)
            if time.perf_counter() > end:
                break
        if not self._waiting:
            self._end()

    def _thaw(self) -> None:
        for window in self._frozen:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._frozen = []

    def _end(self) -> None:
        self._timer.stop()
        self._thaw()
        Recoloring._at_work = None
        self.deleteLater()
