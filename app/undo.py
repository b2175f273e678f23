"""The undo stack, where the steps of one gesture are one command."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand, QUndoStack

from app.model.commands import GestureChange


class UndoStack(QUndoStack):
    """Merges commands itself. GUI thread only.

    Qt would call `mergeWith` and delete the newer command, but PySide (6.12 at least) hands a pushed command over only
    after that: it would keep every step of every slider, with all its tags, for as long as the window lives.
    """

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
