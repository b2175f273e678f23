"""Exporting in every format, and settings that come back with a saved picture."""

import zipfile

import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage

from app.ending import wait_for_all
from app.ui import dialogs
from engine.painting_settings import read_settings
from engine.requests import LineSettings
from tests.app.doubles import write_model
from tests.app.test_main_window import drop, files


def saved(window, qtbot, monkeypatch, path, action="save"):
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: path)
    getattr(window.actions_, action).trigger()
    qtbot.waitUntil(lambda: f"Exported {path.name}" in window.status.currentMessage(), timeout=20000)
    return path


def test_layers_are_saved(window, qtbot, monkeypatch, tmp_path):
    ora = saved(window, qtbot, monkeypatch, tmp_path / "out.ora")
    with zipfile.ZipFile(ora) as archive:
        assert archive.namelist()[0] == "mimetype"
    psd = PSDImage.open(saved(window, qtbot, monkeypatch, tmp_path / "out.psd"))
    assert [layer.name for layer in psd] == ["Flats", "Colours", "Lines"]


def test_colors_are_saved_without_lines(window, qtbot, monkeypatch, tmp_path):
    path = saved(window, qtbot, monkeypatch, tmp_path / "colours.png", "save_colors")
    assert (np.asarray(Image.open(path)) == (200, 30, 30)).all()
    assert read_settings(path).lines == "none"


def test_a_folder_that_is_gone_is_told_and_not_made_up(window, qtbot, monkeypatch, tmp_path):
    path = tmp_path / "gone" / "out.png"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: path)
    window.actions_.save.trigger()
    qtbot.waitUntil(lambda: "its folder is not there any more" in window.error_bar.message)
    assert str(path) in window.error_bar.message and not path.parent.exists()


def asked_for_while_coloring(window, qtbot, monkeypatch, path):
    """An export that waits for its picture."""
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: path)
    asked = len(window.session.requests)
    window.workspace.move_tag("red_hair", 3.0, 1)
    qtbot.waitUntil(lambda: len(window.session.requests) > asked and window.session.requests[-1].output_size is None)
    window.actions_.save.trigger()
    assert window.workspace.bridge.awaited.is_any


def test_an_export_whose_coloring_is_called_off_says_so(window, qtbot, monkeypatch, tmp_path):
    asked_for_while_coloring(window, qtbot, monkeypatch, tmp_path / "out.png")
    window.workspace.bridge.call_off()
    assert "was not saved" in window.error_bar.message and not window.workspace.bridge.awaited.is_any


def test_a_window_that_is_closed_meanwhile_exports_first(window, qtbot, monkeypatch, tmp_path):
    asked_for_while_coloring(window, qtbot, monkeypatch, tmp_path / "out.png")
    monkeypatch.setattr(window.projects, "_may_close", True)
    window.close()
    assert window.isVisible() and "The window closes when" in window.status.currentMessage()
    window.projects.keeper.save(tmp_path / "work.nurie")
    qtbot.waitUntil(lambda: not window.projects.keeper.is_modified)
    window.session.answer()
    qtbot.waitUntil(lambda: not window.isVisible())
    wait_for_all()
    assert read_settings(tmp_path / "out.png").tags == {"red_hair": 3.0}


@pytest.mark.parametrize("pane", ["result", "sketch"])
def test_a_saved_picture_brings_its_settings_back(window, qtbot, monkeypatch, tmp_path, pane):
    workspace, document = window.workspace, window.workspace.document
    workspace.move_tag("red_hair", 3.25, 1)
    workspace.set_line_settings(LineSettings("dark", threshold=180))
    qtbot.waitUntil(lambda: window.session.requests[-1].output_size is None and len(window.session.requests) > 2)
    window.session.answer()
    path = saved(window, qtbot, monkeypatch, tmp_path / "out.png")
    while workspace.undo_stack.canUndo():
        workspace.undo_stack.undo()
    assert document.tags.value == {}
    sketch, model = document.sketch.value, document.model.value
    drop(getattr(window, pane), files(path))
    qtbot.waitUntil(lambda: document.tags.value == {"red_hair": 3.25})
    assert document.line_settings.value == LineSettings("dark", threshold=180)
    assert document.sketch.value is sketch and document.model.value == model
    assert "Restored the settings" in window.status.currentMessage()
    window.actions_.undo.trigger()
    assert document.tags.value == {} and document.line_settings.value == LineSettings()


def test_a_model_that_is_not_there_is_told_and_the_tags_come_all_the_same(
    window, qtbot, monkeypatch, tmp_path, model_path
):
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: window.session.requests[-1].output_size is None and len(window.session.requests) > 1)
    window.session.answer()
    path = saved(window, qtbot, monkeypatch, tmp_path / "out.png")
    window.workspace.undo_stack.undo()
    other = write_model(model_path, resolution=256)
    assert other == model_path
    drop(window.result, files(path))
    qtbot.waitUntil(lambda: "not on this machine" in window.status.currentMessage())
    assert window.workspace.document.tags.value == {"red_hair": 2.0}


def test_a_saved_picture_is_a_reference_where_it_is_dropped_as_one(window, qtbot, monkeypatch, tmp_path):
    path = saved(window, qtbot, monkeypatch, tmp_path / "out.png")
    drop(window.reference, files(path))
    qtbot.waitUntil(lambda: window.workspace.document.reference.value.source == str(path))
