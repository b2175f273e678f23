"""What a soak finds is told in full, from whichever thread and however early it came."""

import logging
import threading

import pytest
from PySide6.QtCore import qWarning

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
