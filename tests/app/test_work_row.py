import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.engine_bridge import State
from app.hints import finish
from app.picture_sources import PictureSource
from app.project import keeper
from app.qimage import Pyramid
from app.ui import picture_binding, project_dialogs
from engine.hints.drawn import DrawnHints
from engine.hints.layer import Hints
from engine.project.archive import read_project, write_project
from engine.project.content import Project
from engine.requests import Picture


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


class Held:
    """Lets a function wait for the test after it told that it is half done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module, name: str) -> None:
        self.go_on = threading.Event()
        real = getattr(module, name)

        def held(*given):
            *_, tell = given
            tell(0.5)
            self.go_on.wait(20)
            tell(0.5)
            return real(*given)

        monkeypatch.setattr(module, name, held)


def test_a_long_saving_shows_how_far_it_is_and_can_be_called_off(window, row, qtbot, monkeypatch, tmp_path: Path):
    path = tmp_path / "work.nurie"
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: path)
    write_project(path, Project())
    before, projects = path.read_bytes(), window.projects
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: window.session.requests[-1].output_size is None and len(window.session.requests) > 1)
    window.session.answer()
    qtbot.waitUntil(lambda: window.workspace.bridge.state is State.READY)
    held = Held(monkeypatch, keeper, "write_project")
    projects.actions.save_project_as.trigger()
    assert row.isHidden()
    qtbot.waitUntil(row.isVisible)
    assert row.label.text() == "Saving…" and row.bar.value() == 50 and row.button.text() == "Cancel"
    row.button.click()
    assert row.isHidden()
    held.go_on.set()
    qtbot.waitUntil(lambda: not projects.keeper.is_saving)
    assert "Called off saving work.nurie" in window.status.currentMessage()
    assert path.read_bytes() == before and window.isWindowModified() and projects.keeper.path is None
    projects.actions.save_project_as.trigger()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert read_project(path).tags == {"red_hair": 2.0}


def test_a_long_opening_can_be_called_off(window, row, qtbot, monkeypatch, tmp_path: Path):
    path = tmp_path / "other.nurie"
    write_project(path, Project(Picture(np.full((40, 40, 3), 250, np.uint8))))
    before = window.workspace.document.sketch.value
    held = Held(monkeypatch, keeper, "read_project")
    window.projects.open(path)
    qtbot.waitUntil(row.isVisible)
    assert row.label.text() == "Opening…" and row.bar.value() == 50
    row.button.click()
    assert row.isHidden()
    held.go_on.set()
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert window.workspace.document.sketch.value is before and window.projects.keeper.path is None
    assert not window.error_bar.isVisible()


def test_of_two_projects_that_are_opened_the_second_comes(window, qtbot, monkeypatch, tmp_path: Path):
    for name, value in (("first", 250), ("second", 251)):
        write_project(tmp_path / f"{name}.nurie", Project(Picture(np.full((40, 40, 3), value, np.uint8))))
    held = Held(monkeypatch, keeper, "read_project")
    window.projects.open(tmp_path / "first.nurie")
    window.projects.open(tmp_path / "second.nurie")
    held.go_on.set()
    qtbot.waitUntil(lambda: window.projects.keeper.path == tmp_path / "second.nurie")
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert window.workspace.document.sketch.value.pixels[0, 0, 0] == 251


def test_a_long_copying_can_be_called_off(window, row, qtbot, monkeypatch):
    document = window.workspace.document
    sketch = document.sketch.value
    layer = np.zeros((sketch.height, sketch.width, 4), np.uint8)
    layer[:8, :8] = (255, 0, 0, 255)
    document.hints.value = (DrawnHints.on(sketch, Hints.of_pixels(sketch.width, sketch.height, layer)),)
    QApplication.clipboard().clear()
    held = Held(monkeypatch, finish, "with_hints")
    window.actions_.copy.trigger()
    qtbot.waitUntil(row.isVisible)
    assert row.label.text() == "Copying…" and row.bar.value() > 50
    row.button.click()
    held.go_on.set()
    qtbot.waitUntil(lambda: "Called off" in window.status.currentMessage())
    assert QApplication.clipboard().image().isNull() and row.isHidden()
    window.actions_.copy.trigger()
    qtbot.waitUntil(lambda: "Copied" in window.status.currentMessage())
    assert QApplication.clipboard().image().width() == sketch.width
