"""Hints in the window: the hand, the pen, the keys, and where the colours go."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QGuiApplication,
    QInputDevice,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
)
from PySide6.QtWidgets import QApplication

from app.comparing import Before, Mode
from app.hints.tools import Tool
from app.project.journal import JOURNAL
from app.project.journal_file import read_journal
from app.qimage import from_qimage
from app.ui import dialogs, pane_header, theme
from engine.hints.composite import with_hints
from engine.hints.drawn import drawn_on
from engine.line_art import line_art
from engine.requests import LineSettings
from tests.app.doubles import write_png
from tests.app.test_main_window import drag, drop, files
from tests.app.test_projects import saved_as

LEFT = Qt.MouseButton.LeftButton
RESULT = (200, 30, 30)  # what the scripted session answers with


def at(window, x: float, y: float) -> QPoint:
    """A pixel of the sketch on the result's canvas."""
    canvas = window.result.canvas
    target = canvas.target()
    scale = target.width() / canvas.nominal.width()
    return canvas.turn().map(QPointF(target.x() + x * scale, target.y() + y * scale)).toPoint()


def stroke(window, qtbot, *points: tuple[float, float]) -> None:
    """A stroke with the mouse, until it stands in the document."""
    canvas, steps = window.result.canvas, window.workspace.undo_stack.index()
    qtbot.mousePress(canvas, LEFT, pos=at(window, *points[0]))
    for point in points[1:]:
        qtbot.mouseMove(canvas, at(window, *point))
    qtbot.mouseRelease(canvas, LEFT, pos=at(window, *points[-1]))
    qtbot.waitUntil(lambda: window.workspace.undo_stack.index() == steps + 1)


def hint(window, x: int, y: int) -> tuple[int, int, int, int]:
    hints = window.workspace.document.fitting_hints()
    return hints.color_at(x, y) if hints is not None else (0, 0, 0, 0)


def seen(window, x: float, y: float) -> tuple[int, int, int]:
    color: QColor = window.result.canvas.grab().toImage().pixelColor(at(window, x, y))
    return color.red(), color.green(), color.blue()


def test_the_hand_pans_and_paints_nothing(window, qtbot):
    window.actions_.zoom_in.trigger()
    window.actions_.zoom_in.trigger()
    before = window.viewport.centre
    qtbot.mousePress(window.result.canvas, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(window.result.canvas, QPoint(160, 160))
    qtbot.mouseRelease(window.result.canvas, LEFT, pos=QPoint(160, 160))
    assert window.viewport.centre != before
    assert not window.workspace.document.hints.value


def test_a_stroke_is_one_step_and_asks_nothing_of_the_engine(brush, qtbot):
    window = brush
    requests = len(window.session.requests)
    stroke(window, qtbot, (100, 300), (200, 300), (300, 300))
    assert hint(window, 200, 300) == (20, 160, 90, 255)
    assert seen(window, 200, 300) == (20, 160, 90)
    assert window.workspace.undo_stack.count() == 1
    assert window.workspace.undo_stack.undoText() == "Brush Stroke"
    window.actions_.undo.trigger()
    assert not window.workspace.document.hints.value
    qtbot.waitUntil(lambda: seen(window, 200, 300) == RESULT)
    window.actions_.redo.trigger()
    qtbot.waitUntil(lambda: seen(window, 200, 300) == (20, 160, 90))
    qtbot.wait(50)
    assert len(window.session.requests) == requests


@pytest.mark.parametrize(("mirrored", "angle"), [(True, 0), (False, 90), (True, 30)])
def test_a_mirrored_or_turned_view_is_painted_on_where_the_hand_is(brush, qtbot, mirrored, angle):
    window = brush
    window.viewport.turn(mirrored, angle)
    stroke(window, qtbot, (100, 150))
    assert hint(window, 100, 150) == (20, 160, 90, 255)
    assert hint(window, 300, 150)[3] == hint(window, 100, 450)[3] == 0
    qtbot.waitUntil(lambda: seen(window, 100, 150) == (20, 160, 90))
    assert seen(window, 300, 150) == RESULT


def test_hints_do_not_cover_what_the_result_is_compared_with(brush, qtbot):
    window = brush
    stroke(window, qtbot, (100, 150))
    stroke(window, qtbot, (300, 150))
    window.compare_actions.wipe.trigger()
    qtbot.waitUntil(lambda: seen(window, 100, 150) == RESULT)
    assert seen(window, 300, 150) == (20, 160, 90)


def test_hints_stay_on_top_of_whatever_the_network_gives(brush, qtbot):
    window = brush
    stroke(window, qtbot, (200, 300))
    drag(qtbot, window.tags.row("red_hair").controls.slider, 2)
    qtbot.waitUntil(lambda: window.session.requests[-1].output_size is None and len(window.session.requests) > 1)
    window.session.answer(color=(1, 2, 200))
    qtbot.waitUntil(lambda: seen(window, 20, 580) == (1, 2, 200))
    assert seen(window, 200, 300) == (20, 160, 90)


def test_the_keys_choose_tools_and_sizes(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.result.canvas.hasFocus)
    keys = {"B": Tool.BRUSH, "E": Tool.ERASER, "G": Tool.FILL, "I": Tool.PICK, "V": Tool.HAND}
    for key, tool in keys.items():
        qtbot.keyClick(window.result.canvas, getattr(Qt.Key, f"Key_{key}"))
        assert window.hint_tools.tool is tool
        assert window.hint_actions.tools[tool].isChecked()
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_B)
    size = window.hint_tools.tip.size
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_BracketRight)
    assert window.hint_tools.tip.size > size
    assert window.tool_options.size_field.value() == window.hint_tools.tip.size
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_BracketLeft)
    assert window.hint_tools.tip.size == size


def test_letters_in_the_search_field_are_letters(window, qtbot):
    window.activateWindow()
    window.tags.search.setFocus()
    qtbot.waitUntil(window.tags.search.hasFocus)
    qtbot.keyClicks(window.tags.search, "beg")
    assert window.tags.search.text() == "beg"
    assert window.hint_tools.tool is Tool.HAND


def test_the_numbers_of_the_tool_have_room_to_be_read(window, qtbot):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    options = window.tool_options
    window.hint_actions.tools[Tool.BRUSH].trigger()
    for field in (options.size_field, options.opacity, options.softness):
        field.setValue(field.maximum())
        qtbot.waitUntil(field.isVisible)
        edit = field.lineEdit()
        assert edit.width() >= edit.fontMetrics().horizontalAdvance(edit.text())
        assert edit.height() >= edit.fontMetrics().height()


def test_the_strip_and_the_options_show_what_the_tool_has(window, qtbot):
    options = window.tool_options
    shown = lambda: {name for name in ("swatch", "hex", "size_field", "opacity", "softness", "gap")  # noqa: E731
                     if getattr(options, name).isVisible()}  # fmt: skip
    assert shown() == set()
    window.hint_actions.tools[Tool.BRUSH].trigger()
    qtbot.waitUntil(lambda: shown() == {"swatch", "hex", "size_field", "opacity", "softness"})
    window.hint_actions.tools[Tool.ERASER].trigger()
    qtbot.waitUntil(lambda: shown() == {"size_field", "opacity", "softness"})
    window.hint_actions.tools[Tool.FILL].trigger()
    qtbot.waitUntil(lambda: shown() == {"swatch", "hex", "opacity", "gap"})


@pytest.mark.parametrize("width", (1020, 1280, 1600))
def test_what_the_options_say_has_room_and_the_window_keeps_its_width(window, qtbot, width):
    window.resize(width, 700)
    options = window.tool_options
    for tool, action in window.hint_actions.tools.items():
        action.trigger()
        qtbot.wait(20)  # for the layout
        assert window.width() == width, tool
        for field in (options.size_field, options.opacity, options.softness, options.gap):
            field.setValue(field.maximum())
            if field.isVisible():
                edit = field.lineEdit()
                assert str(field.maximum()) in edit.text()
                assert edit.width() >= edit.fontMetrics().horizontalAdvance(edit.text()), (tool, field.accessibleName())
                assert (width < 1600) or field.prefix()


def test_the_options_never_widen_a_narrow_window(window, qtbot):
    window.resize(300, 700)
    qtbot.wait(20)  # for the layout
    window.resize(300, 700)
    qtbot.waitUntil(lambda: window.centralWidget().width() <= window.result_header.minimumSizeHint().width() + 4)
    width, options = window.width(), window.tool_options
    for tool in (Tool.BRUSH, Tool.ERASER, Tool.FILL, Tool.PICK, Tool.HAND):
        window.hint_actions.tools[tool].trigger()
        qtbot.wait(20)
        assert window.width() == width and window.minimumSizeHint().width() <= width, tool
        wanted = {
            Tool.BRUSH: (options.swatch, options.size_field, options.opacity, options.softness),
            Tool.ERASER: (options.size_field, options.opacity, options.softness),
            Tool.FILL: (options.swatch, options.opacity, options.gap),
            Tool.PICK: (options.swatch, options.hex),
            Tool.HAND: (),
        }[tool]
        for widget in wanted:
            assert widget.isVisible() and widget.accessibleName() and widget.toolTip()
            assert options.rect().contains(widget.geometry()), (tool, widget.accessibleName())
        assert window.result_header.rect().contains(options.geometry()) or not wanted
    assert window.result_header.height() == pane_header.HEIGHT
    window.hint_actions.tools[Tool.BRUSH].trigger()
    qtbot.waitUntil(lambda: window.result_header.height() == 2 * pane_header.HEIGHT)
    window.resize(1600, 700)
    qtbot.waitUntil(lambda: window.result_header.height() == pane_header.HEIGHT and options.hex.isVisible())
    assert options.size_field.prefix()


def test_a_hand_that_comes_to_paint_has_the_keys_but_not_of_who_types(brush, qtbot):
    window = brush
    canvas, enter = window.result.canvas, QEnterEvent(QPointF(9, 9), QPointF(9, 9), QPointF(9, 9))
    window.activateWindow()
    window.tags.search.setFocus()
    QApplication.sendEvent(canvas, enter)
    assert window.tags.search.hasFocus()
    window.history.list.setFocus()
    QApplication.sendEvent(canvas, enter)
    assert canvas.hasFocus()
    window.hint_tools.tool = Tool.HAND
    window.history.list.setFocus()
    QApplication.sendEvent(canvas, enter)
    assert window.history.list.hasFocus()


def test_an_exact_colour_is_typed(brush, qtbot):
    window = brush
    window.tool_options.hex.setFocus()
    window.tool_options.hex.selectAll()
    qtbot.keyClicks(window.tool_options.hex, "12ab9f")
    qtbot.keyClick(window.tool_options.hex, Qt.Key.Key_Return)
    assert window.hint_tools.color == (0x12, 0xAB, 0x9F)
    assert window.tool_options.hex.text() == "#12ab9f"
    window.tool_options.hex.setText("nonsense")
    window.tool_options.hex.editingFinished.emit()
    assert window.tool_options.hex.text() == "#12ab9f"


@pytest.mark.qt_log_ignore("This plugin does not support")  # said of every popup by the offscreen platform
def test_the_popup_changes_the_colour_and_offers_the_last_ones(brush, qtbot):
    window = brush
    popup = window.tool_options.popup
    window.hint_tools.color = (255, 0, 0)
    qtbot.mouseClick(window.tool_options.swatch, LEFT)
    assert popup.isVisible()
    qtbot.mouseClick(popup.hues, LEFT, pos=QPoint(5, popup.hues.height() // 3))
    red, green, blue = window.hint_tools.color
    assert green > 240 and red < 30 and blue < 30
    qtbot.mouseClick(popup.field, LEFT, pos=QPoint(1, 1))
    assert min(window.hint_tools.color) > 240
    popup.close()


def test_the_eraser_takes_away(brush, qtbot):
    window = brush
    stroke(window, qtbot, (100, 300), (300, 300))
    window.hint_tools.tool = Tool.ERASER
    window.hint_tools.set_tip(size=100)
    stroke(window, qtbot, (200, 300))
    assert hint(window, 200, 300)[3] == 0 and hint(window, 100, 300)[3] == 255
    assert seen(window, 200, 300) == RESULT


def test_a_fill_stops_at_the_line(brush, qtbot):
    window = brush
    window.hint_tools.tool = Tool.FILL
    stroke(window, qtbot, (300, 100))  # the sketch has a diagonal line from corner to corner of its 400 × 400
    assert hint(window, 390, 10) == (20, 160, 90, 255)
    assert hint(window, 350, 340) == (20, 160, 90, 255)


def test_a_click_on_a_line_fills_nothing_and_says_so(brush, qtbot):
    window = brush
    window.hint_tools.tool = Tool.FILL
    window.result.canvas.zoom_to(4)
    qtbot.mouseClick(window.result.canvas, LEFT, pos=at(window, 200.5, 200.5))
    qtbot.waitUntil(lambda: "line" in window.status.currentMessage())
    assert not window.workspace.undo_stack.canUndo()


def test_the_eyedropper_takes_from_result_hint_and_reference(brush, qtbot):
    window = brush
    stroke(window, qtbot, (200, 300))
    window.hint_tools.tool = Tool.PICK
    qtbot.mouseClick(window.result.canvas, LEFT, pos=at(window, 50, 500))
    assert window.hint_tools.color == RESULT
    assert window.hint_tools.tool is Tool.BRUSH
    window.hint_tools.tool = Tool.PICK
    qtbot.mouseClick(window.result.canvas, LEFT, pos=at(window, 200, 300))
    assert window.hint_tools.color == (20, 160, 90)
    window.hint_tools.tool = Tool.PICK
    qtbot.mouseClick(
        window.reference.canvas, LEFT, pos=window.reference.canvas.target().center().toPoint() + QPoint(0, 40)
    )
    assert window.hint_tools.color == (90, 160, 220)
    assert window.workspace.undo_stack.count() == 1


def test_alt_picks_while_the_brush_is_in_the_hand(brush, qtbot):
    window = brush
    qtbot.mouseClick(window.result.canvas, LEFT, Qt.KeyboardModifier.AltModifier, at(window, 50, 500))
    assert window.hint_tools.color == RESULT
    assert window.hint_tools.tool is Tool.BRUSH
    assert not window.workspace.undo_stack.canUndo()


def test_space_pans_while_it_is_down(brush, qtbot):
    window = brush
    canvas = window.result.canvas
    window.actions_.zoom_in.trigger()
    window.actions_.zoom_in.trigger()
    before = window.viewport.centre
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    qtbot.mousePress(canvas, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(canvas, QPoint(160, 160))
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(160, 160))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert window.viewport.centre != before
    assert not window.workspace.undo_stack.canUndo()
    stroke(window, qtbot, (200, 300))


def test_space_that_is_let_go_of_with_the_hand_tool_pans_no_more(brush, qtbot):
    window = brush
    canvas = window.result.canvas
    canvas.setFocus()
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    window.hint_tools.tool = Tool.HAND
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    window.hint_tools.tool = Tool.BRUSH
    stroke(window, qtbot, (200, 300))


def pen(window, kind: QEvent.Type, point: tuple[float, float], pressure: float, eraser: bool = False) -> None:
    canvas = window.result.canvas
    pointer = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
    device = QPointingDevice(
        "pen", 1, QInputDevice.DeviceType.Stylus, pointer, QInputDevice.Capability.Pressure, 1, 1, "",
        QPointingDeviceUniqueId(),
    )  # fmt: skip
    position = QPointF(at(window, *point))
    none = Qt.MouseButton.NoButton
    moves = kind == QEvent.Type.TabletMove
    event = QTabletEvent(
        kind, device, position, QPointF(canvas.mapToGlobal(position.toPoint())), pressure, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, none if moves else LEFT, LEFT if kind != QEvent.Type.TabletRelease else none,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
    assert event.isAccepted()


def test_a_pens_pressure_is_its_width_and_its_other_end_erases(brush, qtbot):
    window = brush
    press, move, release = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease
    pen(window, press, (60, 300), 0.1)
    for step in range(1, 15):
        pen(window, move, (60 + step * 20, 300), 0.1 + step * 0.06)
    pen(window, release, (340, 300), 0.9)
    qtbot.waitUntil(lambda: window.workspace.undo_stack.canUndo())
    alpha = window.workspace.document.fitting_hints().pixels()[..., 3]
    thin, thick = (alpha[:, 80] > 127).sum(), (alpha[:, 330] > 127).sum()
    assert 3 <= thin <= 14 and thick >= 40
    pen(window, press, (330, 300), 1.0, eraser=True)
    pen(window, release, (330, 300), 0.0, eraser=True)
    qtbot.waitUntil(lambda: window.workspace.undo_stack.count() == 2)
    assert hint(window, 330, 300)[3] == 0


def test_the_saved_and_the_copied_picture_have_the_hints_under_the_lines(brush, qtbot, tmp_path, monkeypatch):
    window = brush
    stroke(window, qtbot, (150, 300), (300, 300))
    document, shown = window.workspace.document, window.workspace.bridge.shown
    art = line_art(document.sketch.value, document.line_settings.value)
    expected = with_hints(shown.result.pixels, document.fitting_hints(), art)
    assert tuple(expected[300, 300]) == (0, 0, 0) and tuple(expected[300, 200]) == (20, 160, 90)
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: tmp_path / "out.png")
    window.actions_.save.trigger()
    qtbot.waitUntil((tmp_path / "out.png").exists)
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "out.png")), expected)
    QGuiApplication.clipboard().clear()
    window.actions_.copy.trigger()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    image = QGuiApplication.clipboard().image()
    assert image.pixelColor(200, 300).getRgb()[:3] == (20, 160, 90)


@pytest.mark.parametrize("light", [False, True])
def test_the_canvas_the_clipboard_and_the_file_show_the_same(brush, qtbot, tmp_path, monkeypatch, light):
    window = brush
    pixels = np.full((240, 200), 255, np.uint8)
    for x in range(20, 180, 8):
        pixels[20:220, x : x + 3] = np.linspace(0, 200, 200)[:, None]  # lines of many greys
    Image.fromarray(255 - pixels if light else pixels).save(tmp_path / "soft.png")
    drop(window.sketch, files(tmp_path / "soft.png"))
    qtbot.waitUntil(lambda: window.session.requests[-1].sketch.source.endswith("soft.png"))
    window.session.answer()
    qtbot.waitUntil(lambda: window.hints.can_paint and window.status.state.text() == "ready")
    window.actions_.actual_size.trigger()
    window.hint_tools.set_tip(size=60, opacity=70)
    stroke(window, qtbot, (60, 120), (140, 120))
    shown = window.workspace.bridge.shown
    art = line_art(shown.request.sketch, shown.request.line_settings)
    hints = window.workspace.document.fitting_hints()
    expected = with_hints(shown.result.pixels, hints, art)
    assert (expected[100:140, 60:140].min(axis=(0, 1)) < (80, 80, 50)).all()  # the lines lie over the hint
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: tmp_path / "out.png")
    window.actions_.save.trigger()
    qtbot.waitUntil((tmp_path / "out.png").exists)
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "out.png")), expected)
    QGuiApplication.clipboard().clear()
    window.actions_.copy.trigger()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    np.testing.assert_array_equal(from_qimage(QGuiApplication.clipboard().image())[..., :3], expected)
    for x, y in ((100, 120), (92, 121), (85, 110), (61, 135), (125, 105)):
        assert np.abs(np.array(seen(window, x + 0.5, y + 0.5)) - expected[y, x]).max() <= 3


def test_hints_rest_while_a_sketch_of_another_size_is_there(brush, qtbot, tmp_path):
    window = brush
    stroke(window, qtbot, (200, 300))
    drop(window.sketch, files(write_png(tmp_path / "small.png", size=(100, 80))))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "small.png")
    assert window.workspace.document.fitting_hints() is None
    window.actions_.undo.trigger()
    assert hint(window, 200, 300) == (20, 160, 90, 255)
    qtbot.waitUntil(lambda: seen(window, 200, 300) == (20, 160, 90))


def shows(window, qtbot, name: str) -> None:
    """Waits until that sketch is coloured."""
    detail = lambda: window.sketch_header.detail == name  # noqa: E731
    qtbot.waitUntil(lambda: detail() and window.session.requests[-1].sketch is window.workspace.document.sketch.value)
    window.session.answer()
    qtbot.waitUntil(lambda: window.hints.can_paint and window.status.state.text() == "ready")


def test_hints_rest_while_another_sketch_of_their_size_is_there(brush, qtbot, tmp_path):
    window, document = brush, brush.workspace.document
    stroke(window, qtbot, (200, 300))
    drop(window.sketch, files(write_png(tmp_path / "other.png", (250, 250, 250))))
    shows(window, qtbot, "other.png")
    assert document.fitting_hints() is None
    qtbot.waitUntil(lambda: seen(window, 200, 300) == RESULT)
    stroke(window, qtbot, (100, 500))
    assert hint(window, 200, 300)[3] == 0
    # Back in the history: what was painted there, and that alone.
    window.history.chosen.emit(window.workspace.history.moments.value[0].number)
    assert hint(window, 200, 300) == (20, 160, 90, 255) and hint(window, 100, 500)[3] == 0
    window.session.answer()
    qtbot.waitUntil(lambda: seen(window, 200, 300) == (20, 160, 90) and seen(window, 100, 500) == RESULT)
    window.hint_actions.clear.trigger()
    for _ in range(2):
        window.actions_.undo.trigger()
    assert hint(window, 100, 500) == (20, 160, 90, 255) and hint(window, 200, 300)[3] == 0
    for _ in range(2):
        window.actions_.undo.trigger()
    assert hint(window, 200, 300) == (20, 160, 90, 255)


def test_hints_rest_while_the_pictures_are_swapped(brush, qtbot):
    window, document = brush, brush.workspace.document
    stroke(window, qtbot, (200, 300))  # sketch and reference are of one size
    window.actions_.swap.trigger()
    assert document.fitting_hints() is None
    window.actions_.swap.trigger()
    assert hint(window, 200, 300) == (20, 160, 90, 255)


def test_a_sketch_that_was_saved_anew_keeps_its_hints(brush, qtbot, sketch_path):
    window, document = brush, brush.workspace.document
    stroke(window, qtbot, (200, 300))
    window.workspace.set_line_settings(LineSettings("dark", threshold=180))
    assert hint(window, 200, 300)[3] == 255
    before = document.sketch.value
    drop(window.sketch, files(write_png(sketch_path, (240, 240, 240))))
    qtbot.waitUntil(lambda: document.sketch.value is not before)
    assert document.sketch.value.key != before.key and hint(window, 200, 300) == (20, 160, 90, 255)


def test_hints_of_two_drawings_come_back_with_the_project_and_after_a_crash(
    brush, make_window, qtbot, tmp_path, monkeypatch
):
    window = brush
    stroke(window, qtbot, (200, 300))
    drop(window.sketch, files(write_png(tmp_path / "other.png", (250, 250, 250))))
    shows(window, qtbot, "other.png")
    stroke(window, qtbot, (100, 500))
    window.projects.journal.record_now()
    assert window.projects.journal.flush()
    work = read_journal(window.projects.journal.folder / JOURNAL).project
    (drawn,) = [drawn for drawn in work.hints if drawn is not drawn_on(work.sketch, work.hints)]
    assert drawn.hints.color_at(200, 300) == (20, 160, 90, 255)
    again = make_window(saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch))
    qtbot.waitUntil(lambda: again.projects.keeper.path is not None)
    assert hint(again, 100, 500) == (20, 160, 90, 255) and hint(again, 200, 300)[3] == 0
    again.history.chosen.emit(again.workspace.history.moments.value[0].number)
    assert hint(again, 200, 300) == (20, 160, 90, 255) and hint(again, 100, 500)[3] == 0


def test_a_wipe_makes_way_for_the_hand(brush, qtbot):
    window = brush
    canvas, divider = window.result.canvas, window.compare_view.divider
    window.compare_actions.before[Before.SKETCH].trigger()
    assert divider.share == 0.5 and canvas.before_at(at(window, 100, 300).x()) is not None
    stroke(window, qtbot, (300, 300))
    assert divider.share == 0.5
    qtbot.mousePress(canvas, LEFT, pos=at(window, 150, 300))
    assert canvas.before_at(at(window, 120, 300).x()) is None  # the brush has a radius of 30
    for x in (60, 20):
        qtbot.mouseMove(canvas, at(window, x, 300))
    qtbot.waitUntil(lambda: seen(window, 60, 300) == (20, 160, 90))
    qtbot.mouseRelease(canvas, LEFT, pos=at(window, 20, 300))
    qtbot.waitUntil(lambda: hint(window, 20, 300)[3] == 255)
    divider.move_to(1.0)
    window.hint_tools.tool = Tool.FILL
    stroke(window, qtbot, (300, 100))
    assert canvas.before_at(at(window, 300, 100).x()) is None


def test_the_eyedropper_takes_what_is_seen_in_a_wipe(brush, qtbot):
    window = brush
    stroke(window, qtbot, (100, 300))
    window.compare_actions.before[Before.SKETCH].trigger()
    for x, color in ((100, (255, 255, 255)), (300, RESULT)):
        window.hint_tools.tool = Tool.PICK
        qtbot.mouseClick(window.result.canvas, LEFT, pos=at(window, x, 500))
        assert window.hint_tools.color == color == seen(window, x, 500)
    qtbot.mouseClick(window.result.canvas, LEFT, Qt.KeyboardModifier.AltModifier, at(window, 100, 300))
    assert window.hint_tools.color == (255, 255, 255)
    assert window.compare_view.divider.share == 0.5


def test_a_pen_ends_the_look_at_what_was_before(brush, qtbot):
    window = brush
    window.compare_actions.hold.trigger()
    pen(window, QEvent.Type.TabletPress, (100, 300), 1.0)
    assert window.compare_binding.comparing.mode is Mode.RESULT
    pen(window, QEvent.Type.TabletRelease, (100, 300), 0.0)


def test_the_tools_pointer_comes_back(brush, qtbot):
    window, canvas = brush, brush.result.canvas
    cross, closed, opened = Qt.CursorShape.CrossCursor, Qt.CursorShape.ClosedHandCursor, Qt.CursorShape.OpenHandCursor
    shape = lambda: canvas.cursor().shape()  # noqa: E731
    window.hint_tools.tool = Tool.FILL
    stroke(window, qtbot, (300, 100))
    assert shape() is cross
    qtbot.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(100, 100))
    assert shape() is closed
    qtbot.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(120, 100))
    assert shape() is cross
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    qtbot.mousePress(canvas, LEFT, pos=QPoint(100, 100))
    assert shape() is closed
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(100, 100))
    assert shape() is opened
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert shape() is cross
    window.hint_tools.tool = Tool.PICK
    qtbot.mousePress(window.reference.canvas, Qt.MouseButton.MiddleButton, pos=QPoint(50, 50))
    qtbot.mouseRelease(window.reference.canvas, Qt.MouseButton.MiddleButton, pos=QPoint(50, 50))
    assert window.reference.canvas.cursor().shape() is cross
    window.hint_tools.tool = Tool.HAND
    qtbot.mouseClick(canvas, LEFT, pos=QPoint(100, 100))
    assert shape() is Qt.CursorShape.ArrowCursor is window.reference.canvas.cursor().shape()


def test_clear_and_back(brush, qtbot):
    window = brush
    stroke(window, qtbot, (200, 300))
    window.hint_actions.clear.trigger()
    assert not window.workspace.document.hints.value
    qtbot.waitUntil(lambda: seen(window, 200, 300) == RESULT)
    window.actions_.undo.trigger()
    assert hint(window, 200, 300)[3] == 255
    window.hint_actions.clear.trigger()
    window.hint_actions.clear.trigger()
    assert window.workspace.undo_stack.count() == 2


def test_a_double_press_paints_and_does_not_zoom(brush, qtbot):
    window = brush
    qtbot.mouseDClick(window.result.canvas, LEFT, pos=at(window, 200, 300))
    qtbot.mouseRelease(window.result.canvas, LEFT, pos=at(window, 200, 300))
    qtbot.waitUntil(lambda: hint(window, 200, 300)[3] == 255)
    assert window.viewport.is_fitted


def test_no_result_nothing_to_paint_on(make_window, qtbot, sketch_path):
    window = make_window(sketch_path)
    window.hint_tools.tool = Tool.BRUSH
    assert not window.hints.can_paint
    qtbot.mouseClick(window.result.canvas, LEFT)
    assert not window.workspace.document.hints.value
