"""`python main.py train VERB …`: the options of each verb from its dataclass, its module imported when needed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from engine.commands.options import OneLineParser
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
        add_options(verbs.add_parser(name, help=summary, description=summary), kind)
    return parser


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
