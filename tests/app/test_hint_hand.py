"""The hand on the canvases: releases that nobody told, fingers, Alt, double presses, and the ring of the brush."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.comparing import Mode
from app.hints.tools import Tool
from tests.app.test_hints import LEFT, RESULT, at, hint, seen, stroke
from tests.stories.virtual_pen import VirtualPen
from tools.hand import NONE

GREEN = (20, 160, 90)
ALT = Qt.KeyboardModifier.AltModifier


def in_window(window, x: float, y: float) -> QPoint:
    """A pixel of the sketch, on the window."""
    return window.result.canvas.mapTo(window, at(window, x, y))


def steps(window) -> int:
    return window.workspace.undo_stack.index()


def lose_the_release(window, qtbot, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
    """Lets go of a button over a dialog that has come up meanwhile."""
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    qtbot.wait(50)
    QTest.mouseRelease(window.windowHandle(), button, NONE, in_window(window, x, y))
    dialog.close()
    window.activateWindow()
    qtbot.wait(50)


def test_a_stroke_whose_release_is_lost_ends_and_is_kept(brush, qtbot):
    window, handle = brush, brush.windowHandle()
    QTest.mousePress(handle, LEFT, NONE, in_window(window, 100, 100))
    QTest.mouseMove(handle, in_window(window, 120, 100))
    lose_the_release(window, qtbot, 120, 100)
    qtbot.waitUntil(lambda: steps(window) == 1)
    for point in ((200, 200), (300, 300), (350, 500)):
        QTest.mouseMove(handle, in_window(window, *point))
    qtbot.wait(50)
    assert hint(window, 100, 100)[3] == 255 and hint(window, 300, 300)[3] == 0
    assert seen(window, 300, 310) == RESULT
    stroke(window, qtbot, (50, 550))
    assert steps(window) == 2 and hint(window, 100, 100)[3] == hint(window, 50, 550)[3] == 255


def hover(canvas, place: QPoint) -> None:
    """A mouse that comes with nothing pressed, whatever was pressed before."""
    at, none = QPointF(place), Qt.MouseButton.NoButton
    QApplication.sendEvent(
        canvas, QMouseEvent(QEvent.Type.MouseMove, at, QPointF(canvas.mapToGlobal(place)), none, none, NONE)
    )


def test_a_move_with_nothing_pressed_ends_a_stroke(brush, qtbot):
    window, canvas = brush, brush.result.canvas
    qtbot.mousePress(canvas, LEFT, pos=at(window, 100, 100))
    hover(canvas, at(window, 300, 300))
    qtbot.waitUntil(lambda: steps(window) == 1)
    assert hint(window, 100, 100)[3] == 255 and hint(window, 290, 300)[3] == 0
    qtbot.mouseRelease(canvas, LEFT, pos=at(window, 300, 300))


def test_a_move_with_nothing_pressed_ends_the_hands_hold_and_a_pick(brush, qtbot):
    window, canvas, middle = brush, brush.result.canvas, Qt.MouseButton.MiddleButton
    canvas.zoom_to(4)
    qtbot.mousePress(canvas, middle, pos=QPoint(100, 100))
    before = window.viewport.centre
    hover(canvas, QPoint(200, 200))
    assert window.viewport.centre == before and canvas.cursor().shape() is Qt.CursorShape.CrossCursor
    qtbot.mouseRelease(canvas, middle, pos=QPoint(200, 200))
    window.viewport.fit()
    window.hint_tools.tool = Tool.PICK
    qtbot.mousePress(canvas, LEFT, pos=at(window, 50, 500))
    assert window.hint_tools.color == RESULT
    hover(canvas, at(window, 60, 500))
    assert window.hint_tools.tool is Tool.BRUSH
    qtbot.mouseRelease(canvas, LEFT, pos=at(window, 60, 500))
    assert steps(window) == 0


def test_the_mouse_beside_a_pen_that_paints_does_not_end_its_stroke(brush, qtbot):
    window, canvas, pen = brush, brush.result.canvas, VirtualPen(brush)
    pen.touch(canvas, *at(window, 100, 300).toTuple(), 1.0)
    hover(canvas, at(window, 300, 500))
    pen.touch(canvas, *at(window, 200, 300).toTuple(), 1.0)
    pen.lift()
    qtbot.waitUntil(lambda: steps(window) == 1)
    assert hint(window, 200, 300)[3] == 255 and hint(window, 300, 500)[3] == 0


def test_undo_in_mid_stroke_leaves_nothing_on_the_canvas(brush, qtbot):
    window, canvas = brush, brush.result.canvas
    stroke(window, qtbot, (50, 50))
    qtbot.mousePress(canvas, LEFT, pos=at(window, 300, 500))
    qtbot.mouseMove(canvas, at(window, 350, 500))
    qtbot.waitUntil(lambda: seen(window, 300, 500) == GREEN)
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: seen(window, 300, 500) == RESULT)
    qtbot.mouseRelease(canvas, LEFT, pos=at(window, 350, 500))
    qtbot.wait(50)
    assert seen(window, 300, 500) == RESULT and steps(window) == 1  # the stroke before it stays
    assert seen(window, 50, 50) != RESULT
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: seen(window, 50, 50) == RESULT)


# Fingers


@pytest.fixture(scope="module")
def screen():
    """A screen that feels fingers."""
    return QTest.createTouchDevice()


def drag_fingers(window, screen, qtbot, *ways: tuple[QPoint, QPoint]) -> None:
    """Fingers that come down one after the other, go their ways and leave together; places are the window's."""
    handle = window.windowHandle()
    for finger, (start, _end) in enumerate(ways):
        event = QTest.touchEvent(handle, screen)
        for other in range(finger):
            event.move(other, ways[other][0], handle)
        event.press(finger, start, handle).commit()
    for step in range(1, 7):
        event = QTest.touchEvent(handle, screen)
        for finger, (start, end) in enumerate(ways):
            event.move(finger, start + (end - start) * (step / 6), handle)
        event.commit()
    event = QTest.touchEvent(handle, screen)
    for finger, (_start, end) in enumerate(ways):
        event.release(finger, end, handle)
    event.commit()
    qtbot.wait(50)  # for strokes that there ought not to be


@pytest.mark.parametrize("tool", list(Tool))
def test_two_fingers_zoom_and_paint_nothing(brush, screen, qtbot, tool):
    window, canvas = brush, brush.result.canvas
    window.hint_tools.tool = tool
    qtbot.wait(20)  # for the layout
    color, scale = window.hint_tools.color, canvas.scale()
    left, right, way = in_window(window, 180, 300), in_window(window, 220, 300), QPoint(60, 0)
    middle = canvas.to_picture(canvas.mapFrom(window, (left + right) / 2).toPointF())
    drag_fingers(window, screen, qtbot, (left, left - way), (right, right + way))
    grown = 1 + 120 / (right.x() - left.x())
    assert canvas.scale() == pytest.approx(grown * scale, rel=0.01)
    now = canvas.to_picture(canvas.mapFrom(window, (left + right) / 2).toPointF())
    assert (now - middle).manhattanLength() < 3
    assert steps(window) == 0 and window.hint_tools.color == color and window.hint_tools.tool is tool


def test_one_finger_moves_the_paper_with_the_brush_in_the_hand(brush, screen, qtbot):
    window, canvas = brush, brush.result.canvas
    window.viewport.turn(True, 30)
    canvas.zoom_to(4)
    start = canvas.mapTo(window, QPoint(200, 200))
    held = canvas.to_picture(QPointF(200, 200))
    drag_fingers(window, screen, qtbot, (start, start + QPoint(60, 30)))
    assert (canvas.to_picture(QPointF(260, 230)) - held).manhattanLength() < 1e-3
    assert steps(window) == 0


def test_a_palm_moves_no_paper_while_the_pen_paints(brush, screen, qtbot):
    window, canvas, pen = brush, brush.result.canvas, VirtualPen(brush)
    canvas.zoom_to(4)
    centre = window.viewport.centre
    pen.touch(canvas, 100, 100, 1.0)
    start = canvas.mapTo(window, QPoint(200, 200))
    drag_fingers(window, screen, qtbot, (start, start + QPoint(60, 30)))
    pen.lift()
    qtbot.waitUntil(lambda: steps(window) == 1)
    assert window.viewport.centre == centre


def test_a_finger_drags_the_divider_and_ends_the_look_at_what_was_before(brush, screen, qtbot):
    window, divider = brush, brush.compare_view.divider
    window.compare_actions.wipe.trigger()
    qtbot.waitUntil(divider.isVisible)
    start, before = divider.mapTo(window, divider.rect().center()), divider.share
    drag_fingers(window, screen, qtbot, (start, start + QPoint(80, 0)))
    assert divider.share > before + 0.05 and window.viewport.is_fitted and steps(window) == 0
    window.compare_actions.hold.trigger()
    drag_fingers(window, screen, qtbot, (in_window(window, 100, 100), in_window(window, 100, 100)))
    assert window.compare_binding.comparing.mode is Mode.WIPE


# What else is pressed


def test_alt_picks_from_the_reference_and_the_brush_stays(brush, qtbot):
    window, canvas = brush, brush.reference.canvas
    inside = canvas.target().center().toPoint() + QPoint(0, 40)
    for press in (qtbot.mousePress, qtbot.mouseDClick):  # the second one of a hurry is another
        window.hint_tools.color = GREEN
        press(canvas, LEFT, ALT, inside)
        assert window.hint_tools.color == (90, 160, 220)
        window.hint_tools.color = GREEN
        qtbot.mouseMove(canvas, inside + QPoint(5, 5))  # Alt may be let go of first
        assert window.hint_tools.color == (90, 160, 220)
        qtbot.mouseRelease(canvas, LEFT, pos=inside)
        assert window.hint_tools.tool is Tool.BRUSH and window.viewport.is_fitted
    window.hint_tools.color = GREEN
    window.hint_tools.tool = Tool.HAND
    qtbot.mouseClick(canvas, LEFT, ALT, inside)
    assert window.hint_tools.color == GREEN


def test_only_the_hands_double_click_zooms(brush, qtbot):
    window, canvas = brush, brush.result.canvas
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        qtbot.mouseDClick(canvas, button, pos=QPoint(100, 100))
        qtbot.mouseRelease(canvas, button, pos=QPoint(100, 100))
        assert window.viewport.is_fitted
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    qtbot.mouseDClick(canvas, LEFT, pos=QPoint(100, 100))
    assert canvas.cursor().shape() is Qt.CursorShape.ClosedHandCursor  # it is held again
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(100, 100))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert window.viewport.is_fitted and steps(window) == 0
    window.hint_tools.tool = Tool.HAND
    qtbot.mouseDClick(canvas, LEFT, pos=QPoint(100, 100))
    assert not window.viewport.is_fitted


@pytest.mark.parametrize("tool", [Tool.BRUSH, Tool.FILL])
def test_the_ring_of_a_pens_other_end_is_the_erasers(brush, qtbot, tool):
    window, canvas = brush, brush.result.canvas
    window.hint_tools.tool = Tool.ERASER
    window.hint_tools.set_tip(size=150)
    window.hint_tools.tool = tool
    eraser, tip, place = VirtualPen(window, eraser=True), VirtualPen(window), at(window, 200, 300).toTuple()
    eraser.hover(canvas, *place)
    assert window.hints.overlay.outline_size == 150
    eraser.touch(canvas, *place, 1.0)
    eraser.touch(canvas, place[0] + 5, place[1], 1.0)
    assert window.hints.overlay.outline_size == 150
    eraser.lift()
    tip.hover(canvas, *place)
    assert window.hints.overlay.outline_size == (60 if tool is Tool.BRUSH else None)
