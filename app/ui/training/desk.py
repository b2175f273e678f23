"""What the main window has of trainings: a quiet word in the status bar, the window, and the question at the end."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QToolButton

from app.own_drawing import drawing_of
from app.run_library import RunSummary, find_runs, read_notes
from app.settings import Settings
from app.training_process import MODEL_FILE
from app.ui.icons import icon
from app.ui.theme import GRID
from app.ui.training import questions
from app.ui.training.questions import Leaving
from app.ui.training.window import TrainingWindow
from app.ui.training.words import state_words
from app.workspace import Workspace
from engine.errors import TrainingError
from engine.files import replaced_whole
from engine.model_info import read_model_info
from engine.resources import user_models_folder
from trainer.control import Command, send
from trainer.run_lock import is_training

NAME_WIDTH = 24 * GRID
LOOK_MS = 5000
"""How often the status bar looks for trainings at work."""


class TrainingDesk(QObject):
    """Owns the training window, which is made when it is first asked for.

    Args:
        window: the main window.
        workspace: takes the weights that are to paint.
        settings: where dialogs were last.
    """

    def __init__(self, window: QMainWindow, workspace: Workspace, settings: Settings) -> None:
        super().__init__(window)
        self._parent = window
        self._workspace = workspace
        self._settings = settings
        self._window: TrainingWindow | None = None
        self.live: list[RunSummary] = []
        """The trainings that are at work, or paused, as last seen."""
        self.badge = QToolButton()
        self.badge.setObjectName("header")
        self.badge.setIcon(icon("graduation-cap"))
        self.badge.setIconSize(QSize(16, 16))
        self.badge.setFixedHeight(22)  # lower than the line it stands in, which keeps its height
        self.badge.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.badge.setToolTip(self.tr("Show the training at work"))
        self.badge.setAccessibleName(self.badge.toolTip())
        self.badge.clicked.connect(self.show_runs)
        self.badge.hide()
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
            self._window.runs_changed.connect(self._set_runs)
        return self._window

    def begin(self) -> None:
        """Starts to look for trainings; called once the main window is on the screen."""
        self._timer.start()
        self.look()

    def show_new(self) -> None:
        """Opens the window where a training is asked for."""
        self.window.show_new()
        self._raise()

    def show_runs(self) -> None:
        """Opens the window on the newest run, at work before all others."""

        def done(runs: list[RunSummary]) -> None:
            self._set_runs(runs)
            self.window.set_runs(runs)
            chosen = next(iter(self.live or runs), None)
            if self.window.run_page.watcher is None and chosen is not None:
                self.window.watch(chosen.root)
            elif chosen is None:
                self.window.show_new()
            self._raise()

        self._workspace.background.run(find_runs, done, self._workspace.failed.emit)

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
        watcher = self._window.run_page.watcher if self._window is not None else None
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

    def _raise(self) -> None:
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _set_runs(self, runs: list[RunSummary]) -> None:
        self.live = [run for run in runs if run.state.is_live]
        self.badge.setVisible(bool(self.live))
        if self.live:
            run = self.live[0]
            share = f" {100 * run.step // run.steps} %" if run.steps else ""
            name = self.badge.fontMetrics().elidedText(run.name, Qt.TextElideMode.ElideRight, NAME_WIDTH)
            self.badge.setText(f"{name}: {state_words(run.state)}{share}")


def keep_model(root: Path) -> Path:
    """Copies a run's newest weights to the user's models, named by run and step, so that the training may go on
    writing its own. Not on the GUI thread.

    Returns:
        The copy.

    Raises:
        NurieError: there are no weights yet, or they cannot be copied.
    """
    source = root / MODEL_FILE
    info = read_model_info(source)
    trainings = info.provenance.get("trainings") or [{}]
    step = trainings[-1].get("steps_done", 0)
    name = read_notes(root).name or root.name
    target = user_models_folder() / f"{name} {step}.safetensors"
    if target.exists():
        return target
    try:
        with replaced_whole(target) as part:
            shutil.copyfile(source, part)
    except OSError as error:
        raise TrainingError(f"{target} cannot be written: {error.strerror or error}.") from error
    return target
