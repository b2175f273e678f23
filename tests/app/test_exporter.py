"""Exports one after the other: what is seen of a long one, and how it is called off."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt

from app.ui.export_row import ExportRow
from engine.errors import PictureError
from engine.layered import export


class Writing:
    """Writings that wait for the test; `share` is what each tells."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[Path] = []
        self.step, self.share = Event(), 0.4
        self.error: Exception | None = None
        monkeypatch.setattr(export, "write_painting", self.write)

    def write(self, path, request, result, hints, tell) -> None:
        del request, result, hints
        self.begun.append(path)
        tell(self.share)
        self.step.wait(30)
        if self.error is not None:
            raise self.error
        tell(1.0)
        path.write_bytes(b"picture")


@pytest.fixture
def writing(monkeypatch) -> Iterator[Writing]:
    writing = Writing(monkeypatch)
    yield writing
    writing.step.set()


@pytest.fixture
def row(window) -> ExportRow:
    return window.findChild(ExportRow)


def test_a_long_export_shows_how_far_it_is(window, writing, row, qtbot, tmp_path):
    window.workspace.export_result(tmp_path / "out.png")
    assert not row.isVisible()
    qtbot.waitUntil(row.isVisible)
    assert row.bar.value() == 40 and "out.png" in row.label.text()
    assert row.bar.accessibleName() and row.button.focusPolicy() & Qt.FocusPolicy.TabFocus
    writing.step.set()
    qtbot.waitUntil(lambda: not row.isVisible())
    assert (tmp_path / "out.png").exists() and "Exported out.png" in window.status.currentMessage()


def test_a_short_one_shows_nothing(window, writing, row, qtbot, tmp_path):
    writing.step.set()
    window.workspace.export_result(tmp_path / "out.png")
    qtbot.waitUntil(lambda: "Exported" in window.status.currentMessage())
    qtbot.wait(600)
    assert not row.isVisible()


def test_cancel_leaves_no_file_and_the_next_one_is_written(window, writing, row, qtbot, tmp_path):
    for name in ("first.png", "second.png", "third.png"):
        window.workspace.export_result(tmp_path / name)
    qtbot.waitUntil(row.isVisible)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert window.workspace.exporter.current.path.name == "second.png"
    window.workspace.exporter.cancel()  # before it has begun
    writing.step.set()
    qtbot.waitUntil((tmp_path / "third.png").exists)
    qtbot.waitUntil(lambda: "Exported third.png" in window.status.currentMessage())
    assert not row.isVisible()
    assert [path.name for path in writing.begun] == ["first.png", "third.png"]
    assert not (tmp_path / "first.png").exists() and not (tmp_path / "second.png").exists()


def test_a_failure_is_told(window, writing, row, qtbot, tmp_path):
    writing.error = PictureError("out.png cannot be written: the disk is full.")
    writing.step.set()
    window.workspace.export_result(tmp_path / "out.png")
    qtbot.waitUntil(lambda: "disk is full" in window.error_bar.message)
    assert window.workspace.exporter.current is None and not row.isVisible()
