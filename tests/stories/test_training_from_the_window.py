"""Whole stories: train, pause, go on, kill the trainer, resume, close the window, attach again, paint with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.model.training_run import RunState
from app.run_library import find_runs
from app.training_process import start_detached
from app.ui.main_window import MainWindow
from app.ui.training import questions, run_starting
from app.ui.training.questions import Leaving
from app.ui.training.window import TrainingWindow
from engine.errors import TrainingError
from trainer.run_lock import is_training

pytestmark = [
    pytest.mark.usefixtures("fake_trainer"),
    pytest.mark.skipif(os.name == "nt", reason="processes are killed by POSIX signals here"),
]
LONG = 60_000
"""Milliseconds; a process starts slowly on a busy machine."""


def start(training: TrainingWindow, data: Path, qtbot, steps: int, verb: int = 1) -> None:
    """Goes the guided way to its end."""
    page = training.start_page
    page.data.set_folder(data)
    qtbot.waitUntil(lambda: page.data.summary is not None)
    page.stages.button(verb).setChecked(True)
    page.steps.setValue(steps)
    qtbot.waitUntil(page.start_button.isEnabled)
    page.start_button.click()


def state(training: TrainingWindow) -> RunState | None:
    watcher = training.run_page.watcher
    return watcher.run.state if watcher is not None else None


def wait_for(training: TrainingWindow, wanted: RunState, qtbot) -> None:
    qtbot.waitUntil(lambda: state(training) is wanted, timeout=LONG)


@pytest.fixture
def main_window(make_window) -> MainWindow:
    return make_window()


@pytest.fixture
def training(main_window: MainWindow, qtbot) -> TrainingWindow:
    main_window.training.show_new()
    window = main_window.training.window
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.start_page)
    return window


def test_train_pause_go_on_and_paint_with_it(main_window, training, data, qtbot):
    training.start_page.start.choose(write_tagger(data.parent))
    start(training, data, qtbot, steps=400)
    page = training.run_page
    wait_for(training, RunState.RUNNING, qtbot)
    run = page.watcher.run
    qtbot.waitUntil(lambda: len(run.samples) >= 2, timeout=LONG)
    assert page.samples.shown == run.samples[-1]
    assert page.facts.values["step"].text().endswith(" of 400")

    page.pause_button.click()
    assert page.state.text() == "pausing…"
    wait_for(training, RunState.PAUSED, qtbot)
    paused_at = run.step
    assert page.pause_button.text() == "Go On" and (run.root / "model.safetensors").is_file()
    qtbot.wait(200)
    assert run.step == paused_at

    before = main_window.workspace.document.model.value
    page.paint_button.click()
    qtbot.waitUntil(lambda: main_window.workspace.document.model.value is not before, timeout=LONG)
    painting = main_window.workspace.document.model.value.path
    assert painting.name == f"{page.name.text()} {paused_at}.safetensors"
    main_window.actions_.undo.trigger()
    assert main_window.workspace.document.model.value is before

    page.pause_button.click()
    qtbot.waitUntil(lambda: run.step > paused_at, timeout=LONG)
    assert run.marks == [paused_at]
    page.stop_button.click()
    wait_for(training, RunState.STOPPED, qtbot)
    assert page.pause_button.text() == "Resume" and page.pause_button.isEnabled()


def test_all_in_order_shows_which_training_is_at_work(training, data, qtbot):
    start(training, data, qtbot, steps=10, verb=3)
    wait_for(training, RunState.DONE, qtbot)
    page = training.run_page
    run = page.watcher.run
    assert run.marks == [2, 7] and list(run.stages) == ["tagger", "stage-one", "stage-two"]
    assert page.facts.values["stage"].text() == "Stage two, 3 of 3"
    assert page.facts.values["memory"].text() == "2.0 GB of 6.0 GB" and page.facts.values["epoch"].text() == "2.5"
    assert find_runs()[0].stage == "all"
    assert page.samples.of.isHidden(), "there is no drawing on the canvas"


def test_a_killed_trainer_is_told_and_resumed(training, data, qtbot, monkeypatch):
    monkeypatch.setenv("FAKE_CRASH", "14")
    start(training, data, qtbot, steps=20, verb=0)
    wait_for(training, RunState.LOST, qtbot)
    page = training.run_page
    qtbot.waitUntil(lambda: "Out of memory" in page.notice_words.text(), timeout=LONG)
    assert page.notice.isVisible() and page.pause_button.text() == "Resume"
    monkeypatch.delenv("FAKE_CRASH")
    page.pause_button.click()
    wait_for(training, RunState.DONE, qtbot)
    run = page.watcher.run
    assert run.marks == [10], "it goes on from its last checkpoint"
    assert run.losses["l1"].steps == list(range(1, 21))
    assert not page.notice.isVisible()
    qtbot.waitUntil(lambda: not is_training(run.root), timeout=LONG)

    monkeypatch.setattr(questions, "ask_more_steps", lambda *_: 5)
    page.longer.trigger()
    qtbot.waitUntil(lambda: run.step == 25 and run.state is RunState.DONE, timeout=LONG)


def test_the_window_dies_and_another_attaches(make_window, training, main_window, data, qtbot, monkeypatch):
    start(training, data, qtbot, steps=2000, verb=0)
    wait_for(training, RunState.RUNNING, qtbot)
    root = training.run_page.watcher.run.root
    asked: list[int] = []
    answers = [Leaving.STAY, Leaving.GO_ON]

    def answer(_parent: object, count: int) -> Leaving:
        asked.append(count)
        return answers.pop(0)

    monkeypatch.setattr(questions, "ask_leaving", answer)
    main_window.close()
    assert main_window.isVisible(), "the user thought better of it"
    main_window.close()
    assert not main_window.isVisible() and asked == [1, 1]
    assert is_training(root)

    again = make_window()
    qtbot.waitUntil(lambda: bool(again.training.live), timeout=LONG)
    assert again.training.badge.isVisibleTo(again) and "training" in again.training.badge.text()
    again.training.show_runs()
    qtbot.waitUntil(lambda: again.training.window.run_page.watcher is not None, timeout=LONG)
    wait_for(again.training.window, RunState.RUNNING, qtbot)
    run = again.training.window.run_page.watcher.run
    assert again.training.window.run_page.name.text() == "figures tagger"
    assert run.root == root and run.losses["l1"].steps[:3] == [1, 2, 3]

    monkeypatch.setattr(questions, "ask_leaving", lambda *_: Leaving.PAUSE)
    again.close()
    qtbot.waitUntil(lambda: find_runs()[0].state is RunState.PAUSED, timeout=LONG)
    assert is_training(root), "paused, its process keeps what it has"

    third = make_window()
    qtbot.waitUntil(lambda: bool(third.training.live), timeout=LONG)
    monkeypatch.setattr(questions, "ask_leaving", lambda *_: Leaving.STOP)
    third.close()
    qtbot.waitUntil(lambda: not is_training(root), timeout=LONG)
    assert find_runs()[0].state is RunState.STOPPED


def test_changes_while_it_runs(training, data, qtbot, monkeypatch):
    start(training, data, qtbot, steps=2000, verb=0)
    wait_for(training, RunState.RUNNING, qtbot)
    page, run = training.run_page, training.run_page.watcher.run
    monkeypatch.setattr(questions, "ask_learning_rate", lambda *_: 5e-5)
    page.slower.trigger()
    qtbot.waitUntil(lambda: run.learning_rate == 5e-5, timeout=LONG)
    monkeypatch.setattr(questions, "ask_more_steps", lambda *_: 100)
    page.longer.trigger()
    qtbot.waitUntil(lambda: run.steps == 2100, timeout=LONG)
    page.head.free.trigger()
    assert page.state.text() == "pausing…"
    wait_for(training, RunState.STOPPED, qtbot)
    qtbot.waitUntil(lambda: not is_training(run.root), timeout=LONG)
    assert page.pause_button.text() == "Resume" and not page.head.free.isEnabled(), "no process holds the device"


def test_stop_and_throw_away(training, data, qtbot, monkeypatch):
    start(training, data, qtbot, steps=2000, verb=0)
    wait_for(training, RunState.RUNNING, qtbot)
    root = training.run_page.watcher.run.root
    gone: list[str] = []
    monkeypatch.setattr("app.run_library.QFile.moveToTrash", lambda path: bool(gone.append(path)) or True)
    monkeypatch.setattr(questions, "ask_throw_away", lambda *_: False)
    training.run_page.throw_away.trigger()
    assert state(training) is RunState.RUNNING
    monkeypatch.setattr(questions, "ask_throw_away", lambda *_: True)
    training.run_page.throw_away.trigger()
    qtbot.waitUntil(lambda: gone == [str(root)], timeout=LONG)
    qtbot.waitUntil(lambda: training.pages.currentWidget() is training.start_page)
    assert not is_training(root)


def test_a_stage_without_its_start_never_begins(training, data, qtbot):
    page = training.start_page
    page.data.set_folder(data)
    page.stages.button(2).setChecked(True)
    qtbot.waitUntil(lambda: page.start.count() > 0, timeout=LONG)
    page.start.setCurrentIndex(0)
    page.start.refresh()  # what is chosen stays chosen, and from nothing is a choice
    qtbot.waitUntil(lambda: "builds on stage one" in page.reason.text(), timeout=LONG)
    assert not page.start_button.isEnabled()
    page.start.choose(write_tagger(data.parent))
    qtbot.waitUntil(lambda: "has reached the tagger only" in page.reason.text())
    page.stages.button(1).setChecked(True)
    qtbot.waitUntil(page.start_button.isEnabled)


def test_two_runs_of_one_name_are_told_apart_and_a_start_that_failed_is_tried_again(training, data, qtbot, monkeypatch):
    def refuse(_words: object, run: Path) -> None:
        raise TrainingError("The training could not be started in {folder}.", folder=run)

    with monkeypatch.context() as patch:
        patch.setattr(run_starting, "start_detached", refuse)
        start(training, data, qtbot, steps=3, verb=0)
        assert "could not be started" in training.error_bar.message
        qtbot.waitUntil(training.start_page.start_button.isEnabled)
    training.start_page.start_button.click()
    wait_for(training, RunState.DONE, qtbot)
    training.show_new()
    start(training, data, qtbot, steps=3, verb=0)
    wait_for(training, RunState.DONE, qtbot)
    assert {run.name for run in find_runs()} == {"figures tagger", "figures tagger 2"}


def test_a_process_that_ends_before_it_begins_is_missed(training, data, qtbot):
    root = data.parent / "runs" / "silent"
    training.watch(root, start_detached(["tagger", "--steps", "many"], root))
    wait_for(training, RunState.LOST, qtbot)
    qtbot.waitUntil(lambda: "invalid int value" in training.run_page.notice_words.text(), timeout=LONG)
    assert not training.run_page.pause_button.isEnabled(), "there is no run to resume"


def test_a_start_can_be_taken_back(training, data, qtbot, monkeypatch):
    start(training, data, qtbot, steps=2000, verb=0)
    assert state(training) is RunState.STARTING
    training.run_page.stop_button.click()
    assert state(training) is RunState.STOPPED
    qtbot.wait(1000)
    assert state(training) is RunState.STOPPED and not is_training(training.run_page.watcher.run.root)


def write_tagger(folder: Path) -> Path:
    from tests.app.doubles import write_model

    return write_model(folder / "tagger.safetensors", stage="tagger")


def test_a_run_chosen_before_the_new_page_is_made_stays(main_window, tmp_path, qtbot):
    main_window.training.show_new()
    window = main_window.training.window
    window.watch(tmp_path / "chosen")
    qtbot.wait(500)
    assert window.pages.currentWidget() is window.run_page and window.watcher is not None
