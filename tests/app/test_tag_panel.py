from itertools import pairwise
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.model.document import load_model
from app.ui.slider import Edit, Slider
from app.ui.style_sheet import style_sheet
from app.ui.tag_group import TagGroup
from app.ui.tag_panel import TagPanel
from tests.app.doubles import PROBABILITIES, TAGS, write_model
from tools.hand import Hand


@pytest.fixture
def panel(qtbot, tmp_path: Path) -> TagPanel:
    panel = TagPanel(frozenset({"hair"}))
    qtbot.addWidget(panel)
    panel.resize(360, 600)
    panel.show()
    panel.set_model(load_model(write_model(tmp_path / "m.safetensors")))
    panel.set_probabilities(PROBABILITIES)
    return panel


def visible(panel: TagPanel) -> list[str]:
    return [name for group in panel.groups.values() for name, row in group.rows.items() if row.isVisible()]


def test_groups_and_rows_are_the_models(panel):
    assert list(panel.groups) == list(TAGS)
    assert visible(panel) == TAGS["hair"]


def test_rows_of_folded_groups_are_made_when_they_are_asked_for(panel, qtbot):
    assert not panel.groups["background"].rows
    assert panel.row("blue_background").tag.name == "blue_background" and panel.row("no_such_tag") is None
    assert visible(panel) == TAGS["hair"]


def test_a_group_that_is_unfolded_is_complete_at_once(panel, qtbot):
    with qtbot.waitSignal(panel.groups_toggled) as toggled:
        qtbot.mouseClick(panel.groups["eyes"].heading, Qt.MouseButton.LeftButton)
    assert toggled.args == [frozenset({"hair", "eyes"})]
    assert visible(panel) == TAGS["hair"] + TAGS["eyes"]
    assert panel.row("blue_eyes").controls.slider.value() == 88


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("blue", ["blue_hair", "blue_eyes", "blue_background"]),
        ("hair bro", ["brown_hair", "light_brown_hair"]),
        ("BLUE_eyes", ["blue_eyes"]),
        ("blond", []),  # this model has none, and no yellow
        ("chestnut", ["brown_hair", "light_brown_hair"]),
        ("青", ["blue_hair", "blue_eyes", "blue_background"]),
        ("赤い髪", ["red_hair"]),
        ("明るい茶髪", ["light_brown_hair"]),
        ("瞳の赤", ["red_eyes"]),
        ("ブルー　背景", ["blue_background"]),
        ("no such", []),
    ],
)
def test_search_finds_in_all_groups(panel, qtbot, text, found):
    panel.search.setText(text)  # as an input method does
    assert panel.note.isVisible() == (not found)
    qtbot.waitUntil(lambda: visible(panel) == found)
    panel.search.clear()
    qtbot.waitUntil(lambda: visible(panel) == TAGS["hair"])


def test_a_heading_folds_what_a_search_found_for_as_long_as_it_lasts(panel, qtbot):
    told = []
    panel.groups_toggled.connect(told.append)
    panel.search.setText("blue")
    qtbot.waitUntil(lambda: visible(panel) == ["blue_hair", "blue_eyes", "blue_background"])
    hair, eyes = panel.groups["hair"].heading, panel.groups["eyes"].heading
    assert hair.isChecked() and eyes.isChecked()
    qtbot.mouseClick(hair, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(eyes, Qt.MouseButton.LeftButton)
    assert visible(panel) == ["blue_background"] and not hair.isChecked()
    qtbot.mouseClick(eyes, Qt.MouseButton.LeftButton)
    assert visible(panel) == ["blue_eyes", "blue_background"]
    panel.search.setText("blue_")  # the same search goes on
    qtbot.waitUntil(lambda: not panel._searcher.isActive())
    assert visible(panel) == ["blue_eyes", "blue_background"]
    panel.search.clear()
    qtbot.waitUntil(lambda: visible(panel) == TAGS["hair"])
    assert hair.isChecked() and not eyes.isChecked()
    assert all(groups == {"hair"} for groups in told)
    panel.search.setText("blue")
    qtbot.waitUntil(lambda: visible(panel) == ["blue_hair", "blue_eyes", "blue_background"])


def test_a_search_never_lays_out_two_groups_at_once(panel, qtbot, monkeypatch):
    searched, rounds = [], []
    search = TagGroup.search
    monkeypatch.setattr(TagGroup, "search", lambda self, query: (searched.append(self.name), search(self, query)))
    panel._searcher.timeout.connect(lambda: rounds.append(len(searched)))
    panel.search.setText("blue")
    assert searched == []
    qtbot.waitUntil(lambda: not panel._searcher.isActive())
    assert searched == ["favourites", *TAGS]
    assert rounds == [*range(1, len(searched) + 1), len(searched)]  # and a last one, to paint what was laid out


def stops(panel: TagPanel, qtbot) -> list[QWidget]:
    """What Tab goes through, from the search on and back to it."""
    panel.search.setFocus()
    qtbot.waitUntil(panel.search.hasFocus)
    QApplication.processEvents()  # what was shown is laid out
    found: list[QWidget] = []
    while (widget := QApplication.focusWidget()) is not None and (widget is not panel.search or not found):
        found.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    return found[1:]


def places(panel: TagPanel, widgets: list[QWidget]) -> list[tuple[int, int]]:
    """Row and column of widgets, the rows by their middles."""
    middles = [widget.mapTo(panel, widget.rect().center()) for widget in widgets]
    return [(middle.y(), middle.x()) for middle in middles]


def is_in_order(panel: TagPanel, widgets: list[QWidget]) -> bool:
    return all(below - above > 8 or left < right for (above, left), (below, right) in pairwise(places(panel, widgets)))


def test_tab_goes_down_the_panel(panel, qtbot):
    panel.resize(500, 2000)
    panel.set_moved({"brown_hair": 2.0})
    stars = [row.controls.star_button for name in TAGS["hair"] if (row := panel.row(name))]
    hair = panel.groups["hair"]
    found = stops(panel, qtbot)
    assert found[:3] == [hair.heading, hair.reset_button, panel.row(TAGS["hair"][0]).controls.slider]
    assert [widget for widget in found if widget in stars] == stars
    assert found[-3:] == [panel.reset_button, panel.presets.keep_button, panel.presets.list]
    assert is_in_order(panel, found)


def test_tab_finds_what_is_unfolded_starred_or_searched(panel, qtbot):
    panel.resize(500, 2000)
    qtbot.mouseClick(panel.groups["eyes"].heading, Qt.MouseButton.LeftButton)
    found = stops(panel, qtbot)
    assert panel.row(TAGS["eyes"][-1]).controls.star_button in found and is_in_order(panel, found)
    for name in ("blue_eyes", "red_hair"):
        panel.star(name, True)
    found = stops(panel, qtbot)
    assert [widget for widget in found if isinstance(widget, Slider)][:2] == [
        panel.favourites.rows["red_hair"].controls.slider,
        panel.favourites.rows["blue_eyes"].controls.slider,
    ]
    assert found[0] is panel.favourites.heading and is_in_order(panel, found)
    panel.search.setText("blue background")
    qtbot.waitUntil(lambda: not panel._searcher.isActive())
    found = stops(panel, qtbot)
    assert panel.row("blue_background").controls.slider in found and is_in_order(panel, found)


def test_tab_goes_down_the_panel_for_a_screen_reader_too(panel, qtbot, monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    panel.resize(500, 2000)
    qtbot.mouseClick(panel.groups["eyes"].heading, Qt.MouseButton.LeftButton)  # its rows are awake from the start
    found = stops(panel, qtbot)
    sliders = [panel.row(name).controls.slider for name in TAGS["hair"] + TAGS["eyes"]]
    assert [widget for widget in found if isinstance(widget, Slider)] == sliders
    assert is_in_order(panel, found)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_down_or_enter_in_the_search_goes_to_the_first_row_that_is_found(panel, qtbot, key):
    panel.resize(360, 300)
    panel._scroll.verticalScrollBar().setValue(10_000)
    panel.search.setFocus()
    qtbot.keyClicks(panel.search, "blue")
    qtbot.keyClick(panel.search, key)  # at once: the groups may still follow
    row = panel.row("blue_hair")
    assert QApplication.focusWidget() is row.controls.slider and row.controls.slider.value() == 0
    assert not row.visibleRegion().isEmpty()
    panel.search.setFocus()
    panel.search.setText("no such tag")
    qtbot.keyClick(panel.search, key)
    assert panel.search.hasFocus()


class Counts(QObject):
    """How many events of a kind the widgets within another get."""

    def __init__(self, root: QWidget, kind: QEvent.Type) -> None:
        super().__init__()
        self.count, self._root, self._kind = 0, root, kind

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == self._kind:
            self.count += 1
        return False

    def __enter__(self) -> "Counts":
        for widget in self._root.findChildren(QWidget):
            widget.installEventFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        for widget in self._root.findChildren(QWidget):
            widget.removeEventFilter(self)


def test_a_search_is_painted_once_and_lays_each_row_out_once(panel, qtbot):
    QApplication.processEvents()  # what was built last is painted
    panel.search.setText("shiny")
    qtbot.waitUntil(lambda: visible(panel) == ["shiny_hair"] and not panel._searcher.isActive())
    hair = panel.groups["hair"]
    with Counts(hair._body, QEvent.Type.Resize) as resizes, Counts(panel._content, QEvent.Type.Paint) as paints:
        panel.search.clear()
        painted = []
        panel._searcher.timeout.connect(lambda: painted.append(paints.count))
        qtbot.waitUntil(lambda: not panel._searcher.isActive())
        qtbot.waitUntil(lambda: paints.count > 0)
    assert visible(panel) == TAGS["hair"]
    assert not any(painted)  # nothing half laid out is seen
    assert resizes.count <= len(TAGS["hair"])
    assert panel._content.updatesEnabled()


def test_buttons_are_seen_where_hand_or_focus_is(panel, qtbot):
    hand, row = Hand(), panel.row("red_hair")
    panel.set_moved({"red_hair": 2.0})
    row.setFocus(Qt.FocusReason.TabFocusReason)
    row.controls.solo_button.setFocus()
    qtbot.waitUntil(row.controls.solo_button.hasFocus)
    assert [button.is_seen for button in row.controls.buttons] == [False, True, False, False]
    hand.move(row)
    assert all(button.is_seen for button in row.controls.buttons)


def test_the_heading_says_what_moved_and_what_is_strongest(panel):
    eyes = panel.groups["eyes"]
    assert eyes.strongest.tag.name == "blue_eyes"
    panel.set_moved({"blue_eyes": 0.0, "red_eyes": 2.0})
    assert eyes.strongest.tag.name == "red_eyes"
    assert eyes.count.text() == "2 moved"
    assert panel.count.text() == "2 moved"
    assert panel.groups["background"].strongest.tag is None


def test_showing_values_reports_nothing(panel, qtbot):
    with qtbot.assertNotEmitted(panel.tag_moved):
        panel.set_moved({"red_hair": 3.3})
        panel.set_probabilities({"red_hair": 0.5})
    assert panel.row("red_hair").controls.number.value() == pytest.approx(3.3)


def test_favourites_stand_at_the_top_and_are_told(panel, qtbot):
    assert not panel.favourites.isVisible()
    with qtbot.waitSignal(panel.favourites_changed) as changed:
        panel.row("blue_hair").controls.star_button.click()
    assert changed.args == [frozenset({"blue_hair"})]
    panel.star("blue_eyes", True)
    rows = panel.favourites.rows
    assert panel.favourites.isVisible() and list(rows) == ["blue_hair", "blue_eyes"]
    assert rows["blue_hair"].controls.label.text() == "blue hair"
    panel.set_moved({"blue_hair": 3.0})
    qtbot.waitUntil(
        lambda: rows["blue_hair"].controls.number.value() == panel.row("blue_hair").controls.number.value() == 3.0
    )
    with qtbot.waitSignal(panel.tag_moved):
        rows["blue_hair"].controls.slider.setValue(120)
    rows["blue_hair"].controls.star_button.click()
    assert list(panel.favourites.rows) == ["blue_eyes"]
    assert not panel.row("blue_hair").controls.star_button.isChecked()
    panel.star("blue_eyes", False)
    assert not panel.favourites.isVisible()


def test_favourites_that_a_model_does_not_know_wait_for_one_that_does(qtbot, tmp_path):
    panel = TagPanel(frozenset())
    panel.set_favourites(frozenset({"odd_tag", "red_hair"}))
    qtbot.addWidget(panel)
    panel.set_model(load_model(write_model(tmp_path / "m.safetensors")))
    assert [tag.name for tag in panel.favourites.tags] == ["red_hair"]
    with qtbot.waitSignal(panel.favourites_changed) as changed:
        panel.star("red_hair", False)
    assert changed.args == [frozenset({"odd_tag"})]


def test_muted_and_silenced_moves_look_so(panel):
    panel.set_moved({"red_hair": 2.0, "blue_eyes": 1.0}, frozenset({"red_hair"}))
    row = panel.row("red_hair")
    assert row.controls.mute_button.isChecked() and row.controls.slider.edit is Edit.RESTING
    assert row.controls.label.letters.strikeOut()
    assert panel.row("blue_hair").controls.slider.edit is Edit.NONE
    panel.set_moved({"red_hair": 2.0, "blue_eyes": 1.0}, frozenset({"red_hair"}), "red_hair")
    assert row.controls.solo_button.isChecked() and row.controls.slider.edit is Edit.APPLIED
    assert panel.groups["eyes"].strongest.tag.name == "blue_eyes"  # the reference's 0.88, now that 1.0 is silenced
    panel.set_moved({"blue_eyes": 1.0}, frozenset(), "red_hair")
    assert not panel.state_of("blue_eyes").solo and panel.state_of("blue_eyes").applied


def test_a_group_is_reset_by_its_heading(panel, qtbot):
    hair = panel.groups["hair"]
    assert not hair.reset_button.isEnabled()
    panel.set_moved({"red_hair": 2.0})
    with qtbot.waitSignal(panel.group_reset) as reset:
        hair.reset_button.click()
    assert reset.args == [frozenset(TAGS["hair"])]


@pytest.mark.parametrize(
    ("key", "modifier", "value"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 0.1),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier, 0.01),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, None),  # it stands at 0 already
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 1.0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 5.0),
    ],
)
def test_keys_move_by_their_steps(panel, qtbot, key, modifier, value):
    moves = []
    panel.tag_moved.connect(lambda name, new, _gesture: moves.append((name, new)))
    qtbot.keyClick(panel.row("red_hair").controls.slider, key, modifier)
    assert moves == ([("red_hair", value)] if value is not None else [])


def test_keys_move_the_number_by_the_same_steps(panel, qtbot):
    number = panel.row("red_hair").controls.number
    qtbot.keyClick(number, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert number.value() == pytest.approx(0.01)
    qtbot.keyClick(number, Qt.Key.Key_Up)
    assert number.value() == pytest.approx(0.11)
    qtbot.keyClick(number, Qt.Key.Key_PageUp)
    assert number.value() == pytest.approx(1.11)


@pytest.mark.parametrize("language", [QLocale.Language.English, QLocale.Language.German, QLocale.Language.Japanese])
@pytest.mark.parametrize("typed", ["1,5", "1.5"])
def test_a_number_may_be_typed_with_comma_or_point(panel, qtbot, language, typed):
    row, moves = panel.row("red_hair"), []
    panel.tag_moved.connect(lambda name, new, _gesture: moves.append((name, new)))
    row.controls.number.setLocale(QLocale(language))
    panel.set_moved({"red_hair": 3.47})
    row.controls.number.setFocus()
    row.controls.number.selectAll()
    qtbot.keyClicks(row.controls.number, typed)
    qtbot.keyClick(row.controls.number, Qt.Key.Key_Return)
    assert moves == [("red_hair", 1.5)] and row.controls.number.value() == 1.5


def test_delete_resets_and_the_reference_is_told(panel, qtbot):
    row = panel.row("brown_hair")
    panel.set_moved({"brown_hair": 2.0})
    assert "0.93" in row.controls.slider.toolTip()
    with qtbot.waitSignal(panel.tag_reset) as reset:
        qtbot.keyClick(row.controls.slider, Qt.Key.Key_Delete)
    assert reset.args[0] == "brown_hair"


def test_buttons_of_a_row_are_seen_where_the_hand_is_and_while_on(panel):
    row = panel.row("red_hair")
    assert not row.controls.only_button.is_seen and not row.controls.star_button.is_seen
    row.controls.only_button.set_near(True)
    assert row.controls.only_button.is_seen
    panel.star("red_hair", True)
    assert row.controls.star_button.is_seen and not row.controls.mute_button.is_seen


def test_a_button_that_does_nothing_previews_nothing(panel, qtbot):
    rows, middle = (panel.row("shiny_hair"), panel.row("red_hair")), QPointF(5, 5)
    assert [row.controls.only_button.isEnabled() for row in rows] == [False, True]
    peeked = []
    panel.tag_peeked.connect(lambda name, only: peeked.append((name, only)))
    for row in rows:
        QApplication.sendEvent(row.controls.only_button, QEnterEvent(middle, middle, middle))
    assert peeked == [("red_hair", True)]


def test_a_model_that_cannot_move_tags_shows_them_disabled(panel, tmp_path):
    panel.set_model(load_model(write_model(tmp_path / "one.safetensors", "stage-one")))
    assert not panel.groups["hair"].isEnabled()
    assert "cannot be moved" in panel.note.text()


def test_no_model_says_so(panel):
    panel.set_model(None)
    assert panel.groups == {}
    assert panel.note.isVisible()


def test_the_wheel_over_a_slider_changes_nothing(panel, qtbot):
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QGuiApplication, QWheelEvent

    slider = panel.row("red_hair").controls.slider
    at = QPointF(slider.rect().center())
    event = QWheelEvent(
        at, slider.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.assertNotEmitted(panel.tag_moved):
        QGuiApplication.sendEvent(slider, event)
    assert slider.value() == 0


def test_making_rows_opens_no_windows(qtbot, qapp, tmp_path):
    class Watch(QObject):
        opened: ClassVar[list[QObject]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.opened.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    panel = TagPanel(frozenset({"hair"}))
    qtbot.addWidget(panel)
    panel.set_model(load_model(write_model(tmp_path / "m.safetensors")))
    panel.show()
    assert all(row.controls for row in panel.groups["hair"].rows.values())
    qapp.removeEventFilter(watch)
    assert watch.opened == [panel]


def test_the_number_of_a_row_has_room_to_be_read(panel, qtbot, qapp):
    """A style sheet reserves room for buttons that a number does not show."""
    qapp.setStyleSheet(style_sheet())
    try:
        panel.show()
        row = panel.row("red_hair")
        Hand().move(row)
        field = row.controls.number.lineEdit()
        qtbot.waitUntil(lambda: field.width() >= field.fontMetrics().horizontalAdvance("5.00"))
    finally:
        qapp.setStyleSheet("")
