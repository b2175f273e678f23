"""Every edit goes into the journal within `DELAY_MS`, on a thread of its own.

    DATA/journal/SESSION/lock      held while the window lives; names its process
    DATA/journal/SESSION/journal   see `app.project.journal_file`

A window that closes takes its session's folder away. One that crashed leaves it, with a lock that nobody holds.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, Qt, QTimer, Signal

from app.data_folder import data_folder
from app.model.history import Moment
from app.project.journal_file import JournalFile
from app.project.journalled import Work
from app.project.keeper import ProjectKeeper
from app.project.snapshot import past_result, snapshot_of
from app.translation import said
from app.workspace import Workspace
from engine.mailbox import Closed, Mailbox
from engine.project.content import ModelMark, PastResult
from engine.sentences import reason_of

log = logging.getLogger(__name__)

LOCK, JOURNAL = "lock", "journal"
DELAY_MS = 50
"""How long an edit may wait to be journalled: the window paints it meanwhile, and its colours are asked for, and of the
steps of a slider each third is enough."""


def journal_root() -> Path:
    """Where the sessions' folders lie."""
    return data_folder() / "journal"


def hold(folder: Path) -> QLockFile | None:
    """Takes the lock of a session's folder; None where a living process holds it. Any thread."""
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)  # a session may run for days: only the death of its process frees it
    return lock if lock.tryLock(0) else None


class JournalWriter:
    """Writes states on a thread of its own; while one is written, only the newest waits.

    Args:
        path: the journal to begin; an older one stays until the new one holds a state.
        failed: called with an error on the writer's thread, once until a writing succeeds again. Whatever it is, the
            next state is tried, whole.
    """

    def __init__(self, path: Path, failed: Callable[[Exception], Any]) -> None:
        self._path = path
        self._failed = failed
        self._mailbox: Mailbox[tuple[int, Work, tuple[Moment, ...]]] = Mailbox()
        self._past: dict[int, tuple[Moment, PastResult]] = {}
        self._marks: dict[Path, ModelMark] = {}
        self._given = self._tried = 0
        self._is_safe = True
        self._progress = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def record(self, work: Work, history: tuple[Moment, ...] = ()) -> None:
        """Leaves a state to be written. Returns at once. One thread gives states.

        Args:
            work: the state, without results of the past.
            history: those, the oldest first.
        """
        self._given += 1
        self._mailbox.put((self._given, work, history))

    def flush(self, timeout: float) -> bool:
        """Waits until everything given so far was written; whether it is on the disk."""
        given = self._given
        with self._progress:
            return self._progress.wait_for(lambda: self._tried >= given, timeout) and self._is_safe

    def close(self) -> None:
        """Ends the thread, after what it is writing."""
        self._mailbox.close()
        self._thread.join()

    def _run(self) -> None:
        file: JournalFile | None = None
        while True:
            try:
                number, work, history = self._mailbox.take()
            except Closed:
                break
            was_safe, error = self._is_safe, None
            try:
                if file is None:
                    file = JournalFile(self._path)
                file.write(replace(work, project=replace(work.project, history=self._past_of(history))))
            except Exception as refusal:  # nothing may end the thread: later edits are to be safe again
                trace = None if isinstance(refusal, OSError) else refusal
                log.warning("the journal cannot be written: %s", refusal, exc_info=trace)
                error = refusal
                if file is not None:
                    file.close()
                    file = None  # the next edit begins it anew, whole
            with self._progress:
                self._tried, self._is_safe = number, error is None
                self._progress.notify_all()
            if error is not None and was_safe:
                self._failed(error)
        if file is not None:
            file.close()

    def _past_of(self, history: tuple[Moment, ...]) -> tuple[PastResult, ...]:
        """Results as they are stored; each is made once, and weights are read once."""
        known, self._past = self._past, {}
        for moment in history:
            kept = known.get(moment.number)
            result = kept[1] if kept is not None and kept[0] is moment else past_result(moment, self._marks)
            self._past[moment.number] = moment, result
        return tuple(result for _, result in self._past.values())


class Journal(QObject):
    """Keeps the work of one window safe. GUI thread.

    Nothing is written before the first edit: what the window opens with lies in files already.

    Args:
        workspace: whose edits are recorded.
        keeper: tells the file, and whether there is anything that no file holds.
    """

    failed = Signal(str)
    """The work cannot be kept safe: one sentence."""
    _write_failed = Signal(str)

    def __init__(self, workspace: Workspace, keeper: ProjectKeeper) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._keeper = keeper
        self._writer: JournalWriter | None = None
        self._lock: QLockFile | None = None
        self._is_refused = self._is_closed = False
        self.folder: Path | None = None
        """The session's folder, once there is something in it."""
        self._kick = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._kick.timeout.connect(self._record)
        workspace.document.changed.connect(self._on_edit)
        workspace.history.moments.changed.connect(self._on_edit)
        keeper.changed.connect(self._on_edit)
        self._write_failed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def record_now(self) -> None:
        """Records the work without waiting for the events of now to end."""
        self._kick.stop()
        self._record()

    def flush(self, timeout: float = 60.0) -> bool:
        """Waits until what was recorded is on the disk; whether it is, or there was nothing that no file holds. Not on
        the GUI thread.

        Args:
            timeout: seconds.
        """
        writer = self._writer
        return not self._is_refused if writer is None else writer.flush(timeout)

    def close(self) -> None:
        """Records nothing more: the work is saved, or was given up."""
        self._is_closed = True
        self._kick.stop()

    def remove(self) -> None:
        """Ends the journal and removes it. Any thread, once it is closed."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None and self.folder is not None:
            remove_session(self.folder, self._lock)
            self._lock = self.folder = None

    def _on_edit(self, _what: object = None) -> None:
        if not self._is_closed and not self._kick.isActive():
            self._kick.start()

    def _record(self) -> None:
        if self._writer is None:
            self._is_refused = self._keeper.is_modified and not self._begin()
        if self._writer is None:
            return
        document = self._workspace.document
        snapshot = snapshot_of(document, self._workspace.history.saved(document))
        model = snapshot.model
        self._writer.record(
            Work(
                snapshot.project,
                model.path if model is not None else None,
                model.info.name if model is not None else "",
                self._keeper.path,
                self._keeper.name,
                self._keeper.is_modified,
                self._keeper.file_state,
            ),
            snapshot.history,
        )

    def _begin(self) -> bool:
        """Makes the session's folder and holds its lock; False where the disk refuses."""
        name = f"{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}-{secrets.token_hex(3)}"
        folder = journal_root() / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = hold(folder)
            if lock is None:
                raise OSError("the lock file cannot be written")
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)  # without a lock nobody would ever sweep it away
            if not self._is_refused:  # each edit tries
                self._tell(said(reason_of(error)))
            return False
        self.folder, self._lock = folder, lock
        self._writer = JournalWriter(folder / JOURNAL, lambda e: self._write_failed.emit(said(reason_of(e))))
        return True

    def _tell(self, reason: str) -> None:
        self.failed.emit(
            self.tr("Your work cannot be kept safe against a crash ({reason}); save it yourself.").format(reason=reason)
        )


def remove_session(folder: Path, lock: QLockFile) -> None:
    """Removes a session's folder whose lock is held, the lock last of all."""
    (folder / JOURNAL).unlink(missing_ok=True)
    lock.unlock()
    for _ in range(3):  # a virus scanner may hold a file for a moment
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)
