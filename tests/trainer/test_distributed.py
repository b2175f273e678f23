"""Two processes on the CPU give what one gives with twice the pictures at a time."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import multiprocessing

from engine.weights import load_model
from tests.trainer.test_training import events_of
from tests.trainer.tiny_stages import COMMON, assert_alike, gradients, model_file, options_of, ready
from trainer import all_command, distributed
from trainer.distributed import World
from trainer.options import AllOptions, TrainOptions
from trainer.train_command import placed, run


@contextmanager
def one_of_two(rank: int, port: int) -> Iterator[pytest.MonkeyPatch]:
    """What torchrun tells one of two processes, while the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        named = {"RANK": rank, "LOCAL_RANK": rank, "WORLD_SIZE": 2, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
        for name, value in named.items():
            patch.setenv(name, str(value))
        torch.set_num_threads(1)
        yield patch


def in_process(rank: int, port: int, options: TrainOptions, out: Path) -> None:
    """One of two processes, as torchrun would start it: the gradients of a step, then a whole training."""
    with one_of_two(rank, port) as patch:
        with distributed.joined(placed(options)[0]):
            stage, updates = ready(options)
            assert len(stage.dataset[0][0]) == options.step_batch // 2
            torch.save(gradients(stage, updates), out / f"gradients-{rank}.pt")
        patch.setenv("MASTER_PORT", str(port + 1))
        run(options)


def all_in_process(rank: int, port: int, options: AllOptions) -> None:
    """One of two processes that train all in order."""
    with one_of_two(rank, port):
        all_command.run(options)


def steered_in_process(rank: int, port: int, options: TrainOptions, pipe: Path) -> None:
    """One of two processes that read the same standard input; how often it met the other is kept beside the run."""
    with one_of_two(rank, port) as patch:
        patch.setattr(sys, "stdin", os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)))
        real = distributed.each_of_all

        def counted(values: Sequence[float], device: torch.device) -> Sequence[float]:
            met = real(values, device)
            with pipe.with_name(f"met-{rank}").open("ab") as file:
                file.write(b".")
            return met

        patch.setattr(distributed, "each_of_all", counted)
        run(options)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_two_processes_are_one_with_twice_the_pictures(drawn_folder: Path, tmp_path: Path) -> None:
    # Each of two takes parts of two pictures, one alone takes parts of four.
    options = options_of("stage-one", drawn_folder, tmp_path, size=64, batch=4, accumulate=2, steps=2, save_every=1)
    multiprocessing.spawn(in_process, (free_port(), options, tmp_path), nprocs=2)
    expected = gradients(*ready(options))
    for rank in (0, 1):
        assert_alike(expected, torch.load(tmp_path / f"gradients-{rank}.pt", weights_only=True))
    assert any(key.startswith("discriminator") for key in expected)
    assert len((options.run / "events.jsonl").read_text().splitlines()) == 8, "the first process alone tells"

    run(replace(options, run=tmp_path / "alone"))
    first, second = (load_model(tmp_path / name / "model.safetensors").state_dict() for name in ("run", "alone"))
    for key, value in first.items():
        # Adam's first steps follow a gradient's sign, which rounding decides where it is nothing.
        assert float((value.float() - second[key].float()).abs().mean()) < 2e-6, key


def test_two_processes_train_all_in_order(drawn_folder: Path, tmp_path: Path) -> None:
    """With frozen statistics even the tagger ends as one process alone would have it."""
    options = AllOptions(
        **{**COMMON, "data": drawn_folder, "run": tmp_path / "run", "size": 64, "batch": 4, "steps": 6},
        shares="1:1:1",
        save_every=2,
        init_from=model_file(tmp_path / "start.safetensors", "stage-two"),
        tagger="--frozen-statistics",
    )
    multiprocessing.spawn(all_in_process, (free_port(), options), nprocs=2)
    told = events_of(options.run)
    assert [event["stage"] for event in told if event["event"] == "started"] == ["tagger", "stage-one", "stage-two"]
    assert [event["step"] for event in told if event["event"] == "step"] == [1, 2, 3, 4, 5, 6], "the first alone tells"
    assert told[-1] == {**told[-1], "event": "done", "step": 6}
    all_command.run(replace(options, run=tmp_path / "alone"))
    first, second = (load_model(tmp_path / name / "model.safetensors").state_dict() for name in ("run", "alone"))
    for key, value in first.items():
        assert float((value.float() - second[key].float()).abs().mean()) < 2e-5, key


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_two_processes_are_steered_as_one(drawn_folder: Path, tmp_path: Path) -> None:
    """Whatever is typed reaches both, whichever could have read it. They meet while they rest: else the one that waits
    for the other would give up after a while."""
    options = options_of("tagger", drawn_folder, tmp_path, steps=50, save_every=50)
    pipe = tmp_path / "typed"
    os.mkfifo(pipe)
    with open(os.open(pipe, os.O_RDWR), "w", encoding="utf-8") as typed:
        typed.write("pause\n")
        typed.flush()

        def go_on() -> None:
            while not any(event["event"] == "saved" for event in told()):
                time.sleep(0.1)
            before = met()
            while min(met()) < max(before) + 5:
                time.sleep(0.1)
            typed.write("steps 3\nlearning-rate 0.5\nresume\n")
            typed.flush()

        def told() -> list[dict[str, Any]]:
            return events_of(options.run) if (options.run / "events.jsonl").exists() else []

        def met() -> list[int]:
            files = [pipe.with_name(f"met-{rank}") for rank in (0, 1)]
            return [file.stat().st_size if file.exists() else 0 for file in files]

        threading.Thread(target=go_on, daemon=True).start()
        multiprocessing.spawn(steered_in_process, (free_port(), options, pipe), nprocs=2)
    events = [event for event in told() if event["event"] not in ("sample", "evaluated")]
    assert [(event["event"], event.get("step")) for event in events] == [
        *(("started", 0), ("step", 1), ("saved", 1), ("started", 1)),
        *(("step", 2), ("step", 3), ("saved", 3), ("done", 3)),
    ]
    assert events[2]["paused"] is True
    assert (events[3]["steps"], events[3]["options"]["learning_rate"]) == (3, 0.5)


def test_processes_wait_for_each_other_for_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one may pack data for long."""
    given: dict[str, Any] = {}
    for name, value in {"RANK": "0", "WORLD_SIZE": "2"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(torch.distributed, "init_process_group", lambda _backend, **options: given.update(options))
    monkeypatch.setattr(torch.distributed, "barrier", lambda: None)
    monkeypatch.setattr(torch.distributed, "destroy_process_group", lambda: None)
    with distributed.joined(torch.device("cpu")):
        assert given["timeout"] >= timedelta(hours=6)


@pytest.mark.parametrize(("count", "size"), [(8, 2), (7, 3), (2, 2)])
def test_shares_are_the_whole_once(count: int, size: int) -> None:
    shares = [World(rank, size).share(count) for rank in range(size)]
    assert [place for share in shares for place in share] == list(range(count))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_torchrun_takes_the_command_of_the_readme() -> None:
    """Its parser is stricter than it looks: options of ours that begin like its own must stand behind `--`."""
    from torch.distributed.run import parse_args

    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    commands = [line.split()[1:] for line in readme.splitlines() if line.startswith(".venv/bin/torchrun ")]
    assert len(commands) == 2
    for command in commands:
        told = parse_args([*command, "--run", "r"])
        assert told.training_script == "main.py" and told.training_script_args[:2] == ["train", "stage-one"]
        assert told.training_script_args[-2:] == ["--run", "r"]
