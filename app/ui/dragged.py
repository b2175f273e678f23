"""What is asked of a drag once, when it comes in, and holds while it moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent

T = TypeVar("T")


class Dragged(Generic[T]):
    """Looks at what is dragged when it enters a widget, and remembers until it leaves or falls what it found: a hand
    that moves asks a hundred times a second, and the files may be thousands, or on a drive that does not answer.

    Args:
        look: gives what is found.
    """

    def __init__(self, look: Callable[[QMimeData], T]) -> None:
        self._look = look
        self._found: T | None = None
        self._is_known = False

    def see(self, event: QEvent) -> None:
        """Every event goes by here: with a drag that leaves what was found is forgotten."""
        if event.type() == QEvent.Type.DragLeave:
            self._is_known = False

    def of(self, event: QDropEvent) -> T:
        """What is found in the drag of an event: one that enters, moves or falls."""
        if isinstance(event, QDragEnterEvent) or not self._is_known:
            self._found = self._look(event.mimeData())
        self._is_known = event.type() != QEvent.Type.Drop
        return cast(T, self._found)
