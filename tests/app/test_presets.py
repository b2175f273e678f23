"""Presets: as values, and in the window."""

import json

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence

from app.engine_bridge import State
from app.model.presets import Preset, Presets, default_presets, from_json, to_json
from app.model.properties import Property
from app.settings import Settings
from app.ui.preset_panel import SIDE

NIGHT = Preset("Night", {"blue_hair": 3.0, "red_eyes": 2.0})


def test_names_stay_different():
    presets = Presets(Property((NIGHT,)))
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
    assert settings.presets.value == default_presets() != ()
    settings.presets.value = ()
    settings.save()
    again = Settings(QSettings(str(tmp_path / "new.ini"), QSettings.Format.IniFormat))
    assert again.presets.value == ()


@pytest.fixture
def window(make_window, settings, qtbot, sketch_path, reference_path):
    """With two presets, of which the model can apply one, and a finished colouring."""
    settings.presets.value = (NIGHT, Preset("Elsewhere", {"odd_tag": 1.0}))
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
    assert set(settings.presets.value[-1].tags) == {"red_hair", "blue_hair", "red_eyes"}
    panel.make_menu("Night").actions()[5].trigger()
    assert make_window().tags.presets.list.keys == ["Flame"]
    assert [preset.name for preset in settings.presets.value] == ["Elsewhere", "Flame"]


def test_what_two_windows_keep_is_in_both_and_in_the_settings(window, make_window, settings, tmp_path):
    other = make_window()
    for each, wanted in ((window, "Mine in A"), (other, "Mine in B")):
        each.workspace.move_tag("red_hair", 2.0, 1)
        each.tags.presets.keep_button.click()
        each.preset_binding.presets.rename("Preset", wanted)
        each.tags.row("red_hair" if each is window else "blue_eyes").star_button.click()
    assert window.tags.presets.list.keys == other.tags.presets.list.keys == ["Night", "Mine in A", "Mine in B"]
    assert set(window.tags.favourites.rows) == set(other.tags.favourites.rows) == {"red_hair", "blue_eyes"}
    settings.save()
    again = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    assert [preset.name for preset in again.presets.value] == ["Night", "Elsewhere", "Mine in A", "Mine in B"]
    assert again.favourites.value == {"red_hair", "blue_eyes"}


def test_a_closed_window_follows_no_more(window, make_window, settings):
    other, shown = make_window(), []
    keys, size = other.tags.presets.list.keys, other.hint_tools.tip.size
    other.close()
    other.hint_tools.changed.connect(lambda: shown.append("tools"))
    window.preset_binding.presets.remove("Night")
    window.tags.star("red_hair", True)
    window.hint_tools.set_tip(size=size + 1)
    window.shortcuts.choose("wipe", QKeySequence("F12"))
    assert other.tags.presets.list.keys == keys and other.hint_tools.tip.size == size and not shown
    assert not other.tags.favourites.tags and other.compare_actions.wipe.shortcut() == QKeySequence("F7")


def test_a_preset_that_was_deleted_comes_back_to_its_place(window, qtbot, settings):
    settings.presets.value = (*settings.presets.value, Preset("Dawn", {"red_hair": 1.0}))
    cards = window.tags.presets.list
    before = settings.presets.value
    cards.setCurrentRow(0)
    cards.setFocus()
    window.activateWindow()
    qtbot.waitUntil(cards.hasFocus)
    qtbot.keyClick(cards, Qt.Key.Key_Delete)
    assert cards.keys == ["Dawn"]
    qtbot.waitUntil(window.passing_bar.isVisible)
    assert "“Night”" in window.passing_bar.message
    (undo,) = window.passing_bar.buttons
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert settings.presets.value == before and cards.keys == ["Night", "Dawn"]
    assert not window.passing_bar.isVisible()


def test_a_preset_comes_back_beside_one_that_took_its_name():
    presets = Presets(Property((NIGHT, Preset("Dawn", {}))))
    bring_back = presets.remove("Night")
    presets.rename("Dawn", "Night")
    bring_back()
    assert [(preset.name, preset.tags) for preset in presets.all.value] == [("Night 2", NIGHT.tags), ("Night", {})]
