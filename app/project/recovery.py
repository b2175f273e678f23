"""Work that a crash, a kill or a pulled plug left in the journal, and the way back to it."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from app.model import commands
from app.model.document import Model, load_model
from app.project.journal import JOURNAL, LOCK, Journal, hold, journal_root, remove_session
from app.project.journal_file import read_journal, summary_of
from app.project.journalled import Summary, Work
from app.project.keeper import ProjectKeeper, model_of
from app.project.snapshot import Recalled, recalled, values_of
from app.translation import said
from app.workspace import Workspace
from engine.errors import ProjectError, WeightsError

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Interrupted:
    """A session that did not end well. Its lock is held, so that no other window offers it too.

    Attributes:
        folder: the session's.
        summary: what it holds.
    """

    folder: Path
    summary: Summary
    lock: QLockFile


def interrupted_sessions(root: Path) -> tuple[list[Interrupted], list[ProjectError]]:
    """The sessions whose process is gone and which hold unsaved work, newest first, and why others may hold some that
    cannot be told; what holds none is swept away.

    Reads whole journals: not on the GUI thread.
    """
    found, unread = [], []
    for folder in sorted(root.iterdir(), reverse=True) if root.is_dir() else []:
        # A window that is just beginning has made its folder but not yet its lock: leave it alone.
        if not (folder / LOCK).exists() and not (folder / JOURNAL).exists():
            continue
        lock = hold(folder)
        if lock is None:
            continue
        try:
            summary = summary_of(folder / JOURNAL)
        except ProjectError as error:
            lock.unlock()
            log.warning("%s", error)
            unread.append(error)
            continue
        if summary is not None and summary.is_modified:
            found.append(Interrupted(folder, summary, lock))
        else:
            log.info("nothing to bring back from %s", folder)
            remove_session(folder, lock)
    return sorted(found, key=lambda session: session.summary.time, reverse=True), unread


class Recovery(QObject):
    """Offers interrupted work, one after the other, and brings it back. GUI thread.

    Args:
        workspace: where the work goes.
        keeper: takes over the file that it belongs to.
        journal: holds it from then on.
    """

    offered = Signal(object)
    """The `Summary` of the work that can be brought back, or None when there is none any more."""
    failed = Signal(str)
    """One sentence; what was left is still there."""
    recovered = Signal()
    window_wanted = Signal()
    """What was offered here is to be brought back in another window."""

    def __init__(self, workspace: Workspace, keeper: ProjectKeeper, journal: Journal) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._keeper = keeper
        self._journal = journal
        self._sessions: list[Interrupted] = []
        self._kept: list[Interrupted] = []
        """Brought back already, but the only ones that hold the work on the disk."""
        self.is_asked_for = False
        """Whether the first work that is found is brought back at once: the user said so in another window."""

    def look(self) -> None:
        """Looks for interrupted work."""
        root = journal_root()

        def done(looked: tuple[list[Interrupted], list[ProjectError]]) -> None:
            sessions, unread = looked
            for error in unread:
                self.failed.emit(said(error))
            self._sessions += sessions
            asked_for, self.is_asked_for = self.is_asked_for, False
            if asked_for:
                self.accept()
            else:
                self._offer()

        self._workspace.background.run(lambda: interrupted_sessions(root), done, self.failed.emit)

    def accept(self) -> None:
        """Brings the offered work back, as an edit that can be undone. Neither unsaved work nor a project is ever
        replaced by other work: that comes in a window of its own."""
        if not self._sessions:
            return
        if not self._keeper.is_vacant:
            self._go_elsewhere()
            return
        session = self._sessions.pop(0)
        present, candidates = self._workspace.document.model.value, self._keeper.known_models

        def read() -> tuple[Work, Model | None, list[Recalled]]:
            work, model = read_journal(session.folder / JOURNAL), None
            with suppress(WeightsError):
                model = load_model(work.model_path) if work.model_path is not None else None
            known = (work.project.sketch, work.project.reference)
            history = recalled(work.project, lambda mark: model_of(mark, model or present, candidates), known)
            return work, model, history

        def done(found: tuple[Work, Model | None, list[Recalled]]) -> None:
            if not self._keeper.is_vacant:  # something came into the window meanwhile
                self._sessions.insert(0, session)
                self._go_elsewhere()
                return
            self._bring_back(*found)
            self._let_go(session)
            self._offer()

        def failed(message: str) -> None:
            session.lock.unlock()
            self.failed.emit(message)
            self._offer()

        self._workspace.background.run(read, done, failed)

    def decline(self) -> None:
        """Throws the offered work away."""
        if self._sessions:
            session = self._sessions.pop(0)
            self._workspace.background.run(
                lambda: remove_session(session.folder, session.lock), lambda _none: None, self.failed.emit
            )
        self._offer()

    def postpone(self) -> None:
        """Leaves everything for the next start, or for another window."""
        for session in self._sessions:
            session.lock.unlock()
        self._sessions.clear()
        self._offer()

    def close(self) -> None:
        """Leaves what is still there for the next start: the window is gone."""
        self.postpone()
        for session in self._kept:
            session.lock.unlock()
        self._kept.clear()

    def _go_elsewhere(self) -> None:
        self.postpone()
        self.window_wanted.emit()

    def _offer(self) -> None:
        self.offered.emit(self._sessions[0].summary if self._sessions else None)

    def _bring_back(self, work: Work, model: Model | None, history: list[Recalled]) -> None:
        document = self._workspace.document
        model = model or document.model.value
        self._workspace.forget_readings()
        values = values_of(work.project, model)
        self._workspace.undo_stack.push(commands.Change(document, self.tr("Recover Work"), values))
        self._workspace.undo_stack.resetClean()  # what stood here before is not what the work's file holds
        self._keeper.adopt(work.project_path, work.project_state)
        self._workspace.history.replace(history, model)
        self.recovered.emit()
        if model is not None and work.model_path is not None and work.model_path != model.path:
            self.failed.emit(
                self.tr("“{wanted}”, which coloured this, is not there any more; “{model}” colours it.").format(
                    wanted=work.model_name or work.model_path.name, model=model.info.name
                )
            )

    def _let_go(self, session: Interrupted) -> None:
        """Removes the old journal once the new one holds the work; otherwise a crash would leave nothing of it."""
        journal = self._journal

        def move() -> bool:
            is_safe = journal.flush()
            if is_safe:
                remove_session(session.folder, session.lock)
            return is_safe

        journal.record_now()  # so that there is something to wait for
        self._workspace.background.run(
            move, lambda is_safe: None if is_safe else self._kept.append(session), self.failed.emit
        )
