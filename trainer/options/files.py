"""Options as JSON: what a run folder keeps, and with what a resumed run goes on."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from engine.errors import TrainingError
from engine.files import replaced_whole
from engine.sentences import Sentence, reason_of
from trainer.options.all_stages import STAGES, AllOptions
from trainer.options.fields import flag_of
from trainer.options.training import TrainOptions

T = TypeVar("T", bound=TrainOptions)

_VERB = "verb"
"""Beside a run's options: the verb that they are of."""

# What a resumed run may change: what leaves its weights alone, and its length and step size, as while it runs. That the
# data are the same pictures wherever they lie, the run folder sees to.
FREE = frozenset(
    {"data", "run", "resume", "json_events", "tensorboard", "dry_run", "workers", "device", "log_every"}
    | {"sample_every", "save_every", "evaluate_every", "own_sketch", "own_reference", "steps", "learning_rate"}
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
        TrainingError: it is missing or damaged, or another verb's.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict):
            raise ValueError(Sentence("it holds no options"))
    except (OSError, ValueError) as error:
        raise TrainingError(
            "{path} cannot be read, so there is no run to resume: {reason}.", path=path, reason=reason_of(error)
        ) from error
    asked = _verb_of(kind)
    # Runs of before the verb was kept have none.
    if (verb := values.pop(_VERB, asked)) != asked:
        raise TrainingError(
            "{run} is a run of train {verb}, not of train {asked}; resume it with train {verb}.",
            run=path.parent,
            verb=verb,
            asked=asked,
        )
    return from_json(kind, values)


def write_options(path: Path, options: TrainOptions) -> None:
    """Replaces an `options.json`, which keeps the verb beside the options.

    Raises:
        OSError: it cannot be written.
    """
    with replaced_whole(path) as part:
        kept = {_VERB: _verb_of(type(options)), **to_json(options)}
        part.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def _verb_of(kind: type[TrainOptions]) -> str:
    verbs = {one: verb for verb, one in STAGES.items()} | {AllOptions: "all"}
    return verbs[kind]


def resumed(kind: type[T], given: Mapping[str, Any]) -> T:
    """The options a resumed run goes on with: its own, but for what the command line names anew.

    Args:
        kind: the verb's options.
        given: what stood on the command line, by name; the run folder and `resume` at least.

    Raises:
        TrainingError: there is no run, or an option is changed that would make it another run.
    """
    kept = read_options(kind, given["run"] / "options.json")
    changed = sorted(name for name in given.keys() - FREE if given[name] != getattr(kept, name))
    if changed:
        raise TrainingError(
            "{flag} is {kept} in the run that is resumed and cannot change; leave it out, or start "
            "another run from this one's weights with --init-from.",
            flag=flag_of(changed[0]),
            kept=getattr(kept, changed[0]),
        )
    return replace(kept, **{name: given[name] for name in given.keys() & FREE})
