"""The command line of an options dataclass: one argument for each field, its help the field's own."""

from __future__ import annotations

import argparse
import shlex
import typing
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, NoReturn

from engine.errors import TrainingError
from trainer.options.fields import flag_of


def add_options(parser: argparse.ArgumentParser, kind: type) -> None:
    """Adds one argument for each field of an options dataclass.

    Nothing but what stands on the command line is parsed: defaults are the dataclass's own, told in the help.
    """
    hints = typing.get_type_hints(kind)
    for field in fields(kind):
        meta, hint = field.metadata, hints[field.name]
        needed = field.default is MISSING
        text = str(meta["help"]).replace("%", "%%")
        if not needed and field.default not in (None, "", False):
            text += f" (default: {_told(field.default)})"
        flag = flag_of(field.name)
        if meta.get("positional"):
            parser.add_argument(field.name, type=_converter(hint), help=text)
        elif hint is bool:
            action = argparse.BooleanOptionalAction if field.default is True else "store_true"
            parser.add_argument(flag, action=action, default=argparse.SUPPRESS, help=text)
        else:
            names = [meta["flag"], flag] if meta.get("flag") else [flag]
            parser.add_argument(
                *names,
                dest=field.name,
                type=_converter(hint),
                choices=meta.get("choices"),
                required=needed and not meta.get("kept"),
                default=argparse.SUPPRESS,
                help=text,
                metavar=None if meta.get("choices") else field.name.upper(),
            )


def parse_words(kind: type, text: str, where: str) -> dict[str, Any]:
    """The options that a text names as a command line would, apart from those that must be named: name → value.

    Args:
        kind: the options dataclass.
        text: such as `--batch 16 --no-flip`.
        where: the option that holds the text, for the sentence of an error.

    Raises:
        TrainingError: the text is no such command line.
    """
    parser = _Sentence(where)
    add_options(parser, kind)
    required = [field.name for field in fields(kind) if field.default is MISSING]
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise TrainingError("{where}: {reason}.", where=where, reason=error) from error
    for name in required:
        words += [flag_of(name), "-"]
    given = vars(parser.parse_args(words))
    return {name: value for name, value in given.items() if name not in required}


class _Sentence(argparse.ArgumentParser):
    """A parser that says in a TrainingError what is wrong."""

    def __init__(self, where: str) -> None:
        super().__init__(prog=where, add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        raise TrainingError("{where}: {reason}.", where=self.prog, reason=message)


def _told(default: Any) -> str:
    if default is True:
        return "yes"
    return f"{default:.4g}" if isinstance(default, float) else str(default)


def _converter(hint: Any) -> Any:
    """The function that reads an option's text: `Path | None` reads a path, a Literal reads text."""
    kinds = [kind for kind in (typing.get_args(hint) or (hint,)) if kind is not type(None)]
    for kind in (Path, int, float):
        if kind in kinds:
            return kind
    return str
