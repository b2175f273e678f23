"""What a run has saved is never lost: full disks, kills, sick weights."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

from engine.weights import load_model
from tests.trainer.tiny_stages import options_of, ready
from trainer import loop
from trainer.events import EventWriter, parse_event
from trainer.health import Health
from trainer.loop import save, train
from trainer.run_folder import NotSaved, RunFolder
from trainer.run_lock import is_training, training_in

CPU = torch.device("cpu")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """A disk that takes files of at most `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_former_checkpoint_whole(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run", resume=False)
    run.write_checkpoint({"step": 1, "weights": torch.zeros(10)})
    with room_for(4096), pytest.raises(NotSaved, match="what it held before is whole.*make room"):
        run.write_checkpoint({"step": 2, "weights": torch.zeros(100_000)})
    state = run.read_checkpoint(CPU)
    assert state is not None and state["step"] == 1
    assert not list(run.root.glob(".*.part"))


def test_a_kill_while_saving_leaves_the_former_checkpoint_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    run = RunFolder(tmp_path / "run", resume=False)
    run.options_file.write_text("{}")
    run.write_checkpoint({"step": 1})

    def half(state: object, path: Path) -> None:
        path.write_bytes(b"PK half a checkpoint")
        # What a power cut leaves: nobody tidies up behind it.
        path.rename(path.with_name(".checkpoint.pt.99999.part"))
        raise PowerCut

    with monkeypatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(torch, "save", half)
        run.write_checkpoint({"step": 2})
    assert list(run.root.glob(".*.part"))
    again = RunFolder(run.root, resume=True)
    state = again.read_checkpoint(CPU)
    assert state is not None and state["step"] == 1 and not list(run.root.glob(".*.part"))


def test_a_training_goes_on_when_the_disk_is_full_for_a_while(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = options_of("stage-two", drawn_folder, tmp_path, steps=3, save_every=1, sample_every=2)
    stage, _ = ready(options)
    run = RunFolder(options.run, resume=False)
    (run.root / "samples").rmdir()
    (run.root / "samples").write_text("no folder: the sample sheets cannot be written")
    real, calls = torch.save, []

    def sometimes(state: object, path: Path) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(state, path)

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
