"""What a soak finds is told in full, from whichever thread and however early it came."""

import logging
import os
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from tests.stories import watching
from tests.stories.watching import Report, watched


def fail() -> None:
    raise ValueError("a thread that fell over")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_every_fault_is_told_with_its_gesture_and_its_trace():
    report = Report(7)
    with watched(report):
        report.begin("paint")
        logging.getLogger("app").error("colouring 3 failed: %s", "out of bounds")
        report.begin("zoom")
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        qWarning("QPainter::begin: Paint device returned engine == 0")
    logging.getLogger("app").error("of somebody else")
    told = str(report)
    assert len(report.faults) == 3
    assert "paint: log: colouring 3 failed: out of bounds" in told
    assert "zoom: log: uncaught" in told and "in fail" in told and "a thread that fell over" in told
    assert "zoom: Qt: QPainter::begin" in told
    assert "somebody else" not in told


def test_a_late_tick_is_told_with_what_the_host_took(qtbot, monkeypatch):
    taken = iter([[1.0, 5.0], [1.03, 5.01]])
    monkeypatch.setattr(watching, "taken_away", lambda: next(taken))
    report = Report(7)
    clock = watching.Clock(report)
    clock.begin()
    report.begin("paint")
    time.sleep(0.2)
    qtbot.waitSignal(clock.timeout, timeout=5000).wait()
    clock.stop()
    (late,) = report.late
    assert 0.1 < late[0] < 5 and late[1:] == (pytest.approx(0.03), "paint")
    assert "of which the host was away for 30 (paint)" in str(report)


def test_what_the_host_takes_is_read_for_each_processor():
    before = watching.taken_away()
    assert all(seconds >= 0 for seconds in before)
    if Path("/proc/stat").exists():
        assert len(before) >= len(os.sched_getaffinity(0))
