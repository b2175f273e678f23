"""What one chooses once: keys, theme, language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.shortcuts_dialog import ShortcutsDialog


@pytest.fixture
def dialog(window, qtbot) -> ShortcutsDialog:
    dialog = ShortcutsDialog(window.shortcuts, window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def keys_of(window) -> list[str]:
    return sorted(key.toString() for action in window.shortcuts.actions.values() for key in action.shortcuts())


def test_no_two_commands_have_the_same_keys_and_none_has_its_own_twice(window):
    assert keys_of(window) == sorted(set(keys_of(window)))


@pytest.mark.parametrize("keys", ("Ctrl+Y", "Ctrl+Shift+Z"))
def test_what_was_undone_comes_back_by_the_keys_of_every_system(window, qtbot, keys):
    window.workspace.move_tag("red_hair", 2.0, 1)
    canvas = window.result.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.workspace.document.tags.value
    qtbot.keySequence(canvas, keys)
    assert window.workspace.document.tags.value == {"red_hair": 2.0}


def test_keys_are_chosen_taken_from_others_kept_and_put_back(window, dialog, settings, make_window):
    actions = window.shortcuts.actions
    dialog.choose("wipe")
    assert dialog.edit.keySequence() == QKeySequence("F7")
    dialog.edit.setKeySequence(QKeySequence("F8"))
    assert "Side by Side" in dialog.note.text()
    dialog.assign.click()
    assert actions["wipe"].shortcut() == QKeySequence("F8")
    assert actions["side_by_side"].shortcut().isEmpty()
    assert "F8" in actions["wipe"].toolTip() and "F8" not in actions["side_by_side"].toolTip()
    again = make_window()
    assert again.compare_actions.wipe.shortcut() == QKeySequence("F8")
    assert again.compare_actions.side_by_side.shortcut().isEmpty()
    dialog.choose("side_by_side")
    dialog.reset.click()
    assert actions["side_by_side"].shortcut() == QKeySequence("F8") and actions["wipe"].shortcut().isEmpty()
    dialog.reset_all.click()
    assert actions["wipe"].shortcut() == QKeySequence("F7")
    assert make_window().compare_actions.wipe.shortcut() == QKeySequence("F7")


def test_keys_chosen_in_one_window_are_told_and_hold_in_the_other(window, dialog, make_window, qtbot):
    other = make_window()
    beside = ShortcutsDialog(other.shortcuts, other)
    qtbot.addWidget(beside)
    beside.choose("mirror")
    beside.edit.setKeySequence(QKeySequence("Ctrl+B"))
    assert not beside.note.text().strip()
    dialog.choose("batch")
    dialog.edit.setKeySequence(QKeySequence("Ctrl+B"))
    dialog.assign.click()
    assert other.actions_.batch.shortcut() == QKeySequence("Ctrl+B")
    assert "Ctrl+B" in other.actions_.batch.toolTip()
    assert "which will lose them" in beside.note.text()
    assert [row.text(1) for row in beside._rows() if row.text(0) == "Batch"] == ["Ctrl+B"]
    beside.assign.click()
    for each in (window, other, make_window()):
        assert each.shortcuts.owner_of(QKeySequence("Ctrl+B")) == "mirror"
        assert each.actions_.batch.shortcut().isEmpty()
    beside.close()
    dialog.reset_all.click()
    assert other.shortcuts.is_default("mirror") and other.shortcuts.is_default("batch")


def test_keys_that_stand_twice_in_the_settings_are_dropped(settings, make_window):
    stored = {"mirror": "Ctrl+B", "batch": "Ctrl+B", "wipe": "F8", "show_panes": ""}
    for name, keys in stored.items():
        settings.shortcut(name).value = keys
    window = make_window()
    assert keys_of(window) == sorted(set(keys_of(window)))
    actions = window.shortcuts.actions
    owner = window.shortcuts.owner_of(QKeySequence("Ctrl+B"))
    (loser,) = {"mirror", "batch"} - {owner}
    assert settings.shortcut(loser).value is None and window.shortcuts.is_default(loser)
    assert actions["wipe"].shortcut() == QKeySequence("F8") and actions["side_by_side"].shortcut().isEmpty()
    assert actions["show_panes"].shortcut().isEmpty()


def test_commands_are_searched_by_name_and_by_keys(dialog):
    dialog.search.setText("wipe")
    assert [row.text(0) for row in dialog._rows() if not row.isHidden()] == ["Wipe"]
    dialog.search.setText("F8")
    assert [row.text(0) for row in dialog._rows() if not row.isHidden()] == ["Side by Side"]


def test_the_new_keys_work(window, dialog, qtbot):
    dialog.choose("mirror")
    dialog.edit.setKeySequence(QKeySequence("Ctrl+Alt+M"))
    dialog.assign.click()
    dialog.close()
    window.activateWindow()
    window.result.canvas.setFocus()
    qtbot.waitUntil(window.result.canvas.hasFocus)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window.result.canvas, Qt.Key.Key_M, modifiers)
    assert window.viewport.mirrored and window.view_actions.mirror.isChecked()
    for action, angle in ((window.view_actions.left, 345), (window.view_actions.right, 0)):
        action.trigger()
        assert window.viewport.angle == angle and window.viewport.mirrored
    window.view_actions.upright.trigger()
    assert not window.viewport.mirrored


def test_theme_and_language_are_ticked_in_all_windows(window, make_window):
    other = make_window()

    def ticked(which):
        menus = (which.preferences.theme, which.preferences.language)
        return [[action.text() for action in menu.actions() if action.isChecked()] for menu in menus]

    assert ticked(other) == [["As the System"], ["As the System"]]
    window.preferences.theme.actions()[2].trigger()
    other.preferences.language.actions()[1].trigger()
    assert ticked(window) == ticked(other) == [["Dark"], ["English"]]
    other.close()
    window.preferences.theme.actions()[0].trigger()
    window.preferences.language.actions()[0].trigger()
    assert ticked(other) == [["Dark"], ["English"]], "a closed window follows nobody"


def test_theme_and_language_are_chosen_and_kept(window, settings):
    _system, light, dark = window.preferences.theme.actions()
    light.trigger()
    assert settings.theme.value == "light" and theme.tokens() is theme.LIGHT
    assert QApplication.palette().color(QPalette.ColorRole.Window).name() == theme.LIGHT.window
    dark.trigger()
    assert theme.tokens() is theme.DARK
    assert QApplication.palette().color(QPalette.ColorRole.Window).name() == theme.DARK.window
    window.preferences.theme.actions()[0].trigger()
    assert settings.theme.value == ""
    window.preferences.language.actions()[2].trigger()
    assert settings.language.value == "ja"
    assert "opened again" in window.status.currentMessage()
