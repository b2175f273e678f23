"""Bytes to events, whatever the bytes; and what a child that died said last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import app.training_process as training_process
from app.background import Background
from app.model.training_run import RunState
from app.training_process import EventTail, RunWatcher, last_words, read_run
from trainer.run_lock import training_in

RECORDED = Path(__file__).parent.parent / "data" / "training" / "tiny.jsonl"


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def steps(events: list[dict]) -> list[int]:
    return [event["step"] for event in events]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def line(step: int) -> bytes:
    return json.dumps({"event": "saved", "time": 1.0, "step": step}).encode() + b"\n"


def test_half_a_line_waits_for_its_other_half(path: Path) -> None:
    tail = EventTail(path)
    assert tail.read() == [] and not tail.has_more, "the file need not be there"
    append(path, line(1) + line(2)[:9])
    assert steps(tail.read()) == [1]
    assert tail.read() == []
    append(path, line(2)[9:])
    assert steps(tail.read()) == [2]
    assert tail.foreign == 0


def test_foreign_and_damaged_lines_are_passed_by(path: Path) -> None:
    append(path, b'Traceback (most recent call last):\n\xff\xfe\x00\n[1, 2]\n{"event": "saved", "st\n\n')
    append(path, json.dumps({"event": "rewound"}).encode() + b"\n" + line(3))
    tail = EventTail(path)
    assert steps(tail.read()) == [3]
    assert tail.foreign == 5


def test_a_line_without_an_end_does_not_fill_the_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_process, "MOST_LINE_BYTES", 1000)
    monkeypatch.setattr(training_process, "CHUNK_BYTES", 700)
    append(path, b"x" * 5000 + b"\n" + line(4))
    tail, events = EventTail(path), []
    while tail.has_more:
        events += tail.read()
        assert len(tail._rest) <= 1000
    assert steps(events) == [4]


def test_a_file_that_was_written_anew_is_read_from_its_beginning(path: Path) -> None:
    append(path, line(1) + line(2))
    tail = EventTail(path)
    tail.read()
    path.write_bytes(line(7))
    assert steps(tail.read()) == [7] and tail.restarted
    tail.read()
    assert not tail.restarted


def test_a_long_history_is_read_in_parts(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(RECORDED.read_bytes())
    whole = read_run(path.parent)
    monkeypatch.setattr(training_process, "CHUNK_BYTES", 100)
    parts = read_run(path.parent)
    assert parts.losses == whole.losses and parts.state is RunState.DONE


def test_a_watcher_catches_up_and_follows(qtbot, tmp_path: Path) -> None:
    recorded = RECORDED.read_bytes().splitlines(keepends=True)
    (tmp_path / "events.jsonl").write_bytes(b"".join(recorded[:6]))
    background = Background()
    with training_in(tmp_path):
        watcher = RunWatcher(tmp_path, background)
        with qtbot.waitSignal(watcher.caught_up):
            pass
        assert watcher.run.step == 4 and watcher.run.state is RunState.RUNNING
        append(tmp_path / "events.jsonl", b"".join(recorded[6:9]))
        qtbot.waitUntil(lambda: watcher.run.step == 8)
    (tmp_path / "log.txt").write_text("bus error\n")
    qtbot.waitUntil(lambda: watcher.run.state is RunState.LOST)
    qtbot.waitUntil(lambda: watcher.run.last_words == "bus error")
    watcher.close()
    background.close()
    background.wait()


def test_a_command_that_cannot_be_given_is_told(qtbot, tmp_path: Path) -> None:
    from trainer.control import Command

    background = Background()
    watcher = RunWatcher(tmp_path / "gone", background)
    with qtbot.waitSignal(watcher.refused) as told:
        watcher.send(Command("pause"))
    assert "gone" in told.args[0]
    watcher.close()
    background.close()
    background.wait()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("nurie: The disk is full.\n", "The disk is full."),
        ("first\n  5%|█   | 1/20 [00:01<00:20, 1.0step/s]\r 10%|█   | 2/20 [00:02<00:20, 1.0step/s]", "first"),
        ("slow\r  3%|▎  | 4/150 [02:48<1:44:52, 43.10s/step, feature=0.1567, img/s=0.0]", "slow"),
        ("reading\r0picture [00:00, ?picture/s]\r100%|█| 3/3 [00:00<00:00, 21.10picture/s]", "reading"),
        ("a\n" * 5000 + "Killed\n", "Killed"),
    ],
)
def test_the_last_words_are_those_before_the_progress_bar(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "log.txt").write_text(text, encoding="utf-8")
    assert last_words(tmp_path) == words
    assert last_words(tmp_path / "missing") == ""
