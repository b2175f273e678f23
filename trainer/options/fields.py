"""How an option is written: a dataclass field that carries its own documentation."""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal, get_args

from engine.errors import TrainingError
from engine.networks.config import TAG_KNEE, is_tag_limit
from engine.requests import TAG_MAX

LineStyle = Literal["thin", "thick", "grey", "broken", "pencil", "scan"]
LINE_STYLES: tuple[LineStyle, ...] = get_args(LineStyle)
"""In what other hands `trainer.data.line_styles` draws a drawing anew."""


MAX_SLOTS = 64


def option(default: Any, help: str, *, choices: tuple[str, ...] | None = None, flag: str | None = None) -> Any:
    """A documented dataclass field; `flag` names a short command-line form (`-o`)."""
    return field(default=default, metadata={"help": help, "choices": choices, "flag": flag})


def required(help: str, *, flag: str | None = None, positional: bool = False) -> Any:
    """A documented dataclass field without a default."""
    return field(metadata={"help": help, "flag": flag, "positional": positional, "required": True})


def flag_of(name: str) -> str:
    """The option as a command line has it: `save_every` → `--save-every`."""
    return "--" + name.replace("_", "-")


def check_at_least(options: Any, **least: float) -> None:
    """Raises TrainingError with one sentence where a number is below its least."""
    for name, bound in least.items():
        if getattr(options, name) < bound:
            raise TrainingError(
                "{option} must be at least {least}, not {value}.",
                option=flag_of(name),
                least=bound,
                value=getattr(options, name),
            )


def check_shares(options: Any, *names: str) -> None:
    """Raises TrainingError with one sentence where a share is not one."""
    for name in names:
        if not 0 <= getattr(options, name) <= 1:
            raise TrainingError(
                "{option} is between 0 and {most}, not {value}.",
                option=flag_of(name),
                most=1,
                value=getattr(options, name),
            )


def check_slots(slots: int | None) -> None:
    """Raises TrainingError for a palette of fewer than no colours, or of more than a picture could need."""
    if slots is not None and not 0 <= slots <= MAX_SLOTS:
        raise TrainingError(
            "{option} is between 0 and {most}, not {value}.", option="--slots", most=MAX_SLOTS, value=slots
        )


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
