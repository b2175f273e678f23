"""Runs that go to the waste basket: asked first, and never while their training still writes into them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.background import Background
from app.run_library import RunSummary, throw_away
from app.training_process import RunWatcher
from app.ui.training import questions


class Throwing(QObject):
    """Throws runs away.

    Args:
        window: asks the questions.
        background: moves the folders.
    """

    thrown = Signal(object)
    """The folder of a run that is gone."""
    failed = Signal(str)

    def __init__(self, window: QWidget, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._waiting: set[Path] = set()

    def ask_listed(self, run: RunSummary) -> None:
        """Asks for a run of the list, which has ended."""
        if questions.ask_throw_away(self._window, run.name):
            self._throw(run.root)

    def ask_watched(self, watcher: RunWatcher, name: str) -> None:
        """Asks for the run that is watched; a training at work is stopped, and the run goes once it has ended."""
        if not questions.ask_throw_away(self._window, name):
            return
        self._waiting.add(watcher.run.root)
        if watcher.run.state.is_live:
            watcher.stop()
        self.look(watcher)

    def look(self, watcher: RunWatcher) -> None:
        """Whether a run that is to go has ended by now."""
        root = watcher.run.root
        if root in self._waiting and not watcher.is_alive:
            self._waiting.discard(root)
            self._throw(root)

    def _throw(self, root: Path) -> None:
        self._background.run(lambda: throw_away(root), lambda _none: self.thrown.emit(root), self.failed.emit)
