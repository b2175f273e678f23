"""What is asked of a running training: lines, signals, standard input, and what the loop makes of it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from engine.weights import load_model
from main import main
from trainer import loop, run_folder
from trainer.control import CONTROL_FILE, Command, Control, LineTail, parse_command, send
from trainer.events import parse_event
from trainer.options import TaggerOptions, TrainOptions, read_options
from trainer.run_lock import is_training, training_in

QUICK = ["--preset", "tiny", "--size", "32", "--batch", "2", "--workers", "0", "--log-every", "1", "--warmup", "1"]


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ('{"command": "pause"}', Command("pause")),
        ('{"command": "steps", "value": 300.7}', Command("steps", 300)),
        ("learning-rate 2e-4", Command("learning-rate", 2e-4)),
        ("  stop ", Command("stop")),
        ('{"command": "pau', None),
        ('{"command": "learning-rate"}', None),
        ("learning-rate nan", None),
        ("steps -4", None),
        ("reboot", None),
        ('{"command": ["pause"]}', None),
        ('{"command": ' + "[" * 100_000, None),
        ('{"command": "steps", "value": 1' + "0" * 400 + "}", None),
        ("", None),
    ],
)
def test_lines_become_commands_or_nothing(line: str, command: Command | None) -> None:
    assert parse_command(line) == command


def test_a_tail_gives_whole_new_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text("old\n")
    tail = LineTail(path)
    with path.open("a") as file:
        file.write("one\ntw")
    assert tail.read() == ["one"]
    with path.open("a") as file:
        file.write("o\n")
    assert tail.read() == ["two"]
    path.write_text("a\n")  # written anew, shorter
    assert tail.read() == ["a"]
    assert LineTail(tmp_path / "missing").read() == []


def test_old_commands_are_no_concern_of_a_new_training(tmp_path: Path) -> None:
    send(tmp_path, Command("stop"))
    with Control(tmp_path / CONTROL_FILE) as control:
        control.poll()
        assert not control.stopping
        (tmp_path / CONTROL_FILE).open("a").write('{"command": "sto')  # a writer that died
        send(tmp_path, Command("pause"))
        control.poll()
        assert control.paused and control.saving and not control.stopping


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="the platform has no such signal")
def test_signals_pause_go_on_and_stop(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    with Control(tmp_path / CONTROL_FILE) as control:
        for paused in (True, False, True):
            signal.raise_signal(signal.SIGUSR1)
            control.poll()
            assert control.paused == paused
        signal.raise_signal(signal.SIGINT)
        assert not control.stopping, "nothing changes between two polls"
        control.poll()
        assert control.stopping
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot look at standard input without waiting")
def test_lines_on_standard_input_are_commands(tmp_path: Path) -> None:
    program = """
import sys, time
from pathlib import Path
from trainer.control import Control
from trainer.options import TaggerOptions
with Control(Path(sys.argv[1]) / "control.jsonl") as control:
    print("ready", flush=True)
    while not control.stopping:
        control.poll()
        time.sleep(0.01)
    options = control.changed(TaggerOptions(data=Path(), run=Path()), done=0)
    print("torch" in sys.modules, options.steps, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdin is not None and child.stdout is not None and child.stderr is not None
        assert child.stdout.readline() == "ready\n"
        child.stdin.write("steps 30")
        child.stdin.flush()
        child.stdin.write("00\nnonsense\nstop\n")
        child.stdin.flush()
        assert child.stdout.readline() == "False 3000\n"
        (told,) = child.stderr.read().splitlines()
        assert told.startswith("nurie: nonsense is no command; there are pause, resume"), "who types is told"


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="the platform has no such signal")
def test_who_does_not_listen_does_what_the_others_are_asked(tmp_path: Path) -> None:
    """One of several processes: lines and signals to pause are the first one's, a stop is everyone's."""
    told: list[tuple[float, ...]] = []
    of_all = [0.0] * 5

    def agreed(values: Sequence[float]) -> list[float]:
        told.append(tuple(values))
        return [max(pair) for pair in zip(values, of_all, strict=True)]

    options = TaggerOptions(data=Path(), run=Path())
    with Control(tmp_path / CONTROL_FILE, listens=False, of_all=agreed) as control:
        send(tmp_path, Command("pause"))
        signal.raise_signal(signal.SIGUSR1)
        control.poll()
        assert not control.paused and told == [(0, 0, 0, 0, 0)]
        of_all[:] = [1, 0, 1, 0, 0]
        control.poll()
        assert control.paused and control.saving
        of_all[:] = [1, 0, 0, 0.3, 30]
        control.poll()
        assert not control.paused and control.changed(options, 0).steps == 30
        of_all[:] = [0] * 5
        signal.raise_signal(signal.SIGTERM)
        control.poll()
        assert control.stopping and told[-1] == (0, 1, 1, 0, 0)


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    assert not is_training(tmp_path)
    program = (
        "import sys, time; from pathlib import Path; from trainer.run_lock import training_in\n"
        "with training_in(Path(sys.argv[1])): print('mine', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stdout.readline() == "mine\n"
        assert is_training(tmp_path)
        child.kill()
        child.wait()
        assert not is_training(tmp_path)
    with training_in(tmp_path):
        assert is_training(tmp_path)


def train(data: Path, run: Path, *more: str) -> int:
    return main(["train", "tagger", "--data", str(data), "--run", str(run), *QUICK, *more])


def events_of(run: Path) -> list[dict]:
    lines = (run / "events.jsonl").read_text(encoding="utf-8").splitlines()
    return [event for line in lines if (event := parse_event(line)) is not None]


def asking_at(monkeypatch: pytest.MonkeyPatch, run: Path, asked: dict[int, list[Command]]) -> None:
    """Sends commands while the step of that number is done."""
    real = loop.learning_rate

    def ask(options, step: int) -> float:
        for command in asked.pop(step, ()):
            send(run, command)
        return real(options, step)

    monkeypatch.setattr(loop, "learning_rate", ask)


def test_a_paused_run_saves_waits_and_ends_with_the_same_weights(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, paused = tmp_path / "whole", tmp_path / "paused"
    assert train(drawn_folder, whole, "--steps", "3") == 0
    asking_at(monkeypatch, paused, {1: [Command("pause")]})
    seen: list[bool] = []

    def go_on() -> None:
        while not (paused / "checkpoint.pt").exists():
            time.sleep(0.01)
        seen.append(is_training(paused))
        time.sleep(0.1)
        send(paused, Command("resume"))

    helper = threading.Thread(target=go_on)
    helper.start()
    assert train(drawn_folder, paused, "--steps", "3") == 0
    helper.join()
    assert seen == [True]
    events = events_of(paused)
    told = [(event["event"], event.get("step"), event.get("paused")) for event in events if event["event"] != "step"]
    assert told[:3] == [("started", 0, None), ("saved", 2, True), ("started", 2, None)]
    first, second = load_model(whole / "model.safetensors"), load_model(paused / "model.safetensors")
    for key, value in first.state_dict().items():
        assert torch.equal(value, second.state_dict()[key]), key


def test_steps_and_step_size_change_while_it_runs_and_stay_changed(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    asking_at(
        monkeypatch,
        run,
        {
            0: [Command("save"), Command("learning-rate", 0.5)],
            1: [Command("steps", 1)],  # less than is done: one more, then the end
        },
    )
    assert train(drawn_folder, run, "--steps", "9", "--no-cosine") == 0
    events = events_of(run)
    assert [(e["step"], e["options"]["learning_rate"], e["steps"]) for e in events if e["event"] == "started"] == [
        (0, 1e-3, 9),
        (1, 0.5, 9),
        (2, 0.5, 3),
    ]
    assert [e["step"] for e in events if e["event"] == "saved"] == [1, 3]
    assert [e["learning_rate"] for e in events if e["event"] == "step"] == [1e-3, 0.5, 0.5]
    assert events[-1] == {"event": "done", "time": events[-1]["time"], "step": 3}
    assert read_options(TaggerOptions, run / "options.json").steps == 3

    monkeypatch.undo()
    assert main(["train", "tagger", "--data", str(drawn_folder), "--run", str(run), "--resume", "--steps", "4"]) == 0
    assert events_of(run)[-1]["step"] == 4
    assert json.loads((run / "options.json").read_text())["steps"] == 4


def test_a_change_that_the_disk_refuses_is_followed_and_told(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, real = tmp_path / "run", run_folder.write_options
    asking_at(monkeypatch, run, {1: [Command("steps", 3)]})

    def refuse(path: Path, options: TrainOptions) -> None:
        if options.steps == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(path, options)

    monkeypatch.setattr(run_folder, "write_options", refuse)
    assert train(drawn_folder, run, "--steps", "9") == 0
    events = events_of(run)
    (told,) = [e["message"] for e in events if e["event"] == "warning" and "options.json" in e["message"]]
    assert "The training goes on." in told
    assert events[-1]["event"] == "done" and events[-1]["step"] == 3


def test_stop_saves_and_says_so(drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = tmp_path / "run"
    asking_at(monkeypatch, run, {1: [Command("stop")]})
    assert train(drawn_folder, run, "--steps", "9") == 0
    assert [(e["event"], e.get("stopped")) for e in events_of(run)][-2:] == [("saved", None), ("done", True)]
    assert not is_training(run)
