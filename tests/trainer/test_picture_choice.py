"""Pictures that the artist leaves out are seen by no training, and a run does not go on without noticing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError, TrainingError
from tests.trainer.conftest import write_folder
from tests.trainer.prepare.pictures import figure
from trainer.data.folder import DataFolder
from trainer.data.prepare.finding import Found
from trainer.data.prepare.plan import plan
from trainer.data.prepare.survey import SurveyJob, survey
from trainer.picture_choice import PictureChoice, read_choice, write_choice
from trainer.run_folder import RunFolder


def test_left_out_pictures_are_not_seen(tmp_path: Path) -> None:
    write_folder(tmp_path, 4, size=32)
    before = DataFolder(tmp_path)
    choice = PictureChoice(left_out=frozenset({"0001"}), taken_in=frozenset({"線.png"}))
    write_choice(tmp_path, choice)
    assert read_choice(tmp_path) == choice
    after = DataFolder(tmp_path)
    assert [entry.name for entry in after.entries] == ["0000", "0002", "0003"]
    assert after.pack("train", layers=True, side=32) != before.pack("train", layers=True, side=32)
    assert np.load(after.pack("train", layers=True, side=32)).shape[0] == 2
    assert after.fingerprint() != before.fingerprint()
    write_choice(tmp_path, PictureChoice())
    assert DataFolder(tmp_path).fingerprint() == before.fingerprint()


def test_all_left_out_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, 1, size=32)
    write_choice(tmp_path, PictureChoice(left_out=frozenset({"0000"})))
    with pytest.raises(DataError, match="that are not left out"):
        DataFolder(tmp_path)


def test_a_run_does_not_go_on_with_other_pictures(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run", resume=False)
    run.begin("a")
    run.options_file.write_text("{}")
    again = RunFolder(run.root, resume=True)
    again.begin("a")
    with pytest.raises(TrainingError, match="not those that .*run began with"):
        again.begin("b")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "left_out.json").write_text('{"left_out": 3}')
    with pytest.raises(DataError, match="delete it"):
        read_choice(tmp_path)


def test_what_is_taken_in_is_prepared_although_it_is_grey_or_alike(tmp_path: Path) -> None:
    images = {"a": figure(0), "b": figure(0).resize((48, 72)), "grey": figure(1).convert("L"), "tiny": figure(2)}
    found, looks = [], []
    for name, image in images.items():
        image.save(tmp_path / f"{name}.png")
        found.append(Found(tmp_path / f"{name}.png", f"{name}.png"))
        looks.append(survey(SurveyJob(found[-1], 40)))
    (tmp_path / "broken.png").write_bytes(b"")
    found.append(Found(tmp_path / "broken.png", "broken.png"))
    looks.append(survey(SurveyJob(found[-1], 40)))
    assert {one.reason for one in plan(found, looks, 0.0)[1]} == {"duplicate", "grey", "unreadable"}
    kept, left_out = plan(found, looks, 0.0, {"b.png", "grey.png", "broken.png"})
    assert [one.found.relative for one in kept] == ["a.png", "b.png", "grey.png", "tiny.png"]
    assert [one.reason for one in left_out] == ["unreadable"]
