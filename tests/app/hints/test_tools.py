import json

import pytest

from app.hints.tools import GAP_MAX, MAX_COLORS, SIZE_MAX, HintTools, Tool, hex_of, parse_color
from app.settings import Settings


@pytest.fixture
def tools(qapp, settings: Settings) -> HintTools:
    return HintTools(settings)


def test_a_window_starts_with_the_hand(tools):
    assert tools.tool is Tool.HAND


def test_brush_and_eraser_have_their_own_size(tools):
    tools.tool = Tool.BRUSH
    tools.set_tip(size=30, opacity=50)
    tools.tool = Tool.ERASER
    tools.set_tip(size=90)
    assert (tools.brush().size, tools.brush().erases, tools.brush().opacity) == (90, True, 1)
    tools.tool = Tool.BRUSH
    assert (tools.brush().size, tools.brush().erases, tools.brush().opacity) == (30, False, 0.5)
    assert tools.brush(eraser_end=True).size == 90


def test_sizes_go_up_and_down_within_their_range(tools):
    tools.tool = Tool.BRUSH
    tools.set_tip(size=2)
    tools.resize(-5)
    assert tools.tip.size == 1
    tools.resize(1)
    assert tools.tip.size == 2
    tools.resize(60)
    assert tools.tip.size == SIZE_MAX
    tools.set_tip(opacity=0)
    assert tools.tip.opacity == 1


def test_everything_is_remembered(tools, settings):
    tools.tool = Tool.BRUSH
    tools.set_tip(size=77, softness=40)
    tools.gap = 12
    tools.color = (1, 2, 3)
    again = HintTools(settings)
    again.tool = Tool.BRUSH
    assert (again.tip.size, again.tip.softness, again.gap, again.color) == (77, 40, 12, (1, 2, 3))


def test_two_windows_have_the_same_settings_and_a_hand_each(tools, settings):
    other, told = HintTools(settings), []
    other.changed.connect(lambda: told.append(other.color))
    tools.tool = Tool.BRUSH
    tools.set_tip(size=77)
    other.tool = Tool.FILL
    other.gap = 12
    other.color = (1, 2, 3)
    assert (tools.tool, tools.tip.size, tools.gap, tools.color) == (Tool.BRUSH, 77, 12, (1, 2, 3))
    tools.color = (4, 5, 6)
    assert told[-1] == (4, 5, 6) and other.tool is Tool.FILL
    again = HintTools(settings)
    assert (again.tip.size, again.gap, again.colors[:2]) == (77, 12, ((4, 5, 6), (1, 2, 3)))


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "[]",
        json.dumps({"brush": 3, "gap": "x", "colors": [1, "#zz"]}),
        json.dumps({"brush": {"size": 10**9, "opacity": -3, "softness": 500}, "gap": 10**9}),
    ],
)
def test_damaged_settings_do_no_harm(settings, stored):
    settings.hint_tools.value = stored
    tools = HintTools(settings)
    tools.tool = Tool.BRUSH
    assert 1 <= tools.tip.size <= SIZE_MAX and 1 <= tools.tip.opacity <= 100 and 0 <= tools.gap <= GAP_MAX
    assert len(tools.colors) == 1


def test_colours_used_last(tools):
    for value in range(20):
        tools.color = (value, 0, 0)
    tools.color = (15, 0, 0)
    assert tools.colors[:2] == ((15, 0, 0), (19, 0, 0))
    assert len(tools.colors) == len(set(tools.colors)) == MAX_COLORS


def test_of_the_colours_that_are_tried_the_last_one_is_remembered(tools, settings):
    for value in range(MAX_COLORS):
        tools.color = (value, 0, 0)
    before = tools.colors
    for value in (7, 8, 9):
        tools.try_color((value, value, value), before)
    assert tools.colors == ((9, 9, 9), *before[:-1]) == HintTools(settings).colors
    tools.try_color(before[5], before)
    assert tools.colors == (before[5], *before[:5], *before[6:])
    tools.try_color(before[0], before)
    assert tools.colors == before


def test_doubles_among_the_stored_colours_are_left_out(settings):
    settings.hint_tools.value = json.dumps({"colors": ["#010203", "#ff0000", "#010203"]})
    assert HintTools(settings).colors == ((1, 2, 3), (255, 0, 0))


def test_after_picking_the_tool_before_comes_back(tools):
    tools.tool = Tool.FILL
    tools.tool = Tool.PICK
    tools.put_back()
    assert tools.tool is Tool.FILL


def test_a_colour_that_is_picked_from_the_hand_is_for_the_brush(tools):
    for tool in (Tool.ERASER, Tool.PICK):
        tools.tool = tool
    tools.put_back()
    assert tools.tool is Tool.ERASER
    for tool in (Tool.HAND, Tool.PICK):
        tools.tool = tool
    tools.put_back()
    assert tools.tool is Tool.BRUSH


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#c84030", (200, 64, 48)),
        ("C84030", (200, 64, 48)),
        (" #fa0 ", (255, 170, 0)),
        ("#c8403", None),
        ("red", None),
        ("", None),
    ],
)
def test_hex(text, color):
    assert parse_color(text) == color
    assert hex_of((200, 64, 48)) == "#c84030"
