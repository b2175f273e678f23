"""The whole window, driven as a hand drives it."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ending import wait_for_all
from app.engine_bridge import State
from app.ui import dialogs
from app.ui.canvas import STALE_DELAY_MS
from app.ui.slider import Edit
from tests.app.doubles import write_model, write_png


def drop(widget: QWidget, mime: QMimeData) -> bool:
    """Drags `mime` onto a widget and lets go; returns whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = widget.rect().center()
    enter = QDragEnterEvent(middle.toPointF(), copy, mime, left, none)
    QGuiApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(middle), copy, mime, left, none)
    QGuiApplication.sendEvent(widget, event)
    return event.isAccepted()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def chroma(color: QColor) -> int:
    return max(color.getRgb()[:3]) - min(color.getRgb()[:3])


def slider_point(slider, value: float) -> QPoint:
    return QPoint(round(slider.position_of(value * 100)), slider.height() // 2)


def drag(qtbot, slider, start: float, *stops: float) -> None:
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=slider_point(slider, start))
    for stop in stops:
        qtbot.mouseMove(slider, slider_point(slider, stop))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=slider_point(slider, stops[-1] if stops else start))


# Starting


def test_an_empty_window_asks_for_what_is_missing(make_window):
    window = make_window()
    assert window.sketch.is_empty and window.reference.is_empty and window.result.is_empty
    assert "line drawing" in window.sketch.empty.label.text()
    assert window.sketch.empty.button.text() == window.actions_.open_sketch.text()
    assert window.status.state.text() == "nothing to colour"
    assert window.session.requests == []
    assert not window.error_bar.isVisible()


def test_the_given_pictures_are_coloured_without_an_undo_step(window, sketch_path):
    assert window.session.requests[0].sketch.source == str(sketch_path)
    assert not window.workspace.undo_stack.canUndo()
    assert not window.result.is_empty
    assert window.sketch_header.detail == "sketch.png"


def test_the_empty_result_asks_step_by_step(make_window, qtbot, sketch_path):
    window = make_window()
    assert window.result.empty.button.text() == window.actions_.open_sketch.text()
    drop(window.result, files(sketch_path))
    qtbot.waitUntil(lambda: window.result.empty.button.text() == window.actions_.open_reference.text())


def test_the_first_colouring_waits_for_the_engine_and_says_so(make_window, qtbot, sketch_path, reference_path):
    window = make_window(sketch_path, reference_path)
    qtbot.waitUntil(lambda: len(window.session.requests) == 1)
    assert "Loading" in window.result.empty.label.text()
    assert not window.result.empty.button.isVisible()
    window.session.answer()
    qtbot.waitUntil(lambda: not window.result.is_empty)


def test_a_missing_model_is_told_and_can_be_chosen(make_window, model_path, tmp_path, qtbot, monkeypatch):
    model_path.unlink()
    window = make_window()
    assert str(model_path) in window.error_bar.message
    assert window.status.model.text() == "no model"
    other = write_model(tmp_path / "other.safetensors", "stage-one")
    monkeypatch.setattr(dialogs, "choose_model", lambda *_: other)
    window.actions_.open_model.trigger()
    qtbot.waitUntil(lambda: "test stage-one" in window.status.model.text())
    assert "cannot be moved" in window.tags.note.text()
    window.actions_.undo.trigger()
    assert window.status.model.text() == "no model"


def test_a_damaged_model_changes_nothing(window, tmp_path, qtbot):
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"no model at all, really")
    before = window.workspace.document.model.value
    window.workspace.open_model(bad)
    qtbot.waitUntil(lambda: "bad.safetensors" in window.error_bar.message)
    assert window.workspace.document.model.value is before


# Pictures in


def test_a_dropped_file_is_coloured_and_undone(window, tmp_path, qtbot):
    other = write_png(tmp_path / "other.png", (250, 250, 250), (300, 300))
    assert drop(window.sketch, files(other))
    qtbot.waitUntil(lambda: len(window.session.requests) == 2)
    assert window.session.requests[1].sketch.source == str(other)
    qtbot.waitUntil(lambda: window.sketch_header.detail == "other.png")
    window.actions_.undo.trigger()
    assert window.sketch_header.detail == "sketch.png"
    window.actions_.redo.trigger()
    assert window.sketch_header.detail == "other.png"


def test_two_dropped_files_are_sketch_and_reference(make_window, sketch_path, reference_path, qtbot):
    window = make_window()
    drop(window.sketch, files(sketch_path, reference_path))
    qtbot.waitUntil(lambda: bool(window.session.requests))
    assert window.session.requests[0].reference.source == str(reference_path)


def test_image_data_of_a_browser_is_taken(window, reference_path, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    mime.setData("image/png", QByteArray(reference_path.read_bytes()))
    assert drop(window.reference, mime)
    qtbot.waitUntil(lambda: window.reference_header.detail == "dropped picture")


def test_rubbish_is_told_in_the_bar_and_loses_nothing(window, tmp_path, qtbot):
    bad = tmp_path / "notes.png"
    bad.write_text("no picture")
    before = window.workspace.document.sketch.value
    drop(window.sketch, files(bad))
    qtbot.waitUntil(lambda: "notes.png" in window.error_bar.message)
    assert window.workspace.document.sketch.value is before
    assert not window.workspace.undo_stack.canUndo()
    assert window.sketch_header.detail == "sketch.png"
    qtbot.mouseClick(window.error_bar.close_button, Qt.MouseButton.LeftButton)
    assert not window.error_bar.isVisible()


def test_what_was_wrong_with_a_picture_goes_when_another_is_taken(window, tmp_path, qtbot):
    bad = tmp_path / "notes.png"
    bad.write_text("no picture")
    drop(window.sketch, files(bad))
    qtbot.waitUntil(lambda: "notes.png" in window.error_bar.message)
    drop(window.reference, files(write_png(tmp_path / "other.png")))
    qtbot.waitUntil(lambda: window.reference_header.detail == "other.png")
    assert "notes.png" in window.error_bar.message  # that was about the sketch
    drop(window.sketch, files(write_png(tmp_path / "good.png")))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "good.png")
    assert not window.error_bar.isVisible()


def test_an_address_is_refused(window):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    drop(window.sketch, mime)
    assert "offline" in window.error_bar.message


def test_text_cannot_be_dropped(window):
    mime = QMimeData()
    mime.setText("hello")
    assert not drop(window.sketch, mime)


def test_the_newest_of_two_drops_wins(window, tmp_path, qtbot, monkeypatch):
    import app.picture_sources as sources

    read, first, second = sources.read_picture, write_png(tmp_path / "1.png"), write_png(tmp_path / "2.png")
    gate = __import__("threading").Event()
    monkeypatch.setattr(sources, "read_picture", lambda path, layer: (path == first and gate.wait(5), read(path))[1])
    drop(window.sketch, files(first))
    drop(window.sketch, files(second))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "2.png")
    gate.set()
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert window.sketch_header.detail == "2.png"
    assert window.workspace.undo_stack.count() == 1


def test_paste_and_paste_of_nothing(window, qtbot):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    window.activateWindow()
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.workspace.document.sketch.value.width == 30)
    window.actions_.paste_reference.trigger()
    qtbot.waitUntil(lambda: window.workspace.document.reference.value.width == 30)
    QGuiApplication.clipboard().setText("hello")
    window.actions_.paste_sketch.trigger()
    assert "no picture" in window.error_bar.message


def test_swap_and_back(window, qtbot):
    document = window.workspace.document
    sketch, reference = document.sketch.value, document.reference.value
    window.actions_.swap.trigger()
    assert (document.sketch.value, document.reference.value) == (reference, sketch)
    window.actions_.undo.trigger()
    assert (document.sketch.value, document.reference.value) == (sketch, reference)


def test_open_by_dialog_remembers_the_folder(window, tmp_path, qtbot, monkeypatch):
    (tmp_path / "deep").mkdir()
    other = write_png(tmp_path / "deep" / "deep.png")
    monkeypatch.setattr(dialogs.QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    window.actions_.open_sketch.trigger()
    qtbot.waitUntil(lambda: window.sketch_header.detail == "deep.png")
    assert window.settings.folder("sketch") == other.parent


# Tags


def test_sliders_start_at_what_the_reference_shows(window):
    row = window.tags.row("brown_hair")
    assert row.controls.slider.value() == 93
    assert row.controls.number.value() == pytest.approx(0.93)
    assert row.controls.slider.edit is Edit.NONE


def test_a_drag_is_one_step_and_the_result_follows(window, qtbot):
    row = window.tags.row("red_hair")
    qtbot.mousePress(row.controls.slider, Qt.MouseButton.LeftButton, pos=slider_point(row.controls.slider, 1))
    qtbot.mouseMove(row.controls.slider, slider_point(row.controls.slider, 2))
    qtbot.waitUntil(lambda: len(window.session.requests) == 2)  # while the hand still moves
    qtbot.mouseMove(row.controls.slider, slider_point(row.controls.slider, 3))
    qtbot.mouseRelease(row.controls.slider, Qt.MouseButton.LeftButton, pos=slider_point(row.controls.slider, 3))
    value = window.workspace.document.tags.value["red_hair"]
    assert value == pytest.approx(3, abs=0.1)
    assert row.controls.number.value() == pytest.approx(value)
    assert row.controls.slider.edit is Edit.APPLIED
    assert window.workspace.undo_stack.count() == 1
    qtbot.waitUntil(lambda: window.session.requests[-1].output_size is None)
    assert window.session.requests[-1].tags["red_hair"] == pytest.approx(value)
    window.actions_.undo.trigger()
    assert row.controls.slider.value() == 0
    assert row.controls.slider.edit is Edit.NONE


def test_two_drags_are_two_steps(window, qtbot):
    slider = window.tags.row("red_hair").controls.slider
    drag(qtbot, slider, 1, 2)
    drag(qtbot, slider, 2, 4)
    assert window.workspace.undo_stack.count() == 2


def test_keys_and_numbers_move_a_tag(window, qtbot):
    row = window.tags.row("red_hair")
    row.controls.slider.setFocus()
    for _ in range(3):
        qtbot.keyClick(row.controls.slider, Qt.Key.Key_Right)
    assert window.workspace.document.tags.value["red_hair"] == pytest.approx(0.3)
    assert window.workspace.undo_stack.count() == 1
    row.controls.number.setFocus()
    row.controls.number.lineEdit().selectAll()
    qtbot.keyClicks(row.controls.number, "2" + row.controls.number.locale().decimalPoint() + "25")
    qtbot.keyClick(row.controls.number, Qt.Key.Key_Return)
    assert window.workspace.document.tags.value["red_hair"] == pytest.approx(2.25)
    assert row.controls.slider.value() == 225


def test_double_click_resets_and_leaves_one_step(window, qtbot):
    slider = window.tags.row("red_hair").controls.slider
    drag(qtbot, slider, 1, 3)
    point = slider_point(slider, 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=point)
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=point)
    assert "red_hair" not in window.workspace.document.tags.value
    window.actions_.undo.trigger()
    assert window.workspace.document.tags.value["red_hair"] == pytest.approx(3, abs=0.1)


def test_only_this_colour_zeroes_its_rivals(window, qtbot):
    row = window.tags.row("red_hair")
    qtbot.mouseClick(row.controls.only_button, Qt.MouseButton.LeftButton)
    tags = window.workspace.document.tags.value
    assert dict(tags) == {"red_hair": 2.0, "blue_hair": 0.0, "brown_hair": 0.0, "light_brown_hair": 0.0}
    assert window.tags.row("brown_hair").controls.slider.value() == 0
    assert window.tags.groups["hair"].count.text() == "4 moved"


def test_the_menu_of_a_row(window):
    row = window.tags.row("red_hair")
    reset, only = row.make_menu().actions()[:2]
    assert not reset.isEnabled()
    only.trigger()
    reset, only = row.make_menu().actions()[:2]
    reset.trigger()
    assert "red_hair" not in window.workspace.document.tags.value
    assert not window.tags.row("shiny_hair").make_menu().actions()[1].isEnabled()


def test_solo_and_mute_change_what_is_asked_and_are_undone(window, qtbot):
    for name in ("red_hair", "blue_eyes"):
        drag(qtbot, window.tags.row(name).controls.slider, 2)
    session = window.session
    window.tags.row("red_hair").controls.mute_button.click()
    qtbot.waitUntil(lambda: set(session.requests[-1].tags) == {"blue_eyes"})
    window.tags.row("red_hair").controls.solo_button.click()
    qtbot.waitUntil(lambda: set(session.requests[-1].tags) == {"red_hair"})
    window.actions_.undo.trigger()
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: set(session.requests[-1].tags) == {"red_hair", "blue_eyes"})
    assert not window.tags.row("red_hair").controls.mute_button.isChecked()


def test_moving_a_muted_tag_asks_for_nothing(window, qtbot):
    session = window.session
    drag(qtbot, window.tags.row("red_hair").controls.slider, 2)
    window.tags.row("red_hair").controls.mute_button.click()
    qtbot.waitUntil(
        lambda: len(session.requests) > 2 and session.requests[-1].output_size is None and not session.requests[-1].tags
    )
    session.answer()
    qtbot.waitUntil(lambda: window.workspace.bridge.state is State.READY)
    asked = len(session.requests)
    drag(qtbot, window.tags.row("red_hair").controls.slider, 3)
    qtbot.wait(200)
    assert len(session.requests) == asked
    assert window.workspace.document.tags.value["red_hair"] == pytest.approx(3, abs=0.1)


def test_resting_on_a_swatch_previews_and_leaving_reverts(window, qtbot):
    canvas, session, row = window.result.canvas, window.session, window.tags.row("red_hair")
    own = canvas.grab().toImage().pixelColor(canvas.target().center().toPoint() + QPoint(30, 0))
    row.controls.swatch.entered.emit()
    qtbot.waitUntil(lambda: len(session.idle) == 1)
    assert dict(session.idle[0].tags) == {"red_hair": 2.0}
    session.answer_idle((10, 240, 10))
    qtbot.waitUntil(lambda: canvas.badge == "Preview")
    seen = canvas.grab().toImage().pixelColor(canvas.target().center().toPoint() + QPoint(30, 0))
    assert seen.green() > 200
    row.controls.swatch.left.emit()
    assert canvas.badge == ""
    assert canvas.grab().toImage().pixelColor(canvas.target().center().toPoint() + QPoint(30, 0)) == own
    assert not window.workspace.undo_stack.canUndo() and len(session.requests) == 1
    row.controls.only_button.entered.emit()
    qtbot.waitUntil(lambda: len(session.idle) == 1)
    assert session.idle[0].tags["blue_hair"] == 0.0
    row.controls.only_button.left.emit()
    assert session.idle == []


def test_a_click_on_a_swatch_does_what_it_previewed(window, qtbot):
    qtbot.mouseClick(window.tags.row("red_hair").controls.swatch, Qt.MouseButton.LeftButton)
    assert dict(window.workspace.document.tags.value) == {"red_hair": 2.0}
    assert window.workspace.undo_stack.count() == 1


def test_favourites_and_a_groups_reset_reach_settings_and_document(window, qtbot, make_window, settings):
    window.tags.row("red_hair").controls.star_button.click()
    assert settings.favourites.value == {"red_hair"}
    drag(qtbot, window.tags.row("red_hair").controls.slider, 2)
    drag(qtbot, window.tags.row("blue_eyes").controls.slider, 2)
    window.tags.groups["hair"].reset_button.click()
    assert set(window.workspace.document.tags.value) == {"blue_eyes"}
    assert make_window().tags.favourites.isVisible()


def test_reset_all(window, qtbot):
    drag(qtbot, window.tags.row("red_hair").controls.slider, 2)
    drag(qtbot, window.tags.row("blue_eyes").controls.slider, 2)
    qtbot.mouseClick(window.tags.reset_button, Qt.MouseButton.LeftButton)
    assert not window.workspace.document.tags.value
    assert not window.tags.reset_button.isEnabled()
    window.actions_.undo.trigger()
    assert set(window.workspace.document.tags.value) == {"red_hair", "blue_eyes"}


def test_undo_works_while_a_number_has_the_focus(window, qtbot):
    row = window.tags.row("red_hair")
    drag(qtbot, row.controls.slider, 2)
    window.activateWindow()
    row.controls.number.setFocus()
    qtbot.waitUntil(row.controls.number.hasFocus)
    qtbot.keyClick(row.controls.number, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.workspace.document.tags.value


# Results


def test_a_stale_result_looks_stale(window, reference_path, tmp_path, qtbot):
    canvas = window.result.canvas
    fresh = canvas.grab().toImage().pixelColor(canvas.target().center().toPoint())
    drop(window.reference, files(write_png(tmp_path / "new.png", (1, 2, 3))))
    qtbot.waitUntil(lambda: canvas.is_stale)
    assert window.status.state.text() == "colouring…"
    qtbot.waitUntil(lambda: canvas.veil > 0.5, timeout=STALE_DELAY_MS + 2000)
    stale = canvas.grab().toImage().pixelColor(canvas.target().center().toPoint())
    assert chroma(stale) < chroma(fresh) / 2
    window.session.fail("Too little memory.")
    qtbot.waitUntil(lambda: window.error_bar.message == "Too little memory.")
    assert canvas.badge == "Out of date"
    assert canvas.veil > 0.5
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: window.session.requests[-1].reference.source == str(reference_path))
    window.session.answer()
    qtbot.waitUntil(lambda: not canvas.is_stale)
    qtbot.waitUntil(lambda: canvas.veil == 0)


def test_save_writes_the_full_result_once_it_is_there(window, tmp_path, qtbot, monkeypatch):
    path = tmp_path / "out.png"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: path)
    drag(qtbot, window.tags.row("red_hair").controls.slider, 2)
    window.actions_.save.trigger()
    qtbot.waitUntil(lambda: len(window.session.requests) == 2)
    window.session.answer(color=(1, 1, 1))
    qtbot.waitUntil(lambda: len(window.session.requests) == 3)
    assert not path.exists()
    window.session.answer(color=(9, 8, 7))
    qtbot.waitUntil(path.exists)
    assert np.array_equal(np.asarray(Image.open(path))[0, 0], [9, 8, 7])
    assert Image.open(path).size == (400, 600)
    qtbot.waitUntil(lambda: "out.png" in window.status.currentMessage())


def test_a_failed_save_is_told(window, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: tmp_path / "out.xyz")
    window.actions_.save.trigger()
    qtbot.waitUntil(lambda: "out.xyz" in window.error_bar.message)


def test_copy_puts_the_result_on_the_clipboard(window, qtbot):
    QGuiApplication.clipboard().clear()
    window.actions_.copy.trigger()
    qtbot.waitUntil(lambda: "Copied" in window.status.currentMessage())
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (400, 600)
    assert image.pixelColor(5, 500).getRgb()[:3] == (200, 30, 30)
    # Other programs are given the PNG that is made already, and so is this window.
    png = bytes(QGuiApplication.clipboard().mimeData().data("image/png").data())
    pixels = window.workspace.bridge.shown.result.pixels
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(png))), pixels)
    window.actions_.paste_sketch.trigger()
    qtbot.waitUntil(lambda: window.sketch_header.detail == "pasted picture")
    np.testing.assert_array_equal(window.workspace.document.sketch.value.pixels, pixels)


def test_save_without_a_result_says_so(make_window, tmp_path, monkeypatch):
    window = make_window()
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: tmp_path / "out.png")
    window.actions_.save.trigger()
    assert "no result" in window.error_bar.message


# Panes and layout


def test_tab_over_the_picture_hides_the_panes_and_shows_them_again(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.result.canvas.hasFocus)  # it is where the work begins
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_Tab)
    assert all(dock.isHidden() for dock in window.docks)
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_Tab)
    assert not any(dock.isHidden() for dock in window.docks)


def test_a_pane_that_was_closed_before_stays_closed(window):
    window.docks[0].close()
    for _ in range(2):
        window.actions_.show_panes.trigger()
        assert all(dock.isHidden() for dock in window.docks)
        window.actions_.show_panes.trigger()
        assert [dock.isHidden() for dock in window.docks] == [True, False, False, False]
    window.docks[0].show()
    for dock in window.docks:
        dock.close()
    window.actions_.show_panes.trigger()
    assert not all(dock.isHidden() for dock in window.docks)


def test_the_header_says_that_the_view_is_mirrored_or_turned(window):
    def said() -> str:
        return window.result_header.detail.partition(" %")[2]

    view = window.view_actions
    view.mirror.trigger()
    assert said() == " · mirrored"
    view.right.trigger()
    assert said() == " · mirrored · 15°"
    view.mirror.trigger()
    assert said() == " · −15°"
    view.upright.trigger()
    assert said() == "" and window.result_header.detail


@pytest.mark.parametrize("turns", [0, 1, 6])
def test_a_turned_view_is_mirrored_left_and_right_and_keeps_its_true_pixels(window, turns):
    canvas = window.result.canvas
    window.actions_.actual_size.trigger()
    for _ in range(turns):
        window.view_actions.right.trigger()
        assert canvas.scale() == pytest.approx(1.0, abs=1e-12)
    middle = QRectF(canvas.rect()).center()
    for mirrored in (True, False):
        before = canvas.turn().map(QPointF(10, 20))
        window.view_actions.mirror.trigger()
        after = canvas.turn().map(QPointF(10, 20))
        assert (after.x(), after.y()) == pytest.approx((2 * middle.x() - before.x(), before.y()))
        assert window.viewport.mirrored is mirrored
    assert canvas.scale() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("where", ["tags", "history"])
def test_escape_takes_a_search_back_and_leaves_it_when_it_is_empty(window, where):
    window.activateWindow()
    field, handle = getattr(window, where).search, window.windowHandle()
    window.error_bar.show_message("Something happened.")
    field.setFocus()
    QTest.keyClicks(field, "blue")
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    assert field.text() == "" and field.hasFocus()
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    assert window.result.canvas.hasFocus() and window.error_bar.isVisible()
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    assert not window.error_bar.isVisible()


def test_tab_in_the_tag_panel_moves_the_focus(window, qtbot):
    window.activateWindow()
    row = window.tags.row("red_hair")
    row.setFocus()
    qtbot.waitUntil(row.controls.slider.hasFocus)
    qtbot.keyClick(row.controls.slider, Qt.Key.Key_Tab)
    assert not any(dock.isHidden() for dock in window.docks)
    assert window.tags.row("red_hair").controls.number.hasFocus()


def test_zoom_is_shared_and_the_reference_can_be_let_go(window):
    window.actions_.zoom_in.trigger()
    assert window.sketch.canvas.viewport.zoom == pytest.approx(1.25)
    assert window.reference.canvas.viewport.zoom == pytest.approx(1.25)
    window.actions_.link_reference.trigger()
    window.actions_.zoom_in.trigger()
    assert window.sketch.canvas.viewport.zoom == pytest.approx(1.5625)
    assert window.reference.canvas.viewport.zoom == 1.0
    window.actions_.actual_size.trigger()
    assert window.result.canvas.scale() == pytest.approx(1.0)
    assert window.result_header.detail == "100 %"
    window.actions_.fit.trigger()
    assert window.sketch.canvas.viewport.is_fitted


def test_f11_fills_the_screen_and_a_maximised_window_is_so_again(window, make_window, qtbot):
    window.setWindowState(Qt.WindowState.WindowMaximized)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen() and window.isMaximized()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    window.close()
    again = make_window()
    assert again.isFullScreen() == again.actions_.full_screen.isChecked()


def test_sliders_have_a_fair_width_in_a_window_of_usual_size(window, qtbot):
    window.resize(1280, 800)
    window.show()
    row = window.tags.groups["hair"].rows["red_hair"]
    row.setFocus()
    qtbot.waitUntil(lambda: row.controls.isVisible() and 150 <= row.controls.slider.width() < 400)
    assert row.controls.number.width() >= row.controls.number.fontMetrics().horizontalAdvance("0.00") + 8


def test_the_tags_are_as_wide_again_as_they_were_once_the_window_is(window, qtbot):
    tags, width = window.docks[2], window.docks[2].width()
    drag_edge(window, tags, 40)
    qtbot.waitUntil(lambda: tags.width() == width + 40)
    for narrow in (1000, 800, 600):
        window.resize(narrow, 800)
        QApplication.processEvents()
    assert tags.width() < width
    window.resize(900, 800)  # not yet enough
    QApplication.processEvents()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: tags.width() == width + 40)
    drag_edge(window, tags, -60)
    qtbot.waitUntil(lambda: tags.width() == width - 20)
    window.resize(1400, 800)
    QApplication.processEvents()
    assert tags.width() == width - 20


def drag_edge(window, dock: QWidget, by: int) -> None:
    """Makes a dock at the right wider by its edge."""
    edge = dock.geometry().topLeft() + QPoint(-2, dock.height() // 2)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window.windowHandle(), left, none, edge)
    QTest.mouseMove(window.windowHandle(), edge - QPoint(by, 0))
    QApplication.processEvents()
    QTest.mouseRelease(window.windowHandle(), left, none, edge - QPoint(by, 0))


def test_the_layout_is_remembered(window, make_window, settings):
    window.docks[1].hide()
    window.tags.groups["background"].heading.click()
    window.close()
    wait_for_all()
    assert window.session.closed
    again = make_window()
    assert again.docks[1].isHidden()
    assert not again.docks[0].isHidden()
    assert again.tags.groups["background"].is_open


def test_every_control_has_a_name_for_screen_readers(window):
    from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox, QLineEdit, QSlider

    nameless = [
        control
        for kind in (QAbstractButton, QSlider, QDoubleSpinBox, QLineEdit)
        for control in window.findChildren(kind)
        if control.isVisible()
        and not control.objectName().startswith("qt_")
        and not (control.accessibleName() or getattr(control, "text", str)() or control.toolTip())
    ]
    assert nameless == []


def test_closing_while_colouring_loses_nothing_and_says_nothing(window, qtbot):
    drag(qtbot, window.tags.row("red_hair").controls.slider, 2)
    qtbot.waitUntil(lambda: len(window.session.requests) == 2)
    window.close()
    window.session.answer()
    QApplication.processEvents()
    wait_for_all()
    assert window.workspace.bridge.state is State.COLORING
    assert window.session.closed


def test_another_sketch_is_seen_as_a_whole_when_its_size_differs(window, tmp_path, qtbot):
    wide, same = tmp_path / "wide.png", tmp_path / "same.png"
    write_png(wide, size=(700, 300))
    write_png(same, (250, 250, 250))
    window.result.canvas.zoom_by(4.0)
    zoom = window.viewport.zoom
    drop(window.sketch, files(same))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "same.png")
    assert window.viewport.zoom == zoom  # another version of the drawing: the place looked at stays
    drop(window.sketch, files(wide))
    qtbot.waitUntil(lambda: window.sketch.canvas.nominal.width() == 700)
    assert window.viewport.is_fitted
    window.result.canvas.zoom_by(4.0)
    zoom = window.viewport.zoom
    drop(window.reference, files(wide))
    qtbot.waitUntil(lambda: window.reference.canvas.nominal.width() == 700)
    assert window.viewport.zoom == zoom  # the reference says nothing of what is looked at in the drawing
