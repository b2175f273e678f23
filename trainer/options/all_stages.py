"""The options of `all`: the three trainings one after the other, each with options of its own beside those of all."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any

from engine.errors import TrainingError
from trainer.options.fields import check_above_nothing, check_at_least, flag_of, option
from trainer.options.hardware import fitting
from trainer.options.parsing import parse_words
from trainer.options.stages import StageOneOptions, StageTwoOptions, TaggerOptions
from trainer.options.training import TrainOptions

STAGES: dict[str, type[TrainOptions]] = {
    "tagger": TaggerOptions,
    "stage-one": StageOneOptions,
    "stage-two": StageTwoOptions,
}
"""The trainings in their order, by verb."""

OF_THE_RUN = frozenset(
    {"data", "run", "init_from", "hours", "resume", "dry_run", "json_events", "tensorboard", "own_sketch"}
    | {"own_reference"}
)
"""Options that the run has once, whatever it trains."""


def _left_to_each(name: str) -> Any:
    """The option of that name, which each training has a value of its own for where it is left out."""
    said = TrainOptions.__dataclass_fields__[name].metadata["help"]
    return option(None, f"{said}; left out: what suits each training")


def _of(verb: str) -> Any:
    return option("", f"options of {verb} alone, as on its own command line: {flag_of(verb)}='--batch 16 --no-flip'")


@dataclass(frozen=True, kw_only=True)
class AllOptions(TrainOptions):
    """Train the tagger, stage one and stage two, each from the weights of the one before, as one run."""

    steps: int = option(40000, "optimiser steps in all, shared out by --shares")
    shares: str = option("20:50:30", "how the steps are shared out among tagger, stage one and stage two")
    batch: int | None = _left_to_each("batch")
    accumulate: int | None = _left_to_each("accumulate")
    size: int | None = _left_to_each("size")
    learning_rate: float | None = _left_to_each("learning_rate")
    beta1: float | None = _left_to_each("beta1")
    beta2: float | None = _left_to_each("beta2")
    weight_decay: float | None = _left_to_each("weight_decay")
    tagger: str = _of("tagger")
    stage_one: str = _of("stage-one")
    stage_two: str = _of("stage-two")

    def validate(self) -> None:
        check_at_least(self, steps=len(STAGES))
        check_above_nothing(self, "hours")
        for stage in self.of_each().values():
            stage.validate()

    def of_each(self) -> dict[str, TrainOptions]:
        """The options of each training, by verb and in order. They say nothing yet of what it starts from.

        Raises:
            TrainingError: the shares are none, or a training's own options are no options of it.
        """
        shares = self._shares()
        return {verb: self._of_stage(verb, share) for verb, share in zip(STAGES, shares, strict=True)}

    def _of_stage(self, verb: str, share: float) -> TrainOptions:
        kind, where = STAGES[verb], flag_of(verb)
        own = parse_words(kind, getattr(self, verb.replace("-", "_")), where)
        if misplaced := sorted(set(own) & OF_THE_RUN):
            raise TrainingError(
                "{where}: {option} is said once for the whole run, outside the quotes.",
                where=where,
                option=flag_of(misplaced[0]),
            )
        everyone: dict[str, Any] = {}
        for field in fields(TrainOptions):
            value = getattr(self, field.name)
            if field.name not in OF_THE_RUN and value != AllOptions.__dataclass_fields__[field.name].default:
                everyone[field.name] = value
        given = {**everyone, "steps": max(1, round(self.steps * share)), **own}
        of_run = {"own_sketch": self.own_sketch, "own_reference": self.own_reference}
        return kind(data=self.data, run=self.run / verb, **of_run, **given, **fitting(kind, given))

    def _shares(self) -> list[float]:
        """What part of the steps each training gets; they add up to 1."""
        try:
            parts = [float(part) for part in self.shares.split(":")]
        except ValueError:
            parts = []
        if len(parts) != len(STAGES) or not all(0 < part < math.inf for part in parts):
            raise TrainingError(
                "--shares is three numbers above 0 such as 20:50:30, not {value}.", value=repr(self.shares)
            )
        return [part / sum(parts) for part in parts]
