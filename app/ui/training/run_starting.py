"""How a run begins, and how one that has ended goes on: its process is started, its words are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.model.training_plan import Plan, arguments
from app.model.training_run import TrainingRun
from app.own_drawing import write_drawing
from app.run_library import RunNotes, stage_of, write_notes
from app.training_process import Process, start_detached
from app.translation import said
from engine.errors import TrainingError


class RunStarting(QObject):
    """Starts trainings as processes that outlive the window. GUI thread.

    Args:
        background: writes what a run is called, and the drawing that it takes along.
    """

    begun = Signal(object, object, object)
    """This run folder has the process just started, and is called so: `Path`, `Process`, `RunNotes`."""
    named = Signal()
    """What a run is called is written."""
    failed = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background

    def start(self, plan: Plan) -> None:
        """Starts what was asked for, the drawing on the canvas written first where it is taken along."""
        drawing = plan.drawing
        if drawing is None:
            self._launch(plan)
            return
        run = plan.options.run
        self._background.run(lambda: write_drawing(run, drawing), lambda _none: self._launch(plan), self.failed.emit)

    def _launch(self, plan: Plan) -> None:
        run = plan.options.run
        process = self._start(arguments(plan.verb, plan.options), run)
        if process is None:
            return
        notes = RunNotes("" if plan.name == run.name else plan.name)
        self._background.run(lambda: write_notes(run, notes), lambda _none: self.named.emit(), self.failed.emit)
        self.begun.emit(run, process, notes)

    def resume(self, run: TrainingRun, changes: Mapping[str, float]) -> Process | None:
        """Goes on with a run from its last checkpoint.

        Args:
            run: it has ended.
            changes: flags of the command line and their values, none where all stays.

        Returns:
            Its new process; None where it could not be started, which `failed` tells.
        """
        words = [stage_of(run.root), "--data", str(run.options.get("data", "")), "--run", str(run.root), "--resume"]
        words += [word for flag, value in changes.items() for word in (flag, str(value))]
        return self._start(words, run.root)

    def _start(self, words: list[str], run: Path) -> Process | None:
        try:
            return start_detached(words, run)
        except TrainingError as error:
            self.failed.emit(said(error))
            return None
