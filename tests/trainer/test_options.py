"""Options: one definition for the command line, the files and the help."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import TrainingError
from trainer.cli import VERBS, build_parser, parse
from trainer.options import StageOneOptions, TaggerOptions, from_json, to_json

NEEDED = ["--data", "d", "--run", "r"]


def test_what_is_not_named_has_the_default() -> None:
    _, options = parse(["tagger", *NEEDED, "--no-cosine", "--steps=7"])
    assert options == TaggerOptions(data=Path("d"), run=Path("r"), cosine=False, steps=7)


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_tells_every_option_and_its_default(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser().parse_args([verb, "--help"])
    assert left.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    if verb == "stage-one":
        assert "(default: 0.0001)" in text and "--latent-shuffle" in text and "(default: yes)" in text


def test_hardware_sets_what_is_not_named() -> None:
    _, small = parse(["stage-one", *NEEDED, "--hardware", "6gb"])
    _, large = parse(["stage-one", *NEEDED, "--hardware", "24gb"])
    assert small.step_batch == large.step_batch and small.batch < large.batch
    _, named = parse(["stage-one", *NEEDED, "--hardware", "6gb", "--batch", "3"])
    assert (named.batch, named.size) == (3, small.size)


def test_hardware_fits_every_training() -> None:
    for verb in ("tagger", "stage-one", "stage-two"):
        for preset in ("tiny", "compact", "paper"):
            for hardware in ("cpu", "6gb", "8gb", "12gb", "24gb"):
                parse([verb, *NEEDED, "--preset", preset, "--hardware", hardware])[1].validate()


def test_options_survive_json() -> None:
    options = StageOneOptions(data=Path("d"), run=Path("r"), imagenet=Path("i"), encoder_from="imagenet")
    assert from_json(StageOneOptions, to_json(options)) == options
    with pytest.raises(TrainingError, match="option odd is unknown"):
        from_json(StageOneOptions, {**to_json(options), "odd": 1})


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"size": 100}, "multiple of 32"),
        ({"accumulate": 0}, "--accumulate must be at least 1"),
        ({"ema": 1.0}, "--ema is at least 0 and below 1"),
        ({"jitter": 2.0}, "--jitter is between 0 and 1"),
        ({"crop": -0.1}, "--crop is between 0 and 1"),
        ({"encoder_from": "imagenet"}, "belong together"),
        ({"latent_shuffle": 1.5}, "--latent-shuffle is between"),
    ],
)
def test_what_cannot_be_used_is_said(wrong: dict, why: str) -> None:
    with pytest.raises(TrainingError, match=why):
        StageOneOptions(data=Path("d"), run=Path("r"), **wrong).validate()
