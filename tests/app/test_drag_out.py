"""The result is dragged out: as a file and as pixels, with its hints, once it is written."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication

from app.ending import wait_for_all
from engine.hints.drawn import DrawnHints
from engine.hints.layer import Hints
from engine.image_io import read_picture
from engine.layered import export
from engine.painting_settings import read_settings


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> list:
    """What was dragged; nobody takes it."""
    found = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: found.append(drag.mimeData()))
    return found


def pull(qtbot, handle, by: int | None = None) -> None:
    """Presses the handle and pulls it so many pixels, far enough for a drag unless given."""
    start = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(handle, start + QPoint(by if by is not None else QApplication.startDragDistance(), 0))


def test_the_result_with_its_hints_goes_out_as_a_file_and_as_pixels(window, drags, qtbot):
    document = window.workspace.document
    sketch = document.sketch.value
    layer = np.zeros((sketch.height, sketch.width, 4), np.uint8)
    layer[:8, :8] = (255, 0, 0, 255)
    document.hints.value = (DrawnHints.on(sketch, Hints.of_pixels(sketch.width, sketch.height, layer)),)
    pull(qtbot, window.drag_button)
    qtbot.waitUntil(lambda: len(drags) == 1)
    path = drags[0].urls()[0].toLocalFile()
    assert path.endswith("/sketch.png")
    pixels, plain = read_picture(path).pixels, window.workspace.bridge.shown.result.pixels
    assert pixels.shape == plain.shape and (pixels[16:] == plain[16:]).all() and (pixels[:8, :8] != plain[:8, :8]).any()
    assert read_settings(Path(path)) is not None  # dropped here, it brings its settings back
    image = drags[0].imageData()
    assert (image.width(), image.height()) == (sketch.width, sketch.height)
    window.close()
    wait_for_all()
    assert not Path(path).exists()


def test_a_click_writes_nothing(window, drags, qtbot, monkeypatch):
    written = []
    monkeypatch.setattr(export, "write_painting", lambda *given: written.append(given))
    pull(qtbot, window.drag_button, by=QApplication.startDragDistance() - 1)
    qtbot.mouseRelease(window.drag_button, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(window.drag_button, QPoint(2, 2))
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert drags == [] and written == [] and not window.drag_button.isDown()


def test_what_is_let_go_of_too_soon_is_called_off(window, drags, qtbot, monkeypatch):
    go_on, ends = threading.Event(), []

    def write(path, request, result, hints, tell) -> None:
        tell(0.5)
        go_on.wait(20)
        try:
            tell(0.6)
        except Exception as end:
            ends.append(type(end).__name__)
            raise

    monkeypatch.setattr(export, "write_painting", write)
    pull(qtbot, window.drag_button)
    qtbot.waitUntil(window.work_row.isVisible)
    assert "let go" in window.work_row.label.text() and window.work_row.button.isHidden()
    assert window.work_row.bar.value() == 45
    qtbot.mouseRelease(window.drag_button, Qt.MouseButton.LeftButton)
    assert window.work_row.isHidden()
    go_on.set()
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert ends == ["Cancelled"] and drags == []
    assert not window.error_bar.isVisible()
