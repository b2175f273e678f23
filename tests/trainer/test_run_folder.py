"""What a run has saved is never lost: full disks, kills, sick weights."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest
import torch

from engine.errors import TrainingError
from engine.weights import load_model
from tests.trainer.small_disk import room_for
from tests.trainer.tiny_stages import options_of, ready
from trainer import loop
from trainer.events import EventWriter, parse_event
from trainer.health import Health
from trainer.loop import save, train
from trainer.options import TaggerOptions
from trainer.run_folder import NotSaved, RunFolder
from trainer.run_lock import LOCK_FILE, is_training, training_in

CPU = torch.device("cpu")


def test_a_full_disk_leaves_the_former_checkpoint_whole(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run", resume=False)
    run.write_checkpoint({"step": 1, "weights": torch.zeros(10)})
    with room_for(4096), pytest.raises(NotSaved, match="what it held before is whole: File too large; make room"):
        run.write_checkpoint({"step": 2, "weights": torch.zeros(100_000)})
    state = run.read_checkpoint(CPU)
    assert state is not None and state["step"] == 1
    assert not list(run.root.glob(".*.part"))


@pytest.mark.parametrize("resume", [False, True])
def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resume: bool
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(TrainingError, match=r"file/run cannot be written: Not a directory; choose another folder"):
        RunFolder(tmp_path / "file" / "run", resume=False)
    run = RunFolder(tmp_path / "run", resume=False)
    run.options_file.write_text("{}")

    def refuses(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuses)
    run.resume = resume
    for write in (lambda: run.begin("pictures"), lambda: run.write_options(TaggerOptions(data=tmp_path, run=run.root))):
        with pytest.raises(TrainingError, match=r"run.* cannot be written: Read-only file system; choose another"):
            write()
    monkeypatch.setattr(Path, "mkdir", refuses)
    with pytest.raises(TrainingError, match="run cannot be written: Read-only file system"):
        RunFolder(run.root, resume=False)


def test_what_cannot_be_locked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / LOCK_FILE).mkdir()
    with pytest.raises(TrainingError, match=r"\.lock cannot be written: Is a directory"), training_in(tmp_path):
        pytest.fail("it is not locked")


def test_a_kill_while_saving_leaves_the_former_checkpoint_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    run = RunFolder(tmp_path / "run", resume=False)
    run.options_file.write_text("{}")
    run.write_checkpoint({"step": 1})

    def half(state: object, file: BinaryIO) -> None:
        file.write(b"PK half a checkpoint")
        # What a power cut leaves: nobody tidies up behind it.
        Path(file.name).rename(run.root / ".checkpoint.pt.99999.part")
        raise PowerCut

    with monkeypatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(torch, "save", half)
        run.write_checkpoint({"step": 2})
    assert list(run.root.glob(".*.part"))
    again = RunFolder(run.root, resume=True)
    assert list(run.root.glob(".*.part")), "another process may be saving, until the folder is this one's own"
    again.begin("the same pictures")
    state = again.read_checkpoint(CPU)
    assert state is not None and state["step"] == 1 and not list(run.root.glob(".*.part"))


@pytest.mark.parametrize(
    ("left", "is_run"),
    [
        (
            {"options.json": "{}", "pictures.txt": "b", "events.jsonl": '{"event": "started"}\n{"event": "failed"}\n'},
            False,
        ),
        ({"options.json": "{}", "events.jsonl": '{"event": "started"}\n{"event": "step", "step": 1}\n'}, True),
        ({"options.json": "{}", "checkpoint.pt": ""}, True),
        ({"options.json": "{}", "stage-one/checkpoint.pt": ""}, True),
        ({"stage-one/checkpoint.pt": ""}, False),  # a folder of runs
    ],
)
def test_a_run_is_what_was_trained(left: dict[str, str], is_run: bool, tmp_path: Path) -> None:
    """What a start left that failed gives way to the next; what a training has left is never written over."""
    for name, text in left.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    if is_run:
        with pytest.raises(TrainingError, match="already holds a run"):
            RunFolder(tmp_path, resume=False)
        return
    run = RunFolder(tmp_path, resume=False)
    run.begin("a")
    assert not run.options_file.exists() and not run.events_file.exists()
    assert (tmp_path / "pictures.txt").read_text() == "a"


def test_a_training_that_was_quicker_is_not_written_over(tmp_path: Path) -> None:
    run = RunFolder(tmp_path, resume=False)
    run.write_checkpoint({"step": 1})  # by another process, before this one has the lock
    with pytest.raises(TrainingError, match="already holds a run"):
        run.begin("a")


def test_a_training_goes_on_when_the_disk_is_full_for_a_while(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = options_of("stage-two", drawn_folder, tmp_path, steps=3, save_every=1, sample_every=2)
    stage, _ = ready(options)
    run = RunFolder(options.run, resume=False)
    (run.root / "samples").rmdir()
    (run.root / "samples").write_text("no folder: the sample sheets cannot be written")
    real, calls = torch.save, []

    def sometimes(state: object, file: BinaryIO) -> None:
        calls.append(file)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(state, file)

    monkeypatch.setattr(torch, "save", sometimes)
    events = EventWriter(run.events_file)
    train(stage, options, run, events, CPU)
    events.close()
    told = [parse_event(line) for line in run.events_file.read_text().splitlines()]
    names = [event["event"] for event in told if event is not None]
    assert names.count("saved") == 2 and names[-1] == "done" and "sample" not in names
    warnings = [event["message"] for event in told if event is not None and event["event"] == "warning"]
    assert ["checkpoint.pt" in warning for warning in warnings] == [False, True, False]
    assert all("cannot be written" in warning and "The training goes on." in warning for warning in warnings)


def test_sick_weights_are_not_saved(drawn_folder: Path, tmp_path: Path) -> None:
    options = options_of("stage-one", drawn_folder, tmp_path)
    stage, updates = ready(options)
    run, health = RunFolder(options.run, resume=False), Health()
    fixed = stage.dataset.first(0, 2)
    save(stage, updates, health, fixed, run, 1)
    kept = load_model(run.model_file).state_dict()
    last = stage.networks["generator"].get_submodule("deconv5.conv2")
    with torch.no_grad():
        for parameter in last.parameters():
            parameter.zero_()
    with pytest.raises(Exception, match=r"collapsed.*the weights of step 1 are kept"):
        save(stage, updates, health, fixed, run, 2)
    with torch.no_grad():
        next(last.parameters()).fill_(float("nan"))
    with pytest.raises(Exception, match=r"no numbers after step 3.*the weights of step 1 are kept"):
        save(stage, updates, health, fixed, run, 3)
    state = run.read_checkpoint(CPU)
    assert state is not None and state["step"] == 1
    assert all(torch.equal(value, kept[key]) for key, value in load_model(run.model_file).state_dict().items())


def test_what_is_saved_is_the_average(drawn_folder: Path, tmp_path: Path) -> None:
    options = options_of("stage-two", drawn_folder, tmp_path, steps=2, ema=0.9, save_every=1, learning_rate=0.01)
    stage, _ = ready(options)
    run = RunFolder(options.run, resume=False)
    events = EventWriter(None)
    train(stage, options, run, events, CPU)
    state, model = run.read_checkpoint(CPU), load_model(run.model_file)
    assert state is not None and model.mapping is not None
    average = state["updates"]["average"]
    for key, value in model.mapping.named_parameters():
        assert torch.equal(value, average[f"mapping.{key}"])
    weights = state["networks"]["mapping"]
    assert not torch.equal(weights["mlp.mlp.0.0.weight"], average["mapping.mlp.mlp.0.0.weight"])


def test_an_average_resumes_exactly(drawn_folder: Path, tmp_path: Path) -> None:
    options = options_of("stage-two", drawn_folder, tmp_path, steps=3, ema=0.9, save_every=2, accumulate=2, batch=2)

    class PowerCut(BaseException):
        pass

    def run_it(folder: Path, resume: bool = False, cut: int | None = None) -> None:
        stage, _ = ready(options)
        run = RunFolder(folder, resume)
        run.write_options(options)
        real = loop.learning_rate

        def rate(options: object, step: int) -> float:
            if step == cut:
                raise PowerCut
            return real(options, step)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loop, "learning_rate", rate)
            train(stage, options, run, EventWriter(None), CPU)

    run_it(tmp_path / "whole")
    with pytest.raises(PowerCut):
        run_it(tmp_path / "broken", cut=2)
    run_it(tmp_path / "broken", resume=True)
    first, second = (load_model(tmp_path / name / "model.safetensors").state_dict() for name in ("whole", "broken"))
    assert all(torch.equal(value, second[key]) for key, value in first.items())


def test_threads_that_ask_at_once_do_not_take_each_other_for_a_training(tmp_path: Path) -> None:
    with training_in(tmp_path):
        assert is_training(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(lambda _: is_training(tmp_path), range(400)))
