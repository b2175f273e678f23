"""All three trainings as one run: they follow each other, resume exactly wherever killed, are steered as one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.errors import TrainingError
from engine.model_info import read_model_info
from engine.weights import load_model
from main import main
from tests.trainer.test_training import events_of
from tests.trainer.tiny_stages import model_file
from trainer import cost, loop
from trainer.cli import parse
from trainer.control import Command, send
from trainer.in_order import planned
from trainer.options import AllOptions, StageOneOptions, TrainOptions, hardware_of
from trainer.own_drawing import CAPTION, LEAST_WIDTH, Row, sheet_of

QUICK = ["--preset", "tiny", "--size", "32", "--batch", "4", "--workers", "0", "--log-every", "1", "--warmup", "1"]
STEPS = ["--steps", "10", "--shares", "2:4:4", "--save-every", "2", "--sample-every", "2"]


def train_all(data: Path, run: Path, *more: str) -> int:
    return main(["train", "all", "--data", str(data), "--run", str(run), *more])


def options(**more: object) -> AllOptions:
    return AllOptions(data=Path("data"), run=Path("run"), **more)  # pyright: ignore[reportArgumentType]


@pytest.fixture(scope="module")
def whole(drawn_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("all") / "run"
    sketch, reference = run.parent / "sketch.png", run.parent / "reference.png"
    Image.fromarray(np.full((48, 96), 255, dtype=np.uint8)).save(sketch)
    Image.new("RGB", (40, 80), (200, 30, 30)).save(reference)
    own = ["--own-sketch", str(sketch), "--own-reference", str(reference)]
    assert train_all(drawn_folder, run, *QUICK, *STEPS, *own, "--stage-two=--tune-generator") == 0
    return run


def test_each_training_has_its_share_and_its_own_options() -> None:
    each = options(steps=1000, stage_one="--lambda-gan 0 --steps 77", hardware="12gb", preset="paper").of_each()
    assert {verb: one.steps for verb, one in each.items()} == {"tagger": 200, "stage-one": 77, "stage-two": 300}
    one = each["stage-one"]
    assert isinstance(one, StageOneOptions) and one.lambda_gan == 0 and (one.size, one.batch) == (384, 16)
    assert each["tagger"].learning_rate == 1e-3 and one.learning_rate == 1e-4, "each keeps what suits it"
    assert {one.learning_rate for one in options(learning_rate=5e-4).of_each().values()} == {5e-4}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"shares": "1:2"}, "--shares is three numbers"),
        ({"stage_two": "--lambda-gan 0"}, "--stage-two: unrecognized arguments: --lambda-gan 0"),
        ({"tagger": "--resume"}, "--resume is said once for the whole run"),
        ({"stage_one": "--size 33"}, "no multiple of 32"),
    ],
)
def test_what_cannot_work_is_refused(more: dict[str, str], words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        options(**more).validate()


def test_three_trainings_make_one_run(whole: Path) -> None:
    events = events_of(whole)
    started = [event for event in events if event["event"] == "started"]
    assert [event["stage"] for event in started] == ["tagger", "stage-one", "stage-two"]
    assert [event["step"] for event in started] == [0, 2, 6]
    assert started[0]["stages"] == {"tagger": 2, "stage-one": 4, "stage-two": 4}
    assert {event["steps"] for event in started} == {10}
    assert [event["step"] for event in events if event["event"] == "step"] == list(range(1, 11))
    assert [event["event"] for event in events].count("done") == 1 and events[-1] == {**events[-1], "step": 10}
    info = read_model_info(whole / "model.safetensors")
    assert info.stage == "stage-two"
    assert [training["steps_done"] for training in info.provenance["trainings"]] == [2, 4, 4]
    assert json.loads((whole / "stage-two" / "options.json").read_text())["tune_generator"] is True


def test_the_artists_own_drawing_is_among_the_samples(whole: Path) -> None:
    samples = [event for event in events_of(whole) if event["event"] == "sample"]
    assert ["own" in sample for sample in samples] == [False, True, True, True, True], "a tagger paints nothing"
    sizes = [Image.open(whole / sample["own"]).size for sample in samples[1:]]
    assert sizes[0] == (3 * 36 - 4, 16), "drawing, reference and result, 32 wide as the training has it"
    assert sizes[2][0] == 8 * 132 - 4 and sizes[2][1] > 3 * 16, "and rows of tags in the second training, captions fit"
    assert [sample["rows"][:2] for sample in samples] == [[], *[["sketch", "reference"]] * 4]


def test_steps_tell_epoch_memory_and_room(whole: Path) -> None:
    step = next(event for event in events_of(whole) if event["event"] == "step")
    assert step["epoch"] == round(4 / 12, 2), "four of the twelve pictures that are not held out"
    assert step["memory_bytes"] > 1e6 and step["disk_free_bytes"] > 0


@pytest.mark.parametrize("cut", [1, 3])
def test_killed_in_the_second_training_it_ends_with_the_same_weights(
    whole: Path, drawn_folder: Path, tmp_path: Path, cut: int
) -> None:
    class PowerCut(BaseException):
        pass

    real = loop.learning_rate

    def rate(options: TrainOptions, step: int) -> float:
        if options.run.name == "stage-one" and step == cut:
            raise PowerCut
        return real(options, step)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(loop, "learning_rate", rate)
        train_all(drawn_folder, tmp_path / "run", *QUICK, *STEPS, "--stage-two=--tune-generator")
    assert main(["train", "all", "--run", str(tmp_path / "run"), "--resume"]) == 0
    first, second = (load_model(run / "model.safetensors").state_dict() for run in (whole, tmp_path / "run"))
    assert all(torch.equal(value, second[key]) for key, value in first.items())


def test_it_is_steered_as_one(drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More steps go to the training that is at work; a stop asked for between two of them is not lost."""
    run, real = tmp_path / "run", loop.Updates.step

    def step(self: loop.Updates, batch: object, number: int) -> object:
        if self.options.run.name == "stage-one" and number == 0:
            send(run, Command("steps", 11))
        if self.options.run.name == "stage-two" and number == 1:
            send(run, Command("stop"))
        return real(self, batch, number)

    monkeypatch.setattr(loop.Updates, "step", step)
    assert train_all(drawn_folder, run, *QUICK, *STEPS) == 0
    assert events_of(run)[-1]["stopped"] is True
    assert json.loads((run / "options.json").read_text())["steps"] == 11
    monkeypatch.undo()
    _, resumed = parse(["all", "--data", "moved", "--run", str(run), "--resume", "--steps", "12"])
    assert [(part.options.steps, part.before) for part in planned(resumed)] == [(2, 0), (5, 2), (5, 7)]
    assert {part.options.data for part in planned(resumed)} == {Path("moved")}


def test_networks_of_the_starting_point_go_on(drawn_folder: Path, tmp_path: Path) -> None:
    start = model_file(tmp_path / "start.safetensors", "stage-two")
    still = ("--init-from", str(start), "--steps", "3", "--shares", "1:1:1", "--learning-rate", "1e-12")
    assert train_all(drawn_folder, tmp_path / "run", *QUICK, *still) == 0
    before, after = load_model(start).state_dict(), load_model(tmp_path / "run" / "model.safetensors").state_dict()
    kept = [key for key in before if key.startswith(("generator.", "mapping.")) and key.endswith("weight")]
    assert kept and all(torch.allclose(before[key], after[key], atol=1e-6) for key in kept)


def test_a_trial_tells_what_all_of_it_costs(
    drawn_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost, "TRIAL_STEPS", 2)
    assert train_all(drawn_folder, tmp_path / "run", *QUICK, "--size", "64", "--hours", "99", "--dry-run") == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["stages"]) == {"tagger", "stage-one", "stage-two"} and not (tmp_path / "run").exists()
    assert told["time"]["steps_in_hours"] > 1000 and told["disk_gib"] > 0
    if sys.platform != "win32":
        assert told["memory_gib"]["measured"] > told["memory_gib"]["estimate"], "the process, not the networks alone"


def test_hours_become_steps(drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "TRIAL_STEPS", 1)
    hours = ("--hours", "0.000002")  # seven milliseconds
    words = [
        "train",
        "tagger",
        "--data",
        str(drawn_folder),
        "--run",
        str(tmp_path / "run"),
        *QUICK,
        "--size",
        "64",
        *hours,
    ]
    assert main(words) == 0
    kept = json.loads((tmp_path / "run" / "options.json").read_text())
    assert kept["hours"] is None and 1 <= kept["steps"] < 100


def test_a_drawing_that_is_gone_is_no_reason_not_to_train(drawn_folder: Path, tmp_path: Path) -> None:
    gone = ("--own-sketch", str(tmp_path / "no.png"), "--own-reference", str(tmp_path / "no.png"))
    words = ["train", "tagger", "--data", str(drawn_folder), "--run", str(tmp_path / "run"), *QUICK, "--steps", "1"]
    assert main([*words, *gone]) == 0
    assert any("without your own drawing" in e["message"] for e in events_of(tmp_path / "run") if "message" in e)


def test_a_sheet_has_captions_above_its_rows() -> None:
    red = np.full((60, 120, 3), (200, 0, 0), dtype=np.uint8)
    sheet = sheet_of([Row([], [red]), Row(["hair", "2"], [red, red])])
    assert sheet.shape == (60 + 4 + CAPTION + 60, 120 + 4 + 120, 3)
    assert (sheet[:60, :120] == (200, 0, 0)).all() and (sheet[-60:, 124:] == (200, 0, 0)).all()
    captions = sheet[64:-60]
    assert (captions[:, :124] > 200).any() and (captions[:, 124:] > 200).any(), "a caption stands above each picture"


def test_many_rows_make_a_wide_sheet() -> None:
    red = np.full((60, 120, 3), (200, 0, 0), dtype=np.uint8)
    sheet = sheet_of([Row([], [red]), *[Row(["hair", "2"], [red, red])] * 4])
    assert sheet.shape == (60 + 4 + 2 * (CAPTION + 60) + 4, 4 * 124 - 4, 3)
    assert (sheet[-60:, -120:] == (200, 0, 0)).all()


def test_captions_stay_above_their_own_pictures() -> None:
    """Small pictures are drawn larger, and a long tag is cut: its value is read, and that of the next one too."""
    small = np.full((32, 24, 3), (200, 0, 0), dtype=np.uint8)
    sheet = sheet_of([Row([], [small]), Row(["light_purple_collared_shirt 0.5", "1"], [small, small])])
    width = 24 * -(-LEAST_WIDTH // 24)
    assert sheet.shape[1] == 2 * width + 4
    line = sheet[-CAPTION - sheet.shape[0] // 2 + 4 : -sheet.shape[0] // 2]
    assert (line[:, : width - 2] > 200).any() and not (line[:, width : width + 4] > 200).any(), "it ends"


def test_machines_have_their_preset() -> None:
    gigabyte = 1024**3
    assert hardware_of("cpu", 64 * gigabyte) == hardware_of("cuda", 4 * gigabyte) == hardware_of("mps", 0) == "cpu"
    assert [hardware_of("cuda", round(size * gigabyte)) for size in (5.8, 7.8, 11.9, 23.6, 80)] == [
        "6gb",
        "8gb",
        "12gb",
        "24gb",
        "24gb",
    ]
