"""Contact sheets: what is wrong with pictures is shown, a click leaves one out or takes it in, and it is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from app.background import Background
from app.model.picture_check import read_check
from app.model.training_plan import summarize
from app.ui.training.data_field import DataField
from app.ui.training.picture_sheet import PictureSheet, thumbnail
from trainer.picture_choice import PictureChoice, read_choice, write_choice


@pytest.fixture
def background(qtbot):
    background = Background()
    yield background
    background.close()
    background.wait()


@pytest.fixture
def data(tmp_path: Path, runs_folder: Path) -> Path:
    """Made from four pictures: one is whole, one transparent, one grey, one cannot be read."""
    pictures, root = tmp_path / "mine", tmp_path / "data" / "mine"
    pictures.mkdir()
    (root / "color").mkdir(parents=True)
    kept = []
    for name, notes in (("whole", []), ("clear", ["transparent (30%), laid on white"])):
        Image.new("RGB", (300, 200), (200, 40, 40)).save(root / "color" / f"{name}-1.png")
        kept.append({"name": f"{name}-1", "source": f"{name}.png", "tags": ["hair"], "notes": notes, "split": "train"})
    Image.new("L", (300, 300), 90).save(pictures / "grey.png")
    (pictures / "broken.png").write_bytes(b"nothing")
    left_out = [
        {"source": "grey.png", "reason": "grey", "detail": "no colours"},
        {"source": "broken.png", "reason": "unreadable", "detail": "damaged"},
    ]
    report = {"pictures": str(pictures), "kept": kept, "left_out": left_out}
    (root / "report.json").write_text(json.dumps(report))
    (root / "dataset.json").write_text(json.dumps({"format_version": 1, "name": "mine", "figures": {}}))
    return root


@pytest.fixture
def sheet(qtbot, background: Background, data: Path) -> PictureSheet:
    sheet = PictureSheet(background)
    qtbot.addWidget(sheet)
    sheet.resize(600, 300)
    sheet.set_data(data)
    qtbot.waitUntil(lambda: sheet.list.count() == 3)
    sheet.show()
    return sheet


def captions(sheet: PictureSheet) -> list[str]:
    return [sheet.list.item(row).text() for row in range(sheet.list.count())]


def test_what_is_wrong_comes_first_with_its_reason(sheet: PictureSheet, qtbot) -> None:
    assert captions(sheet) == ["grey", "transparent", "unreadable"]
    assert "no colours" in sheet.list.item(0).toolTip()
    assert sheet.words.text().startswith("2 pictures are left out")
    sheet.shown.setCurrentIndex(1)
    assert captions(sheet) == ["grey", "transparent", "unreadable", ""]
    assert sheet.list.accessibleName()


def test_a_picture_without_lines_is_named_so(sheet: PictureSheet, qtbot, data: Path) -> None:
    report = json.loads((data / "report.json").read_text())
    report["left_out"][0]["reason"] = "no lines"
    (data / "report.json").write_text(json.dumps(report))
    sheet.set_data(data)
    qtbot.waitUntil(lambda: "without lines" in captions(sheet))


def test_a_click_leaves_out_and_takes_in(sheet: PictureSheet, qtbot, data: Path) -> None:
    with qtbot.waitSignal(sheet.choice_changed) as told:
        sheet.list.itemClicked.emit(sheet.list.item(1))
    assert told.args == [False] and read_choice(data).left_out == {"clear-1"}
    assert summarize(data).pictures == 1
    with qtbot.waitSignal(sheet.choice_changed) as told:
        sheet.list.itemClicked.emit(sheet.list.item(0))
    assert told.args == [True], "it has to be prepared"
    assert read_choice(data) == PictureChoice(frozenset({"clear-1"}), frozenset({"grey.png"}))
    sheet.list.itemClicked.emit(sheet.list.item(2))
    assert sheet.words.text().startswith("2 pictures"), "what cannot be read cannot be taken in"
    with qtbot.waitSignal(sheet.choice_changed):
        sheet.list.itemClicked.emit(sheet.list.item(1))
    assert summarize(data).pictures == 2


def test_all_doubtful_ones_are_left_out_at_once(sheet: PictureSheet, qtbot, data: Path) -> None:
    with qtbot.waitSignal(sheet.choice_changed):
        sheet.leave_button.click()
    assert read_choice(data).left_out == {"clear-1"} and not sheet.leave_button.isEnabled()
    assert [picture.wanted for picture in read_check(data)] == [False, False, False, True]


def test_clicks_that_follow_each_other_are_all_kept(sheet: PictureSheet, qtbot, data: Path) -> None:
    sheet.shown.setCurrentIndex(1)
    for row in (0, 1, 3):
        sheet.list.itemClicked.emit(sheet.list.item(row))
    wanted = PictureChoice(frozenset({"clear-1", "whole-1"}), frozenset({"grey.png"}))
    qtbot.waitUntil(lambda: read_choice(data) == wanted)


def test_the_field_counts_anew_and_offers_to_prepare(qtbot, background: Background, data: Path) -> None:
    field = DataField(background)
    qtbot.addWidget(field)
    field.show()
    field.set_folder(data)
    qtbot.waitUntil(lambda: field.sheet.list.count() == 3)
    assert "2 pictures to learn from" in field.detail.text() and field.check_button.isHidden()
    field.sheet.list.itemClicked.emit(field.sheet.list.item(0))
    field.sheet.list.itemClicked.emit(field.sheet.list.item(1))
    qtbot.waitUntil(lambda: "1 pictures to learn from" in field.detail.text())
    assert field.check_button.isVisible() and field.check_button.text() == "Prepare Again"


def test_a_count_that_comes_late_does_not_take_the_place_of_a_newer_one(data: Path, qtbot, background) -> None:
    field = DataField(background)
    qtbot.addWidget(field)
    field.set_folder(data)
    qtbot.waitUntil(lambda: field.sheet.list.count() == 3)
    asked: list[tuple] = []
    field._background = SimpleNamespace(run=lambda work, done, failed: asked.append((work, done)))
    field.sheet.choice_changed.emit(False)
    earlier = asked[0][0]()
    field.sheet.choice_changed.emit(False)
    asked[1][1](replace(earlier, pictures=7))
    asked[0][1](earlier)
    assert "7 pictures to learn from" in field.detail.text()


def test_thumbnails(data: Path, tmp_path: Path) -> None:
    small = thumbnail(data / "color" / "whole-1.png")
    assert small is not None and (small.width(), small.height()) == (72, 48)
    assert thumbnail(tmp_path / "mine" / "broken.png") is None


def test_drawn_figures_have_nothing_to_say(tmp_path: Path) -> None:
    assert read_check(tmp_path) == []


def test_a_damaged_choice_is_named(qtbot, background: Background, data: Path) -> None:
    write_choice(data, PictureChoice())
    (data / "left_out.json").write_text("[")
    sheet = PictureSheet(background)
    qtbot.addWidget(sheet)
    with qtbot.waitSignal(sheet.failed) as told:
        sheet.set_data(data)
    assert "left_out.json is damaged" in told.args[0]
