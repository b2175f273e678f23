"""Painting beside a training: what is measured, what is offered, and what the answers do."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from app import priority
from app.model.sharing import Sharing
from app.model.training_run import RunState
from app.run_library import RunNotes, RunSummary
from app.ui.main_window import MainWindow
from trainer.control import CONTROL_FILE


def test_pictures_are_slow_only_beside_a_training_and_only_of_one_kind() -> None:
    sharing = Sharing()
    assert not any(sharing.add("full", 500, False) for _ in range(5))
    assert [sharing.add("full", 2000, True) for _ in range(3)] == [False, False, True]
    assert not sharing.add("full", 2000, False)
    assert not any(sharing.add("small", 300, True) for _ in range(5)), "quick enough, whatever it was before"
    assert not any(sharing.add("unknown", 2000, True) for _ in range(3))
    assert [sharing.add("unknown", 9000, True) for _ in range(3)][-1]
    sharing.forget_training()
    assert [sharing.add("full", 2000, True) for _ in range(3)] == [False, False, True]


@pytest.fixture
def run(runs_folder: Path) -> RunSummary:
    root = runs_folder / "leaves"
    root.mkdir(parents=True)
    return RunSummary(root, RunNotes(), "stage-one", RunState.RUNNING, 5, 10, None, False, 0.0, "cpu", os.getpid(), 9.0)


@pytest.fixture
def slow(window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    """Shows three pictures that took so long; what took long is slow where nothing is known of the time before."""
    monkeypatch.setattr(priority, "free_memory", lambda: 10**10)
    shown = window.workspace.bridge.shown

    def paint(device: str = "cpu", took: float = 3000.0) -> None:
        result = replace(shown.result, milliseconds={"total": took}, device=device)
        for _ in range(3):
            window.workspace.bridge.shown_changed.emit(replace(shown, result=result))

    return paint


def press(window: MainWindow, words: str) -> None:
    next(button for button in window.training.notice.buttons if button.text() == words).click()


def words(window: MainWindow) -> list[str]:
    return [button.text() for button in window.training.notice.buttons]


def test_a_training_on_the_same_cpu_is_asked_to_give_way(window, run, slow, settings, monkeypatch) -> None:
    together, notice = window.training.together, window.training.notice
    given: list[int] = []
    monkeypatch.setattr(priority, "can_yield", lambda _pid: not given)
    monkeypatch.setattr(priority, "give_way", given.append)
    slow(took=300.0)
    assert not notice.message, "nothing trains"
    together.set_runs([replace(run, device="cuda")])
    slow(took=300.0)
    assert not notice.message, "it trains elsewhere"
    together.set_runs([])
    together.set_runs([run])
    slow()
    told = "Painting is slow while leaves trains. A picture takes 3.0 s instead of 0.3 s."
    assert notice.message == f"{told} The training sees 9.0 images/s."
    assert words(window) == ["Give It Less Priority", "Pause the Training", "No"]
    press(window, "Give It Less Priority")
    assert given == [run.pid]
    slow()
    assert words(window) == ["Pause the Training", "No"], "less it cannot have"
    press(window, "Pause the Training")
    assert '"pause"' in (run.root / CONTROL_FILE).read_text()

    together.set_runs([])
    together.set_runs([run])
    slow()
    press(window, "No")
    together.set_runs([])
    together.set_runs([run])
    slow()
    assert not notice.message and settings.trainings_left_alone == [run.root]


def test_a_training_on_the_graphics_card_leaves_the_cpu(window, run, slow, qtbot) -> None:
    together = window.training.together
    window._look_for_trainings.stop()  # whoever looks in between finds none at work, and takes the CPU back
    window.training._timer.stop()
    together.set_runs([replace(run, device="cuda:0")])
    slow("cuda")
    assert words(window) == ["Paint on the CPU", "Pause the Training", "No"]
    press(window, "Paint on the CPU")
    count = len(window.session.requests)
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: len(window.session.requests) > count)
    assert window.session.requests[-1].device == "cpu"
    together.set_runs([])
    window.workspace.move_tag("red_hair", 1.0, 2)
    qtbot.waitUntil(lambda: window.session.requests[-1].device == "auto")


def test_short_memory_is_told_and_the_bar_goes_with_the_training(window, run, monkeypatch) -> None:
    monkeypatch.setattr(priority, "free_memory", lambda: 10_000_000)
    window.training.together.set_runs([run])
    assert "Memory is short" in window.training.notice.message
    window.training.together.set_runs([replace(run, state=RunState.PAUSED)])
    assert not window.training.notice.message


def test_how_slow_it_became_is_told(window, run, slow) -> None:
    together = window.training.together
    slow(took=800.0)
    together.set_runs([run])
    slow()
    assert "A picture takes 3.0 s instead of 0.8 s." in window.training.notice.message


def test_short_memory_of_the_graphics_card_is_told(window, run, slow, qtbot, monkeypatch) -> None:
    """What the card has left beside both; it is asked only where both take of it."""
    asked: list[None] = []
    left = [10**9]
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: asked.append(None) or (left[0], 6 * 10**9))
    together, notice = window.training.together, window.training.notice
    trains = replace(run, device="cuda:0")
    slow("cpu", took=300.0)
    together.set_runs([trains])
    slow("cuda", took=300.0)
    together.set_runs([run])
    assert not asked, "only one of the two takes of the card"
    together.set_runs([trains])
    qtbot.waitUntil(lambda: len(asked) == 1)
    left[0] = 200_000_000
    together.set_runs([trains])
    qtbot.waitUntil(lambda: bool(notice.message))
    assert notice.message == "0.2 GB are left on the graphics card while leaves trains."
    assert words(window) == ["Paint on the CPU", "Pause the Training", "No"]
    press(window, "Pause the Training")
    assert '"pause"' in (run.root / CONTROL_FILE).read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="priorities of POSIX")
def test_a_process_gives_way_with_all_its_threads() -> None:
    code = "import threading, time; threading.Thread(target=time.sleep, args=(60,)).start(); print(flush=True)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        try:
            assert priority.can_yield(child.pid) == (os.nice(0) < priority.LOWEST), "a child begins as its parent is"
            priority.give_way(child.pid)
            assert not priority.can_yield(child.pid)
            tasks = Path(f"/proc/{child.pid}/task")
            for task in tasks.iterdir() if tasks.is_dir() else ():
                assert os.getpriority(os.PRIO_PROCESS, int(task.name)) == priority.LOWEST
        finally:
            child.kill()
    assert not priority.can_yield(child.pid)
