"""How the lines of a sketch are found, seen and said in the window."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup

from app.ui.line_menu import describe
from engine.requests import ColorizeResult, LineDetection, LineSettings, Picture
from tests.app.test_main_window import drop, files


def write_light_on_dark(path: Path) -> Path:
    pixels = np.zeros((300, 200), np.uint8)
    pixels[20:280, 100:103] = 255
    Image.fromarray(pixels).save(path)
    return path


def test_what_was_found_stands_on_the_sketch_and_in_the_menu(window, qtbot, tmp_path):
    qtbot.waitUntil(lambda: "dark on white" in window.line_menu.found.text())
    assert window.sketch.canvas.badge == ""
    drop(window.sketch, files(write_light_on_dark(tmp_path / "night.png")))
    qtbot.waitUntil(lambda: window.sketch.canvas.badge == "light on dark")
    assert "light on dark" in window.line_menu.found.text()
    assert window.line_menu.kinds["auto"].isChecked()


def test_a_preview_of_light_lines_is_not_darkened_by_the_sketch(window, qtbot, tmp_path):
    drop(window.sketch, files(write_light_on_dark(tmp_path / "night.png")))
    qtbot.waitUntil(lambda: window.sketch.canvas.badge == "light on dark")
    qtbot.waitUntil(lambda: window.session.requests[-1].sketch.source.endswith("night.png"))
    window.session.answer()
    qtbot.waitUntil(lambda: window.status.state.text() == "ready")
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: window.session.requests[-1].output_size is not None)
    window.session.answer(color=(30, 200, 30))
    qtbot.waitUntil(lambda: window.workspace.bridge.shown.preview)
    image = window.result.canvas.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).green() > 150


@pytest.mark.parametrize("night", [False, True])
def test_crisp_lines_are_laid_over_what_lies_beneath_a_previews_own(window, qtbot, tmp_path, night):
    if night:
        drop(window.sketch, files(write_light_on_dark(tmp_path / "night.png")))
        qtbot.waitUntil(lambda: window.session.requests[-1].sketch.source.endswith("night.png"))
    window.session.answer()
    qtbot.waitUntil(lambda: window.status.state.text() == "ready")
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: window.session.requests[-1].draft)
    request = window.session.requests[-1]
    own = np.full((40, 40, 3), 60, np.uint8)  # one line all over
    result = ColorizeResult(request.number, own, {}, {"draft": 9.0}, "cpu", "fp32", (40, 40), colors=own + 140)
    window.session.on_answer(result)
    qtbot.waitUntil(lambda: window.workspace.bridge.shown.preview)
    image = window.result.canvas.grab().toImage()
    seen = [image.pixelColor(x, image.height() // 2).red() for x in range(image.width())]
    assert (200 in seen, 60 in seen) == (not night, night)


def test_what_was_found_in_one_sketch_is_not_said_of_the_next(window, qtbot, monkeypatch, tmp_path):
    drop(window.sketch, files(write_light_on_dark(tmp_path / "night.png")))
    qtbot.waitUntil(lambda: window.sketch.canvas.badge == "light on dark")
    asked = []
    monkeypatch.setattr(window.workspace.picture_work, "ask", lambda _picture, what, *_: asked.append(what))
    window.workspace.set_picture("sketch", Picture(np.full((300, 200, 3), 250, np.uint8)))
    assert window.sketch.canvas.badge == "" and "light" not in window.line_menu.found.text()
    assert not window.line_binding.lines_as_drawn
    assert [what for what in asked if what[0] == "detection"] == [("detection", LineSettings())]  # once


def test_an_override_is_requested_and_undone(window, qtbot):
    window.line_menu.kinds["light"].trigger()
    qtbot.waitUntil(lambda: window.session.requests[-1].line_settings == LineSettings("light"))
    qtbot.waitUntil(lambda: "light on dark" in window.sketch.canvas.badge)
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: window.session.requests[-1].line_settings == LineSettings())
    qtbot.waitUntil(lambda: window.line_menu.kinds["auto"].isChecked())


def test_a_drag_of_the_threshold_is_one_undo_step_and_previewed(window, qtbot):
    menu = window.line_menu
    qtbot.waitUntil(lambda: menu.threshold.isEnabled())
    menu.threshold.setSliderDown(True)
    for value in (220, 190, 160):
        menu.threshold.setValue(value)
    menu.threshold.setSliderDown(False)
    document, stack = window.workspace.document, window.workspace.undo_stack
    assert document.line_settings.value.threshold == 160 and stack.count() == 1
    qtbot.waitUntil(lambda: window.session.requests[-1].line_settings.threshold == 160)
    assert window.session.requests[-1].output_size is not None
    qtbot.waitUntil(menu.detect.isEnabled)
    menu.detect.trigger()
    assert document.line_settings.value == LineSettings() and stack.count() == 2


def test_a_choice_goes_on_from_the_one_before_that_is_still_looked_at(window, qtbot, monkeypatch):
    menu, document = window.line_menu, window.workspace.document
    qtbot.waitUntil(lambda: menu.threshold.isEnabled())
    monkeypatch.setattr(window.workspace.picture_work, "ask", lambda *_: False)  # its threads have other work
    menu.kinds["light"].trigger()
    menu.threshold.setValue(180)
    assert document.line_settings.value == LineSettings("light", threshold=180) and menu.detect.isEnabled()
    menu.clean.trigger()
    assert document.line_settings.value == LineSettings("light", True, 180)
    menu.kinds["as-is"].trigger()
    assert not menu.clean.isEnabled() and not menu.threshold.isEnabled()


def test_a_choice_for_another_sketch_does_not_go_on_from_the_one_before(window, qtbot, monkeypatch):
    menu, workspace = window.line_menu, window.workspace
    qtbot.waitUntil(lambda: menu.threshold.isEnabled())
    menu.kinds["light"].trigger()
    qtbot.waitUntil(lambda: "light on dark" in menu.found.text())
    monkeypatch.setattr(workspace.picture_work, "ask", lambda *_: False)  # its threads have other work
    workspace.set_picture("sketch", Picture(np.zeros((300, 200, 3), np.uint8)))
    assert menu.kinds["auto"].isChecked()
    menu.threshold.setValue(180)
    assert workspace.document.line_settings.value == LineSettings(threshold=180)


@pytest.mark.parametrize("before", [LineSettings(), LineSettings("dark", threshold=200)])
def test_a_double_click_on_the_threshold_is_one_undo_step(window, qtbot, before):
    menu, workspace = window.line_menu, window.workspace
    workspace.set_line_settings(before)
    qtbot.waitUntil(lambda: menu.threshold.isEnabled() and menu.threshold.value() == (before.threshold or 255))
    count = workspace.undo_stack.count()
    middle = QPoint(menu.threshold.width() // 2, 10)
    qtbot.mouseClick(menu.threshold, Qt.MouseButton.LeftButton, pos=middle)
    assert workspace.document.line_settings.value.threshold not in (None, before.threshold)
    qtbot.mouseDClick(menu.threshold, Qt.MouseButton.LeftButton, pos=middle)
    assert workspace.document.line_settings.value == LineSettings(before.ink)
    assert workspace.undo_stack.count() == count + (before.threshold is not None)
    workspace.undo_stack.setIndex(count)
    assert workspace.document.line_settings.value == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_key_lets_the_threshold_be_detected_again(window, qtbot, key):
    menu, workspace = window.line_menu, window.workspace
    qtbot.waitUntil(lambda: menu.threshold.isEnabled())
    qtbot.keyClick(menu.threshold, Qt.Key.Key_PageDown)
    chosen = workspace.document.line_settings.value
    assert chosen.threshold is not None
    qtbot.keyClick(menu.threshold, key)
    assert workspace.document.line_settings.value == LineSettings()
    window.actions_.undo.trigger()
    assert workspace.document.line_settings.value == chosen


def test_cleaning_can_be_said(window, qtbot):
    qtbot.waitUntil(lambda: window.line_menu.clean.isEnabled())
    window.line_menu.clean.trigger()
    assert window.workspace.document.line_settings.value.clean_paper is True
    qtbot.waitUntil(lambda: "cleaned" in window.sketch.canvas.badge)


def test_another_sketch_starts_with_detection(window, qtbot, tmp_path):
    window.line_menu.kinds["as-is"].trigger()
    drop(window.sketch, files(write_light_on_dark(tmp_path / "night.png")))
    qtbot.waitUntil(lambda: "light on dark" in window.sketch.canvas.badge)
    assert window.workspace.document.line_settings.value == LineSettings()
    window.actions_.undo.trigger()
    assert window.workspace.document.line_settings.value == LineSettings("as-is")


def test_a_layer_is_chosen_and_undone(window, qtbot, tmp_path):
    path = tmp_path / "figure.ora"
    Image.new("RGB", (40, 30), "white").save(tmp_path / "m.png")
    Image.new("RGBA", (40, 30), (0, 0, 0, 255)).save(tmp_path / "l.png")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "m.png", "mergedimage.png")
        archive.write(tmp_path / "l.png", "data/l.png")
        archive.writestr("stack.xml", '<image><stack><layer name="Ink &amp; all" src="data/l.png"/></stack></image>')
    assert not window.line_menu.layers.menuAction().isVisible()
    drop(window.sketch, files(path))
    document = window.workspace.document
    qtbot.waitUntil(lambda: document.sketch.value.layers == ("Ink & all",))
    merged, ink = window.line_menu.layers.actions()
    assert merged.isChecked() and window.line_menu.layers.menuAction().isVisible()
    ink.trigger()
    qtbot.waitUntil(lambda: document.sketch.value.layer == "Ink & all")
    assert (document.sketch.value.pixels == 0).all()
    window.actions_.undo.trigger()
    assert document.sketch.value.layer == "" and window.line_menu.layers.actions()[0].isChecked()


def test_the_layers_of_other_sketches_are_let_go_of(window):
    menu = window.line_menu
    for _ in range(4):
        menu.show_layers(Picture(np.zeros((2, 2, 3), np.uint8), layers=("Ink", "Colours")))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(menu.layers.findChildren(QActionGroup)) == 1
    assert len(menu.layers.findChildren(QAction)) == len(menu.layers.actions()) + 1  # and the menu's own


@pytest.mark.parametrize("ink", ["as-is", "dark", "light", "transparent"])
@pytest.mark.parametrize("clean", [False, True])
def test_each_finding_has_its_words(ink, clean):
    assert describe(LineDetection(ink, clean, 200, 230))
