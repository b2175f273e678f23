"""The result is dragged out: as a file and as pixels, with its hints, once it is written."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag

from engine.hints.layer import Hints
from engine.image_io import read_picture
from engine.painting_settings import read_settings


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> list:
    """What was dragged; nobody takes it."""
    found = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: found.append(drag.mimeData()))
    return found


def test_the_result_with_its_hints_goes_out_as_a_file_and_as_pixels(window, drags, qtbot):
    document = window.workspace.document
    sketch = document.sketch.value
    layer = np.zeros((sketch.height, sketch.width, 4), np.uint8)
    layer[:8, :8] = (255, 0, 0, 255)
    document.hints.value = Hints.of_pixels(sketch.width, sketch.height, layer)
    qtbot.mousePress(window.drag_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(drags) == 1)
    path = drags[0].urls()[0].toLocalFile()
    assert path.endswith("/sketch.png")
    pixels, plain = read_picture(path).pixels, window.workspace.bridge.shown.result.pixels
    assert pixels.shape == plain.shape and (pixels[16:] == plain[16:]).all() and (pixels[:8, :8] != plain[:8, :8]).any()
    assert read_settings(Path(path)) is not None  # dropped here, it brings its settings back
    image = drags[0].imageData()
    assert (image.width(), image.height()) == (sketch.width, sketch.height)
    window.close()
    assert not Path(path).exists()


def test_what_is_let_go_of_too_soon_is_not_dragged(window, drags, qtbot):
    qtbot.mouseClick(window.drag_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.drag_button._number == 1)
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert drags == [] and not window.drag_button.isDown()
