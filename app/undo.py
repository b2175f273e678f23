"""The undo stack, where the steps of one gesture are one command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack

from app.model.commands import GestureChange


class UndoStack(QUndoStack):
    """Merges commands itself. GUI thread only.

    Qt would call `mergeWith` and delete the newer command, but PySide (6.12 at least) hands a pushed command over only
    after that: it would keep every step of every slider, with all its tags, for as long as the window lives.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call_off: Callable[[], Any] | None = None
        self._undo_actions: list[QAction] = []

    @property
    def is_expecting(self) -> bool:
        """Whether something is on its way to become a command."""
        return self._call_off is not None

    def expect(self, call_off: Callable[[], Any] | None) -> None:
        """What the hand does now becomes a command when it is worked out; until then undo means that, and calls
        `call_off`. With None there is nothing of the kind any more."""
        self._call_off = call_off
        for action in self._undo_actions:
            action.setEnabled(self.is_expecting or self.canUndo())

    def take_back(self) -> None:
        """Calls off what is on its way to become a command, else undoes the last one."""
        if self._call_off is None:
            self.undo()
            return
        call_off = self._call_off
        self.expect(None)
        call_off()

    def createUndoAction(self, parent: QObject, prefix: str = "") -> QAction:
        """An action that takes back the last thing that the hand did."""
        action = super().createUndoAction(parent, prefix)
        action.triggered.disconnect()
        action.triggered.connect(lambda: self.take_back())
        self._undo_actions.append(action)
        return action

    def push(self, command: QUndoCommand) -> None:
        """Does a command and keeps it to be undone; one that ends where its gesture began leaves none."""
        gesture = self._running()
        if gesture is None or not isinstance(command, GestureChange) or not gesture.goes_on_in(command):
            super().push(command)
            return
        command.redo()
        gesture.take(command)
        if gesture.changes_nothing:
            gesture.setObsolete(True)
            self.undo()  # which only drops it
        else:
            self.undoTextChanged.emit(self.undoText())

    def _running(self) -> GestureChange | None:
        """The last command where more may become part of it: nothing was undone since, or saved."""
        if not 0 < self.index() == self.count() or self.isClean():
            return None
        last = self.command(self.index() - 1)
        return last if isinstance(last, GestureChange) else None
