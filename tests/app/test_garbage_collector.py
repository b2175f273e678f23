import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app import garbage_collector
from app.garbage_collector import GarbageCollector


class Knot:
    """Refers to itself; tells on which thread it went."""

    def __init__(self) -> None:
        self.itself = self
        self.gone_on: list[int] = []
        weakref.finalize(self, lambda told: told.append(threading.get_ident()), self.gone_on)


@pytest.fixture
def collector(qapp, monkeypatch) -> Iterator[GarbageCollector]:
    monkeypatch.setattr(garbage_collector, "LOOK_MS", 10)
    monkeypatch.setattr(garbage_collector, "MAX_LOOKS", 10_000)
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    gc.collect()
    collector = GarbageCollector()
    yield collector
    collector.close()


def knots_of_another_thread() -> list[int]:
    """Has a thread make more of them than Python would let lie; where the first one goes."""
    told: list[list[int]] = []

    def tie() -> None:
        for _ in range(2 * gc.get_threshold()[0]):
            told.append(Knot().gone_on)

    thread = threading.Thread(target=tie)
    thread.start()
    thread.join()
    return told[0]


def test_what_a_thread_leaves_goes_on_the_windows_thread(qtbot, collector):
    gone_on = knots_of_another_thread()
    assert gone_on == []
    qtbot.waitUntil(lambda: gone_on == [threading.get_ident()])


def test_waits_for_a_hand_but_not_for_ever(qtbot, collector, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    gone_on = knots_of_another_thread()
    qtbot.wait(60)
    assert gone_on == []
    monkeypatch.setattr(garbage_collector, "MAX_LOOKS", 10)
    qtbot.waitUntil(lambda: gone_on != [])


def test_python_has_it_again(qapp):
    collector = GarbageCollector()
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()
