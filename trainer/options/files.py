"""Options as JSON: what a run folder keeps, and with what a resumed run goes on."""

from __future__ import annotations

import json
import typing
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from engine.errors import TrainingError
from engine.sentences import reason_of
from trainer.options.fields import flag_of
from trainer.options.training import TrainOptions

T = TypeVar("T", bound=TrainOptions)

# What a resumed run may change: what leaves its weights alone, and its length and step size, as while it runs.
FREE = frozenset(
    {"run", "resume", "json_events", "tensorboard", "dry_run", "workers", "device", "log_every", "sample_every"}
    | {"save_every", "evaluate_every", "own_sketch", "own_reference", "steps", "learning_rate"}
)


def to_json(options: Any) -> dict[str, Any]:
    """The options as plain JSON values, paths as text."""
    return {key: str(value) if isinstance(value, Path) else value for key, value in asdict(options).items()}


def from_json(kind: type[T], values: dict[str, Any]) -> T:
    """Options back from `to_json`; unknown keys are refused.

    Raises:
        TrainingError: a key is unknown or missing.
    """
    hints = typing.get_type_hints(kind)
    unknown = sorted(set(values) - {f.name for f in fields(kind)})
    if unknown:
        raise TrainingError(
            "The run was started by another version of Nurie: option {unknown} is unknown.", unknown=unknown[0]
        )
    read: dict[str, Any] = {
        key: Path(value) if value is not None and Path in (hints[key], *typing.get_args(hints[key])) else value
        for key, value in values.items()
    }
    try:
        return kind(**read)
    except TypeError as error:
        raise TrainingError("The run's options are incomplete: {reason}.", reason=reason_of(error)) from error


def read_options(kind: type[T], path: Path) -> T:
    """Reads a run's `options.json`.

    Raises:
        TrainingError: it is missing or damaged.
    """
    try:
        return from_json(kind, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise TrainingError(
            "{path} cannot be read, so there is no run to resume: {reason}.", path=path, reason=reason_of(error)
        ) from error


def resumed(options: T, given: set[str]) -> T:
    """The options a resumed run goes on with: its own, but for what the command line names anew.

    Args:
        options: as the command line gives them.
        given: names of the options that stood on the command line.

    Raises:
        TrainingError: there is no run, or an option is changed that would make it another run.
    """
    kept = read_options(type(options), options.run / "options.json")
    changed = sorted(name for name in given - FREE if getattr(options, name) != getattr(kept, name))
    if changed:
        raise TrainingError(
            "{flag} is {kept} in the run that is resumed and cannot change; leave it out, or start "
            "another run from this one's weights with --init-from.",
            flag=flag_of(changed[0]),
            kept=getattr(kept, changed[0]),
        )
    return replace(kept, **{name: getattr(options, name) for name in given & FREE} | {"resume": True})
