"""Painting, watching and asking beside a training at full load: the window's thread never works for 50 ms at a time.

What is measured is the thread's own work between two ticks of a 5 ms timer, in seconds of the processor: other programs
cannot make that longer, so the promise can be asked of a machine that does other work as well. By how long the ticks
came late, without the time in which the machine let others run, is asked of nearly all ticks only: the thread may have
waited for one of ours that was itself kept waiting.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from app.ui.main_window import MainWindow
from app.ui.training import questions
from app.ui.training.questions import Leaving
from tests.stories.watching import Clock, Report
from tools.waiting import wait
from trainer.events import EventWriter
from trainer.options import StageOneOptions, to_json
from trainer.run_lock import training_in

LONGEST_S = 0.05
HISTORY = 3000
"""Step events that a run has told already: of a day on a processor, of an hour on a graphics card."""
TERMS = ("l1", "perceptual", "gan", "discriminator", "regions", "coarse")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="priorities of POSIX")


class Training:
    """A run that is at work as far as the window sees: events and samples come when they are asked for."""

    def __init__(self, root: Path) -> None:
        self.root, self.step = root, 0
        self._chance = np.random.default_rng(0)
        options = StageOneOptions(data=root.parent / "data", run=root, steps=100_000)
        (root / "samples").mkdir(parents=True)
        (root / "options.json").write_text(json.dumps(to_json(options)))
        sheet = self._chance.integers(0, 256, (4 * 128, 8 * 128, 3), dtype=np.uint8)
        file = BytesIO()
        Image.fromarray(sheet).save(file, "PNG", compress_level=1)
        self._sheet = file.getvalue()  # made once: it is the window's work that is measured
        self._events = EventWriter(root / "events.jsonl")
        told = to_json(options)
        self._events.write("started", step=0, steps=options.steps, options=told, device="cpu", pid=os.getpid())

    def go_on(self, steps: int) -> None:
        """Trains on, and draws a sheet at the end."""
        for _ in range(steps):
            self.step += 10
            losses = dict(zip(TERMS, self._chance.random(len(TERMS)).tolist(), strict=True))
            self._events.write("step", step=self.step, losses=losses, images_per_second=9.0, waiting_share=0.01)
        name = f"samples/{self.step:07d}.png"
        (self.root / name).write_bytes(self._sheet)
        self._events.write("sample", step=self.step, path=name)


@pytest.fixture
def full_load() -> Iterator[None]:
    """As many processes as there are processors, each at work without a pause, as a training is."""
    code = "import os; os.nice(10)\nwhile True: pass"
    busy = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(os.cpu_count() or 1)]
    yield
    for process in busy:
        process.kill()
        process.wait()


@pytest.mark.usefixtures("full_load")
def test_nothing_holds_the_window_up(make_window, sketch_path, reference_path, runs_folder, qtbot, capsys, monkeypatch):
    """Of the best of three windows: where two programs share a core, the same work takes each up to thrice as long."""
    monkeypatch.setattr(questions, "ask_leaving", lambda *_: Leaving.GO_ON)  # the run looks alive to the end
    training = Training(runs_folder / "leaves")
    for _ in range(10):
        training.go_on(HISTORY // 10)
    gc.freeze()  # what the other tests of this process have loaded: Nurie does so once its engine is there
    with training_in(training.root):
        for attempt in range(3):
            report = a_while_beside(training, make_window(sketch_path, reference_path), qtbot)
            with capsys.disabled():
                print(f"\n{report}")
            if max(report.work) < LONGEST_S or attempt == 2:
                break
    assert len(report.work) > 100 and max(report.work) < LONGEST_S, report
    assert report.pause_of(0.95) < LONGEST_S, report


def a_while_beside(training: Training, window: MainWindow, qtbot) -> Report:
    """What a new window does beside the training, and how long each of it took."""
    report = Report(0)
    clock = Clock(report)
    qtbot.waitUntil(lambda: bool(window.training.live))
    clock.begin()
    paint(window, report)
    ask(window, report, qtbot)
    watch(window, report, training, qtbot)
    clock.stop()
    return report


def paint(window: MainWindow, report: Report) -> None:
    report.gesture = "tags"
    for step in range(20):
        window.workspace.move_tag("red_hair", step / 10, 1)
        wait(5)


def ask(window: MainWindow, report: Report, qtbot) -> None:
    """The guided page, with every option."""
    report.gesture = "new training"
    window.actions_.new_training.trigger()
    shown = window.training.window
    qtbot.waitUntil(lambda: "start_page" in vars(shown) and shown.start_page.isVisible())
    wait(300)
    report.gesture = "advanced"
    shown.start_page.advanced.click()
    forms = shown.start_page.forms
    qtbot.waitUntil(
        lambda: "stage-two" in forms.forms["all"] and "coarse_share" in forms.forms["all"]["stage-two"].editors
    )
    wait(200)


def watch(window: MainWindow, report: Report, training: Training, qtbot) -> None:
    """A run with a long history that goes on: curves, samples, the list."""
    shown = window.training.window
    report.gesture = "attach"
    shown.watch(training.root)
    qtbot.waitUntil(lambda: shown.run_page.watcher.run.step == training.step)
    wait(300)
    page = shown.run_page
    report.gesture = "events"
    for _ in range(3):
        training.go_on(5)
        qtbot.waitUntil(lambda: page.watcher.run.step == training.step)
    report.gesture = "back in time"
    page.samples.pin.click()
    for moment in range(page.samples.slider.maximum()):
        page.samples.slider.setValue(moment)
        wait(20)
    report.gesture = "curves"
    page.curves.logarithmic.click()
    for smoothing in range(0, 98, 12):
        page.curves.smoothing.setValue(smoothing)
        wait(20)
    for x in range(100, 400, 30):
        QTest.mouseMove(page.curves.plot, QPoint(x, 80))
        wait(5)
    report.gesture = "list"
    shown.refresh()
    wait(300)
