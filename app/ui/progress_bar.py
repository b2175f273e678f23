"""How far something is, as a thin bar."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

_HEIGHT = 6


class ProgressBar(QProgressBar):
    """A bar without words, which stand beside it.

    Args:
        name: what a screen reader calls it.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(name)

    def show_progress(self, done: int, total: int | None) -> None:
        """Shows that `done` of `total` is done; where that is None, that nobody knows how long it takes."""
        # Qt paints a new value at once, and with it all of the window that waits to be painted: 20 ms for one percent.
        self.setUpdatesEnabled(False)
        self.setRange(0, 0 if total is None else max(1, total))
        self.setValue(done)
        self.setUpdatesEnabled(True)
