"""What a training tells: JSON lines, the same in the run folder, on standard output and in the window."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Protocol, TextIO

from engine.sentences import Sentence, packed

EventName = Literal["started", "step", "sample", "evaluated", "saved", "warning", "failed", "done"]
EVENTS: tuple[EventName, ...] = ("started", "step", "sample", "evaluated", "saved", "warning", "failed", "done")

RowName = Literal["sketch", "reference", "result", "truth", "wanted", "moved", "as_wanted"]
"""What a row of a sample sheet shows: `truth`, the picture that was drawn over; in stage two `wanted`, a picture in the
colours that are wanted, `moved`, the result whose tags were moved to it, `as_wanted`, the result by it as reference."""


def format_event(name: EventName, values: dict[str, Any]) -> str:
    """One event as a JSON line without its line end. Numbers that JSON cannot hold become null; beside a `message`
    that can be said in other languages stands `said`, which `engine.sentences.unpacked` reads."""
    message = values.get("message")
    said = {"said": packed([message])} if isinstance(message, Sentence) else {}
    plain = {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in values.items()}
    return json.dumps({"event": name, "time": round(time.time(), 3), **plain, **said}, ensure_ascii=False, default=str)


def parse_event(line: str) -> dict[str, Any] | None:
    """An event line back as a dict, or None for a line that is none (half written, foreign)."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):  # the latter where brackets are nested without end
        return None
    return value if isinstance(value, dict) and value.get("event") in EVENTS else None


class Listener(Protocol):
    """Takes every event of a run beside the file, such as a TensorBoard log."""

    def __call__(self, name: EventName, values: dict[str, Any]) -> None: ...

    def close(self) -> None: ...


class EventWriter:
    """Appends events to a file, flushed line by line, and prints them if asked to.

    A full disk, or a reader who has gone, is no reason to end a training: the line is then lost.

    Args:
        path: the run's `events.jsonl`; None writes nothing.
        echo: a stream that gets the same lines, or None.
    """

    def __init__(self, path: Path | None, echo: TextIO | None = None) -> None:
        self._file = None if path is None else _appending(path)
        self._streams = [stream for stream in (self._file, echo) if stream is not None]
        self._listeners: list[Listener] = []

    def also(self, listener: Listener) -> None:
        """Has a listener told of every event from now on; it is closed with this writer."""
        self._listeners.append(listener)

    def write(self, name: EventName, **values: Any) -> None:
        """Writes one event."""
        line = format_event(name, values)
        for stream in self._streams:
            with suppress(OSError):
                stream.write(line + "\n")
                stream.flush()
        for listener in self._listeners:
            listener(name, values)

    def close(self) -> None:
        for listener in self._listeners:
            listener.close()
        if self._file is not None:
            with suppress(OSError):
                self._file.close()


def _appending(path: Path) -> TextIO:
    """The file, ready for the next line: half a one, as a kill leaves it, is ended, or it would take that with it."""
    with suppress(OSError), path.open("a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
    return path.open("a", encoding="utf-8")


def standard_output(wanted: bool) -> TextIO | None:
    """Standard output where event lines are wanted there."""
    return sys.stdout if wanted else None
