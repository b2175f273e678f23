"""One whole story with the trainer itself: tiny networks learn heads of circles, are paused, killed, resumed, left
alone and found again, and then they colour."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from app import application
from app.engine_bridge import State
from app.model.training_run import RunState
from app.picture_sources import PictureSource
from app.training_process import start_detached
from app.ui.training import questions
from app.ui.training.questions import Leaving
from engine.session import Session
from tests.app.doubles import write_png
from tests.trainer.conftest import write_folder
from tests.trainer.tiny_stages import model_file
from trainer.run_lock import is_training

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed by POSIX signals here")
LONG = 120_000
"""Milliseconds; a trainer loads torch first, on a busy machine."""


@pytest.fixture
def run(runs_folder: Path, tmp_path: Path) -> Path:
    """A training of stage one that would go on for long, started as the window starts it."""
    data = write_folder(tmp_path / "heads", 12, size=64)
    start = model_file(tmp_path / "start.safetensors", "tagger")
    root = runs_folder / "heads"
    words = ["--data", str(data), "--run", str(root), "--init-from", str(start), "--preset", "tiny", "--size", "32"]
    pace = ["--batch", "2", "--steps", "100000", "--save-every", "20", "--sample-every", "50", "--log-every", "5"]
    start_detached(["stage-one", *words, *pace, "--workers", "0", "--device", "cpu"], root)
    return root


def test_train_pause_kill_resume_leave_find_again_and_colour(run: Path, make_window, settings, qtbot, monkeypatch):
    monkeypatch.setattr(questions, "ask_leaving", lambda *_: Leaving.GO_ON)
    window = make_window()
    training = window.training.window
    training.watch(run)
    page, told = training.run_page, training.run_page.watcher.run
    try:
        qtbot.waitUntil(lambda: told.state is RunState.RUNNING and told.step >= 5, timeout=LONG)
        page.pause_button.click()
        qtbot.waitUntil(lambda: told.state is RunState.PAUSED, timeout=LONG)
        assert (run / "model.safetensors").is_file() and told.losses["l1"].values

        os.kill(told.pid, signal.SIGKILL)
        qtbot.waitUntil(lambda: told.state is RunState.LOST, timeout=LONG)
        kept = told.step
        page.pause_button.click()
        qtbot.waitUntil(lambda: told.state is RunState.RUNNING and told.step > kept, timeout=LONG)
        assert told.marks == [kept], "it goes on where it rested"

        window.close()
        assert not window.isVisible() and is_training(run)
        again = application.make_window([], settings, Session)
        qtbot.addWidget(again)
        again.show()
        again.training.show_runs()
        qtbot.waitUntil(lambda: again.training.window.run_page.watcher is not None, timeout=LONG)
        page, told = again.training.window.run_page, again.training.window.run_page.watcher.run
        qtbot.waitUntil(lambda: told.state is RunState.RUNNING and told.marks == [kept], timeout=LONG)
        page.stop_button.click()
        qtbot.waitUntil(lambda: told.state is RunState.STOPPED and not is_training(run), timeout=LONG)
    finally:
        if told.state.is_live and told.pid:
            os.kill(told.pid, signal.SIGKILL)

    workspace = again.workspace
    for slot, color in (("sketch", (255, 255, 255)), ("reference", (90, 160, 220))):
        path = write_png(run.parent / f"{slot}.png", color, (64, 64))
        workspace.open_pictures(slot, [PictureSource.of_path(path)], undoable=False)
    qtbot.waitUntil(lambda: workspace.document.sketch.value is not None, timeout=LONG)
    page.paint_button.click()
    name = f"heads {told.step}.safetensors"
    qtbot.waitUntil(lambda: workspace.document.model.value.path.name == name, timeout=LONG)
    qtbot.waitUntil(lambda: workspace.bridge.state is not State.COLORING, timeout=LONG)
    shown = workspace.bridge.shown
    assert workspace.bridge.state is State.READY and shown is not None
    assert shown.result.pixels.shape == (64, 64, 3) and shown.request.model.name == name
    again.close()
