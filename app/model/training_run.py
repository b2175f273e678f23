"""A training run as its event lines tell it: state, curves, samples, rates, warnings. No Qt, no torch.

Events come from a file that another program writes, perhaps another version of it, perhaps a damaged disk: whatever
is not as it should be is passed by and counted, never raised.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.model.event_values import MOST, MOST_BYTES, MOST_STEPS, count, inner_path, is_number, number, text
from app.model.properties import Event
from engine.sentences import unpacked

STAGES = ("tagger", "stage-one", "stage-two")
HELD_OUT = "held out: "
"""Before the name of a term whose curve tells of pictures that the training never sees."""
WINDOW = 5
"""Step events over which the rate is averaged: it should not jump with each of them."""
MOST_CURVES, MOST_ROWS = 64, 16
"""No run of ours tells of so many terms, nor of so many rows of a sheet; a damaged line may."""


class RunState(enum.Enum):
    """How a run stands."""

    STARTING = "starting"  # its process reads the data and builds the networks
    RUNNING = "running"
    PAUSED = "paused"  # its process waits, everything saved
    STOPPED = "stopped"  # saved and ended before its last step; it can be resumed
    DONE = "done"
    FAILED = "failed"  # it said why
    LOST = "lost"  # its process is gone without a word

    @property
    def is_live(self) -> bool:
        """Whether a process is at work, or waits."""
        return self in (RunState.STARTING, RunState.RUNNING, RunState.PAUSED)


@dataclass
class Series:
    """A curve: steps, rising, and a finite value at each."""

    steps: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, step: int, value: float) -> None:
        self.steps.append(step)
        self.values.append(value)

    def thinned(self, most: int) -> Series:
        """The curve in at most that many points, each the mean of its neighbours at the last of their steps."""
        stride = -(-len(self.steps) // most)
        if stride <= 1:
            return self
        starts = range(0, len(self.steps), stride)
        means = [sum(part := self.values[i : i + stride]) / len(part) for i in starts]
        return Series([self.steps[min(i + stride, len(self.steps)) - 1] for i in starts], means)

    def cut_after(self, step: int) -> None:
        """Forgets what lies after a step."""
        while self.steps and self.steps[-1] > step:
            self.steps.pop()
            self.values.pop()


@dataclass(frozen=True)
class Sample:
    """A sheet of pictures of one moment, and what became of the artist's own drawing then, where there is one; `rows`
    tells what stands in each row of the sheet, from above, where that is known (`trainer.events.RowName`)."""

    step: int
    path: Path
    own: Path | None = None
    rows: tuple[str, ...] = ()


class TrainingRun:
    """One run. It belongs to the GUI thread.

    Attributes:
        changed: emitted after events were applied, without arguments.
        step, steps: done, and in all.
        losses: name of a term → its curve.
        held_out: the same of pictures that the training never sees.
        samples: oldest first.
        marks: steps at which it was resumed or went on with other options.
        warnings: sentences of the trainer since its process began, oldest first.
        evaluations: step and numbers of each, oldest first.
        last_words: why it failed, empty unless it did.
        images_per_second, waiting_share, learning_rate: of the newest step events; 0 before the first.
        epoch: how often each picture was seen; 0 before the first step event.
        memory, memory_total: bytes that it takes at most, and that the device has; 0 where that is not told.
        stage: which training is at work in a run of several, else empty.
        stages: the trainings of a run of several in their order, with their steps; empty for one alone.
        elapsed: seconds in which it trained; pauses and the time between a stop and a resume do not count.
        options: as the newest `started` gave them.
        device: where it trains.
        pid: of the process that told its newest start, 0 before.
        passed_by: events that were not as they should be.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changed = Event()
        self.clear()

    def clear(self) -> None:
        """Forgets everything told so far."""
        self._told = RunState.STARTING
        self._alive = True
        self._untold = False
        self._clock: float | None = None
        self._rates: list[float] = []
        self.step = self.steps = self.pid = self.passed_by = 0
        self.losses: dict[str, Series] = {}
        self.held_out: dict[str, Series] = {}
        self.samples: list[Sample] = []
        self.marks: list[int] = []
        self.warnings: list[str] = []
        self.evaluations: list[tuple[int, Mapping[str, Any]]] = []
        self.last_words = self.device = ""
        self.waiting_share = self.learning_rate = self.elapsed = self.epoch = 0.0
        self.memory = self.memory_total = 0
        self.stage = ""
        self.stages: Mapping[str, int] = {}
        self.options: Mapping[str, Any] = {}

    @property
    def state(self) -> RunState:
        """How it stands, from what it told and from whether its process lives."""
        return RunState.LOST if self._told.is_live and not self._alive else self._told

    @property
    def curves(self) -> dict[str, Series]:
        """All curves by name; those of pictures that it never sees stand last, their names after `HELD_OUT`."""
        return {**self.losses, **{HELD_OUT + name: series for name, series in self.held_out.items()}}

    @property
    def images_per_second(self) -> float:
        return sum(self._rates) / len(self._rates) if self._rates else 0.0

    @property
    def remaining_seconds(self) -> float | None:
        """How long the rest will take at the present rate; None while that is unknown."""
        batch, parts = self.options.get("batch"), self.options.get("accumulate", 1)
        if not isinstance(batch, int) or not isinstance(parts, int):
            return None
        if self.images_per_second <= 0 or self.steps <= self.step:
            return None
        seconds = (self.steps - self.step) * float(min(batch * parts, MOST_STEPS)) / self.images_per_second
        return seconds if seconds < MOST else None

    @property
    def can_resume(self) -> bool:
        """Whether it ended before its last step."""
        return self.state in (RunState.STOPPED, RunState.FAILED, RunState.LOST)

    def expect_start(self) -> None:
        """A process was started for it just now."""
        self._told, self._alive, self.last_words = RunState.STARTING, True, ""
        self.changed.emit()

    def set_alive(self, alive: bool) -> None:
        """Tells whether its process lives."""
        if alive == self._alive:
            return
        self._alive = alive
        if alive and not self._told.is_live:
            self._told = RunState.STARTING  # someone resumed it, and it has not told yet
        self.changed.emit()

    def apply(self, events: list[dict[str, Any]], tell: bool = True) -> None:
        """Takes in events in their order; `changed` tells of it unless more of a long history follows at once."""
        for event in events:
            handler = getattr(self, f"_on_{event.get('event')}", None)
            try:
                if handler is None:
                    raise ValueError("an event of another version")
                handler(event)
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
                self.passed_by += 1
        self._untold = self._untold or bool(events)
        if self._untold and tell:
            self._untold = False
            self.changed.emit()

    def _on_started(self, event: dict[str, Any]) -> None:
        step, steps = count(event["step"]), count(event["steps"])
        options = event["options"]
        if not isinstance(options, dict):
            raise TypeError("options are an object")
        stages = {text(verb): count(own) for verb, own in event.get("stages", {}).items()}
        pid, now = count(event.get("pid", 0)), number(event["time"])
        if pid != self.pid:
            self.warnings = []  # another process, which tells anew what still holds
        self.options, self.steps, self.step = options, steps, step
        self.stage, self.stages = text(event.get("stage", "")), stages
        self.device, self.pid = text(event.get("device", "")), pid
        # What came after the checkpoint that it goes on from is done again, and told again.
        for series in (*self.losses.values(), *self.held_out.values()):
            series.cut_after(step)
        self.evaluations = [evaluation for evaluation in self.evaluations if evaluation[0] <= step]
        self.samples = [sample for sample in self.samples if sample.step <= step]
        self.marks = [mark for mark in self.marks if mark <= step]
        if step > 0 and step not in self.marks:
            self.marks.append(step)
        self._told, self.last_words, self._rates = RunState.RUNNING, "", []
        self._clock = now

    def _on_step(self, event: dict[str, Any]) -> None:
        step = count(event["step"])
        values = dict(event["losses"].items())
        rate, now = number(event["images_per_second"]), number(event["time"])
        waiting, learning, epoch = (number(event.get(key, 0.0)) for key in ("waiting_share", "learning_rate", "epoch"))
        memory, total = (count(event.get(key) or 0, MOST_BYTES) for key in ("memory_bytes", "memory_total_bytes"))
        self._told, self.step = RunState.RUNNING, step
        _draw_on(self.losses, step, values)
        self._rates = [*self._rates, rate][-WINDOW:]
        self.waiting_share, self.learning_rate, self.epoch = waiting, learning, epoch
        self.memory, self.memory_total = memory, total
        self._pass_time(now)

    def _on_sample(self, event: dict[str, Any]) -> None:
        step, path = count(event["step"]), self.root / inner_path(event["path"])
        own = self.root / inner_path(event["own"]) if "own" in event else None
        told = event.get("rows", [])
        rows = tuple(text(row) for row in told) if isinstance(told, list) and len(told) <= MOST_ROWS else ()
        self.samples = [sample for sample in self.samples if sample.step < step]
        self.samples.append(Sample(step, path, own, rows))

    def _on_evaluated(self, event: dict[str, Any]) -> None:
        step, values = count(event.get("step", self.step)), dict(event.get("losses", {}).items())
        self.evaluations.append((step, event))
        _draw_on(self.held_out, step, values)

    def _on_saved(self, event: dict[str, Any]) -> None:
        step, now = count(event["step"]), number(event["time"])
        self.step = step
        self._pass_time(now)
        if event.get("paused") is True:
            self._told, self._clock = RunState.PAUSED, None

    def _on_warning(self, event: dict[str, Any]) -> None:
        self.warnings.append(_sentence(event))

    def _on_failed(self, event: dict[str, Any]) -> None:
        self._told, self.last_words = RunState.FAILED, _sentence(event)

    def _on_done(self, event: dict[str, Any]) -> None:
        self._told = RunState.STOPPED if event.get("stopped") is True else RunState.DONE

    def _pass_time(self, now: float) -> None:
        if self._clock is not None:
            self.elapsed += max(0.0, now - self._clock)
        self._clock = now


def _draw_on(curves: dict[str, Series], step: int, values: Mapping[Any, Any]) -> None:
    """Adds a step's values to their curves; what is no finite number leaves a gap."""
    for name, value in values.items():
        if is_number(value) and (name in curves or len(curves) < MOST_CURVES):
            series = curves.setdefault(text(name), Series())
            series.cut_after(step - 1)
            series.add(step, float(value))


def _sentence(event: Mapping[str, Any]) -> str:
    """What an event says: a `Sentence`, or what an older program wrote."""
    return next(iter(unpacked(event.get("said"))), text(event["message"]))


def smoothed(values: list[float], weight: float) -> list[float]:
    """The exponential moving average of a curve, without the pull to its first value; `weight` in [0, 1) is the
    share that each point keeps of what came before."""
    result, mean, total = [], 0.0, 0.0
    for value in values:
        mean, total = weight * mean + (1 - weight) * value, weight * total + (1 - weight)
        result.append(mean / total)
    return result
