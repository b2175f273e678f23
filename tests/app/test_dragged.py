"""A drag that moves asks nothing of the disk, however many files it brings and wherever they lie."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.ui import drop_binding
from app.ui.drop_field import DropField
from tests.app.test_main_window import files


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Of what the disk was asked whether it is a folder."""
    real, paths = Path.is_dir, []

    def is_dir(path: Path, **given) -> bool:
        paths.append(path)
        return real(path, **given)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    return paths


def drag(widget: QWidget, mime: QMimeData, *kinds: type[QDropEvent]) -> QDropEvent:
    """Sends these events of a drag to a widget; gives the last."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = widget.rect().center()
    for kind in kinds:
        event = kind(QPointF(place), copy, mime, left, none)
        QGuiApplication.sendEvent(widget, event)
    return event


@pytest.mark.parametrize("where", ["sketch", "tags"])
def test_a_folder_is_looked_at_when_it_comes_in(window, tmp_path: Path, looked_at, where: str):
    widget = window if where == "tags" else window.sketch
    folder = tmp_path / "pages"
    folder.mkdir()
    assert drag(widget, files(folder), QDragEnterEvent, *[QDragMoveEvent] * 20).isAccepted()
    assert looked_at == [folder]
    assert drag(widget, files(folder), QDropEvent).isAccepted() and window.batches.window.isVisible()
    window.batches.window.close()


def test_pictures_are_not_looked_at_and_of_other_files_some(window, tmp_path: Path, looked_at):
    drag(window.sketch, files(*(tmp_path / f"{number}.png" for number in range(50))), QDragEnterEvent, QDragMoveEvent)
    assert looked_at == []
    drag(window.sketch, files(*(tmp_path / f"{number}.txt" for number in range(50))), QDragEnterEvent, QDragMoveEvent)
    assert len(looked_at) == drop_binding.MOST_ASKED


def test_another_drag_is_looked_at_anew(window, tmp_path: Path):
    folder, picture = tmp_path / "pages", tmp_path / "a.png"
    folder.mkdir()
    drag(window.sketch, files(folder), QDragEnterEvent, QDragMoveEvent)
    QGuiApplication.sendEvent(window.sketch, QDragLeaveEvent())
    drag(window.sketch, files(picture), QDropEvent)
    assert "batches" not in window.__dict__, "it is no folder that fell"


def test_a_field_looks_when_something_falls(qtbot, tmp_path: Path, looked_at):
    field = DropField()
    qtbot.addWidget(field)
    field.resize(100, 50)
    assert drag(field, files(tmp_path), QDragEnterEvent).isAccepted() and looked_at == []
    with qtbot.waitSignal(field.dropped) as dropped:
        drag(field, files(tmp_path), QDropEvent)
    assert dropped.args == [tmp_path] and looked_at == [tmp_path]
