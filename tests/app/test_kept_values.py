"""Settings are written at leisure, on a thread that nobody waits for, and none is lost at the end."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from app import kept_values
from app.kept_values import KeptValues


def on_disk(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "values.ini"


@pytest.fixture
def values(path: Path) -> KeptValues:
    return KeptValues(QSettings(str(path), QSettings.Format.IniFormat))


@pytest.fixture
def writers(values: KeptValues, monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads that wrote, one for each time that it was done."""
    threads: list[threading.Thread] = []
    open_ = values._open
    monkeypatch.setattr(values, "_open", lambda: (threads.append(threading.current_thread()), open_())[1])
    return threads


def test_a_value_counts_at_once_and_is_written_later(values, path, qtbot, monkeypatch):
    monkeypatch.setattr(kept_values, "DELAY_S", 0.3)
    values.set_value("a", "first")
    qtbot.wait(20)  # turns of the event loop: that is when Qt would write
    assert values.value("a") == "first" and on_disk(path) == ""
    qtbot.waitUntil(lambda: "a=first" in on_disk(path))
    assert values.value("a") == "first"


def test_what_is_set_in_quick_succession_is_written_once_and_not_by_the_window(
    values, path, writers, qtbot, monkeypatch
):
    monkeypatch.setattr(kept_values, "DELAY_S", 0.3)
    for number in range(50):
        values.set_value("size", str(number))
        values.set_value(f"other/{number}", "x")
        qtbot.wait(1)
    qtbot.waitUntil(lambda: "size=49" in on_disk(path) and "49=x" in on_disk(path))
    assert len(writers) < 5 and threading.main_thread() not in writers
    qtbot.waitUntil(lambda: not values._waiting)


def test_at_the_end_all_is_on_the_disk(values, path, writers):
    values.set_value("a", "1")
    values.set_value("bytes", QByteArray(b"layout"))
    values.save()
    values.save()
    assert writers == [threading.main_thread()]
    again = KeptValues(QSettings(str(path), QSettings.Format.IniFormat))
    assert again.value("a") == "1" and again.value("bytes") == b"layout" and again.value("b", "none") == "none"
    values.remove("a")
    assert values.value("a") is None and values.value("a", "none") == "none"
    values.save()
    assert values.value("a") is None and "a=" not in on_disk(path)


def test_a_value_that_is_set_while_another_is_written_is_not_lost(values, path, monkeypatch, qtbot):
    monkeypatch.setattr(kept_values, "DELAY_S", 0.05)
    open_ = values._open

    def slow() -> QSettings:
        values.set_value("a", "newer")
        monkeypatch.setattr(values, "_open", open_)
        return open_()

    monkeypatch.setattr(values, "_open", slow)
    values.set_value("a", "older")
    qtbot.waitUntil(lambda: "a=newer" in on_disk(path))
    assert values.value("a") == "newer"
