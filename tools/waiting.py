"""Waiting while the window lives on, for tests and for the tools that show it."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer


def wait(milliseconds: int) -> None:
    """Runs the event loop for so long, as the program does. GUI thread only.

    `QTest.qWait` sleeps with Python's lock in its hand: the engine's thread then gets it some ten milliseconds late at
    every operation, and a picture of 50 ms takes five seconds.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
