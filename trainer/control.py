"""What the user asks of a training that runs: pause, go on, save, stop, another step size, other steps. No torch.

The same commands come three ways: as lines appended to the run folder's `control.jsonl` (`{"command": "pause"}`),
as lines on standard input (`pause`, `steps 30000`), and as signals: SIGINT and SIGTERM stop, SIGUSR1 pauses and goes
on again. The file is what the window writes to: it reaches a training that outlived the window that started it.

Of several processes that train one model the first alone reads lines and is paused by signals, whichever is told to
stop stops all, and all do the same after the same step.
"""

from __future__ import annotations

import json
import math
import os
import select
import signal
import stat
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypeVar, get_args

from trainer.options import TrainOptions
from trainer.terminal import note

CONTROL_FILE = "control.jsonl"
POLL_SECONDS = 0.2
"""How often a paused training looks for commands; one that runs looks after every step."""
_MOST_BYTES = 65536

Name = Literal["pause", "resume", "save", "stop", "learning-rate", "steps"]
NAMES: tuple[Name, ...] = get_args(Name)
_NUMBERED: tuple[Name, ...] = ("learning-rate", "steps")
T = TypeVar("T", bound=TrainOptions)


@dataclass(frozen=True)
class Command:
    """One thing asked for; `value` is the step size of `learning-rate`, the steps in all of `steps`."""

    name: Name
    value: float | None = None

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name} {self.value:g}"


def parse_command(line: str) -> Command | None:
    """A line as a command: a JSON object, or a word with its number; None for a line that is none."""
    text = line.strip()
    if text.startswith("{"):
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):  # the latter where brackets are nested without end
            return None
        name, value = values.get("command"), values.get("value")
    else:
        name, _, value = text.partition(" ")
    if name not in NAMES:
        return None
    if name not in _NUMBERED:
        return Command(name)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if not math.isfinite(number) or number <= 0:
        return None
    return Command(name, number if name == "learning-rate" else max(1.0, math.floor(number)))


def send(run: Path, command: Command) -> None:
    """Asks the training of a run folder for something; it acts on it after the step that it is at.

    Raises:
        OSError: the folder is gone or cannot be written.
    """
    values = {"command": command.name, "time": round(time.time(), 3)}
    if command.value is not None:
        values["value"] = command.value
    # The line end before it ends what another writer may have left unfinished; a lone one says nothing.
    with (run / CONTROL_FILE).open("ab") as file:
        file.write(f"\n{json.dumps(values)}\n".encode())


class LineTail:
    """The whole lines that are appended to a file from now on; it need not be there yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rest = b""
        try:
            self._offset = path.stat().st_size
        except OSError:
            self._offset = 0

    def read(self) -> list[str]:
        """The lines that were finished since the last call; a file that was cut is read from its beginning."""
        try:
            size = self._path.stat().st_size
            if size < self._offset:
                self._offset, self._rest = 0, b""
            if size == self._offset:
                return []
            with self._path.open("rb") as file:
                file.seek(self._offset)
                data = file.read(_MOST_BYTES)
        except OSError:
            return []  # not there, or not readable at this moment: the next look may find it
        self._offset += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [line.decode("utf-8", "replace") for line in lines]


class Control:
    """Gathers the commands while the block runs; the training asks `poll` after its steps, and nothing changes
    between two calls.

    Attributes:
        paused: whether the training is to rest, everything saved.
        stopping: whether it is to save and end.
        saving: whether it is to save now; the training takes it back once it has.
        elsewhere: steps of the run's other trainings, which a command that names steps counts along; 0 where the
            run is one training.

    Args:
        file: the run's control file; what it held before is no concern of this training.
        listens: whether this process takes commands; one that does not can only be stopped.
        of_all: (values of this process) → of each the largest among all processes, which call it at the same time.
    """

    def __init__(
        self,
        file: Path,
        listens: bool = True,
        of_all: Callable[[Sequence[float]], Sequence[float]] = tuple,
    ) -> None:
        self._listens = listens
        self._tail = LineTail(file) if listens else None
        self._input = _standard_input() if listens else None
        self._of_all = of_all
        self._typed = b""
        self._signalled: list[Name] = []
        self._changes: dict[str, float] = {}
        self._before: dict[int, Any] = {}
        self.paused = False
        self.stopping = False
        self.saving = False
        self.elsewhere = 0

    def __enter__(self) -> Control:
        handlers: dict[int, Callable[[int, Any], None]] = {signal.SIGINT: self._on_stop, signal.SIGTERM: self._on_stop}
        if hasattr(signal, "SIGUSR1"):
            handlers[signal.SIGUSR1] = self._on_toggle
        self._before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def has_changes(self) -> bool:
        """Whether another step size or other steps were asked for."""
        return bool(self._changes)

    def poll(self) -> None:
        """Takes in what was asked for since the last call; several processes call it at the same time, and take in the
        same."""
        before = self.paused
        signalled, self._signalled = self._signalled, []
        for name in signalled:
            # The one signal for both: it means the other of what the training does.
            self._obey(Command("resume" if name == "pause" and self.paused else name))
        for line in self._tail.read() if self._tail is not None else ():
            if (command := parse_command(line)) is not None:
                self._obey(command)
        for line in self._lines_typed():
            if (command := parse_command(line)) is not None:
                self._obey(command)
            elif line.strip():
                note(f"{line.strip()[:40]} is no command; there are {', '.join(NAMES)}, the last two with a number.")
        self._agree(before)

    def _agree(self, before: bool) -> None:
        """Makes what any process was asked for what all were; `before` is whether they rested until now."""
        turned, stopping, saving, *numbers = self._of_all(
            (self.paused != before, self.stopping, self.saving, *(self._changes.get(name, 0) for name in _NUMBERED))
        )
        self.paused = before != bool(turned)
        self.stopping, self.saving = bool(stopping), bool(saving)
        self._changes = {name: value for name, value in zip(_NUMBERED, numbers, strict=True) if value}

    def rest(self) -> bool:
        """Waits while the training is paused, until it is to go on or to stop; tells whether it was."""
        rested = self.paused
        while self.paused and not self.stopping:
            time.sleep(POLL_SECONDS)
            self.poll()
        return rested

    def changed(self, options: T, done: int) -> T:
        """The options with what was asked for; steps that are done cannot be taken back, so one at least is left."""
        changes, self._changes = self._changes, {}
        steps = max(int(changes["steps"]) - self.elsewhere, done + 1) if "steps" in changes else options.steps
        return replace(options, learning_rate=changes.get("learning-rate", options.learning_rate), steps=steps)

    def _obey(self, command: Command) -> None:
        if command.name == "pause":
            self.paused = self.saving = True
        elif command.name == "resume":
            self.paused = False
        elif command.name == "save":
            self.saving = not self.paused  # a training that rests has saved
        elif command.name == "stop":
            self.stopping = True
        elif command.value is not None:
            self._changes[command.name] = command.value

    def _on_stop(self, number: int, _frame: Any) -> None:
        if self.stopping or "stop" in self._signalled:  # asked twice: the user does not want to wait for the saving
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self._signalled.append("stop")

    def _on_toggle(self, _number: int, _frame: Any) -> None:
        if self._listens:  # a signal to a group of processes reaches each at another step, and shall not turn twice
            self._signalled.append("pause")

    def _lines_typed(self) -> list[str]:
        """Whole lines from standard input; never waits for one."""
        if self._input is None or not _may_read(self._input):
            return []
        try:
            if not select.select([self._input], [], [], 0)[0]:
                return []
            data = os.read(self._input, _MOST_BYTES)
        except (OSError, ValueError):
            data = b""
        if not data:
            self._input = None  # its writer has gone
            return []
        *lines, self._typed = (self._typed + data).split(b"\n")
        return [line.decode("utf-8", "replace") for line in lines]


def _standard_input() -> int | None:
    """The descriptor of a standard input that a person or a program writes to; None for a file, whose lines belong
    to someone else, and on Windows, which cannot look at it without waiting."""
    if os.name == "nt" or sys.stdin is None:
        return None
    try:
        descriptor = sys.stdin.fileno()
        return None if stat.S_ISREG(os.fstat(descriptor).st_mode) else descriptor
    except (OSError, ValueError):
        return None


def _may_read(descriptor: int) -> bool:
    """Whether reading is allowed: the system stops a process of the background that reads from its terminal."""
    try:
        return not os.isatty(descriptor) or os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        return False
