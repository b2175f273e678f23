"""A training in a process of its own: how it is started, and how the window follows it.

The process outlives the window: it is detached, and what it tells it writes into its run folder. The window never
holds its other end; it reads `events.jsonl` from the beginning whenever it attaches, and asks the run's lock whether
the process lives.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QProcessEnvironment, QTimer, Signal

from app.background import Background
from app.model.training_run import RunState, TrainingRun
from app.turns import next_turn
from engine.errors import TrainingError
from engine.resources import RESOURCES
from engine.sentences import TELL_VARIABLE
from trainer.control import Command, send
from trainer.events import parse_event
from trainer.run_lock import is_training

PROGRAM = (sys.executable, str(RESOURCES.parent / "main.py"))
EVENTS_FILE, LOG_FILE, MODEL_FILE = "events.jsonl", "log.txt", "model.safetensors"
POLL_MS = 400
CHUNK_BYTES = 24 * 1024
"""Read at once: some milliseconds of parsing, so that a long history never holds up the GUI thread."""
MOST_LINE_BYTES = 1024 * 1024
GRACE_POLLS = 300
"""Looks at a fresh process before a missing lock means that it died: it loads torch first, which takes its time."""
LAST_WORDS_BYTES = 4096
NICENESS = 10
_PROGRESS = re.compile(r"\[[\d:]+(<[\d:?]+)?, ")
"""How long a progress bar's work took and will take: `[02:48<1:44:52, 43.10s/step]`, `[00:00, ?picture/s]`."""
Process = subprocess.Popen[bytes]


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingProcess", text)


_children: list[Process] = []
"""Those that were started here: each is asked for its end now and then, so that none stays behind as a shadow."""


def start_detached(arguments: Sequence[str], run: Path) -> Process:
    """Starts `main.py train …` so that it outlives this program; what it prints goes to the run's `log.txt`.

    Raises:
        TrainingError: the folder cannot be written, or the program not be started.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS
    try:
        run.mkdir(parents=True, exist_ok=True)
        with (run / LOG_FILE).open("ab") as log:
            command = [*PROGRAM, "train", *arguments]
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=os.name != "nt",
                creationflags=flags,
            )
    except OSError as error:
        reason = error.strerror or error
        words = _tr("The training could not be started in {folder}: {reason}.")
        raise TrainingError(words.format(folder=run, reason=reason)) from error
    if sys.platform != "win32":
        # Painting beside a training must stay fluid; the training gives way. It may have ended already.
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
    _children[:] = [child for child in _children if child.poll() is None]
    _children.append(process)
    return process


def telling() -> QProcessEnvironment:
    """The environment of a command whose last line, where it fails, is to be read by `translation.last_word`."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert(TELL_VARIABLE, "json")
    return environment


class EventTail:
    """Bytes of a growing file → whole lines → events; what is no event is passed by.

    Args:
        path: the run's `events.jsonl`, which need not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._rest = b""
        self._skipping = False
        self.foreign = 0
        """Lines that were no events."""
        self.restarted = False
        """Whether the last `read` found the file cut or replaced and began anew."""

    def read(self) -> list[dict[str, Any]]:
        """The next events; none where the file has not grown. Reads at most `CHUNK_BYTES`."""
        self.restarted = False
        try:
            size = self._path.stat().st_size
            if size < self._offset:
                self._offset, self._rest, self._skipping, self.restarted = 0, b"", False, True
            with self._path.open("rb") as file:
                file.seek(self._offset)
                data = file.read(CHUNK_BYTES)
        except OSError:
            return []  # not there yet, or for a moment not to be read
        self._offset += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        if self._skipping and lines:
            lines, self._skipping = lines[1:], False  # the end of a line that was too long to be ours
        if len(self._rest) > MOST_LINE_BYTES:
            self._rest, self._skipping = b"", True
            self.foreign += 1
        events = []
        for line in lines:
            event = parse_event(line.decode("utf-8", "replace"))
            if event is not None:
                events.append(event)
            elif line.strip():
                self.foreign += 1
        return events

    @property
    def has_more(self) -> bool:
        """Whether the file holds more than was read."""
        try:
            return self._path.stat().st_size > self._offset
        except OSError:
            return False


def read_run(root: Path) -> TrainingRun:
    """A run as its events tell it up to now. Any thread but the GUI's, which owns what it gives."""
    run, tail = TrainingRun(root), EventTail(root / EVENTS_FILE)
    run.apply(tail.read())
    while tail.has_more:
        run.apply(tail.read())
    return run


class RunWatcher(QObject):
    """Follows a run: its events go into `run`, its process is looked after. GUI thread.

    Args:
        root: the run folder.
        background: reads the last words of a run that died.
        process: that was started a moment ago and has not taken the lock yet, or None.
    """

    caught_up = Signal()
    """Everything that was told before it was attached is in."""
    refused = Signal(str)
    """A command could not be given: one sentence."""

    def __init__(
        self, root: Path, background: Background, process: Process | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.run = TrainingRun(root)
        self._background = background
        self._tail = EventTail(root / EVENTS_FILE)
        self._fresh: Process | None = None
        self._grace = 0
        self._caught_up = False
        self._asked_words = False
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        self.run.set_alive(is_training(root))
        if process is not None:
            self.expect_start(process)
        self._timer.start()
        next_turn(self, self._poll)

    @property
    def is_alive(self) -> bool:
        """Whether a process holds the run's folder at this moment."""
        return is_training(self.run.root)

    def close(self) -> None:
        """Stops following; the training goes on."""
        self._timer.stop()

    def expect_start(self, process: Process) -> None:
        """A process was started for this run just now."""
        self._fresh, self._grace, self._asked_words = process, GRACE_POLLS, False
        self.run.expect_start()

    def send(self, command: Command) -> None:
        """Asks the training for something."""
        try:
            send(self.run.root, command)
        except OSError as error:
            reason = error.strerror or error
            self.refused.emit(self.tr("{run} cannot be written: {reason}.").format(run=self.run.root, reason=reason))

    def stop(self) -> None:
        """Asks the training to save and end; one that has not begun has nothing to save and is ended at once."""
        if self.run.state is RunState.STARTING and self._fresh is not None:
            self._fresh.terminate()
            self._grace = 0
            self.run.apply([{"event": "done", "stopped": True}])
        else:
            self.send(Command("stop"))

    def _poll(self) -> None:
        events = self._tail.read()
        if self._tail.restarted:
            self.run.clear()
        self.run.apply(events, tell=not self._tail.has_more)
        if self._tail.has_more:
            next_turn(self, self._poll)
            return
        self._look_after()
        if not self._caught_up:
            self._caught_up = True
            self.caught_up.emit()

    def _look_after(self) -> None:
        alive = is_training(self.run.root)
        if alive:
            self._grace = 0
        elif self._grace:
            self._grace = self._grace - 1 if self._fresh is not None and self._fresh.poll() is None else 0
            alive = self._grace > 0 and self.run.state is RunState.STARTING
        self.run.set_alive(alive)
        if self.run.state is RunState.LOST and not self.run.last_words and not self._asked_words:
            self._asked_words = True
            self._background.run(lambda: last_words(self.run.root), self._set_words, lambda _message: None)

    def _set_words(self, words: str) -> None:
        if self.run.state is RunState.LOST:
            self.run.last_words = words
            self.run.changed.emit()


def last_words(run: Path) -> str:
    """The last line that a training printed, without its progress bar; empty where there is none. Any thread."""
    try:
        with (run / LOG_FILE).open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - LAST_WORDS_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    # A progress bar redraws itself after a carriage return.
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
    said = [line for line in lines if line and not _PROGRESS.search(line)]
    return said[-1].removeprefix("nurie: ") if said else ""
