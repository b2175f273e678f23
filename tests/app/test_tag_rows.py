"""Rows of tags that rest are painted by what they stand in, and look as if they painted themselves."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.model.document import load_model
from app.ui import theme
from app.ui.tag_panel import TagPanel
from app.ui.tag_slider import TagSlider
from tests.app.doubles import PROBABILITIES, TAGS, write_model


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
    qtbot.waitUntil(lambda: not panel._builder.isActive() and not panel._searcher.isActive())
    yield panel
    theme.choose_scheme(app, "")
    theme.Recoloring.finish()


def rows(panel: TagPanel) -> list[TagSlider]:
    return [row for group in panel.groups.values() for row in group.rows.values() if row.isVisible()]


def look(panel: TagPanel) -> QImage:
    return panel.grab().toImage()


def enter(widget: QWidget) -> None:
    at = QPointF(5, 5)
    QApplication.sendEvent(widget, QEnterEvent(at, at, at))


@pytest.mark.parametrize("state", ["reference", "moved", "muted", "disabled", "narrow", "right to left"])
def test_a_row_looks_the_same_whoever_paints_it(panel, state):
    if state == "moved":
        panel.set_moved({"red_hair": 2.0, "blue_eyes": 0.0})
    elif state == "muted":
        panel.set_moved({"red_hair": 2.0, "blue_eyes": 1.5}, frozenset({"red_hair"}))
    elif state == "disabled":
        panel.groups["hair"].setEnabled(False)
    elif state == "narrow":
        for row in rows(panel):
            row.label.setFixedWidth(32)
    elif state == "right to left":
        panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()  # lays them out
    resting = look(panel)
    assert any(not row.updatesEnabled() for row in rows(panel))
    for row in rows(panel):
        row.setUpdatesEnabled(True)
        row.settle()
    awake = look(panel)
    assert resting == awake


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


def test_a_row_wakes_under_the_hand_and_with_the_focus(panel, qtbot):
    row = panel.row("red_hair")
    assert not any(other.updatesEnabled() for other in rows(panel))
    enter(row)
    assert row.updatesEnabled() and row.slider.updatesEnabled()
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert not row.updatesEnabled()
    for widget in (row.slider, row.number, row.star_button):
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        assert row.updatesEnabled()
    panel.search.setFocus()
    qtbot.waitUntil(lambda: not row.updatesEnabled())


def test_a_button_that_is_on_is_drawn_on_a_row_that_rests(panel):
    row = panel.row("red_hair")
    panel.set_moved({"red_hair": 2.0})
    plain = row.grab().toImage()
    panel.set_moved({"red_hair": 2.0}, solo="red_hair")
    assert not row.updatesEnabled() and row.grab().toImage() != plain
    panel.set_moved({"red_hair": 2.0})
    assert not row.updatesEnabled() and row.grab().toImage() == plain


def test_rows_that_rest_can_be_reached_by_hand(panel):
    row = panel.row("red_hair")
    for part in (row.swatch, row.slider, row.number.lineEdit()):
        middle = part.mapTo(panel, part.rect().center())
        assert panel.childAt(middle) is part


def test_rows_that_rest_are_not_painted_one_by_one(panel, monkeypatch):
    painted = []
    paint = TagSlider.paintEvent
    monkeypatch.setattr(TagSlider, "paintEvent", lambda self, event: (painted.append(self), paint(self, event)))
    look(panel)
    assert painted == [] and len(rows(panel)) == len(TAGS["hair"]) + len(TAGS["eyes"])


def test_another_theme_leaves_rows_resting_in_its_colours(panel, qtbot):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for name in ("light", "dark", "light"):
        theme.choose_scheme(app, name)
        qtbot.waitUntil(lambda: theme.Recoloring._at_work is None)
    resting = look(panel)
    assert not any(row.updatesEnabled() for row in rows(panel))
    for row in rows(panel):
        row.setUpdatesEnabled(True)
        row.settle()
    assert look(panel) == resting


def test_what_a_row_shows_its_widgets_take_when_it_wakes_or_nothing_else_is_to_be_done(qtbot, panel):
    row, other = rows(panel)[:2]
    before = row.grab().toImage()
    panel.set_moved({row.tag.name: 3.0, other.tag.name: 2.0})
    assert row.grab().toImage() != before, "it is drawn at once"
    assert (row.number.value(), other.number.value()) == (0.0, 0.0)
    enter(row)
    assert (row.number.value(), other.number.value()) == (3.0, 0.0)
    qtbot.waitUntil(lambda: not panel._settler.isActive())
    assert other.number.value() == 2.0
    panel.set_moved({row.tag.name: 4.0})
    assert row.number.value() == 4.0, "it is awake"


def test_a_row_in_a_folded_group_follows_as_well(qtbot, panel):
    row = next(row for group in panel.groups.values() for row in group.rows.values() if not row.isVisible())
    panel.set_moved({row.tag.name: 3.0})
    qtbot.waitUntil(lambda: row.number.value() == 3.0)
