"""`python main.py train VERB …`: the options of each verb from its dataclass, its module imported when needed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from engine.commands.options import OneLineParser
from engine.errors import TrainingError, UsageError
from trainer.options import (
    AblateOptions,
    AllOptions,
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
    resumed,
)
from trainer.options.parsing import add_options

VERBS: dict[str, tuple[type, str]] = {
    "synth": (SynthOptions, "trainer.synth_command"),
    "prepare": (PrepareOptions, "trainer.prepare_command"),
    "tagger": (TaggerOptions, "trainer.train_command"),
    "stage-one": (StageOneOptions, "trainer.train_command"),
    "stage-two": (StageTwoOptions, "trainer.train_command"),
    "all": (AllOptions, "trainer.all_command"),
    "evaluate": (EvaluateOptions, "trainer.evaluate"),
    "ablate": (AblateOptions, "trainer.ablate"),
    "benchmark": (BenchmarkOptions, "trainer.benchmark"),
    "export": (ExportOptions, "trainer.export"),
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    parser = OneLineParser(prog="main.py train", description="Make data, train models, measure them.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (kind, _) in VERBS.items():
        summary = (kind.__doc__ or "").strip().splitlines()[0]
        one = verbs.add_parser(name, help=summary, description=summary)
        one.set_defaults(refuse=one.error)
        add_options(one, kind)
    return parser


def parse(argv: Sequence[str]) -> tuple[str, Any]:
    """Verb and options of a command line.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
    """
    given = vars(build_parser().parse_args(argv))
    verb, refuse = given.pop("verb"), given.pop("refuse")
    kind = VERBS[verb][0]
    if not issubclass(kind, TrainOptions):
        return verb, kind(**given)
    if given.get("resume"):
        return verb, resumed(kind, given)
    if "data" not in given:
        refuse("the following arguments are required: --data")
    return verb, kind(**given, **fitting(kind, given))


def main(argv: Sequence[str]) -> int:
    """Runs one verb; errors that are meant for the user pass through.

    Returns:
        0.

    Raises:
        UsageError: an option has a value that cannot be used, or that does not go with the others.
    """
    verb, options = parse(argv)
    try:
        options.validate()
    except TrainingError as error:
        raise UsageError(error.sentence) from error
    import_module(VERBS[verb][1]).run(options)
    return 0
