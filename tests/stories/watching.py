"""What a soak watches: faults anywhere in the process, its memory, and the window's pauses.

Faults are exceptions that nobody caught, on any thread; errors in the log; Qt's warnings. The memory of the process is
told at rest. How long the event loop was away a timer tells that is due every `TICK_S`: each of its ticks is late by as
long as something else held the thread. The time in which the thread wanted to run and the machine let others run is
taken off, where the system tells it (Linux). What cannot be taken off is waiting for another thread of ours that was
itself kept waiting; so two more things are noted between two ticks, in seconds of the processor: the work of the
thread, which holds on any machine and misses what the thread waits for; and how much of a pause all our threads
together worked: more of it is not theirs, unless they wait for a disk. Of late ticks it is told as well for how long
the host of a virtual machine meanwhile let others have one of its processors: time that the window's thread, or one
that it waited for, cannot have had. It is taken off nothing.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, QTimer, qInstallMessageHandler

TICK_S = 0.005
LATE_S = 0.05
MEGABYTE = 1 << 20


@dataclass
class Report:
    """What a soak saw.

    Attributes:
        seed: what the gestures were made of.
        gestures: how often each was made.
        gesture: the one under way.
        faults: exceptions, errors of the log and Qt's warnings, in words, with moment and gesture.
        pauses: by how many seconds each tick was late, what the machine is to blame for taken off.
        owned: the part of each pause that our own threads can have made, as they worked meanwhile, in seconds.
        late: the ticks that were late by more than `LATE_S`: by how much, for how long the host was away, the gesture.
        work: for how many seconds of the processor the window's thread worked before each tick.
        worst: the ticks with most work: its seconds, the pause, and the gesture under way.
        kept_waiting: the share of the time in which the machine did not let the window's thread run, 0..1.
        memory: bytes of the process at rest: after the warm-up, and at the end; zeros where they cannot be told.
    """

    seed: int
    gestures: Counter[str] = field(default_factory=Counter)
    gesture: str = "start"
    faults: list[str] = field(default_factory=list)
    pauses: array[float] = field(default_factory=lambda: array("d"))
    owned: array[float] = field(default_factory=lambda: array("d"))
    late: list[tuple[float, float, str]] = field(default_factory=list)
    work: array[float] = field(default_factory=lambda: array("d"))
    worst: list[tuple[float, float, str]] = field(default_factory=list)
    kept_waiting: float = 0.0
    memory: tuple[int, int] = (0, 0)
    _begin: float = field(default_factory=time.monotonic)

    def begin(self, gesture: str) -> None:
        """A gesture begins."""
        self.gesture = gesture
        self.gestures[gesture] += 1

    def blame(self, fault: str) -> None:
        """Notes a fault. Any thread."""
        self.faults.append(f"{time.monotonic() - self._begin:.1f} s, {self.gesture}: {fault}")

    @property
    def growth(self) -> int:
        """By how many bytes the process grew between the two rests."""
        return self.memory[1] - self.memory[0]

    def pause_of(self, share: float) -> float:
        """The pause in seconds that this share of the ticks stays under, 0..1."""
        return _quantile(self.pauses, share)

    def work_of(self, share: float) -> float:
        """The work in seconds of the processor that this share of the ticks stays under, 0..1."""
        return _quantile(self.work, share)

    def __str__(self) -> str:
        worst = ", ".join(
            f"{1000 * work:.0f} of {1000 * pause:.0f} ms ({gesture})" for work, pause, gesture in self.worst[:10]
        )
        late = ", ".join(
            f"{1000 * pause:.0f} ms of which the host was away for {1000 * away:.0f} ({gesture})"
            for pause, away, gesture in sorted(self.late, reverse=True)[:10]
        )
        pauses, work = (
            f"95 % under {1000 * _quantile(values, 0.95):.1f} ms, 99 % under {1000 * _quantile(values, 0.99):.1f} ms, "
            f"{sum(value > LATE_S for value in values)} of {len(values)} over 50 ms"
            for values in (self.pauses, self.work)
        )
        return (
            f"seed {self.seed}: {self.gestures.total()} gestures, {len(self.faults)} faults; "
            f"pauses: {pauses}{late and f' ({late})'}, the longest {1000 * self.pause_of(1):.0f} ms, "
            f"made by our own threads {sum(p > LATE_S for p in self.owned)}, "
            f"the longest {1000 * _quantile(self.owned, 1):.0f} ms, "
            f"the machine away for {self.kept_waiting:.0%} of the time; "
            f"work: {work}, {sum(value > 0.016 for value in self.work)} over 16 ms, most {worst}; "
            f"memory {self.memory[0] / MEGABYTE:.0f} → {self.memory[1] / MEGABYTE:.0f} MB"
            + "".join(f"\n  fault at {fault}" for fault in self.faults)
        )


def _quantile(values: array[float], share: float) -> float:
    """0 where there are none: what went wrong before the first tick is told all the same."""
    return float(np.quantile(np.frombuffer(values), share)) if values else 0.0


class Clock(QTimer):
    """Notes by how long each of its ticks is late, and during which gesture."""

    def __init__(self, report: Report) -> None:
        super().__init__(interval=round(1000 * TICK_S), timerType=Qt.TimerType.PreciseTimer)
        self._report = report
        self._last = self._waited = self._worked = self._all_worked = 0.0
        self._time = 0.0
        self._taken: list[float] = []
        self.timeout.connect(self._tick)

    def begin(self) -> None:
        self._last, self._waited, self._worked = time.perf_counter(), kept_waiting(), time.thread_time()
        self._all_worked, self._taken = time.process_time(), taken_away()
        self.start()

    def _tick(self) -> None:
        now, waited, worked, all_worked = time.perf_counter(), kept_waiting(), time.thread_time(), time.process_time()
        pause, work = max(0.0, now - self._last - TICK_S - (waited - self._waited)), worked - self._worked
        report, away = self._report, waited - self._waited
        report.kept_waiting = (report.kept_waiting * self._time + away) / (self._time + now - self._last)
        self._time += now - self._last
        report.pauses.append(pause)
        report.owned.append(min(pause, all_worked - self._all_worked))
        self._last, self._waited, self._worked, self._all_worked = now, waited, worked, all_worked
        before, self._taken = self._taken, taken_away()
        if pause > LATE_S:
            gone = max((after - then for then, after in zip(before, self._taken, strict=False)), default=0.0)
            report.late.append((pause, gone, report.gesture))
        report.work.append(work)
        if work > 0.016:
            report.worst = sorted([*report.worst, (work, pause, report.gesture)], reverse=True)[:20]


@contextmanager
def watched(report: Report) -> Iterator[None]:
    """Notes what goes wrong anywhere in the process."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            report.blame(f"log: {self.format(record)}")

    def on_message(_kind: object, _context: object, message: str) -> None:
        if "This plugin does not support" not in message:  # the offscreen platform says it of windows
            report.blame(f"Qt: {message}")

    def on_error(kind: type[BaseException], error: BaseException, trace: object) -> None:
        logging.getLogger("soak").critical("uncaught", exc_info=(kind, error, trace))  # type: ignore[arg-type]

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        on_error(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    collector = Collector(logging.ERROR)
    logging.getLogger().addHandler(collector)
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = on_error, on_thread_error
    before = qInstallMessageHandler(on_message)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        sys.excepthook, threading.excepthook = hooks
        logging.getLogger().removeHandler(collector)


def kept_waiting() -> float:
    """For how many seconds this thread wanted to run and was not let, since it began; 0 where nobody tells."""
    try:
        return int(Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def taken_away() -> list[float]:
    """For how many seconds since the machine started its host let others have each of its processors, in steps of a
    hundredth; empty where nobody tells."""
    try:
        lines = Path("/proc/stat").read_bytes().split(b"\n")
        return [int(line.split()[8]) / os.sysconf("SC_CLK_TCK") for line in lines[1:] if line.startswith(b"cpu")]
    except (OSError, ValueError, IndexError, AttributeError):
        return []


def resident_bytes() -> int:
    """The memory of this process, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0
