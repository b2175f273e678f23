"""The window in which the story of a real training begins; in a process of its own, so that it can be killed.

`python -m tests.stories.first_window MODEL PICTURES START SKETCH REFERENCE`: opens a window that paints with MODEL,
goes the guided way with PICTURES and the weights START, pauses what it started, kills its process, resumes it, says
`killed at STEP` and waits for its own end. It fails as a test does: by an assertion.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSpinBox

from app import application
from app.model.training_plan import VERBS
from app.model.training_run import RunState, TrainingRun
from app.settings import Settings
from app.ui.training.run_page import RunPage
from app.ui.training.start_page import StartPage
from app.ui.training.window import TrainingWindow
from engine.session import Session
from tools.waiting import wait
from trainer.run_lock import is_training

PATIENCE_S = 300.0
"""A trainer loads torch first, on a machine that may do other work as well."""
PACE = {"size": 32, "batch": 2, "workers": 0, "log_every": 5, "sample_every": 20, "save_every": 20, "warmup": 1}
STEPS = 100_000


def until(condition: Callable[[], object], what: str | Callable[[], str]) -> None:
    """Lets the window work until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain: {what if isinstance(what, str) else what()}")
        wait(20)


def click(button: QAbstractButton) -> None:
    """Presses a button that can be pressed."""
    until(button.isEnabled, f"“{button.text()}” can be pressed")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(page: StartPage, folder: Path) -> None:
    """Drops a folder of pictures on the page's field."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), action, mime, button, keys)
    page.data.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.data.dropEvent(QDropEvent(QPointF(20, 20), action, mime, button, keys))
    until(page.data.check_button.isVisible, "the folder is taken")


def check_pictures(page: StartPage) -> None:
    """Has the pictures checked and prepared, and leaves out what is doubtful."""
    click(page.data.check_button)
    until(lambda: page.data.summary, lambda: f"the pictures are prepared ({page.data.detail.text()})")
    sheet = page.data.sheet
    until(sheet.isVisible, "the contact sheet is there")
    reasons = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    assert reasons == ["too small", "without tags"], reasons
    before = page.data.summary.pictures if page.data.summary else 0
    click(sheet.leave_button)
    until(lambda: page.data.summary and page.data.summary.pictures == before - 1, "one picture less")


def choose(page: StartPage, start: Path) -> None:
    """Stage two, from these weights, with tiny networks at a quick pace."""
    page.stages.button(list(VERBS).index("stage-two")).click()
    until(lambda: page.start.findData(str(start)) >= 0, "the weights are offered")
    page.start.setCurrentIndex(0)
    until(lambda: "builds on stage one" in page.reason.text(), "it is refused without weights")
    assert not page.start_button.isEnabled()
    page.start.setCurrentIndex(page.start.findData(str(start)))
    page.preset.setCurrentIndex(page.preset.findData("tiny"))
    page.steps.setValue(STEPS)
    click(page.advanced)
    editors = page.forms.forms["stage-two"]["stage-two"].editors
    until(lambda: set(PACE) <= set(editors), "the options are there")
    for name, value in PACE.items():
        editor = editors[name]
        assert isinstance(editor, QSpinBox)
        editor.setValue(value)
    assert page.own.isChecked() and page.own.isEnabled(), "the drawing on the canvas is taken along"


def steer(page: RunPage, run: TrainingRun) -> None:
    """Waits for the drawing among the samples, pauses, kills the process, resumes."""
    until(lambda: len(run.samples) > 1, "samples come")
    assert all(sample.own is not None for sample in run.samples) and page.samples.of.isVisible()
    until(lambda: not page.samples.picture.target().isEmpty(), "the sample is seen")
    # Rows of tag sweeps beneath the drawing itself, two beside each other: a wide sheet.
    assert page.samples.picture.target().width() > 1.5 * page.samples.picture.target().height()
    click(page.pause_button)
    until(lambda: run.state is RunState.PAUSED, "it is paused")
    paused_at = run.step
    os.kill(run.pid, signal.SIGKILL)
    until(lambda: run.state is RunState.LOST, "its end is seen")
    assert page.notice.isVisible() and "broke off" in page.notice_words.text()
    click(page.pause_button)
    until(lambda: run.state is RunState.RUNNING and run.step > paused_at, "it goes on")
    assert run.marks == [paused_at], run.marks
    assert is_training(run.root)
    print(f"killed at {paused_at}", flush=True)


def main(model: str, pictures: str, start: str, sketch: str, reference: str) -> None:
    application.find_model = lambda: Path(model)
    application.make_application(sys.argv[:1])
    settings = Settings(QSettings(os.devnull, QSettings.Format.IniFormat))
    settings.presets.value = ()
    window = application.make_window([sketch, reference], settings, Session)
    window.resize(1200, 800)
    window.show()
    until(lambda: window.workspace.document.is_complete, "the drawing lies on the canvas")
    window.workspace.move_tag("red_hair", 0.5, 1)  # work that is to survive
    window.actions_.new_training.trigger()
    training: TrainingWindow = window.training.window
    until(lambda: training.pages.currentWidget() is training.start_page, "the guided page is there")
    drop(training.start_page, Path(pictures))
    check_pictures(training.start_page)
    choose(training.start_page, Path(start))
    click(training.start_page.start_button)
    until(lambda: training.run_page.watcher, "the run is shown")
    assert training.run_page.watcher is not None
    steer(training.run_page, training.run_page.watcher.run)
    while True:
        wait(100)


if __name__ == "__main__":
    main(*sys.argv[1:])
