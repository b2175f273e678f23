"""A run of several trainings: one after the other, each from the weights of the one before, told as one.

The run folder holds the run's options, events, commands, samples and newest model, as any run's does; beneath it each
training has a folder of its own with its options and checkpoint. Steps count through.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.files import replaced_whole
from engine.model_info import ModelInfo, read_model_info
from engine.weights import Model, load_model, save_model
from trainer import building
from trainer.control import CONTROL_FILE
from trainer.events import EventName, EventWriter
from trainer.options import STAGES, AllOptions, TrainOptions, read_options, write_options
from trainer.options.files import FREE
from trainer.run_folder import NotSaved, RunFolder, written

_OF_THE_RUN = frozenset({"steps", "learning_rate", "run", "resume"})


@dataclass(frozen=True)
class Part:
    """One training of the run; `before` and `after` are the steps of the others."""

    verb: str
    options: TrainOptions
    before: int = 0
    after: int = 0


class PartFolder(RunFolder):
    """The run's folder as one of its trainings sees it.

    Args:
        whole: options of the run.
        part: the training.
        writes: whether this process is the one that writes.
    """

    def __init__(self, whole: AllOptions, part: Part, writes: bool = True) -> None:
        self.whole, self.part = whole, part
        self.own = whole.run / part.verb
        if writes:
            with written(self.own):
                self.own.mkdir(parents=True, exist_ok=True)
                for half_written in self.own.glob(".*.part"):
                    half_written.unlink()
        super().__init__(whole.run, resume=True, writes=writes)

    @property
    def options_file(self) -> Path:
        return self.own / "options.json"

    @property
    def checkpoint_file(self) -> Path:
        return self.own / "checkpoint.pt"

    @property
    def model_file(self) -> Path:
        return self.own / "model.safetensors"

    @property
    def control_file(self) -> Path:
        return self.root / CONTROL_FILE

    def write_options(self, options: TrainOptions) -> None:
        super().write_options(options)
        steps = self.part.before + options.steps + self.part.after
        with written(self.root / "options.json"):
            write_options(self.root / "options.json", replace(self.whole, steps=steps))

    def write_sample(self, step: int, picture: np.ndarray) -> Path:
        return super().write_sample(self.part.before + step, picture)

    def write_own_sample(self, step: int, picture: np.ndarray) -> Path:
        return super().write_own_sample(self.part.before + step, picture)

    def write_model(self, model: Model, info: ModelInfo) -> None:
        super().write_model(model, info)
        newest = self.root / "model.safetensors"
        try:
            with replaced_whole(newest) as part:
                shutil.copyfile(self.model_file, part)
        except OSError as error:
            raise NotSaved(self._refused(newest, error)) from error


class PartEvents(EventWriter):
    """The run's events as one of its trainings tells them: its steps become the run's.

    Args:
        whole: where they go.
        parts: all trainings of the run.
        part: the one that tells.
    """

    def __init__(self, whole: EventWriter, parts: Sequence[Part], part: Part) -> None:
        super().__init__(None)
        self._whole, self._parts, self._part = whole, parts, part

    def write(self, name: EventName, **values: Any) -> None:
        """Writes one event; the end of a training is none, for the run goes on."""
        if name == "done":
            return
        if "step" in values:
            values["step"] += self._part.before
        if "steps" in values:
            own, values["steps"] = values["steps"], self._part.before + values["steps"] + self._part.after
            stages = {each.verb: each.options.steps for each in self._parts} | {self._part.verb: own}
            values |= {"stage": self._part.verb, "stages": stages}
        self._whole.write(name, **values)


def planned(options: AllOptions) -> list[Part]:
    """The trainings of a run, in order. What a run that is resumed has begun goes on as it was; steps that it is given
    more or fewer are those of the first training that is not finished.

    Raises:
        TrainingError: the options of a run that is to be resumed cannot be read, or do not fit.
    """
    each = options.of_each()
    if options.resume:
        for verb, fresh in each.items():
            kept = read_options(STAGES[verb], options.run / verb / "options.json")
            free = {name: getattr(fresh, name) for name in FREE - _OF_THE_RUN}
            each[verb] = replace(kept, **free, run=options.run / verb, resume=True)
        difference = options.steps - sum(one.steps for one in each.values())
        open_ones = [verb for verb, one in each.items() if steps_done(options.run / verb) < one.steps]
        verb = open_ones[0] if open_ones else list(each)[-1]
        least = steps_done(options.run / verb) + 1 if difference else 1
        each[verb] = replace(each[verb], steps=max(least, each[verb].steps + difference))
    parts, total, before = [], sum(one.steps for one in each.values()), 0
    for verb, one in each.items():
        parts.append(Part(verb, one, before, total - before - one.steps))
        before += one.steps
    return parts


def write_plan(options: AllOptions, parts: Sequence[Part]) -> None:
    """Keeps what the run goes on with, its own options last: they make the folder one that can be resumed.

    Raises:
        TrainingError: the disk refuses.
    """
    total = sum(part.options.steps for part in parts)
    with written(options.run):
        for part in parts:
            write_options(options.run / part.verb / "options.json", part.options)
        write_options(options.run / "options.json", replace(options, steps=total))


def steps_done(folder: Path) -> int:
    """The steps that a training's saved model has behind it, 0 without one."""
    path = folder / "model.safetensors"
    return int(read_model_info(path).provenance["trainings"][-1]["steps_done"]) if path.exists() else 0


def start_of(options: AllOptions, verb: str) -> Path | None:
    """The weights that a training of the run starts from: those of the training before it. Networks that it adds but
    that the run's own starting point has already are taken over from there.

    Raises:
        WeightsError: a file cannot be read or written.
    """
    order = list(STAGES)
    if verb == order[0]:
        return options.init_from
    before = options.run / order[order.index(verb) - 1] / "model.safetensors"
    if options.init_from is None or order.index(read_model_info(options.init_from).stage) < order.index(verb):
        return before
    joined = options.run / verb / "start.safetensors"
    if not joined.exists():
        model = building.completed(load_model(before), load_model(options.init_from))
        save_model(joined, model, model.info)
    return joined
