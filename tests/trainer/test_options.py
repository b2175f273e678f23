"""Options: one definition for the command line, the files and the help."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from engine.errors import TrainingError
from main import main
from trainer.cli import VERBS, build_parser, parse
from trainer.options import (
    AllOptions,
    StageOneOptions,
    TaggerOptions,
    flag_of,
    from_json,
    read_options,
    to_json,
    write_options,
)

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
        ({"seed": -1}, "--seed is between 0 and"),
        ({"seed": 2**64}, "--seed is between 0 and"),
        ({"workers": -1}, "--workers must be at least 0"),
        ({"warmup": -5}, "--warmup must be at least 0"),
        ({"weight_decay": -1.0}, "--weight-decay must be at least 0"),
        ({"beta1": 1.5}, "--beta1 is at least 0 and below 1"),
        ({"beta2": 1.0}, "--beta2 is at least 0 and below 1"),
        ({"learning_rate": 0.0}, "--learning-rate must be above 0"),
        ({"hours": -1.0}, "--hours must be above 0"),
        ({"crop": 0.0}, "--crop must be above 0"),
        ({"rotation": 400.0}, "--rotation is between 0 and 180"),
        ({"deform_reach": 1e9}, "--deform-reach is between 0 and 1"),
        ({"lambda_l1": -1.0}, "--lambda-l1 must be at least 0"),
        ({"tv_above": -1}, "--tv-above must be at least 0"),
        ({"slots": 99}, "--slots is between 0 and 64"),
    ],
)
def test_what_cannot_be_used_is_said(wrong: dict, why: str) -> None:
    with pytest.raises(TrainingError, match=why):
        StageOneOptions(data=Path("d"), run=Path("r"), **wrong).validate()


WORDS = {
    "synth": ["-o", "o", "--count", "3"],
    "prepare": ["p", "-o", "o"],
    "evaluate": ["d", "--model", "m"],
    "ablate": ["--data", "d", "-o", "o"],
    "benchmark": ["d"],
    "export": ["m", "-o", "o.safetensors"],
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("value", ["nan", "inf", "-1"])
def test_no_option_takes_what_is_no_number(verb: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every option that is a number, of every verb."""
    hints = get_type_hints(VERBS[verb][0])
    wanted = {int, float} if value == "-1" else {float}
    for name in (field.name for field in fields(VERBS[verb][0])):
        if wanted & {hints[name], *get_args(hints[name])}:
            words = [verb, *WORDS.get(verb, NEEDED), flag_of(name), value]
            assert main(["train", *words]) == 2, words
            assert f"nurie: {flag_of(name)} " in capsys.readouterr().err


def test_shares_that_are_no_numbers_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for shares in ("nan:1:1", "1:inf:1"):
        assert main(["train", "all", *NEEDED, "--shares", shares]) == 2
        assert "--shares is three numbers above 0" in capsys.readouterr().err


def test_options_that_do_not_go_together_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "stage-two", *NEEDED, "--tune-encoder"]) == 2
    assert capsys.readouterr().err.startswith("nurie: --tune-encoder goes with --tune-generator")


def test_a_run_is_resumed_by_its_own_verb(tmp_path: Path) -> None:
    file, options = tmp_path / "options.json", TaggerOptions(data=Path("d"), run=tmp_path)
    write_options(file, options)
    assert read_options(TaggerOptions, file) == options
    with pytest.raises(TrainingError, match="is a run of train tagger, not of train stage-one; resume it with train"):
        parse(["stage-one", "--run", str(tmp_path), "--resume"])
    write_options(file, AllOptions(data=Path("d"), run=tmp_path))
    with pytest.raises(TrainingError, match="is a run of train all, not of train tagger"):
        parse(["tagger", "--run", str(tmp_path), "--resume"])
    file.write_text(json.dumps(to_json(options)))  # as runs of before the verb was kept have it
    assert read_options(TaggerOptions, file) == options
    file.write_text("[]")
    with pytest.raises(TrainingError, match="no run to resume: it holds no options"):
        read_options(TaggerOptions, file)


def test_a_resumed_run_needs_no_data_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ["--run", str(tmp_path)]
    for verb, options in (("tagger", TaggerOptions), ("all", AllOptions)):
        write_options(tmp_path / "options.json", options(data=Path("kept"), run=tmp_path, size=64))
        told = parse([verb, *run, "--resume"])[1]
        assert (told.data, told.size, told.resume) == (Path("kept"), 64, True)
        assert parse([verb, *run, "--resume", "--data", "moved"])[1].data == Path("moved")
        with pytest.raises(SystemExit) as left:
            parse([verb, *run])
        assert left.value.code == 2 and f"required: --data; main.py train {verb} --help" in capsys.readouterr().err
