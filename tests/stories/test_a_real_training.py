"""One whole story with the trainer itself, from a folder of pictures to a painting with the weights made of it.

The first half is played by a window in a process of its own (`first_window`), which is killed; here another window
finds the training at work, tries its weights beside the model before, stops it, and paints on with the result.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app import application
from app.comparing import Mode
from app.engine_bridge import State
from app.model.training_run import RunState
from app.run_library import find_runs
from app.ui.main_window import MainWindow
from app.ui.training import questions
from app.ui.training.questions import Leaving
from engine.session import Session
from tests.app.doubles import write_png
from tests.trainer.conftest import layers_of
from tests.trainer.tiny_stages import model_file
from trainer.data.palette import sample_palette
from trainer.data.recolor import recolor, tags_of
from trainer.run_lock import is_training

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed by POSIX signals here")
ROOT = Path(__file__).resolve().parents[2]
LONG = 300_000
"""Milliseconds; a trainer loads torch first, on a busy machine."""


def write_pictures(folder: Path) -> Path:
    """Ten heads with their tags beside them; two pictures that something is to be said of."""
    folder.mkdir()
    for number in range(10):
        rng = np.random.default_rng(number)
        line, regions, shade, mix = (np.ascontiguousarray(layer) for layer in np.moveaxis(layers_of(rng, 256), -1, 0))
        palette = sample_palette(rng)
        Image.fromarray(recolor(line, regions, shade, mix, palette)).save(folder / f"{number}.png")
        if number != 3:
            tags = ", ".join(sorted(tags_of(regions, shade, mix, "plain", palette)))
            (folder / f"{number}.txt").write_text(tags, encoding="utf-8")
    write_png(folder / "small.png", (200, 90, 90), (40, 40))
    return folder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """What paints before; its weights are random."""
    return model_file(tmp_path / "model.safetensors", "stage-two")


@pytest.fixture
def killed_at(tmp_path: Path, model: Path) -> Iterator[int]:
    """The step at which the trainer was killed and went on, in a window that was killed since."""
    models = Path(os.environ["NURIE_MODELS"])
    models.mkdir(parents=True)
    start = model_file(models / "heads one.safetensors", "stage-one")
    pictures = write_pictures(tmp_path / "heads")
    sketch = write_png(tmp_path / "sketch.png", size=(64, 64))
    reference = write_png(tmp_path / "reference.png", (90, 160, 220), (64, 64))
    words = [str(path) for path in (model, pictures, start, sketch, reference)]
    command = [sys.executable, "-m", "tests.stories.first_window", *words]
    try:
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as window:
            assert window.stdout is not None and window.stderr is not None
            said = window.stdout.readline()
            window.kill()
            assert said.startswith("killed at "), window.stderr.read()
        yield int(said.split()[-1])
    finally:
        for run in find_runs():
            if is_training(run.root):
                os.kill(run.pid, signal.SIGKILL)


def open_window(settings, qtbot) -> MainWindow:
    window = application.make_window([], settings, Session, demo=False)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    return window


def press(bar, words: str) -> None:
    next(button for button in bar.buttons if button.text() == words).click()


def test_a_training_outlives_its_window_and_the_next_one_paints_with_it(
    killed_at: int, model: Path, settings, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "find_model", lambda: model)
    monkeypatch.setattr(questions, "ask_leaving", lambda *_: Leaving.STAY)
    window = open_window(settings, qtbot)
    workspace, bridge = window.workspace, window.workspace.bridge

    # What lay on the canvas of the window that was killed comes back.
    qtbot.waitUntil(lambda: bool(window.notice_bar.message), timeout=LONG)
    press(window.notice_bar, "Bring It Back")
    qtbot.waitUntil(lambda: workspace.document.is_complete and bridge.state is State.READY, timeout=LONG)

    # The training is found at work, and followed from its beginning.
    qtbot.waitUntil(lambda: window.training.badge.isVisible(), timeout=LONG)
    window.training.badge.click()
    training = window.training.window
    qtbot.waitUntil(lambda: training.run_page.watcher is not None, timeout=LONG)
    page, run = training.run_page, training.run_page.watcher.run
    qtbot.waitUntil(lambda: run.state is RunState.RUNNING and len(run.samples) > 1, timeout=LONG)
    assert page.name.text() == "heads stage two" and run.marks == [killed_at]
    assert run.losses["feature"].steps[0] == 5 and run.samples[0].own is not None
    assert not window.close(), "it asks first"

    # Its newest weights beside the model before, while it trains on.
    before = workspace.document.model.value
    page.save_button.click()
    page.try_button.click()
    notice = window.training.notice
    qtbot.waitUntil(lambda: "on the canvas as B" in notice.message, timeout=LONG)
    qtbot.waitUntil(lambda: window.compare_binding.comparing.mode is Mode.WIPE, timeout=LONG)
    assert run.state is RunState.RUNNING
    press(notice, "Back to A")
    assert workspace.document.model.value is before

    # Stopped, and painted on with.
    page.stop_button.click()
    qtbot.waitUntil(lambda: run.state is RunState.STOPPED and not is_training(run.root), timeout=LONG)
    page.paint_button.click()
    name = f"heads stage two {run.step}.safetensors"
    qtbot.waitUntil(lambda: workspace.document.model.value.path.name == name, timeout=LONG)
    workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: bridge.state is State.READY and bridge.shown.request.model.name == name, timeout=LONG)
    assert bridge.shown.request.tags["red_hair"] == 2.0 and bridge.shown.result.pixels.shape == (64, 64, 3)
    assert window.close()
