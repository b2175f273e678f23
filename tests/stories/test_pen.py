"""A pen on the tablet, from Qt's door for pens to the picture: it paints, erases, picks, pans and moves sliders."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from app.hints.tools import Tool
from app.ui.main_window import MainWindow
from tests.stories.virtual_pen import VirtualPen

GREEN = (20, 160, 90)


@pytest.fixture
def brush(window: MainWindow, qtbot) -> MainWindow:
    """A window with a result, and a wide brush."""
    window.session.answer()
    qtbot.waitUntil(lambda: window.hints.can_paint)
    window.hint_tools.tool = Tool.BRUSH
    window.hint_tools.set_tip(size=60, softness=0)
    window.hint_tools.color = GREEN
    return window


def place(window: MainWindow, x: float, y: float) -> tuple[float, float]:
    """Where a pixel of the sketch is on the canvas."""
    canvas = window.result.canvas
    origin = canvas.to_picture(QPointF(0, 0))
    step = canvas.to_picture(QPointF(1, 1)) - origin
    return (x - origin.x()) / step.x(), (y - origin.y()) / step.y()


def line(window: MainWindow, pen: VirtualPen, begin: tuple[int, int], end: tuple[int, int], pressures=(0.5, 0.5)):
    canvas, steps = window.result.canvas, 12
    pen.hover(canvas, *place(window, *begin))
    for step in range(steps + 1):
        share = step / steps
        x, y = (a + share * (b - a) for a, b in zip(begin, end, strict=True))
        pen.touch(canvas, *place(window, x, y), pressures[0] + share * (pressures[1] - pressures[0]))
    pen.lift()


def painted(window: MainWindow) -> np.ndarray:
    return window.workspace.document.fitting_hints().pixels()


def test_pressure_is_the_width_and_a_stroke_is_one_step(brush, qtbot):
    stack = brush.workspace.undo_stack
    line(brush, VirtualPen(brush), (60, 300), (340, 300), (0.1, 1.0))
    qtbot.waitUntil(lambda: stack.count() == 1)
    alpha = painted(brush)[..., 3]
    thin, thick = (alpha[:, 90] > 127).sum(), (alpha[:, 330] > 127).sum()
    assert 3 <= thin <= 20 and 45 <= thick <= 64
    assert tuple(painted(brush)[300, 200]) == (*GREEN, 255)
    stack.undo()
    assert brush.workspace.document.fitting_hints() is None


def test_the_other_end_erases(brush, qtbot):
    stack = brush.workspace.undo_stack
    line(brush, VirtualPen(brush), (60, 300), (340, 300), (1.0, 1.0))
    qtbot.waitUntil(lambda: stack.count() == 1)
    line(brush, VirtualPen(brush, eraser=True), (200, 200), (200, 400), (1.0, 1.0))
    qtbot.waitUntil(lambda: stack.count() == 2)
    assert painted(brush)[300, 200, 3] == 0 and painted(brush)[300, 80, 3] == 255
    assert brush.hint_tools.tool is Tool.BRUSH


def test_a_pen_that_feels_no_pressure_paints_in_full_width(brush, qtbot):
    line(brush, VirtualPen(brush, pressure=False), (60, 300), (340, 300), (0.0, 0.0))
    qtbot.waitUntil(lambda: brush.workspace.undo_stack.count() == 1)
    assert (painted(brush)[:, 200, 3] > 127).sum() >= 55


def test_a_stroke_goes_on_beside_the_canvas_and_ends_there(brush, qtbot):
    pen, canvas = VirtualPen(brush), brush.result.canvas
    pen.touch(canvas, *place(brush, 200, 300), 1.0)
    pen.touch(brush.tags, 20, 60, 1.0)  # across the docks, which take nothing of it
    pen.touch(canvas, *place(brush, 200, 100), 1.0)
    pen.lift()
    qtbot.waitUntil(lambda: brush.workspace.undo_stack.count() == 1)
    assert painted(brush)[300, 200, 3] == painted(brush)[100, 200, 3] == 255
    assert not brush.workspace.document.tags.value


def test_hovering_shows_the_brush_and_paints_nothing(brush, qtbot):
    pen, canvas = VirtualPen(brush), brush.result.canvas
    before = canvas.grab().toImage()
    pen.hover(canvas, *place(brush, 200, 300))
    qtbot.waitUntil(lambda: canvas.grab().toImage() != before)
    pen.hover(canvas, *place(brush, 220, 300))
    assert brush.workspace.undo_stack.count() == 0


def test_with_alt_it_picks_and_the_brush_stays(brush, qtbot):
    line(brush, VirtualPen(brush), (60, 300), (340, 300), (1.0, 1.0))
    qtbot.waitUntil(lambda: brush.workspace.undo_stack.count() == 1)
    brush.hint_tools.color = (1, 2, 3)
    pen = VirtualPen(brush)
    pen.touch(brush.result.canvas, *place(brush, 200, 300), modifiers=Qt.KeyboardModifier.AltModifier.value)
    pen.lift()
    assert brush.hint_tools.color == GREEN and brush.hint_tools.tool is Tool.BRUSH
    assert brush.workspace.undo_stack.count() == 1


def test_the_button_of_its_barrel_does_not_end_a_stroke(brush, qtbot):
    pen, canvas = VirtualPen(brush), brush.result.canvas
    pen.touch(canvas, *place(brush, 100, 300), 1.0)
    pen.touch(canvas, *place(brush, 200, 300), 1.0)
    pen.click_barrel()
    pen.touch(canvas, *place(brush, 300, 300), 1.0)
    pen.lift()
    qtbot.waitUntil(lambda: brush.workspace.undo_stack.count() == 1)
    assert painted(brush)[300, 290, 3] == 255
    qtbot.wait(50)
    assert brush.workspace.undo_stack.count() == 1


def test_it_drags_the_divider_of_a_comparison_with_the_brush_in_the_hand(brush, qtbot):
    brush.compare_actions.wipe.trigger()
    divider = brush.compare_view.divider
    qtbot.waitUntil(divider.isVisible)
    pen, middle = VirtualPen(brush), divider.height() / 2
    before = divider.share
    pen.touch(divider, divider.width() / 2, middle)
    for x in (40, 80):
        pen.touch(brush.result.canvas, divider.x() + x, middle)
    pen.lift()
    assert divider.share > before + 0.05
    qtbot.wait(50)
    assert brush.workspace.undo_stack.count() == 0


def test_with_the_hand_it_pans(brush):
    brush.hint_tools.tool = Tool.HAND
    brush.actions_.zoom_in.trigger()
    brush.actions_.zoom_in.trigger()
    before = brush.viewport.centre
    pen, canvas = VirtualPen(brush), brush.result.canvas
    for x in (100, 120, 140):
        pen.touch(canvas, x, 100)
    pen.lift()
    assert brush.viewport.centre != before and brush.workspace.undo_stack.count() == 0


def test_it_moves_a_slider_and_presses_buttons(brush, qtbot):
    row, pen = brush.tags.row("red_hair"), VirtualPen(brush)
    pen.hover(row, 5, 5)
    middle = row.controls.slider.height() / 2
    for share in (0.2, 0.4, 0.6):
        pen.touch(row.controls.slider, share * row.controls.slider.width(), middle)
    pen.lift()
    assert brush.workspace.document.tags.value["red_hair"] == pytest.approx(3, abs=0.2)
    assert brush.workspace.undo_stack.count() == 1
    pen.hover(row.controls.mute_button, 5, 5)
    pen.touch(row.controls.mute_button, 5, 5)
    pen.lift()
    assert brush.workspace.document.muted.value == {"red_hair"}
