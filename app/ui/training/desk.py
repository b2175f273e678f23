"""What the main window has of trainings: a quiet word in the status bar, the window, and the question at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from app.comparing import Comparing
from app.model_library import export_model, keep_model
from app.own_drawing import drawing_of
from app.run_library import RunSummary, find_runs
from app.settings import Settings
from app.training_process import MODEL_FILE, RunWatcher
from app.turns import in_turns, next_turn
from app.ui import model_questions
from app.ui.desk_badge import DeskBadge
from app.ui.models_dialog import ModelsDialog
from app.ui.notice_bar import NoticeBar
from app.ui.theme import GRID
from app.ui.training import questions
from app.ui.training.questions import Leaving
from app.ui.training.together import Together
from app.ui.training.trial import WeightsTrial
from app.ui.training.window import TrainingWindow
from app.ui.training.words import state_words
from app.works import Work
from app.workspace import Workspace
from trainer.control import Command, send
from trainer.run_lock import is_training

NAME_WIDTH = 24 * GRID
FRAME_MS = 16
LOOK_MS = 5000
"""How often the status bar looks for trainings at work."""


class TrainingDesk(QObject):
    """Owns the training window, which is made when it is first asked for.

    Args:
        window: the main window.
        workspace: takes the weights that are to paint.
        settings: where dialogs were last.
        comparing: holds the newest weights of a run beside the model before.
    """

    def __init__(self, window: QMainWindow, workspace: Workspace, settings: Settings, comparing: Comparing) -> None:
        super().__init__(window)
        self._parent = window
        self._workspace = workspace
        self._settings = settings
        self._window: TrainingWindow | None = None
        self._models: ModelsDialog | None = None
        self.live: list[RunSummary] = []
        """The trainings that are at work, or paused, as last seen."""
        self.notice = NoticeBar()
        """Stands above the canvas: what is tried there, and what trainings ask."""
        self.trial = WeightsTrial(workspace, comparing, self.notice, self)
        self.together = Together(workspace.background, workspace.bridge, self.notice, settings, self)
        self.badge = DeskBadge("graduation-cap", self.tr("Show the training at work"))
        self.badge.clicked.connect(self.show_runs)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def window(self) -> TrainingWindow:
        """The training window."""
        if self._window is None:
            self._window = TrainingWindow(
                self._workspace.background,
                self._settings,
                self._parent,
                lambda: drawing_of(self._workspace.document),
            )
            self._window.paint_asked.connect(self.paint_with)
            self._window.try_asked.connect(self.trial.begin)
            self._window.export_asked.connect(self._export)
            self._window.runs_changed.connect(self._set_runs)
        return self._window

    def begin(self) -> None:
        """Starts to look for trainings; called once the main window is on the screen."""
        self._timer.start()
        self.look()

    def show_new(self) -> None:
        """Opens the window where a training is asked for, unless a run is chosen before that page is made."""
        self._show(self._new_page(self.window.watcher))

    def show_runs(self) -> None:
        """Opens the window on the newest run, at work before all others."""

        def done(runs: list[RunSummary]) -> None:
            self._set_runs(runs)
            self._show(self._newest_run(runs))

        self._workspace.background.run(find_runs, done, self._workspace.failed.emit)

    def show_models(self) -> None:
        """Opens the list of models."""
        if self._models is None:
            self._models = ModelsDialog(self._workspace.background, self._settings, self._parent)
            self._models.model_chosen.connect(self._workspace.open_model)
            self._models.run_chosen.connect(self.paint_with)
        model = self._workspace.document.model.value
        self._models.refresh(model.path if model is not None else None)
        self._models.open()

    def _export(self, root: Path, name: str) -> None:
        """Writes a run's weights for others, as the user says where and how small."""
        asked = model_questions.ask_export(self.window, self._settings, name)
        if asked is None:
            return
        out, storage = asked
        told = self.tr("Exported {name} with its model card").format(name=out.name)
        self._workspace.works.run(
            Work(words=self.tr("Exporting {name}…").format(name=out.name)),
            lambda tell: export_model(root / MODEL_FILE, out, storage, name, tell),
            lambda _none: self._workspace.noticed.emit(told),
            self.window.error_bar.show_message,
            lambda: self._workspace.noticed.emit(self.tr("Called off the export of {name}").format(name=out.name)),
        )

    def look(self) -> None:
        """Looks for trainings at work."""
        self._workspace.background.run(find_runs, self._set_runs, lambda _message: None)

    def paint_with(self, root: Path) -> None:
        """Keeps a copy of a run's newest weights among the user's models, and chooses it; Undo goes back."""
        self._workspace.background.run(
            lambda: keep_model(root), self._workspace.open_model, self._workspace.failed.emit
        )

    def may_close(self) -> bool:
        """Asks what trainings at work shall do without the window; False where it is to stay."""
        live = {run.root for run in self.live if is_training(run.root)}
        watcher = self._window.watcher if self._window is not None else None
        if watcher is not None and watcher.run.state.is_live:
            live.add(watcher.run.root)  # it may have begun since the last look
        if not live:
            return True
        leaving = questions.ask_leaving(self._parent, len(live))
        command = {Leaving.PAUSE: Command("pause"), Leaving.STOP: Command("stop")}.get(leaving)
        for root in live if command is not None else ():
            assert command is not None
            try:
                send(root, command)
            except OSError as error:
                self._workspace.failed.emit(f"{root}: {error.strerror or error}")
                return False
        return leaving is not Leaving.STAY

    def close(self) -> None:
        """Ends what belongs to the window; trainings go on."""
        self._timer.stop()
        if self._window is not None:
            self._window.shut()

    def _show(self, parts: Iterator[object]) -> None:
        """Raises the window, and once it is painted goes through what is to stand in it, a turn for each part."""
        window = self.window
        window.show()
        window.raise_()
        window.activateWindow()
        next_turn(window, lambda: in_turns(window, parts), FRAME_MS)

    def _new_page(self, watched: RunWatcher | None) -> Iterator[object]:
        """The page where a training is asked for, unless another run than `watched` is chosen meanwhile."""
        window = self.window
        # To make the page, to style it, to lay it out and paint it take a turn each; the run's page comes next.
        page = (lambda: window.unplaced_start_page, lambda: window.start_page, window.show_new)
        for part in (*page, lambda: window.unplaced_run_page, lambda: window.run_page):
            if window.watcher is not watched:
                return
            yield part()

    def _newest_run(self, runs: list[RunSummary]) -> Iterator[object]:
        """The list of runs, then the page of the first, unless one is chosen already or meanwhile."""
        window = self.window
        yield window.set_runs(runs)
        chosen = next(iter(self.live or runs), None)
        if chosen is None:
            yield from self._new_page(window.watcher)
        elif window.watcher is None:
            yield window.unplaced_run_page
            yield window.run_page
            if window.watcher is None:
                yield window.watch(chosen.root)

    def _set_runs(self, runs: list[RunSummary]) -> None:
        self.live = [run for run in runs if run.state.is_live]
        self.trial.look()
        self.together.set_runs(self.live)
        self.badge.setVisible(bool(self.live))
        if self.live:
            run = self.live[0]
            share = f" {100 * run.step // run.steps} %" if run.steps else ""
            name = self.badge.fontMetrics().elidedText(run.name, Qt.TextElideMode.ElideRight, NAME_WIDTH)
            self.badge.setText(f"{name}: {state_words(run.state)}{share}")
