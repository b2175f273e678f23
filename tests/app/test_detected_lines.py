"""The sketch's pane shows what the network sees, or what was drawn."""

import numpy as np
from PIL import Image
from PySide6.QtCore import QSize, Qt

from engine.requests import LineSettings
from tests.app.test_line_menu import write_light_on_dark
from tests.app.test_main_window import drop, files


def paper(window) -> int:
    """The grey of the sketch's pane in the picture's left half, where no line is."""
    canvas = window.sketch.canvas
    target = canvas.target()
    x, y = target.x() + target.width() / 4, target.center().y()
    return canvas.grab().toImage().pixelColor(round(x), round(y)).red()


def test_light_lines_on_dark_are_shown_dark_on_white_and_the_drawing_on_demand(window, qtbot, tmp_path):
    drop(window.sketch, files(write_light_on_dark(tmp_path / "night.png")))
    qtbot.waitUntil(lambda: window.sketch.canvas.nominal == QSize(200, 300) and paper(window) > 250)
    window.activateWindow()
    window.result.canvas.setFocus()
    qtbot.waitUntil(window.result.canvas.hasFocus)
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert paper(window) < 5 and not window.settings.show_detected_lines
    window.line_actions.show_detected.trigger()
    qtbot.waitUntil(lambda: paper(window) > 250)
    assert window.settings.show_detected_lines
    assert window.line_actions.show_detected in window.line_menu.actions()


def test_the_pane_follows_the_settings_and_undo(window, qtbot, tmp_path):
    Image.fromarray(np.full((300, 200), 150, np.uint8)).save(tmp_path / "grey.png")
    drop(window.sketch, files(tmp_path / "grey.png"))
    qtbot.waitUntil(lambda: window.sketch.canvas.nominal == QSize(200, 300))
    window.workspace.set_line_settings(LineSettings("as-is"))
    qtbot.waitUntil(lambda: paper(window) == 150)
    for threshold in (200, 180, 140, 120):  # as a hand does that drags
        window.workspace.set_line_settings(LineSettings("dark", False, threshold), gesture=1)
    qtbot.waitUntil(lambda: paper(window) > 250)
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: paper(window) == 150)


def test_what_needs_nothing_done_is_shown_as_it_is_and_compared_as_it_was_drawn(window, qtbot, tmp_path):
    binding, canvas = window.bindings["sketch"], window.sketch.canvas
    qtbot.waitUntil(lambda: binding.pyramid is not None and not window.detected_lines._looking)
    assert canvas._pyramid is binding.pyramid
    drop(window.sketch, files(write_light_on_dark(tmp_path / "night.png")))
    qtbot.waitUntil(lambda: canvas.nominal == QSize(200, 300) and paper(window) > 250)
    assert binding.pyramid.levels[0].pixelColor(5, 5).red() == 0
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: canvas._pyramid is binding.pyramid and canvas.nominal.width() == 400)
