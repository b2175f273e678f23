"""The menus of what one chooses once: theme, language, keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from app.model.properties import Disconnect, Property, bind
from app.settings import Settings
from app.shortcuts import Shortcuts
from app.translation import LANGUAGES
from app.ui.icons import icon
from app.ui.shortcuts_dialog import ShortcutsDialog
from app.ui.theme import choose_scheme

SYSTEM = ""


class PreferenceMenus(QObject):
    """Theme and language in submenus, each the system's at first, and the dialog of shortcuts. What is chosen in one
    window is ticked in all."""

    noticed = Signal(str)
    """One short sentence about what was chosen."""

    def __init__(self, menu: QMenu, settings: Settings, shortcuts: Shortcuts) -> None:
        super().__init__(menu)
        self._settings = settings
        self._shortcuts = shortcuts
        bar = menu.parentWidget()
        self._window = bar.window() if bar is not None else None
        menu.addSeparator()
        self._bound: list[Disconnect] = []
        themes = {SYSTEM: self.tr("As the System"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        self.theme = self._submenu(menu, self.tr("Theme"), "palette", themes, settings.theme, self._choose_theme)
        languages = {SYSTEM: self.tr("As the System"), **LANGUAGES}
        self.language = self._submenu(
            menu, self.tr("Language"), "translate", languages, settings.language, self._choose_language
        )
        self.keys = menu.addAction(icon("keyboard"), self.tr("Keyboard Shortcuts…"))
        self.keys.triggered.connect(self._show_shortcuts)

    def close(self) -> None:
        """The window is closed: it follows the others no more."""
        while self._bound:
            self._bound.pop()()

    def _submenu(
        self,
        menu: QMenu,
        title: str,
        glyph: str,
        choices: dict[str, str],
        chosen: Property[str],
        choose: Callable[[str], None],
    ) -> QMenu:
        submenu = menu.addMenu(icon(glyph), title)
        group = QActionGroup(submenu)
        for key, words in choices.items():
            action = submenu.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(lambda _on, key=key: choose(key))
            group.addAction(action)
            self._bound.append(bind(chosen, lambda value, action=action, key=key: action.setChecked(value == key)))
        return submenu

    def _choose_theme(self, key: str) -> None:
        self._settings.theme.value = key
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        choose_scheme(app, key)

    def _choose_language(self, key: str) -> None:
        self._settings.language.value = key
        self.noticed.emit(self.tr("The language changes when Nurie is opened again"))

    def _show_shortcuts(self) -> None:
        dialog = ShortcutsDialog(self._shortcuts, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
