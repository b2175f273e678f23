"""Every control of the window, seen or not, tells a screen reader what it is and can be reached by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from app.hints.tools import Tool
from app.ui.canvas import Canvas
from app.ui.compare_view import Divider
from app.ui.swatch import SwatchButton

CONTROLS = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QAbstractItemView,
    Canvas,
    Divider,
)


def controls(window) -> list[QWidget]:
    """All of the window's controls that are its own, and not a part of another control."""
    found = [widget for widget in window.findChildren(QWidget) if isinstance(widget, CONTROLS)]
    parts = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView)
    return [
        widget
        for widget in found
        if not widget.objectName().startswith("qt_")
        and not widget.isHidden()  # by itself, e.g. the button of an empty pane that has nothing to offer
        and not isinstance(widget, QScrollBar)
        and not any(isinstance(parent, parts) for parent in parents(widget))
    ]


def parents(widget: QWidget) -> list[QWidget]:
    found = []
    while (widget := widget.parentWidget()) is not None:
        found.append(widget)
    return found


def name_of(control: QWidget) -> str:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return control.accessibleName() or text or control.toolTip()


def test_every_control_has_a_name(window, qtbot):
    qtbot.waitUntil(lambda: window.tags.row("simple_background") is not None)  # all rows are made
    window.compare_actions.variants.trigger()
    window.actions_.new_training.trigger()
    window.actions_.batch.trigger()
    found = controls(window)
    for tool in (Tool.BRUSH, Tool.FILL):
        window.hint_tools.tool = tool
        found += controls(window)
    assert len(found) > 80
    assert [control for control in found if not name_of(control)] == []


def test_every_control_can_be_reached_by_keys(window):
    unreachable = [
        control
        for control in controls(window)
        if not control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(control, SwatchButton)  # the slider beside it does the same
        and not (isinstance(control, QAbstractButton) and has_action(control, window))
    ]
    assert unreachable == []


def has_action(button: QAbstractButton, window) -> bool:
    """Whether what a button does stands in a menu as well, which keys reach."""
    action = getattr(button, "defaultAction", lambda: None)()
    menus = [entry.menu() for entry in window.menuBar().actions()]
    return action is not None and any(action in menu.actions() for menu in menus)
