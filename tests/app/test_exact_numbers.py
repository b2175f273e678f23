"""Numbers and colours that are typed: what counts, what Escape takes back, and whose the keys are afterwards."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.hints.tools import SIZE_MAX, Tool
from app.ui.number_field import number_in, plain
from tests.app.test_hints import stroke
from tools.hand import Hand

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def key(window, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Keys as a keyboard gives them to a window, which looks for shortcuts first."""
    for each in keys:
        QTest.keyClick(window.windowHandle(), each, modifiers)


def begin(window, field, text: str) -> None:
    """Types into a field, in place of what it has, without an end."""
    window.activateWindow()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    for letter in text:
        QTest.keyClick(field, letter)


def commit(field, text: str) -> None:
    """Gives a text to a field as an input method does."""
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


@pytest.fixture
def number(window):
    """The number of a tag."""
    window.activateWindow()
    return window.tags.row("red_hair").controls.number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1.5),
        ("1,5", 1.5),
        (" 10 ", 10),
        (".5", 0.5),
        ("-1", -1),
        ("3.", 3),
        ("", None),
        (".", None),
        ("1e3", None),
    ],
)
def test_what_is_a_number(text, number):
    assert number_in(text) == number


def test_full_width_is_plain():
    assert plain("１．５") == plain("１。５") == "1.5" and plain("－１、５") == "-1,5"


def test_escape_takes_back_what_is_typed_of_a_tag(window, qtbot, number):
    moved = window.workspace.document.tags
    before = number.text()
    begin(window, number, "4.3")
    key(window, ESCAPE)
    assert number.text() == before and number.hasFocus() and not moved.value
    window.tags.search.setFocus()
    assert not moved.value
    window.error_bar.show_message("Something happened.")
    begin(window, number, "4.3")
    key(window, ESCAPE)
    assert window.error_bar.isVisible()
    key(window, ESCAPE)
    assert not window.error_bar.isVisible()  # nothing is typed any more


@pytest.mark.parametrize(
    ("typed", "value"), [("10", 5), ("7", 5), ("-1", 0), ("2.345", 2.35), ("100", 5), (".5", 0.5), ("4.99", 4.99)]
)
def test_a_tags_number_beyond_the_range_is_the_nearest_within_it(window, number, typed, value):
    begin(window, number, typed)
    assert number.lineEdit().text() == typed
    key(window, ENTER)
    assert window.workspace.document.tags.value.get("red_hair", 0) == pytest.approx(value, abs=0.006)
    assert number.value() == pytest.approx(value, abs=0.006)


def test_nothing_typed_changes_nothing(window, number):
    begin(window, number, "2")
    key(window, ENTER)
    begin(window, number, ".")
    key(window, ENTER)
    begin(window, number, "")
    key(window, Qt.Key.Key_Delete, ENTER)
    assert window.workspace.document.tags.value == {"red_hair": 2} and number.text() == "2.00"


@pytest.mark.parametrize("text", ["１．５", "１。５", "1.5"])
def test_numbers_of_an_input_method_are_taken(brush, number, text):
    number.setFocus()
    commit(number, text)
    key(brush, ENTER)
    assert brush.workspace.document.tags.value == {"red_hair": 1.5}
    size = brush.tool_options.size_field
    size.setFocus()
    commit(size, text.replace(".", "").replace("．", "").replace("。", ""))
    key(brush, ENTER)
    assert brush.hint_tools.tip.size == 15


@pytest.mark.parametrize(("typed", "size"), [("2000", SIZE_MAX), ("0", 1), ("40", 40), ("12.6", 13)])
def test_a_size_beyond_the_range_is_the_nearest_within_it(brush, typed, size):
    begin(brush, brush.tool_options.size_field, typed)
    key(brush, ENTER)
    assert brush.hint_tools.tip.size == size and str(size) in brush.tool_options.size_field.text()


def test_enter_and_escape_give_the_keys_back_to_the_picture(brush):
    window, options, canvas = brush, brush.tool_options, brush.result.canvas
    fields = ((options.size_field, "99", lambda: brush.hint_tools.tip.size), (options.hex, "#123456", options.hex.text))
    for field, typed, value in fields:
        before = value()
        begin(window, field, typed)
        key(window, ESCAPE)
        assert canvas.hasFocus() and value() == before
        begin(window, field, typed)
        key(window, ENTER)
        assert canvas.hasFocus() and value() != before
    assert window.hint_tools.tip.size == 99 and window.hint_tools.color == (0x12, 0x34, 0x56)
    key(window, Qt.Key.Key_E)
    assert window.hint_tools.tool is Tool.ERASER


def test_a_turn_of_the_wheel_over_a_size_takes_no_keys_from_the_picture(brush, qtbot):
    window, size, hand = brush, brush.tool_options.size_field, Hand()
    stroke(window, qtbot, (200, 300))
    before = size.value()
    hand.move(size)
    place = QPointF(size.mapTo(window, size.rect().center()))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, 120))
    assert window.hint_tools.tip.size == before + 1 and window.result.canvas.hasFocus()


def test_a_number_that_was_used_leaves_the_keys_to_who_paints(brush, number, qtbot):
    window, hand = brush, Hand()
    begin(window, number, "2")
    hand.move(window.result.canvas)
    assert number.hasFocus()  # it is being typed
    key(window, ENTER)
    hand.move(window.tags)
    hand.move(window.result.canvas)
    assert window.result.canvas.hasFocus()


def test_what_is_no_part_of_a_number_chooses_a_tool(brush, number):
    window, options = brush, brush.tool_options
    for field in (number, options.size_field):
        window.hint_tools.tool = Tool.BRUSH
        size = window.hint_tools.tip.size
        begin(window, field, "")
        key(window, Qt.Key.Key_BracketRight)
        assert window.hint_tools.tip.size > size
        key(window, Qt.Key.Key_E)
        assert window.hint_tools.tool is Tool.ERASER and window.viewport.angle == 0
        key(window, Qt.Key.Key_4)
        assert window.viewport.angle == 0  # a digit is the number's


def test_undo_in_a_field_is_the_documents_until_something_is_typed(brush, qtbot):
    window, stack = brush, brush.workspace.undo_stack
    stroke(window, qtbot, (200, 300))
    for field in (window.tool_options.size_field, window.tool_options.hex):
        begin(window, field, "")
        key(window, Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
        assert stack.index() == 0
        stack.redo()
        begin(window, field, "1")
        key(window, Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
        assert stack.index() == 1
        key(window, ESCAPE)


@pytest.mark.parametrize("text", [" #aabbcc\n", "aabbcc ", "  #abc"])
def test_a_colour_is_pasted_with_spaces_around_it(brush, text):
    window, field = brush, brush.tool_options.hex
    begin(window, field, "")
    QGuiApplication.clipboard().setText(text)
    field.paste()
    key(window, ENTER)
    assert window.hint_tools.color == (0xAA, 0xBB, 0xCC) and field.text() == "#aabbcc"
