import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image

import engine.colorizer
from engine.errors import DataError, TrainingError, WeightsError
from engine.requests import Picture
from tests.trainer.evaluation_data import TAGS, write_model
from tests.trainer.prepare.pictures import figure, lines, write_ora
from trainer import cli, prepare_command
from trainer.data.finished import FinishedPictures
from trainer.data.folder import DataFolder
from trainer.data.prepare import prepare as preparing
from trainer.data.prepare.make import make
from trainer.data.prepare.prepare import prepare
from trainer.data.prepare.reasons import COUNTED, Reason
from trainer.options import PrepareOptions

KEPT = ["a/0.png", "a/1.png", "a/2.png", "clear.png", "own.ora", "tall.png"]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six pictures that can be used and four that cannot."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "a").mkdir()
    for seed in range(3):
        figure(seed).save(folder / "a" / f"{seed}.png")
    (folder / "a" / "0.txt").write_text("1girl, Red Hair, rating:safe")
    (folder / "a" / "1.json").write_text("{")
    figure(1).save(folder / "copy.jpg", quality=70)
    figure(5).convert("L").save(folder / "grey.png")
    figure(6).resize((20, 20)).save(folder / "tiny.png")
    (folder / "broken.webp").write_bytes(b"RIFF....")
    figure(7, (60, 200)).save(folder / "tall.png")
    clear = figure(8).convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 20, 72))
    clear.save(folder / "clear.png")
    write_ora(folder / "own.ora", figure(9), lines())
    return folder


def options(pictures: Path, out: Path, **given: object) -> PrepareOptions:
    values = {"size": 96, "least": 32, "workers": 1, **given}
    return PrepareOptions(pictures=pictures, out=out, **values)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def prepared(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("prepared") / "data"
    prepare(options(pictures, out))
    return out


def digests(out: Path) -> dict[str, str]:
    files = [path for path in out.rglob("*") if path.is_file() and not {".packed", ".prepare"} & set(path.parts)]
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_report_names_every_picture(pictures: Path, prepared: Path) -> None:
    report = json.loads((prepared / "report.json").read_text(encoding="utf-8"))
    assert [kept["source"] for kept in report["kept"]] == KEPT
    assert {left["source"]: left["reason"] for left in report["left_out"]} == {
        "broken.webp": "unreadable",
        "copy.jpg": "duplicate",
        "grey.png": "grey",
        "tiny.png": "tiny",
    }
    notes = {kept["source"]: " ".join(kept["notes"]) for kept in report["kept"]}
    assert "transparent" in notes["clear.png"] and "1.json" in notes["a/1.png"] and "own lines" in notes["own.ora"]
    page = (prepared / "report.html").read_text(encoding="utf-8")
    assert all(name in page for name in ("broken.webp", "copy.jpg", "kept-000.jpg", "left-out-000.jpg"))
    with Image.open(prepared / "report" / "kept-000.jpg") as sheet:
        assert sheet.width > 1000 and np.asarray(sheet).std() > 20


def test_training_reads_the_folder(prepared: Path) -> None:
    folder = DataFolder(prepared)
    assert not folder.has_regions and len(folder.entries) == len(KEPT)
    tags = {entry.name.rsplit("-", 1)[0]: entry.tags for entry in folder.entries}
    assert tags["a-0"] == {"1girl", "red_hair"} and tags["a-2"] == frozenset()
    shapes = {}
    for entry in folder.entries:
        with Image.open(prepared / "color" / f"{entry.name}.png") as color:
            with Image.open(prepared / "sketch" / f"{entry.name}.png") as sketch:
                assert (color.mode, sketch.mode, color.size) == ("RGB", "L", sketch.size)
            shapes[entry.name.rsplit("-", 1)[0]] = color.size
    assert shapes["tall"] == (29, 96) and shapes["a-0"] == (96, 72)
    examples = FinishedPictures(folder, ("red_hair",), side=64)
    example = examples.stage_one(np.random.default_rng(0), 0, 32)
    assert example.sketch.shape == (32, 32) and example.sketch.min() < 128 < example.sketch.max()
    assert len(examples) == len(folder.names("train"))


def test_own_lines_are_taken_as_they_are(prepared: Path) -> None:
    figures = json.loads((prepared / "dataset.json").read_text(encoding="utf-8"))["figures"]
    name = next(name for name, facts in figures.items() if facts["source"] == "own.ora")
    assert figures[name]["line"] == "own"
    with Image.open(prepared / "sketch" / f"{name}.png") as sketch:
        drawn = np.asarray(sketch)
    assert drawn[12, 40] == 0 and drawn[40, 40] == 255


def test_a_second_run_makes_nothing(pictures: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(prepared)
    for work in ("survey", "make"):
        monkeypatch.setattr(preparing, work, lambda job: pytest.fail(f"{job} again"))
    prepare(options(pictures, prepared))
    assert digests(prepared) == before


def test_processes_do_not_change_the_pictures(pictures: Path, prepared: Path, tmp_path: Path) -> None:
    prepare(options(pictures, tmp_path, workers=2))
    assert digests(tmp_path) == digests(prepared)


def test_an_interrupted_run_goes_on(
    pictures: Path, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = preparing.make, []

    def interrupted(job: preparing.MakeJob) -> preparing.Made:
        calls.append(job.name)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(job)

    monkeypatch.setattr(preparing, "make", interrupted)
    with pytest.raises(KeyboardInterrupt):
        prepare(options(pictures, tmp_path))
    assert not (tmp_path / "dataset.json").exists()
    (tmp_path / "sketch" / f"{calls[0]}.png").unlink()
    with (tmp_path / ".prepare" / "surveys.jsonl").open("a") as journal:
        journal.write('{"relative": "a/0.p')  # a line cut short by a kill
    calls[:] = [*calls, "no third"]
    prepare(options(pictures, tmp_path))
    assert calls[4:].count(calls[0]) == 1 and calls[1] not in calls[4:]
    assert digests(tmp_path) == digests(prepared)


def test_follows_what_changes_in_the_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "pictures", tmp_path / "out"
    folder.mkdir()
    for seed in range(3):
        figure(seed).save(folder / f"{seed}.png")
    (folder / "0.txt").write_text("hat")
    prepare(options(folder, out, write_references=True))
    assert len(list((out / "reference").iterdir())) == 3
    (folder / "0.txt").unlink()
    (folder / "1.png").unlink()
    figure(11).save(folder / "2.png")
    prepare(options(folder, out))
    folder_now = DataFolder(out)
    assert [entry.name[:2] for entry in folder_now.entries] == ["0-", "2-"]
    assert not folder_now.entries[0].tags and not (out / "reference").exists()
    with Image.open(out / "color" / f"{folder_now.entries[1].name}.png") as color:
        assert np.array_equal(np.asarray(color), np.asarray(figure(11)))


def test_refuses_a_folder_of_other_data(pictures: Path, tmp_path: Path) -> None:
    (tmp_path / "color").mkdir()
    figure(0).save(tmp_path / "color" / "mine.png")
    with pytest.raises(DataError, match="not made by train prepare"):
        prepare(options(pictures, tmp_path))
    assert (tmp_path / "color" / "mine.png").exists()


def in_subfolders(folder: Path) -> dict[str, bytes]:
    """Files of a user in folders that are called like ours."""
    mine = {
        "color/notes.txt": b"notes",
        "sketch/my_rough.bmp": b"rough",
        "tags/notes.md": b"notes",
        "reference/photo.gif": b"photo",
        "report/holiday.jpg": b"holiday",
        "sketch/drafts/first.png": b"first",
    }
    for name, data in mine.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return mine


def held(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names}


@pytest.mark.parametrize("out", ["", "../art", "color", "sketch"])
def test_refuses_to_write_where_the_pictures_lie(tmp_path: Path, out: str) -> None:
    art = tmp_path / "art"
    mine = in_subfolders(art)
    written, pictures = (art, art / out) if out in ("color", "sketch") else (art / out, art)
    figure(1).save(pictures / "1.png")
    before = digests(art)
    with pytest.raises(DataError, match="holds the pictures themselves"):
        prepare(options(pictures, written))
    assert digests(art) == before and held(art, mine) == mine and not (art / ".prepare").exists()


@pytest.mark.parametrize(
    "name",
    ["sketch/my_rough.bmp", "tags/notes.md", "reference/photo.gif", "report/a.jpg", "report.html", "dataset.json"],
)
def test_refuses_a_folder_that_holds_what_would_be_in_the_way(pictures: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("[]")
    with pytest.raises(DataError, match=r"not made by train prepare; choose an empty folder\.$"):
        prepare(options(pictures, tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]


def test_what_no_run_made_stays(tmp_path: Path) -> None:
    folder, out = tmp_path / "pictures", tmp_path / "out"
    folder.mkdir()
    for seed in range(3):
        figure(seed).save(folder / f"{seed}.png")
        (folder / f"{seed}.txt").write_text("hat")
    prepare(options(folder, out, write_references=True))
    mine = in_subfolders(out)
    for number in (1, 2):
        (folder / f"{number}.png").unlink()
    prepare(options(folder, out))
    assert held(out, mine) == mine
    left = {path.parent.name: path.suffix for path in out.rglob("0-*")}
    assert left == {"color": ".png", "sketch": ".png", "tags": ".txt"}
    assert not [path for number in (1, 2) for path in out.rglob(f"{number}-*")]


def test_a_picture_of_somebody_else_is_refused_in_a_folder_of_ours(pictures: Path, tmp_path: Path) -> None:
    prepare(options(pictures, tmp_path))
    figure(0).save(tmp_path / "color" / "mine.png")
    with pytest.raises(DataError, match=r"mine\.png was not made by train prepare"):
        prepare(options(pictures, tmp_path))


def test_what_a_killed_run_had_begun_is_taken_out_with_its_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "pictures", tmp_path / "out"
    folder.mkdir()
    for seed in range(2):
        figure(seed).save(folder / f"{seed}.png")

    def killed(job: preparing.MakeJob) -> preparing.Made:
        figure(0).save(job.out / "sketch" / f"{job.name}.png")
        (job.out / "sketch" / f".{job.name}.png.1.part").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(preparing, "make", killed)
        prepare(options(folder, out))
    (begun,) = (path for path in (out / "sketch").iterdir() if not path.name.startswith("."))
    (folder / f"{begun.name[0]}.png").unlink()
    prepare(options(folder, out))
    assert not begun.exists() and not list((out / "sketch").glob(".*"))
    assert len(DataFolder(out).entries) == 1


def test_files_of_the_system_are_passed_by(pictures: Path, prepared: Path, tmp_path: Path) -> None:
    for name in ("color/.DS_Store", "color/Thumbs.db", "color/._0.png", "sketch/desktop.ini", "tags/.directory"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"system")
    for _ in range(2):
        prepare(options(pictures, tmp_path))
        (tmp_path / "sketch" / "stray.png").mkdir(exist_ok=True)
    assert digests(prepared).items() <= digests(tmp_path).items()
    assert (tmp_path / "color" / "Thumbs.db").exists() and (tmp_path / "sketch" / "stray.png").is_dir()
    assert {entry.name for entry in DataFolder(tmp_path).entries} == {e.name for e in DataFolder(prepared).entries}


def test_a_folder_made_before_names_were_noted_is_still_ours(tmp_path: Path) -> None:
    folder, out = tmp_path / "pictures", tmp_path / "out"
    folder.mkdir()
    for seed in range(2):
        figure(seed).save(folder / f"{seed}.png")
    prepare(options(folder, out))
    shutil.rmtree(out / ".prepare")
    (folder / "1.png").unlink()
    prepare(options(folder, out))
    assert not list(out.rglob("1-*")) and len(DataFolder(out).entries) == 1


def test_every_reason_has_words() -> None:
    assert set(COUNTED) == set(get_args(Reason))


def test_a_picture_without_lines_is_left_out_in_words(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    across, down = np.meshgrid(np.linspace(40, 220, 96), np.linspace(60, 200, 72))
    smooth = np.dstack([across, down, 255 - across]).astype(np.uint8)
    Image.fromarray(smooth).save(tmp_path / "pictures" / "smooth.png")
    with pytest.raises(DataError, match=r"can be used: 1 without lines\."):
        prepare(options(tmp_path / "pictures", tmp_path / "data"))
    figure(0).save(tmp_path / "pictures" / "drawn.png")
    report = prepare(options(tmp_path / "pictures", tmp_path / "data"))
    assert report.reasons() == {"no lines": 1} and "left out: 1 without lines" in report.summary()


def test_three_are_held_out_though_some_turn_out_to_have_no_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pictures").mkdir()
    for seed in range(14):
        figure(seed).save(tmp_path / "pictures" / f"{seed}.png")
    real = preparing.plan
    first: list[str] = []

    def planned(*given: Any) -> Any:
        kept, left_out = real(*given)
        first.extend(each.name for each in kept if each.split == "held-out")
        return kept, left_out

    def made(job: preparing.MakeJob) -> preparing.Made:
        return preparing.Made(job.name, reason="no lines", detail="none") if job.name in first[:2] else make(job)

    monkeypatch.setattr(preparing, "plan", planned)
    monkeypatch.setattr(preparing, "make", made)
    report = prepare(options(tmp_path / "pictures", tmp_path / "data", held_out=1e-9))
    assert len(report.kept) == 12 and sum(kept.split == "held-out" for kept in report.kept) == 3


def test_nothing_usable_is_an_error_with_a_report(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    figure(0).convert("L").save(tmp_path / "in" / "grey.png")
    with pytest.raises(DataError, match="1 grey"):
        prepare(options(tmp_path / "in", tmp_path / "out"))
    assert "grey.png" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out" / "dataset.json").exists()


def test_a_model_fills_in_missing_groups(pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model, looked = write_model(tmp_path / "m.safetensors"), []

    def read(_: engine.colorizer.Colorizer, picture: Picture) -> dict[str, float]:
        looked.append(picture.source)
        return {tag.name: 0.9 if tag.name in {"blue_hair", "red_theme", "1girl"} else 0.3 for tag in TAGS}

    monkeypatch.setattr(engine.colorizer.Colorizer, "read_tags", read)
    out = tmp_path / "out"
    for _ in range(2):
        prepare(options(pictures, out, tags_by=model))
    tags = {entry.name.rsplit("-", 1)[0]: entry.tags for entry in DataFolder(out).entries}
    assert tags["a-0"] == {"1girl", "red_hair", "red_theme"}  # has a hair colour: that group is left alone
    assert tags["a-2"] == {"blue_hair", "red_theme", "1girl"}
    assert len(looked) == len(KEPT)
    with pytest.raises(WeightsError):
        prepare(options(pictures, out, tags_by=tmp_path / "none.safetensors"))


def test_the_command(pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["prepare", str(pictures), "-o", str(tmp_path), "--size", "96", "--least", "32", "--workers", "1"]
    assert cli.main(arguments) == 0
    captured = capsys.readouterr()
    assert captured.out == "" and "6 of 10 pictures kept" in captured.err.splitlines()[-1]
    assert "10/10" in captured.err and "6/6" in captured.err
    wrong = replace(options(pictures, tmp_path), held_out=2.0)
    with pytest.raises(TrainingError, match="--held-out"):
        prepare_command.run(wrong)


def test_why_none_can_be_used_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "broken.png").write_bytes(b"no picture")
    for number in range(2):
        figure(number).resize((20, 20)).save(tmp_path / "pictures" / f"{number}.png")
    with pytest.raises(DataError, match="None of the 3 pictures in .* can be used: 2 too small, 1 unreadable.") as told:
        prepare(options(tmp_path / "pictures", tmp_path / "data"))
    german = {"{count} too small": "{count} zu klein", "{count} unreadable": "{count} unlesbar"}
    assert "2 zu klein, 1 unlesbar" in told.value.sentence.said(lambda text: german.get(text, text))
