"""Options as command lines, and what is refused before anything starts."""

from __future__ import annotations

import json
from collections import namedtuple
from pathlib import Path

import pytest

import app.model.training_plan as training_plan
from app.model.training_plan import VERBS, arguments, file_name, free_name, refusal, summarize
from engine.errors import NurieError
from tests.app.doubles import write_model
from trainer.cli import parse
from trainer.options import PrepareOptions, StageOneOptions, StageTwoOptions, TaggerOptions


@pytest.fixture
def data(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    (root / "color").mkdir(parents=True)
    figures = {f"{n}": {"split": "held-out" if n == 3 else "train"} for n in range(4)}
    for name in figures:
        (root / "color" / f"{name}.png").write_bytes(b"")
    (root / "dataset.json").write_text(json.dumps({"format_version": 1, "name": "four", "figures": figures}))
    return root


@pytest.mark.parametrize(
    ("verb", "options"),
    [
        ("tagger", TaggerOptions(data=Path("d"), run=Path("r"))),
        (
            "stage-one",
            StageOneOptions(
                data=Path("a b"), run=Path("r"), init_from=Path("m"), rbca=False, receiving="add", lambda_l1=3.5
            ),
        ),
        ("stage-two", StageTwoOptions(data=Path("d"), run=Path("r"), cosine=False, json_events=True, steps=7)),
        ("prepare", PrepareOptions(pictures=Path("p"), out=Path("o"), size=256, write_references=True)),
    ],
)
def test_a_command_line_gives_the_options_back(verb, options) -> None:
    assert parse(arguments(verb, options)) == (verb, options)


def test_data_is_summed_up(data: Path) -> None:
    (data / "color" / ".DS_Store").touch()
    summary = summarize(data)
    assert (summary.name, summary.pictures, summary.held_out, summary.drawn) == ("four", 3, 1, False)


def test_what_is_no_data_is_named(data: Path, tmp_path: Path) -> None:
    with pytest.raises(NurieError, match="no data folder"):
        summarize(tmp_path)
    (data / "dataset.json").write_text("{")
    with pytest.raises(NurieError, match="damaged"):
        summarize(data)
    (data / "dataset.json").write_text('{"figures": {}}')
    for file in (data / "color").iterdir():
        file.unlink()
    with pytest.raises(NurieError, match="no pictures"):
        summarize(data)


def options(verb: str, data: Path, tmp_path: Path, **values: object):
    return VERBS[verb](data=data, run=tmp_path / "run", **values)  # type: ignore[arg-type]


def test_a_stage_without_a_fitting_start_is_refused(data: Path, tmp_path: Path) -> None:
    assert refusal("tagger", options("tagger", data, tmp_path)) is None
    reason = refusal("stage-two", options("stage-two", data, tmp_path))
    assert reason is not None and reason.startswith("Stage two builds on stage one")
    tagger = write_model(tmp_path / "tagger.safetensors", stage="tagger")
    reason = refusal("stage-two", options("stage-two", data, tmp_path, init_from=tagger))
    assert reason == "tagger.safetensors has reached the tagger only; stage two builds on stage one."
    assert refusal("stage-one", options("stage-one", data, tmp_path, init_from=tagger)) is None
    missing = refusal("tagger", options("tagger", data, tmp_path, init_from=tmp_path / "gone"))
    assert missing is not None and "Cannot read" in missing


def test_other_reasons(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "multiple of 32" in str(refusal("tagger", options("tagger", data, tmp_path, size=100)))
    assert "recipe" in str(refusal("tagger", options("tagger", data, tmp_path, recipe="exact")))
    monkeypatch.setattr(
        training_plan.shutil, "disk_usage", lambda _path: namedtuple("Usage", "total used free")(10, 9, 10**9)
    )
    assert "1.0 GB of room" in str(refusal("tagger", options("tagger", data, tmp_path)))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "options.json").write_text("{}")
    assert "already holds a run" in str(refusal("tagger", options("tagger", data, tmp_path)))


def test_free_names(tmp_path: Path) -> None:
    assert free_name(tmp_path / "missing", "one") == "one"
    (tmp_path / "one").mkdir()
    (tmp_path / "one 2").mkdir()
    assert free_name(tmp_path, "one") == "one 3"


def test_a_name_becomes_one_that_every_file_system_takes() -> None:
    assert file_name('a/b\\c:d*e?"f"<g>|h\n', "run") == "a-b-c-d-e--f--g--h-"
    assert file_name(" .. ", "run") == "run"
    assert file_name("線画 " + "x" * 200, "run").startswith("線画 x") and len(file_name("x" * 200, "run")) == 80
