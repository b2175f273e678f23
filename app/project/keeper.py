"""Which file the work belongs to: opening it, saving it, and whether it has changed since."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.model.document import Model, load_model
from app.project.file_state import ABSENT, FileState, is_same_file
from app.project.snapshot import Recalled, Snapshot, recalled, snapshot_of, values_of
from app.settings import Settings
from app.works import Work
from app.workspace import Workspace
from engine.errors import WeightsError
from engine.progress import Tell
from engine.project.archive import is_older_copy, read_project, write_project
from engine.project.content import ModelMark, Project, find_marked
from engine.resources import model_files

Ask = Callable[[Callable[[Path | None], Any]], Any]
_writing = threading.Lock()
"""One project is written at a time, so that each window sees what another has just saved."""


@dataclass(frozen=True)
class _Written:
    state: FileState
    is_model_gone: bool


@dataclass(frozen=True, eq=False)
class _Opened:
    project: Project
    model: Model | None
    history: list[Recalled]
    state: FileState


class ProjectKeeper(QObject):
    """The project file of a workspace. GUI thread; reading and writing run elsewhere.

    Args:
        workspace: whose document it is.
        settings: recent projects, and where weights were found before.
    """

    changed = Signal()
    """The file is another one, or the work is saved, or no longer as it was saved."""
    failed = Signal(str)
    """One sentence; nothing was changed or lost."""
    noticed = Signal(str)
    """Something was done that cannot be seen."""
    model_missing = Signal(str)
    """The project that was opened or saved names weights that are not here: one sentence."""
    saved = Signal()
    """The work is on the disk, whatever was refused before."""
    opened = Signal()
    """Another project stands in the window."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._settings = settings
        self._edits = 0
        self._opening: Work | None = None
        self._past_edits = self._past_saved = 0
        self.path: Path | None = None
        """The file that Save writes; None before the work has one."""
        self.file_state = ABSENT
        """What that file was when this window last read or wrote it."""
        self.is_saving = False
        """From when saving is asked for until it is done or given up, the question before it included."""
        workspace.document.changed.connect(self._count_edit)
        workspace.history.edited.connect(self._on_past)
        workspace.undo_stack.cleanChanged.connect(lambda _clean: self.changed.emit())

    @property
    def is_modified(self) -> bool:
        """Whether there is something that no file holds."""
        # Stars are kept by the file, where there is one; by nothing else.
        is_past_modified = self.path is not None and self._past_edits != self._past_saved
        stack = self._workspace.undo_stack
        return is_past_modified or not stack.isClean() or stack.is_expecting

    @property
    def is_vacant(self) -> bool:
        """Whether other work may come into the window: there is no file to it, now or soon, and nothing unsaved."""
        return self.path is None and self._opening is None and not (self.is_saving or self.is_modified)

    @property
    def known_models(self) -> list[Path]:
        """Where weights were found before."""
        return [*self._settings.known_models]

    @property
    def name(self) -> str:
        """What to call the work: its file, or else its sketch; empty when it has neither."""
        sketch = self._workspace.document.sketch.value
        if self.path is not None:
            return self.path.name
        return Path(sketch.source).name if sketch is not None else ""

    def save(self, path: Path, done: Callable[[bool], Any] = lambda saved: None, ask: Ask | None = None) -> None:
        """Saves the work as it is now; then calls `done` with whether it is on the disk.

        Args:
            ask: called where the work's own file is not any more what this window read or wrote, with a function that
                takes where to save: there all the same, elsewhere, or None for nowhere. Unless given, it is replaced.
        """
        document = self._workspace.document
        snapshot = snapshot_of(document, self._workspace.history.saved(document))
        edits, past_edits = self._edits, self._past_edits
        seen = None if self.path is None else (self.path, self.file_state)
        self.is_saving = True
        self.changed.emit()

        def write(path: Path, ask: Ask | None) -> None:
            def acted(written: _Written | None) -> None:
                if written is not None:
                    finished(path, written)
                elif ask is not None:
                    ask(lambda to: write(to, None) if to is not None else called_off(path))

            self._workspace.works.run(
                Work(words=self.tr("Saving…")),
                lambda tell: _write(path, snapshot, seen if ask is not None else None, tell),
                acted,
                lambda message: not_saved(self.failed.emit, message),
                lambda: called_off(path),
            )

        def finished(path: Path, written: _Written) -> None:
            self.is_saving = False
            self.path, self.file_state = path, written.state
            self._past_saved = past_edits
            self._settings.add_recent_project(path)
            if edits == self._edits:
                self._workspace.undo_stack.setClean()
            else:  # undo comes by what the file held before, but not by what it holds now
                self._workspace.undo_stack.resetClean()
            self.changed.emit()
            self.noticed.emit(self.tr("Saved {name}").format(name=path.name))
            self.saved.emit()
            if snapshot.model is not None and written.is_model_gone:
                self.model_missing.emit(self._gone(path, snapshot.model))
            done(True)

        def not_saved(tell: Callable[[str], Any], message: str) -> None:
            self.is_saving = False
            self.changed.emit()
            tell(message)
            done(False)

        def called_off(path: Path) -> None:
            not_saved(self.noticed.emit, self.tr("Called off saving {name}").format(name=path.name))

        write(path, ask)

    def open(self, path: Path, when_safe: Callable[[Callable[[], Any]], Any] = lambda show: show()) -> None:
        """Opens a project in place of the present work, which the caller has asked about.

        Args:
            when_safe: called with what puts it in that place once it is read, where something was edited meanwhile or
                is being saved.
        """
        self.call_off_opening()  # of two projects the newest is meant
        work = self._opening = Work(words=self.tr("Opening…"))
        edits, past_edits = self._edits, self._past_edits
        present = self._workspace.document.model.value
        candidates = self.known_models

        is_absent = False

        def read(tell: Tell) -> _Opened:
            nonlocal is_absent
            is_absent = _is_absent(path)
            state = FileState.of(path)  # first: what is saved while it is read is another
            project = read_project(path, tell)
            model = model_of(project.model, present, candidates)
            history = recalled(project, lambda mark: model_of(mark, present, candidates))
            return _Opened(project, model, history, state)

        def ended() -> None:
            if self._opening is work:
                self._opening = None

        def done(opened: _Opened) -> None:
            ended()
            if work.is_cancelled:
                return
            if (edits, past_edits) == (self._edits, self._past_edits) and not self.is_saving:
                self._show(path, opened)
            else:  # what is saved now is the work that stands here, and is to be it until then
                when_safe(lambda: self._show(path, opened))

        def failed(message: str) -> None:
            ended()
            if is_absent:
                self._settings.forget_recent_project(path)
                self.changed.emit()
            self.failed.emit(message)

        self._workspace.works.run(work, read, done, failed, ended)

    def call_off_opening(self) -> None:
        """Reads no further in a project that is opened: nobody will see it."""
        if self._opening is not None:
            self._workspace.works.call_off(self._opening)

    def adopt(self, path: Path | None, state: FileState = ABSENT) -> None:
        """Says which file the work belongs to, after a recovery, and what that file was to the work."""
        self.path, self.file_state = path, state
        self.changed.emit()

    def _show(self, path: Path, opened: _Opened) -> None:
        document = self._workspace.document
        model = opened.model or document.model.value
        self._workspace.forget_readings()
        for name, value in values_of(opened.project, model).items():
            getattr(document, name).value = value
        self._workspace.history.replace(opened.history, model)
        self._past_saved = self._past_edits
        self._workspace.undo_stack.clear()
        if is_older_copy(path):  # what is done with it is not to take the place of the copy
            self.path, self.file_state = None, ABSENT
            self._workspace.undo_stack.resetClean()
        else:
            self.path, self.file_state = path, opened.state
            self._settings.add_recent_project(path)
        self.changed.emit()
        self.opened.emit()
        mark = opened.project.model
        if mark is not None and opened.model is None:
            self.model_missing.emit(self._missing(mark.name or mark.file, model))

    def _missing(self, wanted: str, model: Model | None) -> str:
        if model is None:
            return self.tr("“{wanted}”, the model of this project, is not on this machine.").format(wanted=wanted)
        return self.tr("“{wanted}”, the model of this project, is not on this machine; “{model}” colours it.").format(
            wanted=wanted, model=model.info.name
        )

    def _gone(self, path: Path, model: Model) -> str:
        return self.tr(
            "{name} is saved; the file of its model, “{model}”, is gone: once it is back, save again, so that the "
            "project finds it."
        ).format(name=path.name, model=model.info.name or model.path.name)

    def _on_past(self) -> None:
        self._past_edits += 1
        self.changed.emit()

    def _count_edit(self, _name: str) -> None:
        self._edits += 1


def _is_absent(path: Path) -> bool:
    """Whether the disk says that there is no such file; where it says nothing, it may be there. Asks the disk."""
    try:
        return not path.exists()
    except OSError:
        return False


def _write(path: Path, snapshot: Snapshot, seen: tuple[Path, FileState] | None, tell: Tell) -> _Written | None:
    """Saves to a file and gives what it is then; None, and it is as it was, where it is not what was `seen` of it."""
    project = snapshot.marked()
    with _writing:
        if seen is not None and is_same_file(path, seen[0]) and FileState.of(path) not in (ABSENT, seen[1]):
            return None
        write_project(path, project, tell)
        return _Written(FileState.of(path), project.model is not None and not project.model.digest)


def model_of(mark: ModelMark | None, present: Model | None, candidates: list[Path]) -> Model | None:
    """The weights that a project names, wherever they lie now; None where they are not here. Any thread."""
    if mark is None:
        return None
    paths = [*([present.path] if present is not None else []), *candidates, *model_files()]
    path = find_marked(mark, paths)
    if path is None:
        return None
    try:
        return load_model(path)
    except WeightsError:
        return None
