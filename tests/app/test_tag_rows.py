"""Rows of tags that rest have no widgets, and look as if they had."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QCursor, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.model.document import load_model
from app.ui import tag_rows, theme
from app.ui.tag_panel import TagPanel
from app.ui.tag_slider import TagSlider
from tests.app.doubles import PROBABILITIES, TAGS, write_model
from tools.hand import LEFT, Hand


@pytest.fixture(params=["dark", "light"])
def panel(request, qtbot, tmp_path: Path):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    theme.choose_scheme(app, request.param)
    theme.Recoloring.finish()
    panel = TagPanel(frozenset({"hair", "eyes"}))
    qtbot.addWidget(panel)
    panel.resize(360, 700)
    panel.show()
    panel.set_model(load_model(write_model(tmp_path / "m.safetensors")))
    panel.set_probabilities(PROBABILITIES)
    qtbot.waitUntil(lambda: not panel._searcher.isActive())
    yield panel
    theme.choose_scheme(app, "")
    theme.Recoloring.finish()


def rows(panel: TagPanel) -> list[TagSlider]:
    return [row for group in panel.groups.values() for row in group.rows.values() if row.isVisible()]


def look(panel: TagPanel) -> QImage:
    return panel.grab().toImage()


def wake(row: TagSlider) -> None:
    """A screen reader, say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QAccessible, "isActive", lambda: True)
        row.look_around()


@pytest.mark.parametrize("state", ["reference", "moved", "muted", "disabled", "narrow", "right to left"])
def test_a_row_looks_the_same_whoever_paints_it(panel, state):
    if state == "moved":
        panel.set_moved({"red_hair": 2.0, "blue_eyes": 0.0})
    elif state == "muted":
        panel.set_moved({"red_hair": 2.0, "blue_eyes": 1.5}, frozenset({"red_hair"}))
    elif state == "disabled":
        panel.groups["hair"].setEnabled(False)
    elif state == "narrow":
        panel.setMinimumWidth(200)
        panel.resize(230, 700)
    elif state == "right to left":
        panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()  # lays them out
    resting = look(panel)
    assert all(row.rests for row in rows(panel))
    for row in rows(panel):
        wake(row)
    assert look(panel) == resting


def test_a_row_that_rests_shows_what_it_is_told(panel):
    before = look(panel)
    panel.set_moved({"red_hair": 2.0})
    moved = look(panel)
    panel.set_moved({})
    assert moved != before and look(panel) == before
    panel.groups["hair"].setEnabled(False)
    assert look(panel) != before
    panel.groups["hair"].setEnabled(True)
    assert look(panel) == before


def test_a_row_wakes_under_the_hand(panel):
    hand, row, other = Hand(), panel.row("red_hair"), panel.row("blue_eyes")
    assert not any(each.is_made for each in rows(panel))
    hand.move(row)
    assert not row.rests and row.controls.isVisible() and row.controls.star_button.is_seen
    hand.move(other)
    assert row.rests and not row.controls.isVisible() and not other.rests
    hand.move(panel.search)
    assert all(each.rests for each in rows(panel))


def test_a_hand_that_goes_without_a_word_leaves_one_row_awake(panel):
    hand, row, other = Hand(), panel.row("red_hair"), panel.row("blue_eyes")
    hand.move(row)
    another = QWidget()  # it comes up beneath the hand
    another.show()
    hand.move(another)
    another.close()
    hand.move(other)
    assert [each for each in rows(panel) if not each.rests] == [other]


def test_a_row_stays_awake_while_its_slider_is_dragged_or_has_the_focus(panel, qtbot):
    hand, row = Hand(), panel.row("red_hair")
    hand.move(row)
    hand.move(row.controls.slider)
    hand.press()
    hand.move(panel.search)
    assert not row.rests
    hand.release()
    hand.move(panel.search)
    assert not row.rests and row.controls.slider.hasFocus() and not row.controls.star_button.is_seen
    panel.search.setFocus()
    qtbot.waitUntil(lambda: row.rests)


def test_tab_wakes_a_row_and_goes_through_it(panel, qtbot):
    first, second = rows(panel)[:2]
    panel.set_moved({first.tag.name: 2.0, second.tag.name: 2.0})
    first.setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    for _ in range(2 * len(first.controls.stops)):
        met.append(QApplication.focusWidget())
        qtbot.keyClick(met[-1], Qt.Key.Key_Tab)
    stops = [stop for row in (first, second) for stop in row.controls.stops if stop.isEnabled()]
    assert met[: len(stops)] == stops
    assert first.rests and second.rests
    back = []
    second.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in stops:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        back.append(QApplication.focusWidget())
    first_stops = [stop for stop in first.controls.stops if stop.isEnabled()]
    assert back[: len(first_stops)] == first_stops[::-1]


def place_of(panel: TagPanel, part: str) -> QPoint:
    """Where the middle of a part stands in any row."""
    row, hand = panel.row("brown_hair"), Hand()
    hand.move(row)
    widget = getattr(row.controls, part)
    place = widget.mapTo(row, widget.rect().center())
    hand.move(panel.search)
    assert row.rests
    return place


def test_a_press_that_nothing_came_before_takes_what_is_beneath_it(panel, qtbot):
    row, place = panel.row("red_hair"), place_of(panel, "slider")
    assert not row.is_made
    with qtbot.waitSignal(panel.tag_moved) as moved:
        qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=place)
    slider = row.controls.slider
    assert moved.args[0] == "red_hair" and 2 < moved.args[1] < 3 and slider.isSliderDown() and slider.isVisible()
    with qtbot.waitSignal(panel.tag_moved):
        qtbot.mouseMove(row, place + QPoint(30, 0))
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=place + QPoint(30, 0))
    assert not slider.isSliderDown() and slider.hasFocus()


def test_the_second_press_of_a_hurry_on_a_row_that_moved_there_is_a_press(panel, qtbot):
    place, told = place_of(panel, "star_button"), []
    panel.favourites_changed.connect(lambda names: told.append(sorted(names)))
    panel.tag_reset.connect(lambda *_: pytest.fail("it was reset"))
    panel.tag_moved.connect(lambda *_: pytest.fail("it was moved"))
    qtbot.mouseClick(panel.row("red_hair"), Qt.MouseButton.LeftButton, pos=place)
    row = panel.row("blue_hair")
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        buttons = LEFT if kind is QEvent.Type.MouseButtonDblClick else Qt.MouseButton.NoButton
        at, there = QPointF(place), QPointF(row.mapToGlobal(place))
        QApplication.sendEvent(row, QMouseEvent(kind, at, there, LEFT, buttons, Qt.KeyboardModifier.NoModifier))
    assert told == [["red_hair"], ["blue_hair", "red_hair"]]


def test_a_press_on_the_number_lets_it_be_typed(panel, qtbot):
    row = panel.row("red_hair")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=place_of(panel, "number"))
    field = QApplication.focusWidget()
    assert row.isAncestorOf(field) and field.isVisible() and not row.rests


@pytest.mark.parametrize("part", ["only_button", "label"])
def test_a_press_that_nobody_takes_is_no_harm(panel, qtbot, part):
    row = panel.row("shiny_hair")
    panel.tag_moved.connect(lambda *_: pytest.fail("it was moved"))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=place_of(panel, part))
    assert not row.rests and not row.controls.slider.isSliderDown()


def test_a_program_that_gives_the_focus_to_what_is_hidden_wakes_its_row(panel, qtbot):
    row = panel.row("red_hair")
    row.controls.number.setFocus()
    qtbot.waitUntil(lambda: row.controls.number.isVisible())


def test_a_preview_ends_where_the_hand_was_quick(panel, qtbot):
    place, row = place_of(panel, "swatch"), panel.row("red_hair")
    told = []
    panel.tag_peeked.connect(lambda name, _only: told.append(name))
    panel.peek_ended.connect(lambda: told.append(None))
    for _ in range(2):
        QCursor.setPos(row.mapToGlobal(place))
        qtbot.wait(20)
        QCursor.setPos(panel.search.mapToGlobal(QPoint(5, 5)))
        qtbot.wait(20)
    assert row.rests and told.count("red_hair") == told.count(None)


def test_a_screen_reader_keeps_all_rows_awake(panel, monkeypatch, qtbot):
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    panel.search.setFocus()
    panel.groups["hair"].heading.setFocus()
    qtbot.waitUntil(lambda: not any(row.rests for row in rows(panel)))
    panel.search.setText("blue")  # which makes rows, and paints nothing meanwhile
    qtbot.waitUntil(lambda: not panel._searcher.isActive())
    panel.set_moved({"blue_background": 2.0})
    QApplication.processEvents()
    row = panel.row("blue_background")
    assert row.controls.width() == row.width() > 200 and row.controls.number.value() == 2.0
    monkeypatch.undo()
    panel.search.clear()
    panel.search.setFocus()
    panel.groups["hair"].heading.setFocus()
    qtbot.waitUntil(lambda: all(row.rests for row in rows(panel)))


def test_a_button_that_is_on_is_drawn_on_a_row_that_rests(panel):
    row = panel.row("red_hair")
    panel.set_moved({"red_hair": 2.0})
    plain = row.grab().toImage()
    panel.set_moved({"red_hair": 2.0}, solo="red_hair")
    assert row.rests and row.grab().toImage() != plain
    panel.set_moved({"red_hair": 2.0})
    assert row.rests and row.grab().toImage() == plain


def test_rows_that_rest_are_not_painted_one_by_one(panel, monkeypatch):
    painted = []
    paint = TagSlider.paintEvent
    monkeypatch.setattr(TagSlider, "paintEvent", lambda self, event: (painted.append(self), paint(self, event)))
    look(panel)
    assert painted == [] and len(rows(panel)) == len(TAGS["hair"]) + len(TAGS["eyes"])
    rows(panel)[0].grab()
    assert painted == rows(panel)[:1], "it would be noticed"


def test_another_theme_leaves_rows_resting_in_its_colours(panel, qtbot):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for name in ("light", "dark", "light"):
        theme.choose_scheme(app, name)
        qtbot.waitUntil(lambda: theme.Recoloring._at_work is None)
    resting = look(panel)
    assert all(row.rests for row in rows(panel))
    for row in rows(panel):
        wake(row)
    assert look(panel) == resting


def test_what_a_row_shows_its_controls_take_when_they_are_asked_for(panel):
    row, other = rows(panel)[:2]
    hand = Hand()
    hand.move(row)
    hand.move(panel.search)
    before = row.grab().toImage()
    panel.set_moved({row.tag.name: 3.0, other.tag.name: 2.0})
    assert row.grab().toImage() != before, "it is drawn at once"
    hand.move(row)
    assert row.controls.isVisible() and row.controls.number.value() == 3.0
    panel.set_moved({row.tag.name: 4.0, other.tag.name: 1.0})
    assert row.controls.number.value() == 4.0, "it is awake"
    assert not other.is_made and other.controls.number.value() == 1.0


def test_rows_that_all_look_another_way_are_drawn_a_few_at_a_time(panel, qtbot, monkeypatch):
    look(panel)
    monkeypatch.setattr(tag_rows, "MOST_DRAWN", 2)
    draw, painters, anew = TagSlider.draw, [], Counter()

    def watched(row, painter, at, controls) -> bool:
        painters.append(painter)  # each time that rows are painted has its own
        anew[id(painter)] += (is_anew := draw(row, painter, at, controls))
        return is_anew

    monkeypatch.setattr(TagSlider, "draw", watched)
    panel.set_moved(dict.fromkeys(TAGS["hair"], 2.0))
    qtbot.waitUntil(lambda: anew.total() == len(TAGS["hair"]))
    assert max(anew.values()) == 2 and len(TAGS["hair"]) > 4
    monkeypatch.undo()
    drawn_in_parts = look(panel)
    for row in rows(panel):
        row._redraw()
    assert look(panel) == drawn_in_parts


def test_the_focus_of_a_row_that_goes_is_not_passed_through_all_others(panel):
    group = panel.groups["hair"]
    panel.activateWindow()
    first = group.rows_in_order[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert not first.rests
    group.heading.setChecked(False)
    assert panel.focusWidget() is group.heading
    assert all(row.rests for row in group.rows_in_order)
    group.heading.setChecked(True)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    panel.search.setText(group.tags[-1].name)
    panel._search_to_end()
    assert group.rows_in_order[-1].isVisible() and not first.isVisible()
    assert panel.focusWidget() is group.heading
    assert all(row.rests for row in rows(panel))


def test_a_focus_whose_row_stays_stays(panel):
    last = panel.groups["hair"].rows_in_order[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    focus = panel.focusWidget()
    panel.search.setText(last.tag.name)
    panel._search_to_end()
    assert panel.focusWidget() is focus and not last.rests
