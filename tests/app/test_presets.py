"""Presets: as values, and in the window."""

import json

import pytest
from PySide6.QtCore import QSettings, Qt

from app.engine_bridge import State
from app.model.presets import Preset, Presets, default_presets, from_json, to_json
from app.settings import Settings
from app.ui.preset_panel import SIDE

NIGHT = Preset("Night", {"blue_hair": 3.0, "red_eyes": 2.0})


def test_names_stay_different():
    presets = Presets((NIGHT,))
    first, second = presets.add({"red_hair": 1.0}), presets.add({"red_hair": 2.0})
    assert first.name != second.name
    assert presets.rename(first.name, "  Night ") == "Night 2"
    assert presets.rename("Night 2", " ") == "Night 2"
    presets.remove("Night")
    assert [preset.name for preset in presets.all.value] == ["Night 2", second.name]
    presets.update("Night 2", {"blue_eyes": 1.0})
    assert presets.get("Night 2").tags == {"blue_eyes": 1.0}


def test_what_is_kept_comes_back_and_damage_is_left_out():
    assert from_json(to_json((NIGHT,))) == (NIGHT,)
    assert from_json("no json") == ()
    entries = [{"name": "ok", "tags": {"a": 1}}, {"name": "high", "tags": {"a": 9}}, {"tags": {}}, 3]
    assert [preset.name for preset in from_json(json.dumps(entries))] == ["ok"]


def test_the_first_window_has_some_and_an_emptied_one_none(tmp_path):
    settings = Settings(QSettings(str(tmp_path / "new.ini"), QSettings.Format.IniFormat))
    assert settings.presets == default_presets() != ()
    settings.presets = ()
    assert settings.presets == ()


@pytest.fixture
def window(make_window, settings, qtbot, sketch_path, reference_path):
    """With two presets, of which the model can apply one, and a finished colouring."""
    settings.presets = (NIGHT, Preset("Elsewhere", {"odd_tag": 1.0}))
    window = make_window(sketch_path, reference_path)
    qtbot.waitUntil(lambda: len(window.session.requests) == 1)
    assert window.session.idle == []  # the document's own picture comes first
    window.session.answer()
    qtbot.waitUntil(lambda: window.workspace.bridge.state is State.READY)
    return window


def image_of(window, name):
    cards = window.tags.presets.list
    return cards.card(name).data(Qt.ItemDataRole.UserRole + 1)


def test_thumbnails_are_made_of_the_current_sketch(window, qtbot, tmp_path):
    session = window.session
    assert window.tags.presets.list.keys == ["Night"]
    assert [dict(request.tags) for request in session.idle] == [dict(NIGHT.tags)]
    assert session.idle[0].sketch is window.workspace.document.sketch.value
    session.answer_idle((0, 0, 250))
    qtbot.waitUntil(lambda: image_of(window, "Night") is not None)
    assert image_of(window, "Night").pixelColor(3, 3).blue() == 250
    assert image_of(window, "Night").width() <= 4 * SIDE
    window.workspace.swap()
    assert image_of(window, "Night") is None
    qtbot.waitUntil(lambda: len(session.requests) == 2)
    assert session.idle == []
    session.answer()
    qtbot.waitUntil(lambda: len(session.idle) == 1)


def test_a_click_applies_in_one_step_and_a_hover_only_shows(window, qtbot):
    document, cards = window.workspace.document, window.tags.presets.list
    window.session.idle.clear()
    cards.hovered.emit("Night")
    qtbot.waitUntil(lambda: len(window.session.idle) == 1)
    assert dict(window.session.idle[0].tags) == dict(NIGHT.tags)
    window.session.answer_idle()
    qtbot.waitUntil(lambda: window.result.canvas.badge == "Preview")
    assert not document.tags.value
    centre = cards.visualItemRect(cards.item(0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert dict(document.tags.value) == dict(NIGHT.tags)
    assert window.workspace.hover.shown is None
    window.actions_.undo.trigger()
    assert not document.tags.value and not window.workspace.undo_stack.canUndo()
    cards.setCurrentRow(0)
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert dict(document.tags.value) == dict(NIGHT.tags)


def test_the_present_tags_are_kept_named_replaced_and_forgotten(window, qtbot, settings, make_window):
    panel, document = window.tags.presets, window.workspace.document
    assert not panel.keep_button.isEnabled()
    window.workspace.move_tag("red_hair", 2.0, 1)
    panel.keep_button.click()
    assert panel.list.keys == ["Night", "Preset"]
    panel.list.card("Preset").setText("Flame")
    qtbot.waitUntil(lambda: panel.list.keys == ["Night", "Flame"])
    added = panel.make_menu("Night").actions()[1]
    added.trigger()
    assert set(document.tags.value) == {"red_hair", "blue_hair", "red_eyes"}
    panel.make_menu("Flame").actions()[4].trigger()
    assert set(settings.presets[-1].tags) == {"red_hair", "blue_hair", "red_eyes"}
    panel.make_menu("Night").actions()[5].trigger()
    assert make_window().tags.presets.list.keys == ["Flame"]
    assert [preset.name for preset in settings.presets] == ["Elsewhere", "Flame"]
