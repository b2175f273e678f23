"""`python main.py train VERB …`: the options of each verb from its dataclass, its module imported when needed."""

from __future__ import annotations

import argparse
import typing
from collections.abc import Sequence
from dataclasses import MISSING, fields
from importlib import import_module
from pathlib import Path
from typing import Any

from trainer.options import (
    AblateOptions,
    BenchmarkOptions,
    EvaluateOptions,
    ExportOptions,
    PrepareOptions,
    StageOneOptions,
    StageTwoOptions,
    SynthOptions,
    TaggerOptions,
    TrainOptions,
    fitting,
    flag_of,
    resumed,
)

VERBS: dict[str, tuple[type, str]] = {
    "synth": (SynthOptions, "trainer.synth_command"),
    "prepare": (PrepareOptions, "trainer.prepare_command"),
    "tagger": (TaggerOptions, "trainer.train_command"),
    "stage-one": (StageOneOptions, "trainer.train_command"),
    "stage-two": (StageTwoOptions, "trainer.train_command"),
    "evaluate": (EvaluateOptions, "trainer.evaluate"),
    "ablate": (AblateOptions, "trainer.ablate"),
    "benchmark": (BenchmarkOptions, "trainer.benchmark"),
    "export": (ExportOptions, "trainer.export"),
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    parser = argparse.ArgumentParser(prog="main.py train", description="Make data, train models, measure them.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (kind, _) in VERBS.items():
        summary = (kind.__doc__ or "").strip().splitlines()[0]
        add_options(verbs.add_parser(name, help=summary, description=summary), kind)
    return parser


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
                required=needed,
                default=argparse.SUPPRESS,
                help=text,
                metavar=None if meta.get("choices") else field.name.upper(),
            )


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


def parse(argv: Sequence[str]) -> tuple[str, Any]:
    """Verb and options of a command line.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
    """
    given = vars(build_parser().parse_args(argv))
    verb = given.pop("verb")
    kind = VERBS[verb][0]
    if not issubclass(kind, TrainOptions):
        return verb, kind(**given)
    options = kind(**given, **fitting(kind, given))
    return verb, resumed(options, set(given)) if options.resume else options


def main(argv: Sequence[str]) -> int:
    """Runs one verb; errors that are meant for the user pass through.

    Returns:
        0.
    """
    verb, options = parse(argv)
    import_module(VERBS[verb][1]).run(options)
    return 0
