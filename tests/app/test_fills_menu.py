"""Even fills in the window: asked for, previewed, undone, saved with the picture."""

import pytest
from PySide6.QtCore import QPoint, Qt

from app.ui.slider import Edit
from engine.requests import EVENNESS


def test_a_new_document_asks_for_even_fills(window, qtbot):
    assert window.session.requests[-1].evenness == EVENNESS
    assert window.fills_menu.slider.value() == round(100 * EVENNESS) and window.fills_menu.number.text() == "90 %"


def test_a_drag_is_one_undo_step_and_previewed(window, qtbot):
    window.session.answer()
    qtbot.waitUntil(lambda: window.status.state.text() == "ready")
    slider, document = window.fills_menu.slider, window.workspace.document
    before = window.workspace.undo_stack.count()
    slider.setSliderDown(True)
    for percent in (70, 40, 10):
        slider.setValue(percent)
    slider.setSliderDown(False)
    assert document.evenness.value == 0.1 and window.workspace.undo_stack.count() == before + 1
    qtbot.waitUntil(lambda: window.session.requests[-1].evenness == 0.1)
    assert window.session.requests[-1].output_size is not None, "while the hand moves a preview is enough"
    window.actions_.undo.trigger()
    assert document.evenness.value == EVENNESS and slider.value() == round(100 * EVENNESS)


def test_a_double_click_puts_it_back(window, qtbot):
    window.workspace.set_evenness(0.2)
    assert window.fills_menu.slider.value() == 20 and window.fills_menu.slider.edit is Edit.APPLIED
    window.fills_menu.slider.double_clicked.emit()
    assert window.workspace.document.evenness.value == EVENNESS and window.fills_menu.slider.edit is Edit.NONE


@pytest.mark.parametrize("before", [0.2, EVENNESS])
def test_a_double_click_is_one_undo_step(window, qtbot, before):
    slider, workspace = window.fills_menu.slider, window.workspace
    workspace.set_evenness(before)
    count = workspace.undo_stack.count()
    middle = QPoint(slider.width() // 2, 10)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert workspace.document.evenness.value not in (before, EVENNESS)
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert workspace.document.evenness.value == EVENNESS
    assert workspace.undo_stack.count() == count + (before != EVENNESS)
    workspace.undo_stack.setIndex(count)
    assert workspace.document.evenness.value == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_key_puts_it_back(window, qtbot, key):
    window.workspace.set_evenness(0.2)
    qtbot.keyClick(window.fills_menu.slider, key)
    assert window.workspace.document.evenness.value == EVENNESS
    window.actions_.undo.trigger()
    assert window.workspace.document.evenness.value == 0.2
