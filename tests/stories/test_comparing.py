"""An illustrator tries colours, compares them, and goes back to what was better."""

from PySide6.QtCore import QPoint, Qt

from app.comparing import Before, Mode
from app.engine_bridge import State
from app.ui.thumbnail_list import ThumbnailList


def settle(window, qtbot, color: tuple[int, int, int]) -> None:
    """The engine answers whatever it was asked, the full picture included, with one colour."""
    bridge, session = window.workspace.bridge, window.session
    answered = bridge.shown.result.number

    def step() -> bool:
        nonlocal answered
        if session.requests[-1].number > answered:
            answered = session.answer(color=color).number
        return bridge.state is State.READY

    qtbot.waitUntil(step)


def seen(window, share: float) -> tuple[int, ...]:
    """The colour on the result's canvas, at a share of its picture's width."""
    canvas = window.result.canvas
    target = canvas.target()
    point = QPoint(round(target.x() + share * target.width()), round(target.y() + 0.9 * target.height()))
    return canvas.grab().toImage().pixelColor(point).getRgb()[:3]


def click(qtbot, cards: ThumbnailList, key: object) -> None:
    card = cards.card(key)
    cards.scrollToItem(card)
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=cards.visualItemRect(card).center())


def test_wipe_side_by_side_and_hold_against_the_reference_alone(window, qtbot):
    red, green = (200, 30, 30), (20, 180, 20)
    window.workspace.move_tag("blue_hair", 3.0, 1)
    settle(window, qtbot, green)
    actions, view = window.compare_actions, window.compare_view

    actions.wipe.trigger()
    assert window.session.idle == []  # the reference alone was on the canvas before: nothing is computed for it
    assert view.divider.isVisible() and view.label.text() == "The reference alone"
    assert (seen(window, 0.3), seen(window, 0.7)) == (red, green)
    pane = window.result.canvas.width()
    middle = view.divider.rect().center()
    qtbot.mousePress(view.divider, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view.divider, middle + QPoint(round(0.4 * pane), 0))
    qtbot.mouseRelease(view.divider, Qt.MouseButton.LeftButton, pos=middle)
    assert seen(window, 0.7) == red
    view.divider.setFocus()
    at = view.divider.share
    qtbot.keyClick(view.divider, Qt.Key.Key_Left)
    assert view.divider.share < at

    actions.side_by_side.trigger()
    assert not actions.wipe.isChecked() and not view.divider.isVisible()
    assert view.before.isVisible() and seen(window, 0.3) == green
    window.actions_.zoom_in.trigger()
    assert view.before.canvas.viewport.zoom == window.result.canvas.viewport.zoom > 1
    window.actions_.fit.trigger()
    actions.side_by_side.trigger()
    assert not view.before.isVisible()

    window.activateWindow()
    window.result.canvas.setFocus()
    qtbot.waitUntil(window.result.canvas.hasFocus)
    qtbot.keyPress(window.result.canvas, Qt.Key.Key_Backslash)
    qtbot.waitUntil(lambda: seen(window, 0.7) == red)
    qtbot.keyRelease(window.result.canvas, Qt.Key.Key_Backslash)
    assert seen(window, 0.7) == green
    qtbot.mousePress(window.compare_bar.hold, Qt.MouseButton.LeftButton)
    assert seen(window, 0.3) == red
    qtbot.mouseRelease(window.compare_bar.hold, Qt.MouseButton.LeftButton)
    assert seen(window, 0.3) == green
    assert window.workspace.undo_stack.count() == 1


def test_the_reference_alone_is_coloured_where_it_was_never_seen(window, qtbot):
    comparing = window.compare_binding.comparing
    window.workspace.move_tag("blue_hair", 3.0, 1)
    settle(window, qtbot, (20, 180, 20))
    window.workspace.swap()
    settle(window, qtbot, (20, 20, 180))
    window.compare_actions.wipe.trigger()
    assert comparing.picture is None and "yet" in window.compare_view.label.text()
    request = window.session.idle[0]
    assert not request.tags and request.output_size == 600
    window.session.answer_idle((9, 9, 9))
    qtbot.waitUntil(lambda: comparing.picture is not None)
    assert seen(window, 0.3) == (9, 9, 9)
    window.compare_actions.before[Before.SKETCH].trigger()
    assert seen(window, 0.3) == (90, 160, 220)  # what was the reference is the sketch now
    assert comparing.mode is Mode.WIPE


def test_two_snapshots_and_back_and_forth(window, qtbot):
    document, actions = window.workspace.document, window.compare_actions
    assert not actions.flip.isEnabled()
    actions.store_a.trigger()
    window.workspace.move_tag("red_hair", 2.0, 1)
    actions.store_b.trigger()
    assert "no finished result" in window.status.currentMessage()
    settle(window, qtbot, (20, 180, 20))
    window.workspace.mute_tag("red_hair", True)
    settle(window, qtbot, (20, 180, 180))
    actions.store_b.trigger()
    actions.flip.trigger()
    assert not document.tags.value and not document.muted.value
    actions.flip.trigger()
    assert dict(document.tags.value) == {"red_hair": 2.0} and document.muted.value == {"red_hair"}
    settle(window, qtbot, (20, 180, 180))
    actions.before[Before.A].trigger()
    assert (seen(window, 0.3), seen(window, 0.7)) == ((200, 30, 30), (20, 180, 180))
    steps = window.workspace.undo_stack.count()
    window.actions_.undo.trigger()
    assert not document.tags.value and window.workspace.undo_stack.index() == steps - 1


def test_the_history_brings_any_result_back_in_one_step(window, qtbot):
    document, strip = window.workspace.document, window.history
    reference = document.reference.value
    window.workspace.move_tag("red_hair", 2.0, 1)
    settle(window, qtbot, (180, 20, 20))
    window.workspace.move_tag("blue_eyes", 3.0, 2)
    settle(window, qtbot, (20, 20, 180))
    window.workspace.swap()
    settle(window, qtbot, (20, 180, 20))
    assert strip.list.keys == [4, 3, 2, 1]
    steps = window.workspace.undo_stack.count()
    click(qtbot, strip.list, 2)
    assert dict(document.tags.value) == {"red_hair": 2.0} and document.reference.value is reference
    assert window.workspace.undo_stack.count() == steps + 1
    settle(window, qtbot, (180, 20, 20))
    assert strip.list.keys == [4, 3, 2, 1]  # it is known already
    window.actions_.undo.trigger()
    assert document.reference.value is not reference and set(document.tags.value) == {"red_hair", "blue_eyes"}

    strip.search.setText("red hair")
    assert strip.list.keys == [4, 3, 2]
    strip.search.setText("sketch.png no such")
    assert strip.list.keys == [] and strip.note.isVisible()
    strip.search.clear()
    strip.make_menu(2).actions()[1].trigger()
    strip.only_starred.click()
    assert strip.list.keys == [2]
    strip.only_starred.click()
    strip.make_menu(4).actions()[4].trigger()
    assert strip.list.keys == [2]
