"""Everything the menus and the tool bar offer: names, icons, shortcuts, and where they stand."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QDockWidget, QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.ticked_menu import TickedMenu

Shortcut = QKeySequence | QKeySequence.StandardKey | str | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


class Actions:
    """One `QAction` a thing that can be done; the main window connects them.

    Args:
        parent: owner of the actions, the main window.
        undo_stack: gives undo and redo, with the name of what they would undo.
    """

    def __init__(self, parent: QObject, undo_stack: QUndoStack) -> None:
        self._parent = parent
        key = QKeySequence.StandardKey
        make = self._make
        self.open_sketch = make(_tr("Open Sketch…"), "pencil-line", key.Open, _tr("Open a line drawing"))
        self.open_reference = make(
            _tr("Open Reference…"), "palette", "Ctrl+Shift+O", _tr("Open a picture whose colours to take")
        )
        self.open_model = make(_tr("Open Model…"), "cube", None, _tr("Choose the weights that colour"))
        self.save = make(_tr("Export Result…"), "export", "Ctrl+E", _tr("Write the coloured picture into a file"))
        self.save_colors = make(
            _tr("Export Colours Without Lines…"),
            "paint-bucket",
            "Ctrl+Alt+E",
            _tr("Write what lies under the lines into a file"),
        )
        self.batch = make(_tr("Batch…"), "stack", None, _tr("Colour a folder of sketches, or the pages of a CBZ"))
        self.close_window = make(_tr("Close Window"), "x", key.Close)
        self.quit = make(_tr("Quit"), "sign-out", QKeySequence("Ctrl+Q"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

        self.undo = undo_stack.createUndoAction(parent, _tr("Undo"))
        self.redo = undo_stack.createRedoAction(parent, _tr("Redo"))
        self.undo.setProperty("title", _tr("Undo"))  # their texts change with what they would undo
        self.redo.setProperty("title", _tr("Redo"))
        self.undo.setShortcuts(key.Undo)
        self.redo.setShortcuts(_keys(key.Redo, "Ctrl+Y"))
        self.undo.setIcon(icon("arrow-arc-left"))
        self.redo.setIcon(icon("arrow-arc-right"))
        self.copy = make(_tr("Copy Result"), "copy", key.Copy, _tr("Copy the coloured picture"))
        self.paste_sketch = make(
            _tr("Paste as Sketch"), "clipboard-text", key.Paste, _tr("Paste a line drawing from the clipboard")
        )
        self.paste_reference = make(
            _tr("Paste as Reference"), "clipboard", "Ctrl+Shift+V", _tr("Paste the clipboard's picture as reference")
        )
        self.swap = make(_tr("Swap Sketch and Reference"), "swap", "Ctrl+Shift+X")
        self.reset_tags = make(
            _tr("Reset All Tags"), "arrow-counter-clockwise", "Ctrl+R", _tr("Put every tag back to the reference")
        )
        self.search_tags = make(_tr("Search Tags"), "magnifying-glass", key.Find)

        self.zoom_in = make(_tr("Zoom In"), "magnifying-glass-plus", key.ZoomIn)
        self.zoom_in.setShortcuts(_keys(key.ZoomIn, "Ctrl+="))
        self.zoom_out = make(_tr("Zoom Out"), "magnifying-glass-minus", key.ZoomOut)
        self.fit = make(_tr("Fit to Pane"), "frame-corners", "Ctrl+0", _tr("Show the whole picture"))
        self.actual_size = make(
            _tr("100 %"), None, "Ctrl+1", _tr("One pixel of the picture on one pixel of the screen")
        )
        self.link_reference = make(
            _tr("Reference Follows Zoom"), None, None, _tr("Zoom and move the reference with the others")
        )
        self.link_reference.setCheckable(True)
        self.show_panes = make(_tr("Hide or Show All Panes"), "columns", "Tab", _tr("Leave the picture alone"))
        # Tab moves the focus everywhere else; over the picture it hides the panes, as paint programs have it.
        self.show_panes.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.full_screen = make(_tr("Full Screen"), None, key.FullScreen if sys.platform == "darwin" else "F11")
        self.full_screen.setCheckable(True)
        self.new_training = make(_tr("New Training…"), "graduation-cap", None, _tr("Let a model learn from pictures"))
        self.show_runs = make(_tr("Runs…"), "list-bullets", None, _tr("Watch and steer trainings"))
        self.show_models = make(_tr("Models…"), "cube", None, _tr("Choose, import and export models"))
        self.about = make(_tr("About Nurie"), "info", None)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def fill_menu_bar(self, bar: QMenuBar, docks: list[QDockWidget]) -> None:
        """Builds the menus."""
        self.file_menu = file = bar.addMenu(_tr("&File"))
        file.addActions([self.open_sketch, self.open_reference, self.open_model])
        file.addSeparator()
        file.addActions([self.save, self.save_colors, self.batch])
        file.addSeparator()
        file.addActions([self.close_window, self.quit])
        self.edit_menu = edit = bar.addMenu(_tr("&Edit"))
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        edit.addActions([self.copy, self.paste_sketch, self.paste_reference, self.swap])
        edit.addSeparator()
        edit.addActions([self.search_tags, self.reset_tags])
        self.view_menu = view = TickedMenu(_tr("&View"), bar)
        bar.addMenu(view)
        view.addActions([self.zoom_in, self.zoom_out, self.fit, self.actual_size, self.link_reference])
        view.addSeparator()
        view.addActions([dock.toggleViewAction() for dock in docks])
        view.addAction(self.show_panes)
        view.addSeparator()
        view.addAction(self.full_screen)
        bar.addMenu(_tr("&Train")).addActions([self.new_training, self.show_runs, self.show_models])
        self.help_menu = bar.addMenu(_tr("&Help"))
        self.help_menu.addAction(self.about)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Builds the tool bar: what begins and ends the work in words, the rest as icons."""
        self._add_worded(bar, self.open_sketch, _tr("Sketch"), self.paste_sketch)
        self._add_worded(bar, self.open_reference, _tr("Reference"), self.paste_reference)
        bar.addAction(self.swap)
        bar.addSeparator()
        bar.addActions([self.undo, self.redo, self.reset_tags])
        bar.addSeparator()
        bar.addActions([self.zoom_out, self.zoom_in, self.fit])
        self.actual_size.setIconText("1:1")
        bar.addAction(self.actual_size)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        self._add_worded(bar, self.copy, _tr("Copy"))
        self._add_worded(bar, self.save, _tr("Export"))

    def _add_worded(self, bar: QToolBar, action: QAction, text: str, other: QAction | None = None) -> None:
        """Adds a button with icon and word; `other` is offered by an arrow beside it."""
        action.setIconText(text)
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if other is not None:
            menu = QMenu(button)
            menu.addActions([action, other])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        bar.addWidget(button)

    def _make(self, text: str, glyph: str | None, shortcut: Shortcut, tip: str = "") -> QAction:
        return make_action(self._parent, text, glyph, shortcut, tip)


def _keys(standard: QKeySequence.StandardKey, other: str) -> list[QKeySequence]:
    """The system's keys and others, each once: keys that an action has twice are ambiguous, and do nothing."""
    return list(dict.fromkeys([*QKeySequence.keyBindings(standard), QKeySequence(other)]))


def make_action(parent: QObject, text: str, glyph: str | None, shortcut: Shortcut, tip: str = "") -> QAction:
    """An action with its icon and shortcut, both of which its tool tip tells."""
    action = QAction(text, parent)
    if glyph is not None:
        action.setIcon(icon(glyph))
    if shortcut is not None:
        action.setShortcuts(shortcut) if isinstance(shortcut, QKeySequence.StandardKey) else action.setShortcut(
            QKeySequence(shortcut)
        )
    action.setProperty("words", tip or text.rstrip("…"))
    tell_shortcut(action)
    return action


def title_of(action: QAction) -> str:
    """What an action is called in a list, without the marks of a menu."""
    return str(action.property("title") or action.text()).replace("&", "").rstrip("…")


def tell_shortcut(action: QAction) -> None:
    """Makes a tool tip of what an action does and the keys that do it."""
    words = action.property("words")
    if words is None:
        return  # undo and redo: their words change
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{words} ({keys})" if keys else words)
    action.setStatusTip("")
