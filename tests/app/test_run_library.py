"""Which runs there are, what they are called, and the way to the waste basket."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import app.run_library as run_library
from app.model.training_run import RunState
from app.run_library import RunNotes, find_runs, read_notes, stage_of, throw_away, write_notes
from engine.errors import TrainingError
from trainer.run_lock import training_in

RECORDED = Path(__file__).parent.parent / "data" / "training" / "tiny.jsonl"


def make_run(folder: Path, name: str, lines: slice = slice(None), changed: float = 1e9) -> Path:
    root = folder / name
    (root / "samples").mkdir(parents=True)
    recorded = RECORDED.read_text(encoding="utf-8").splitlines(keepends=True)[lines]
    (root / "events.jsonl").write_text("".join(recorded), encoding="utf-8")
    (root / "options.json").write_text(json.dumps(json.loads(recorded[0])["options"]))
    (root / "samples" / "0000004.png").write_bytes(b"")
    os.utime(root / "events.jsonl", (changed, changed))
    return root


def test_runs_are_found_the_newest_first(runs_folder: Path) -> None:
    assert find_runs() == []
    old = make_run(runs_folder, "old", changed=1e9)
    new = make_run(runs_folder, "new", slice(0, 5), changed=2e9)
    (runs_folder / "no run").mkdir()
    runs = find_runs()
    assert [run.root for run in runs] == [new, old]
    assert [run.state for run in runs] == [RunState.LOST, RunState.DONE]
    assert runs[0].rate > 0 and (runs[0].step, runs[0].steps, runs[0].stage) == (4, 12, "tagger")
    assert runs[0].sample == new / "samples" / "0000004.png" and not runs[0].has_model
    with training_in(new):
        assert find_runs()[0].state is RunState.RUNNING


def test_only_the_end_of_a_long_story_is_read(runs_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_run(runs_folder, "long")
    monkeypatch.setattr(run_library, "_TAIL_BYTES", 700)  # cuts a line in two
    assert run_library.summarize_run(root).step == 12


def test_notes_survive_and_damage_does_not_matter(tmp_path: Path) -> None:
    assert read_notes(tmp_path) == RunNotes()
    write_notes(tmp_path, RunNotes("Frühling", "with fewer greens"))
    assert read_notes(tmp_path) == RunNotes("Frühling", "with fewer greens")
    (tmp_path / "notes.json").write_text("[]")
    assert read_notes(tmp_path) == RunNotes()


def test_the_stage_is_told_by_the_options(tmp_path: Path) -> None:
    for text, stage in (
        ('{"data": "d", "lambda_l1": 100}', "stage-one"),
        ('{"data": "d", "lambda_inversion": 1}', "stage-two"),
        ('{"data": "d"}', "tagger"),
        ("{}", ""),
        ("{", ""),
        ("[1]", ""),
    ):
        (tmp_path / "options.json").write_text(text)
        assert stage_of(tmp_path) == stage
    assert stage_of(tmp_path / "gone") == ""


def test_a_run_at_work_is_not_thrown_away(runs_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_run(runs_folder, "one")
    with training_in(root), pytest.raises(TrainingError, match="at work"):
        throw_away(root)
    monkeypatch.setattr(run_library.QFile, "moveToTrash", lambda _path: False)
    with pytest.raises(TrainingError, match="waste basket"):
        throw_away(root)
