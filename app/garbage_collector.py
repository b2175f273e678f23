"""Python's garbage collector, kept on the window's thread and out of the hand's way."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

LOOK_MS = 500
MAX_LOOKS = 20
"""For how many looks a hand is waited for; a release that went to another program is never heard of."""
YOUNG, MIDDLE, ALL = range(3)


class GarbageCollector(QObject):
    """Looks for what only refers to itself, from time to time, between two turns of the window. GUI thread.

    Python does so on whichever thread happens to make the next object, and holds its lock meanwhile: a pool thread that
    shares its core with the networks then keeps the window waiting for tens of milliseconds; and it would let go there
    of things of Qt, which is allowed on this thread alone. So that is turned off while this lives.
    """

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        """Leaves it to Python again."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        self._looks += 1
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton and self._looks < MAX_LOOKS:  # a hand is at work
            return
        self._looks = 0
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[YOUNG] > limits[YOUNG]:
            gc.collect(next((old for old in (ALL, MIDDLE) if counts[old] > limits[old]), YOUNG))
