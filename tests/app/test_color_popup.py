"""The choice of a colour: what is tried, what is remembered of it, and where the markers stand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.hints.tools import MAX_COLORS, HintTools
from app.settings import Settings
from app.ui.color_popup import ColorButton, ColorPopup

LEFT = Qt.MouseButton.LeftButton
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture
def tools(qapp, settings: Settings) -> HintTools:
    tools = HintTools(settings)
    tools.color = BLUE
    tools.color = RED
    return tools


@pytest.fixture
def popup(qtbot, tools: HintTools) -> Iterator[ColorPopup]:
    beside = QWidget()
    qtbot.addWidget(beside)
    popup = ColorPopup(tools, beside)
    popup.setWindowFlags(Qt.WindowType.Tool)  # there is no keyboard to grab without a screen
    popup.open_below(beside)
    yield popup


def press(qtbot, popup: ColorPopup, x: float, y: float) -> None:
    """Presses the field there, across and down in 0..1."""
    qtbot.mouseClick(popup.field, LEFT, pos=QPoint(round(x * popup.field.width()), round(y * popup.field.height())))


def press_hue(qtbot, popup: ColorPopup, hue: float) -> None:
    qtbot.mouseClick(popup.hues, LEFT, pos=QPoint(5, round(hue * popup.hues.height())))


def test_the_colour_before_is_remembered_and_those_tried_are_not(qtbot, popup, tools):
    before = tools.colors
    for x in (0.2, 0.4, 0.6):
        press(qtbot, popup, x, 0.5)
    popup.close()
    assert tools.color not in before and tools.colors == (tools.color, *before)
    chosen = tools.colors
    popup.open_below(popup)
    press(qtbot, popup, 0.9, 0.1)
    popup.close()
    assert tools.colors[1:] == chosen


def test_who_comes_back_to_a_colour_leaves_no_double_and_loses_none(qtbot, popup, tools):
    for value in range(2, MAX_COLORS):
        tools.color = (value, 0, 0)
    tools.color = WHITE
    tools.color = RED
    before = tools.colors
    popup.open_below(popup)
    press(qtbot, popup, 0.5, 0.5)
    assert tools.colors == (tools.color, *before[:-1]) and len(tools.colors) == MAX_COLORS
    press(qtbot, popup, 0, 0.01)
    for _ in range(2):
        qtbot.keyClick(popup.field, Qt.Key.Key_Up)
    popup.close()
    assert tools.colors == (WHITE, RED, *before[2:])


def test_a_colour_of_the_last_ones_is_taken_and_what_was_tried_stays_after_it(qtbot, popup, tools):
    press(qtbot, popup, 0.5, 0.5)
    tried = tools.color
    last = popup.findChildren(ColorButton)[1]
    qtbot.mouseClick(last, LEFT)
    assert not popup.isVisible()
    assert tools.colors[:3] == (BLUE, tried, RED)


@pytest.mark.parametrize("grey", [(0, 0, 0), (128, 128, 128), (255, 255, 255)])
def test_a_hue_can_be_chosen_for_a_grey(qtbot, popup, tools, grey):
    tools.color = grey
    press_hue(qtbot, popup, 1 / 3)
    assert tools.color == grey
    assert popup.hues.at.y() == popup.field.hue == pytest.approx(1 / 3, abs=0.01)
    press(qtbot, popup, 0.99, 0.01)
    red, green, blue = tools.color
    assert green > 240 and max(red, blue) < 30


def test_the_keys_go_on_in_the_hues_of_a_grey(qtbot, popup, tools):
    tools.color = (128, 128, 128)
    for _ in range(20):
        qtbot.keyClick(popup.hues, Qt.Key.Key_Down)
    assert tools.color == (128, 128, 128) and popup.hues.at.y() == pytest.approx(0.2)
    for _ in range(100):
        qtbot.keyClick(popup.hues, Qt.Key.Key_Down)
    assert popup.hues.at.y() == 1
    qtbot.keyClick(popup.hues, Qt.Key.Key_Up)
    assert popup.hues.at.y() == pytest.approx(0.99)


def test_the_keys_go_on_in_the_field_of_a_dark_colour(qtbot, popup, tools):
    tools.color = (20, 20, 20)
    for _ in range(50):
        qtbot.keyClick(popup.field, Qt.Key.Key_Right)
    assert popup.field.at.x() == pytest.approx(0.5) and tools.color == (20, 10, 10)


def test_the_markers_follow_a_colour_from_elsewhere(popup, tools):
    tools.color = (0, 128, 0)
    assert (popup.field.at.x(), popup.hues.at.y()) == (1, pytest.approx(1 / 3, abs=0.001))
    assert popup.field.at.y() == pytest.approx(1 - 128 / 255, abs=0.001)
    tools.color = (64, 64, 64)  # has no hue of its own
    assert (popup.field.at.x(), popup.hues.at.y()) == (0, pytest.approx(1 / 3, abs=0.001))


def test_a_change_of_the_tool_leaves_the_markers_where_they_are(qtbot, popup, tools):
    tools.color = (0, 0, 0)
    press(qtbot, popup, 0.5, 0.999)
    at = popup.field.at.x()
    tools.gap += 1
    popup.open_below(popup)
    assert popup.field.at.x() == at > 0.4


def test_the_ring_is_whole_where_the_colour_stands_at_an_edge(qtbot, popup, tools):
    tools.color = WHITE  # in the corner
    image = popup.field.grab().toImage()
    place = round(popup.field.width() * 0.04)  # where the ring around the corner itself would not reach
    dark = [image.pixelColor(x, y).lightness() for x in range(1, place + 7) for y in (1, 2)]
    assert min(dark) < 200 and popup.field.at.x() == 0
