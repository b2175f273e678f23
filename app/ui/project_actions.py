"""What the File menu offers for projects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.actions import make_action


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProjectActions", text)


class ProjectActions:
    """Open, open again, save.

    Args:
        parent: owner of the actions, the main window.
        recent: gives the recent projects, newest first.
        open_recent: opens one of them.
    """

    def __init__(self, parent: QWidget, recent: Callable[[], list[Path]], open_recent: Callable[[Path], Any]) -> None:
        self._recent = recent
        self._open_recent = open_recent
        key = QKeySequence.StandardKey
        self.new_window = make_action(parent, _tr("New Window"), "app-window", key.New)
        self.open_project = make_action(parent, _tr("Open Project…"), "folder-open", "Ctrl+Alt+O")
        self.save_project = make_action(parent, _tr("Save Project"), "floppy-disk", key.Save)
        self.save_project_as = make_action(parent, _tr("Save Project As…"), None, "Ctrl+Shift+S")
        self.recent_menu = QMenu(_tr("Open Recent"), parent)
        self.fill_recent()

    def fill_menu(self, file: QMenu) -> None:
        """Puts them at the head of the File menu, saving behind what is opened."""
        before = file.actions()[0]
        file.insertActions(before, [self.new_window, self.open_project])
        file.insertMenu(before, self.recent_menu)
        file.aboutToShow.connect(self.fill_recent)
        file.insertSeparator(before)
        after = next(action for action in file.actions() if action.isSeparator() and action is not file.actions()[3])
        file.insertSeparator(after)
        file.insertActions(after, [self.save_project, self.save_project_as])

    def fill_recent(self) -> None:
        """Lists the recent projects; two of the same name show their folders."""
        self.recent_menu.clear()
        paths = self._recent()
        names = [path.name for path in paths]
        for path in paths:
            text = path.name if names.count(path.name) == 1 else f"{path.name} – {path.parent}"
            action = self.recent_menu.addAction(text.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self._open_recent(path))
        self.recent_menu.menuAction().setEnabled(bool(paths))
