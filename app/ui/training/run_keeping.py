"""What becomes of a run besides its training: another name, or the waste basket."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.background import Background
from app.run_library import RunNotes, RunSummary, throw_away, write_notes
from app.ui.training import questions
from trainer.run_lock import is_training


class RunKeeping(QObject):
    """Asks, and does it. GUI thread.

    Args:
        background: writes and moves.
        parent: the window that asks.
    """

    changed = Signal()
    """There is something new to list."""
    gone = Signal(object)
    """This run folder lies in the waste basket."""
    failed = Signal(str)

    def __init__(self, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._background = background
        self._window = parent
        self._waiting: set[Path] = set()

    def rename(self, run: RunSummary) -> None:
        """Asks for another name of a run."""
        name = questions.ask_name(self._window, run.name)
        if name is None:
            return
        notes = RunNotes("" if name == run.root.name else name, run.notes.notes)
        self._background.run(lambda: write_notes(run.root, notes), lambda _none: self.changed.emit(), self.failed.emit)

    def ask_throw_away(self, root: Path, name: str) -> bool:
        """Asks whether a run goes to the waste basket; it goes once no training is at work in it (`look`). Whoever
        asks stops the training."""
        if not questions.ask_throw_away(self._window, name):
            return False
        self._waiting.add(root)
        return True

    def throw_away_idle(self, run: RunSummary) -> None:
        """Asks the same of a run in which no training is at work."""
        if self.ask_throw_away(run.root, run.name):
            self.look()

    def look(self) -> None:
        """Throws away what was to go and has ended meanwhile; called now and then."""
        for root in [root for root in self._waiting if not is_training(root)]:
            self._waiting.discard(root)
            self._background.run(
                lambda root=root: throw_away(root), lambda _none, root=root: self._tell(root), self.failed.emit
            )

    def _tell(self, root: Path) -> None:
        self.gone.emit(root)
        self.changed.emit()
