"""What falls on the window where no pane waits for it, and what no pane can hold."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.project.archive import write_project
from engine.project.content import Project
from tests.app.doubles import write_png
from tests.app.test_main_window import drop, files

PLACES = {
    "tags": lambda window: window.tags,
    "history": lambda window: window.history.list.viewport(),
    "presets": lambda window: window.tags.presets.list.viewport(),
    "tools": lambda window: window.tool_strip,
    "menu": lambda window: window.menuBar(),
    "status": lambda window: window.statusBar(),
}


def fall(window: QWidget, widget: QWidget, mime: QMimeData) -> bool:
    """Drags `mime` over a widget and lets go, as the system does: by the place in the window; whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = widget.mapTo(window, widget.rect().center() if widget.height() else QPoint())
    enter = QDragEnterEvent(QPointF(place), copy, mime, left, none)
    QGuiApplication.sendEvent(window.windowHandle(), enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(place), copy, mime, left, none)
    QGuiApplication.sendEvent(window.windowHandle(), event)
    return event.isAccepted()


@pytest.fixture
def one_with_cards(window, settings, qtbot):
    """A window whose lists of cards can be seen."""
    window.workspace.move_tag("red_hair", 2.0, 1)
    window.tags.presets.keep_button.click()
    qtbot.waitUntil(lambda: window.history.list.isVisible() and window.tags.presets.list.isVisible())
    return window


@pytest.mark.parametrize("where", PLACES)
def test_a_picture_is_taken_wherever_it_falls(one_with_cards, qtbot, tmp_path, where):
    window, path = one_with_cards, write_png(tmp_path / "other.png", size=(100, 80))
    assert fall(window, PLACES[where](window), files(path))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "other.png")


@pytest.mark.parametrize("where", PLACES)
def test_a_project_is_taken_wherever_it_falls(one_with_cards, qtbot, tmp_path, where):
    window, path = one_with_cards, tmp_path / "work.nurie"
    write_project(path, Project())
    assert fall(window, PLACES[where](window), files(path))
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)


def test_a_saved_painting_that_falls_anywhere_brings_its_settings_back(window, qtbot, tmp_path):
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: window.session.requests[-1].output_size is None and len(window.session.requests) > 1)
    window.session.answer()
    window.workspace.export_result(tmp_path / "out.png")
    qtbot.waitUntil(lambda: "Exported" in window.status.currentMessage())
    window.actions_.undo.trigger()
    sketch = window.workspace.document.sketch.value
    assert fall(window, window.tags, files(tmp_path / "out.png"))
    qtbot.waitUntil(lambda: dict(window.workspace.document.tags.value) == {"red_hair": 2.0})
    assert window.workspace.document.sketch.value is sketch


def test_a_dock_that_floats_takes_pictures_too(window, qtbot, tmp_path):
    window.docks[2].setFloating(True)
    path = write_png(tmp_path / "other.png", size=(100, 80))
    assert drop(window.docks[2], files(path))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "other.png")


def test_what_is_no_picture_is_refused_in_words_and_text_at_once(window):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    assert fall(window, window.tags, mime)
    assert "offline" in window.error_bar.message
    words = QMimeData()
    words.setText("hello")
    assert not fall(window, window.tags, words)


@pytest.mark.parametrize("pane", ["sketch", "reference", "result"])
def test_pictures_for_which_there_is_no_room_are_named(window, qtbot, tmp_path, pane):
    paths = [write_png(tmp_path / f"{name}.png", size=(100, 80)) for name in "abcd"]
    drop(getattr(window, pane), files(*paths[:3]))
    qtbot.waitUntil(lambda: {window.sketch_header.detail, window.reference_header.detail} == {"a.png", "b.png"})
    assert "“c.png” was left out" in window.passing_bar.message
    drop(getattr(window, pane), files(*paths))
    assert "“c.png” and 1 more" in window.passing_bar.message
    (button,) = window.passing_bar.buttons
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    batch = window.batches.window
    qtbot.waitUntil(lambda: len(batch.run.pages) > 3)
    assert batch.isVisible() and batch.source.title.text() == tmp_path.name
    assert not window.passing_bar.isVisible()
    batch.close()


def test_two_pictures_leave_nothing_to_say(window, qtbot, tmp_path):
    drop(window.sketch, files(*(write_png(tmp_path / f"{name}.png", size=(100, 80)) for name in "ab")))
    qtbot.waitUntil(lambda: window.reference_header.detail == "b.png")
    assert not window.passing_bar.isVisible()


@pytest.mark.parametrize("where", ["sketch", "reference", "result", "tags"])
@pytest.mark.parametrize("kind", ["folder", "comic"])
def test_a_folder_or_a_comic_becomes_a_batch(window, qtbot, tmp_path, kind, where):
    folder = tmp_path / "pages"
    folder.mkdir()
    page = write_png(folder / "1.png", size=(100, 80))
    source: Path = folder
    if kind == "comic":
        source = tmp_path / "pages.CBZ"
        with zipfile.ZipFile(source, "w") as archive:
            archive.write(page, "1.png")
    before = window.workspace.document.sketch.value
    assert fall(window, getattr(window, where), files(source))
    batch = window.batches.window
    qtbot.waitUntil(lambda: len(batch.run.pages) == 1)
    assert batch.isVisible() and batch.source.title.text() == source.name
    assert window.workspace.document.sketch.value is before and not window.error_bar.isVisible()
    batch.close()
