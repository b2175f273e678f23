import threading

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.background import Background
from engine.errors import PictureError


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.close()
    background.wait()


def test_work_runs_elsewhere_and_is_delivered_here(background, qtbot):
    threads = []

    def work() -> int:
        threads.append(threading.current_thread())
        return 42

    got = []
    background.run(work, lambda value: got.append((value, threading.current_thread())), pytest.fail)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(42, threading.main_thread())]
    assert threads[0] is not threading.main_thread()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PictureError("a.png is empty."), "a.png is empty."),
        (MemoryError(), "memory"),
        (ZeroDivisionError("oh"), "inside Nurie"),
    ],
)
def test_failures_are_sentences(background, qtbot, error, words):
    def work() -> None:
        raise error

    got = []
    background.run(work, lambda _value: pytest.fail("it did not work"), got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert words in got[0]


def test_closing_waits_and_delivers_nothing(background, qtbot):
    done = []
    gate = threading.Event()
    background.run(lambda: (gate.wait(5), done.append("worked")), lambda _: done.append("delivered"), pytest.fail)
    threading.Timer(0.05, gate.set).start()
    background.close()
    background.wait()
    assert done == ["worked"]
    QApplication.processEvents()
    assert done == ["worked"]
    background.run(lambda: done.append("late"), lambda _: None, pytest.fail)
    QApplication.processEvents()
    assert done == ["worked"]


def test_work_begins_when_the_window_has_painted_what_asks_for_it(background, qtbot):
    label, begun, painted = QLabel("…"), threading.Event(), []
    qtbot.addWidget(label)
    label.show()
    qtbot.waitExposed(label)
    qtbot.wait(50)  # whatever else is to be painted at first is
    label.paintEvent = lambda _event: painted.append(begun.is_set())
    label.update()
    background.run(begun.set, lambda _none: None, pytest.fail)
    assert not begun.is_set()
    qtbot.waitUntil(begun.is_set)
    assert painted and painted[0] is False


def test_what_was_asked_for_last_is_done_at_the_end_as_well(qapp):
    background, done = Background(), []
    background.run(lambda: done.append(1), lambda _none: None, pytest.fail)
    background.close()
    background.wait()
    assert done == [1]
