"""Who waits for a full picture: an export, a copy, a drag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.shown import Shown

Take = Callable[[Shown], Any]


class Awaited(QObject):
    """Those who take the next full picture of the document as it is. GUI thread."""

    failed = Signal(str)
    """One sentence for the user."""
    released = Signal()
    """Nobody waits any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._takers: list[Take] = []

    @property
    def is_any(self) -> bool:
        """Whether anybody waits."""
        return bool(self._takers)

    def add(self, take: Take) -> None:
        """Waits until `give` calls `take`, or `dismiss` forgets it."""
        self._takers.append(take)

    def give(self, shown: Shown) -> None:
        """Here it is."""
        takers, self._takers = self._takers, []
        for take in takers:
            take(shown)
        if takers:
            self.released.emit()

    def call_off(self) -> None:
        """It will not come, and those who wait are told."""
        if self._takers:
            self.failed.emit(self.tr("The picture was not saved or copied: its colouring was called off."))
        self.dismiss()

    def dismiss(self) -> None:
        """It will not come, which those who wait are told elsewhere."""
        if self._takers:
            self._takers.clear()
            self.released.emit()
