"""What a hand that rests on a swatch or on "only this colour" is shown, and what its click then does."""

import pytest
from PySide6.QtCore import Qt

RED, BLUE = "red_hair", "blue_eyes"


@pytest.mark.parametrize("only", [False, True], ids=["swatch", "only this colour"])
@pytest.mark.parametrize(
    ("tags", "muted", "solo", "tried"),
    [
        ({RED: 3.0}, (), RED, BLUE),
        ({RED: 3.0, BLUE: 2.0}, (), RED, BLUE),
        ({RED: 3.0, BLUE: 2.0}, (BLUE,), None, BLUE),
        ({RED: 3.0, BLUE: 2.0}, (RED, BLUE), RED, BLUE),
        ({RED: 3.0, BLUE: 1.0}, (RED,), BLUE, BLUE),
        ({RED: 3.0, BLUE: 1.0}, (RED,), None, BLUE),
    ],
)
def test_a_click_does_what_the_preview_showed_in_one_step(window, qtbot, only, tags, muted, solo, tried):
    workspace, document = window.workspace, window.workspace.document
    document.tags.value, document.muted.value, document.solo.value = tags, frozenset(muted), solo
    before = document.painting()
    window.session.idle.clear()
    workspace.peek_tag(tried, only)
    qtbot.waitUntil(lambda: len(window.session.idle) == 1)
    shown = dict(window.session.idle[0].tags)
    (workspace.only_this_color if only else workspace.try_tag)(tried)
    assert document.applied_tags() == shown
    assert shown[tried] > 0.0 and tried not in document.muted.value
    assert document.solo.value in (None, tried)
    assert document.muted.value == frozenset(muted) - {tried}
    assert workspace.undo_stack.count() == 1
    workspace.undo_stack.undo()
    assert document.has_painting(before)


def test_trying_what_is_seen_already_leaves_no_step(window):
    workspace = window.workspace
    for act in (workspace.try_tag, workspace.only_this_color):
        act(RED)
        steps = workspace.undo_stack.count()
        act(RED)
        assert workspace.undo_stack.count() == steps


def test_a_click_on_a_swatch_ends_the_solo_of_another_tag(window, qtbot):
    document, row = window.workspace.document, window.tags.row(RED)
    window.workspace.move_tag(RED, 3.0, 1)
    row.controls.solo_button.click()
    assert document.solo.value == RED
    qtbot.mouseClick(window.tags.groups["eyes"].heading, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.tags.row(BLUE).controls.swatch, Qt.MouseButton.LeftButton)
    assert document.solo.value is None and document.applied_tags() == {RED: 3.0, BLUE: 2.0}


def test_a_drag_of_a_slider_keeps_mute_and_solo(window):
    workspace, document = window.workspace, window.workspace.document
    workspace.move_tag(RED, 3.0, 1)
    workspace.move_tag(BLUE, 1.0, 2)
    workspace.mute_tag(BLUE, True)
    workspace.solo_tag(RED)
    workspace.move_tag(BLUE, 2.0, 3)
    assert document.muted.value == {BLUE} and document.solo.value == RED
