import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.engine_bridge import State
from app.picture_sources import PictureSource
from app.qimage import Pyramid
from app.ui import picture_binding


@pytest.fixture
def row(window, qtbot):
    window.show()
    qtbot.waitUntil(lambda: window.workspace.bridge.state is State.READY)
    assert window.work_row.isHidden()
    return window.work_row


def test_a_long_colouring_is_shown_called_off_and_begun_again(window, row, qtbot):
    bridge, shown = window.workspace.bridge, window.workspace.bridge.shown
    bridge.retry()
    assert row.isHidden()  # most are done sooner
    qtbot.waitUntil(row.isVisible)
    assert row.label.text() == "Colouring…" and row.bar.isVisible() and row.button.text() == "Cancel"
    row.button.click()
    assert bridge.state is State.STALE and bridge.shown is shown
    window_session = bridge._session
    assert window_session.called_off == 1
    window_session.answer()
    QApplication.processEvents()
    assert bridge.shown is shown, "what was called off must not come"
    assert row.button.text() == "Colour Again" and row.bar.isHidden()
    row.button.click()
    qtbot.waitUntil(lambda: bridge.state is State.COLORING)
    qtbot.waitUntil(lambda: len(window_session.requests) == 3)
    window_session.answer()
    qtbot.waitUntil(lambda: bridge.state is State.READY)
    assert row.isHidden() and bridge.shown is not shown


def test_a_reading_that_was_called_off_changes_nothing(window, row, qtbot, monkeypatch, tmp_path: Path):
    go_on = threading.Event()
    read = PictureSource.read
    monkeypatch.setattr(PictureSource, "read", lambda self: (go_on.wait(20), read(self))[1])
    path = tmp_path / "other.png"
    Image.new("L", (50, 40), 255).save(path)
    before = window.workspace.document.sketch.value
    window.workspace.open_pictures("sketch", [PictureSource.of_path(path)])
    qtbot.waitUntil(row.isVisible)
    assert row.label.text() == "Reading the sketch…"
    row.button.click()
    assert row.isHidden() and window.sketch_header.detail != "reading…"
    go_on.set()
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert window.workspace.document.sketch.value is before


def test_a_picture_that_takes_long_to_become_drawable_is_not_silent(window, row, qtbot, monkeypatch, tmp_path: Path):
    go_on = threading.Event()
    made = Pyramid.of
    monkeypatch.setattr(picture_binding.Pyramid, "of", lambda pixels: (go_on.wait(20), made(pixels))[1])
    path = tmp_path / "other.png"
    Image.fromarray(np.full((40, 50), 255, np.uint8)).save(path)
    window.workspace.document.reference.value = None  # nothing is coloured meanwhile
    window.workspace.open_pictures("sketch", [PictureSource.of_path(path)])
    qtbot.waitUntil(row.isVisible)
    assert row.label.text() == "Preparing the picture…" and row.button.isHidden()
    go_on.set()
    qtbot.waitUntil(lambda: window.sketch.canvas.nominal == QSize(50, 40))
    assert row.isHidden()
