"""Presets: as values, and in the window."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.engine_bridge import State
from app.model.document import load_model
from app.model.presets import Preset, Presets, default_presets, from_json, merged, to_json
from app.model.properties import Property
from app.settings import Settings
from app.ui.preset_panel import SIDE
from engine.requests import MOVING_SIDE
from tests.app.doubles import write_model

ROOT = Path(__file__).parents[2]
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
    entries = [
        {"name": "ok", "tags": {"a": 1}},
        {"name": "high", "tags": {"a": 9}},
        {"tags": {}},
        3,
        {"name": "bare", "tags": {}},
    ]
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
    assert not session.idle[0].draft and session.idle[0].output_size == MOVING_SIDE
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
    assert dict(window.session.idle[0].tags) == dict(NIGHT.tags) and window.session.idle[0].draft
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
        each.tags.row("red_hair" if each is window else "blue_eyes").controls.star_button.click()
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


def test_no_preset_is_without_tags():
    presets = Presets(Property((NIGHT,)))
    with pytest.raises(ValueError, match="no tag"):
        presets.add({})
    with pytest.raises(ValueError, match="no tag"):
        presets.update("Night", {})
    assert presets.all.value == (NIGHT,)


def test_a_replaced_preset_comes_back_whatever_it_is_called_by_then():
    dawn = Preset("Dawn", {"red_hair": 1.0})
    presets = Presets(Property((NIGHT, dawn)))
    bring_back = presets.update("Night", {"blue_eyes": 1.0})
    presets.rename("Night", "Noon")
    bring_back()
    assert presets.all.value == (Preset("Noon", NIGHT.tags), dawn)
    gone = presets.update("Noon", {"blue_eyes": 1.0})
    presets.remove("Noon")
    gone()
    assert presets.all.value == (dawn,)


def replace_action(panel, name):
    return next(action for action in panel.make_menu(name).actions() if action.text().startswith("Replace"))


def test_a_preset_is_replaced_by_moved_tags_alone_and_brought_back_by_the_bar(window, qtbot, settings):
    panel, before = window.tags.presets, settings.presets.value
    held = replace_action(panel, "Night")
    assert not held.isEnabled()
    window.workspace.move_tag("red_hair", 2.0, 1)
    held = replace_action(panel, "Night")
    assert held.isEnabled()
    window.workspace.reset_tags()
    held.trigger()  # the tags went back while its menu was open
    assert settings.presets.value == before and not window.passing_bar.isVisible()
    window.workspace.move_tag("red_hair", 2.0, 2)
    replace_action(panel, "Night").trigger()
    assert panel.list.keys == ["Night"] and settings.presets.value[0].tags == {"red_hair": 2.0}
    qtbot.waitUntil(window.passing_bar.isVisible)
    assert "“Night”" in window.passing_bar.message
    (undo,) = window.passing_bar.buttons
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert settings.presets.value == before


def test_nothing_is_kept_of_tags_that_the_model_does_not_know(window, settings, tmp_path):
    panel, document = window.tags.presets, window.workspace.document
    window.workspace.move_tag("red_hair", 2.0, 1)
    known = document.model.value
    assert panel.keep_button.isEnabled()
    document.model.value = load_model(write_model(tmp_path / "one.safetensors", "stage-one"))
    assert not panel.keep_button.isEnabled() and not replace_action(panel, "Night").isEnabled()
    document.model.value = known
    assert panel.keep_button.isEnabled()
    document.tags.value = {"odd_tag": 1.0}
    assert not panel.keep_button.isEnabled()


def test_a_preset_is_applied_as_its_picture_shows_it_and_once(window):
    document, stack, panel = window.workspace.document, window.workspace.undo_stack, window.tags.presets
    apply, add = panel.make_menu("Night").actions()[:2]
    for name in ("red_eyes", "blue_eyes", "red_hair"):
        window.workspace.move_tag(name, 1.0, stack.count())
    for name in ("red_eyes", "blue_eyes"):
        window.workspace.mute_tag(name, True)
    window.workspace.solo_tag("red_hair")
    steps = stack.count()
    for _twice in range(2):
        add.trigger()
        assert document.applied_tags() == {**NIGHT.tags, "red_hair": 1.0}
        assert document.muted.value == {"blue_eyes"} and stack.count() == steps + 1
    window.workspace.mute_tag("red_eyes", True)
    window.workspace.solo_tag("red_hair")
    steps = stack.count()
    for _twice in range(2):
        apply.trigger()
        assert document.applied_tags() == dict(NIGHT.tags) and not document.muted.value
        assert stack.count() == steps + 1


def test_a_refused_name_is_taken_off_the_card(window, qtbot, settings):
    panel, cards, before = window.tags.presets, window.tags.presets.list, settings.presets.value
    renamed = []
    panel.renamed.connect(lambda *names: renamed.append(names))
    cards.setCurrentRow(0)
    cards.setFocus()
    window.activateWindow()
    qtbot.waitUntil(cards.hasFocus)
    for typed in ("", "  Night "):
        qtbot.keyClick(cards, Qt.Key.Key_F2)
        editor = cards.findChild(QLineEdit)
        editor.setText(typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda typed=typed: renamed[-1:] == [("Night", typed)])
        assert cards.card("Night").text() == "Night"
        qtbot.waitUntil(lambda: cards.findChild(QLineEdit) is None)
    assert settings.presets.value == before and len(renamed) == 2


def test_delete_means_the_card_whatever_stands_on_it(window, qtbot, settings):
    cards = window.tags.presets.list
    cards.setCurrentRow(0)
    cards.setFocus()
    window.activateWindow()
    qtbot.waitUntil(cards.hasFocus)
    cards.card("Night").setText("")  # its new name is not settled yet
    qtbot.keyClick(cards, Qt.Key.Key_Delete)
    assert [preset.name for preset in settings.presets.value] == ["Elsewhere"]
    assert "“Night”" in window.passing_bar.message


def test_a_preset_keeps_what_is_seen(window, settings):
    panel, workspace = window.tags.presets, window.workspace
    workspace.move_tag("red_hair", 3.0, 1)
    workspace.move_tag("blue_eyes", 5.0, 2)
    workspace.mute_tag("blue_eyes", True)
    panel.keep_button.click()
    assert settings.presets.value[-1].tags == {"red_hair": 3.0}
    workspace.solo_tag("blue_eyes")
    panel.keep_button.click()
    assert settings.presets.value[-1].tags == {"blue_eyes": 5.0}
    workspace.solo_tag(None)
    workspace.reset_tag("red_hair", 3)
    assert not panel.keep_button.isEnabled()  # what is muted is not seen


def test_what_two_programs_make_of_the_same_presets_is_merged():
    a, b, c, d = (Preset(name, {"red_hair": 1.0}) for name in "abcd")
    assert merged((a, b), (a, b), (a, b, c)) == (a, b, c)
    assert merged((a, b), (a, b, d), (a, b, c)) == (a, b, c, d)
    assert merged((a, b), (a,), (a, b, c)) == (a, c)  # they forgot one
    assert merged((a, b), (a, b, d), (b,)) == (b, d)  # one is forgotten here
    other = Preset("a", {"red_hair": 2.0})
    assert merged((a, b), (other, b), (a, b, c)) == (other, b, c)
    assert merged((a, b), (other, b), (b,)) == (b, other)  # what they have changed is theirs
    both = merged((b,), (b, other), (b, a))
    assert both == (b, a, Preset("a 2", other.tags))
    assert merged((b, a), both, (b, a, c)) == (b, a, c, both[-1])


OTHER_PROGRAM = """
import sys
from PySide6.QtCore import QSettings
from app.model.presets import Preset
from app.settings import Settings
settings = Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat))
presets, favourites = settings.presets.value, settings.favourites.value
print("read", flush=True)
sys.stdin.readline()
settings.presets.value = (*presets, Preset("yours", {"red_hair": 1.0}))
settings.favourites.value = favourites | {"yours"}
settings.save()
"""


def test_two_programs_lose_none_of_each_others_presets_and_stars(tmp_path):
    path = str(tmp_path / "nurie.ini")
    settings = Settings(QSettings(path, QSettings.Format.IniFormat))
    first = {preset.name for preset in settings.presets.value}
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdout.readline() == "read\n"
    assert settings.favourites.value == frozenset()
    settings.presets.value = (*settings.presets.value, Preset("mine", {"red_hair": 1.0}))
    settings.favourites.value = frozenset({"mine"})
    settings.save()
    other.communicate("write\n", timeout=60)
    settings.presets.value = tuple(preset for preset in settings.presets.value if preset.name != "Gold")
    settings.favourites.value = frozenset()
    settings.save()
    again = Settings(QSettings(path, QSettings.Format.IniFormat))
    assert {preset.name for preset in again.presets.value} == first - {"Gold"} | {"mine", "yours"}
    assert again.favourites.value == {"yours"}
