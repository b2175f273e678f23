"""How an option is written: a dataclass field that carries its own documentation."""

from __future__ import annotations

import math
from dataclasses import field
from typing import Any, Literal, get_args

from engine.errors import TrainingError
from engine.networks.config import TAG_KNEE, is_tag_limit
from engine.requests import TAG_MAX

LineStyle = Literal["thin", "thick", "grey", "broken", "pencil", "scan"]
LINE_STYLES: tuple[LineStyle, ...] = get_args(LineStyle)
"""In what other hands `trainer.data.line_styles` draws a drawing anew."""

MAX_SLOTS = 64
MAX_SEED = 2**63 - 1
"""What torch's and NumPy's generators take, with room for the few that are added to it."""


def option(default: Any, help: str, *, choices: tuple[str, ...] | None = None, flag: str | None = None) -> Any:
    """A documented dataclass field; `flag` names a short command-line form (`-o`)."""
    return field(default=default, metadata={"help": help, "choices": choices, "flag": flag})


def required(help: str, *, flag: str | None = None, positional: bool = False, kept: bool = False) -> Any:
    """A documented dataclass field without a default; `kept`: with --resume the run's own stands in for it."""
    return field(metadata={"help": help, "flag": flag, "positional": positional, "kept": kept, "required": True})


def flag_of(name: str) -> str:
    """The option as a command line has it: `save_every` → `--save-every`."""
    return "--" + name.replace("_", "-")


# All checks pass by an option that is left out (None), and are written so that what is no number fails them.


def check_at_least(options: Any, **least: float) -> None:
    """Raises TrainingError with one sentence where a number is below its least, or is none."""
    for name, bound in least.items():
        value = getattr(options, name)
        if value is not None and not bound <= value < math.inf:
            raise TrainingError(
                "{option} must be at least {least}, not {value}.", option=flag_of(name), least=bound, value=value
            )


def check_above_nothing(options: Any, *names: str) -> None:
    """Raises TrainingError with one sentence where a number is not above 0."""
    for name in names:
        value = getattr(options, name)
        if value is not None and not 0 < value < math.inf:
            raise TrainingError("{option} must be above 0, not {value}.", option=flag_of(name), value=value)


def check_at_most(options: Any, **most: float) -> None:
    """Raises TrainingError with one sentence where a number is not between 0 and its most."""
    for name, bound in most.items():
        value = getattr(options, name)
        if value is not None and not 0 <= value <= bound:
            raise TrainingError(
                "{option} is between 0 and {most}, not {value}.", option=flag_of(name), most=bound, value=value
            )


def check_shares(options: Any, *names: str) -> None:
    """Raises TrainingError with one sentence where a share is not one."""
    check_at_most(options, **dict.fromkeys(names, 1))


def check_decays(options: Any, *names: str) -> None:
    """Raises TrainingError with one sentence where an average would forget nothing, or more than there is."""
    for name in names:
        value = getattr(options, name)
        if value is not None and not 0 <= value < 1:
            raise TrainingError("{option} is at least 0 and below 1, not {value}.", option=flag_of(name), value=value)


def check_tag_limit(limit: float | None) -> None:
    """Raises TrainingError for a limit that tag values cannot approach; 0 is none."""
    if limit and not is_tag_limit(limit):
        raise TrainingError(
            "{option} is over {least} and at most {most}, or 0, not {value}.",
            option="--tag-limit",
            least=TAG_KNEE,
            most=TAG_MAX,
            value=limit,
        )


def check_size(size: int) -> None:
    """Raises TrainingError where the networks cannot take pictures of this side."""
    if size % 32 or size < 32:
        raise TrainingError("--size {size} is no multiple of 32; the networks halve five times.", size=size)
