from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from app.ui.tag_panel import TagPanel
from app.workspace import load_model
from tests.app.doubles import PROBABILITIES, TAGS, write_model


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


def test_rows_of_folded_groups_are_made_while_idle(panel, qtbot):
    assert panel.row("blue_background") is None
    qtbot.waitUntil(lambda: panel.row("simple_background") is not None)
    assert visible(panel) == TAGS["hair"]


def test_a_group_that_is_unfolded_is_complete_at_once(panel, qtbot):
    with qtbot.waitSignal(panel.groups_toggled) as toggled:
        qtbot.mouseClick(panel.groups["eyes"].heading, Qt.MouseButton.LeftButton)
    assert toggled.args == [frozenset({"hair", "eyes"})]
    assert visible(panel) == TAGS["hair"] + TAGS["eyes"]
    assert panel.row("blue_eyes").slider.value() == 88


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("blue", ["blue_hair", "blue_eyes", "blue_background"]),
        ("hair bro", ["brown_hair", "light_brown_hair"]),
        ("BLUE_eyes", ["blue_eyes"]),
        ("no such", []),
    ],
)
def test_search_finds_in_all_groups(panel, qtbot, text, found):
    qtbot.keyClicks(panel.search, text)
    assert visible(panel) == found
    assert panel.note.isVisible() == (not found)
    panel.search.clear()
    assert visible(panel) == TAGS["hair"]


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
    assert panel.row("red_hair").number.value() == pytest.approx(3.3)


def test_a_model_that_cannot_move_tags_shows_them_disabled(panel, tmp_path):
    panel.set_model(load_model(write_model(tmp_path / "one.safetensors", "stage-one")))
    assert not panel.groups["hair"].isEnabled()
    assert "cannot be moved" in panel.note.text()


def test_no_model_says_so(panel):
    panel.set_model(None)
    assert panel.groups == {}
    assert panel.note.isVisible()


def test_the_wheel_over_a_slider_changes_nothing(panel, qtbot):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QGuiApplication, QWheelEvent

    slider = panel.row("red_hair").slider
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
    qtbot.waitUntil(lambda: panel.row("simple_background") is not None)
    qapp.removeEventFilter(watch)
    assert watch.opened == [panel]
