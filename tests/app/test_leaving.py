"""The windows beside the main one are left by the same keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.ui.error_bar import ErrorBar

OPEN: dict[str, Callable] = {
    "batch": lambda window: (window.actions_.batch.trigger(), window.batches.window)[1],
    "training": lambda window: (window.actions_.new_training.trigger(), window.training.window)[1],
    "variants": lambda window: (window.compare_actions.variants.trigger(), window.variants)[1],
    "manual": lambda window: (window.help_actions.manual.trigger(), window.help.manual)[1],
    "log": lambda window: (window.help_actions.log.trigger(), window.help.log)[1],
}


@pytest.fixture(params=OPEN)
def beside(window, request, qtbot) -> QWidget:
    beside = OPEN[request.param](window)
    qtbot.waitUntil(lambda: beside.isVisible() and beside.isActiveWindow())
    return beside


@pytest.mark.parametrize("keys", ["Escape", "Ctrl+W"])
def test_each_is_left_by_escape_and_by_the_keys_that_close_windows(window, beside, qtbot, keys):
    qtbot.keySequence(beside, keys)
    assert not beside.isVisible() and window.isVisible()


def test_a_drag_keeps_the_window(window, qtbot):
    beside = OPEN["variants"](window)
    qtbot.waitUntil(beside.isActiveWindow)
    qtbot.mousePress(beside.cards.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.keyClick(beside, Qt.Key.Key_Escape)
    assert beside.isVisible()
    qtbot.mouseRelease(beside.cards.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.keyClick(beside, Qt.Key.Key_Escape)
    assert not beside.isVisible()


def test_an_error_is_dismissed_before_the_window_is_left(window, qtbot):
    beside = OPEN["batch"](window)
    qtbot.waitUntil(beside.isActiveWindow)
    bar: ErrorBar = beside.error_bar
    bar.show_message("No.")
    bar.close_button.setFocus()
    qtbot.keyClick(bar.close_button, Qt.Key.Key_Escape)
    assert beside.isVisible() and bar.isHidden()
