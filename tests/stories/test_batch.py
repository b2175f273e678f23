"""Whole stories of batches: drop a folder with a broken file, run, pause, cancel, go on, look at what came of it."""

import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox

import app.batch_process as batch_process
from app.batch_process import BatchProcess
from app.model.batch_run import BatchState, PageState
from app.ui.batch import dialogs
from app.ui.batch.window import BatchWindow
from engine.project.archive import write_project
from engine.project.content import Project
from engine.requests import Picture
from tests.app.doubles import write_png

LONG = 60_000
CANVAS = (90, 160, 220)
"""The reference's colour in the window of these tests."""


@pytest.fixture(autouse=True)
def fake_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every batch is coloured without networks."""
    program = (sys.executable, str(Path(__file__).parent / "fake_batch.py"))
    monkeypatch.setattr(batch_process, "PROGRAM", program)
    monkeypatch.setattr(dialogs, "ask_to_stop", lambda *_: True)


@pytest.fixture
def sketches(tmp_path: Path) -> Path:
    """Six sketches, the third of which is broken."""
    folder = tmp_path / "chapter"
    for name in ("page1.png", "page2.png", "page3.png", "page10.png", "part/1.png", "part/2.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_png(folder / name, size=(80, 120))
    (folder / "page3.png").write_bytes((folder / "page3.png").read_bytes()[:60])
    return folder


@pytest.fixture
def batch(window) -> BatchWindow:
    window.actions_.batch.trigger()
    return window.batches.window


def drop(batch: BatchWindow, path: Path, qtbot) -> None:
    """Drops a file or folder on the window's field and waits until its pages are listed."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), action, mime, button, keys)
    batch.source.dragEnterEvent(enter)
    assert enter.isAccepted()
    batch.source.dropEvent(QDropEvent(QPointF(5, 5), action, mime, button, keys))
    qtbot.waitUntil(lambda: bool(batch.run.pages), timeout=LONG)


def choose(box: QComboBox, index: int) -> None:
    """Takes an entry as the hand does."""
    box.setCurrentIndex(index)
    box.activated.emit(index)


def wait_for(batch: BatchWindow, state: BatchState, qtbot) -> None:
    qtbot.waitUntil(lambda: batch.run.state.value is state, timeout=LONG)
    qtbot.waitUntil(lambda: not batch._refreshing.isActive())


def states(batch: BatchWindow) -> dict[str, str]:
    return {entry.name: entry.state.value for entry in batch.run.pages}


def color(path: Path) -> tuple[int, ...]:
    return Image.open(path).getpixel((0, 0))


def test_a_folder_with_a_broken_file(window, batch, sketches, qtbot):
    drop(batch, sketches, qtbot)
    assert list(states(batch)) == ["page1.png", "page2.png", "page3.png", "page10.png", "part/1.png", "part/2.png"]
    assert batch.words.text() == "Sketches: 6"
    window.workspace.move_tag("red_hair", 2.0, 1)
    batch.start_button.click()
    window.workspace.move_tag("red_hair", 3.0, 2)  # one goes on painting; what was asked for was the canvas then
    wait_for(batch, BatchState.DONE, qtbot)
    out = sketches.with_name("chapter coloured")
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.png")) == [
        "page1.png",
        "page10.png",
        "page2.png",
        "part/1.png",
        "part/2.png",
    ]
    assert color(out / "part" / "1.png") == (CANVAS[0] + 20, *CANVAS[1:])
    assert batch.words.text() == "Finished · 6 of 6 · 1 failed"
    broken = batch.run.pages[2]
    assert broken.state is PageState.FAILED and "page3.png is damaged or cut short" in broken.words[0]
    model = batch.list.pages
    assert broken.words[0] in model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole)
    qtbot.waitUntil(lambda: model.data(model.index(3), Qt.ItemDataRole.UserRole + 1) is not None)

    write_png(sketches / "page3.png", size=(80, 120))
    batch.retry_button.click()
    wait_for(batch, BatchState.DONE, qtbot)
    assert set(states(batch).values()) == {"done"} and batch.retry_button.isHidden()
    batch.start_button.click()
    wait_for(batch, BatchState.DONE, qtbot)
    assert set(states(batch).values()) == {"skipped"}


def test_pause_cancel_and_go_on(window, batch, sketches, qtbot, monkeypatch):
    monkeypatch.setenv("FAKE_STEP", "0.3")
    drop(batch, sketches, qtbot)
    choose(batch.form.existing, 1)  # colour it once more: even so nothing is done twice
    qtbot.waitUntil(batch.start_button.isEnabled)
    batch.start_button.click()
    qtbot.waitUntil(lambda: batch.run.settled >= 1, timeout=LONG)
    assert window.batches.badge.isVisible() and not batch.form.isEnabled()
    batch.pause_button.click()
    wait_for(batch, BatchState.PAUSED, qtbot)
    paused_at = batch.run.settled
    qtbot.wait(500)
    assert batch.run.settled == paused_at and batch.words.text().startswith("Paused")
    batch.pause_button.click()
    qtbot.waitUntil(lambda: batch.run.settled > paused_at, timeout=LONG)
    batch.cancel_button.click()
    wait_for(batch, BatchState.CANCELLED, qtbot)
    out = sketches.with_name("chapter coloured")
    assert [path for path in out.rglob("*") if path.is_file() and path.suffix != ".png"] == []  # nothing half written
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.png")}
    assert 1 <= len(before) < 5 and batch.start_button.text() == "Go On"
    assert not window.batches.badge.isVisible()
    batch.start_button.click()
    wait_for(batch, BatchState.DONE, qtbot)
    assert len(list(out.rglob("*.png"))) == 5
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_pages_of_a_comic_in_reading_order(batch, sketches, qtbot, tmp_path):
    comic = tmp_path / "comic.cbz"
    with zipfile.ZipFile(comic, "w") as archive:
        archive.writestr("ComicInfo.xml", "<ComicInfo/>")
        for name in ("page10.png", "page1.png", "page2.png"):
            archive.write(sketches / name, name)
    drop(batch, comic, qtbot)
    assert list(states(batch)) == ["page1.png", "page2.png", "page10.png"]
    assert [batch.form.format.itemData(row) for row in range(batch.form.format.count())] == ["png", "jpg", "webp"]
    choose(batch.form.format, 1)
    qtbot.waitUntil(batch.start_button.isEnabled)
    batch.start_button.click()
    wait_for(batch, BatchState.DONE, qtbot)
    with zipfile.ZipFile(tmp_path / "comic coloured.cbz") as archive:
        assert archive.namelist() == ["page1.jpg", "page2.jpg", "page10.jpg", "ComicInfo.xml"]


def test_other_colours(batch, sketches, qtbot, tmp_path, model_path, monkeypatch):
    drop(batch, sketches / "page1.png", qtbot)  # a picture stands for its folder
    out = sketches.with_name("chapter coloured")
    choose(batch.form.existing, 1)
    (tmp_path / "sea.hex").write_text("003ca0\n")
    monkeypatch.setattr(dialogs, "choose_colors", lambda *_: tmp_path / "sea.hex")
    choose(batch.form.colors, 1)
    assert batch.form.colors_words.text().startswith("sea.hex")
    qtbot.waitUntil(batch.start_button.isEnabled)
    batch.start_button.click()
    wait_for(batch, BatchState.DONE, qtbot)
    assert color(out / "page1.png") == (0, 60, 160)

    reference = Image.new("RGB", (40, 40), (7, 8, 9))
    reference.save(tmp_path / "flat.png")
    write_project(tmp_path / "work.nurie", Project(None, Picture(np.array(reference)), {"red_hair": 1.0}))
    batch.form.set_project(tmp_path / "work.nurie")
    qtbot.waitUntil(batch.start_button.isEnabled)
    monkeypatch.setenv("NURIE_MODELS", str(model_path.parent))
    batch.start_button.click()
    wait_for(batch, BatchState.DONE, qtbot)
    assert color(out / "page1.png")[1:] == (8, 9)


def test_a_batch_runs_where_the_window_does(window, batch, sketches, qtbot, settings, monkeypatch):
    began: list[list[str]] = []

    def begin(self: BatchProcess) -> None:
        began.append(self._process.arguments())
        self.ended.emit("")

    monkeypatch.setattr(BatchProcess, "start", begin)
    drop(batch, sketches, qtbot)
    settings.device.value = "cpu"
    window.device_menu.precisions["fp32"].trigger()
    batch.start_button.click()
    qtbot.waitUntil(lambda: len(began) == 1)
    words = began[0]
    assert words[words.index("--device") + 1] == "cpu" and words[words.index("--precision") + 1] == "fp32"


def test_what_is_missing_is_said(make_window, sketches, qtbot):
    window = make_window()
    window.actions_.batch.trigger()
    batch = window.batches.window
    assert not batch.start_button.isEnabled()
    batch.set_source(sketches / "part" / "nothing")
    qtbot.waitUntil(lambda: "does not exist" in batch.source.detail.text())
    drop(batch, sketches, qtbot)
    batch.start_button.click()
    wait_for(batch, BatchState.BROKEN, qtbot)
    assert "no reference on the canvas" in batch.error_bar.message


def test_closing_asks_while_a_batch_is_at_work(window, batch, sketches, qtbot, monkeypatch):
    monkeypatch.setenv("FAKE_STEP", "5")
    drop(batch, sketches, qtbot)
    batch.start_button.click()
    wait_for(batch, BatchState.RUNNING, qtbot)
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(dialogs, "ask_to_stop", lambda _parent, done, every: asked.append((done, every)))
    window.close()
    assert asked == [(0, 6)] and window.isVisible() and batch.run.state.value.is_live
    monkeypatch.setattr(dialogs, "ask_to_stop", lambda *_: True)
    window.close()
    assert not window.isVisible() and not batch.isVisible()
    wait_for(batch, BatchState.CANCELLED, qtbot)
    assert not batch.run.message, "it was asked to end"
