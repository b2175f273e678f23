"""The tools as actions: names, icons, keys; and the slim strip they stand in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QVBoxLayout, QWidget

from app.hints.tools import HintTools, Tool
from app.ui.actions import make_action
from app.ui.theme import GRID, ICON


def _tr(text: str) -> str:
    return QCoreApplication.translate("HintActions", text)


class HintActions:
    """One action a tool, of which one is chosen; and what has no tool.

    Args:
        parent: owner of the actions, the main window, in which their keys work.
        tools: what they choose.
    """

    def __init__(self, parent: QWidget, tools: HintTools) -> None:
        self._tools = tools
        self.hand = make_action(parent, _tr("Hand"), "hand", "V", _tr("Hand: move the picture; zoom with the wheel"))
        self.brush = make_action(
            parent, _tr("Brush"), "paint-brush", "B", _tr("Brush: paint hints over the colours, under your lines")
        )
        self.eraser = make_action(parent, _tr("Eraser"), "eraser", "E", _tr("Eraser: take hints away"))
        self.fill = make_action(
            parent, _tr("Fill"), "paint-bucket", "G", _tr("Fill what the lines enclose; small gaps are closed")
        )
        self.pick = make_action(
            parent, _tr("Eyedropper"), "eyedropper", "I", _tr("Take a colour from the result or the reference")
        )
        self.tools = {
            Tool.HAND: self.hand,
            Tool.BRUSH: self.brush,
            Tool.ERASER: self.eraser,
            Tool.FILL: self.fill,
            Tool.PICK: self.pick,
        }
        group = QActionGroup(parent)
        for tool, action in self.tools.items():
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, tool=tool: setattr(tools, "tool", tool))
            group.addAction(action)
        self.smaller = make_action(parent, _tr("Smaller Brush"), None, "[")
        self.smaller.triggered.connect(lambda: tools.resize(-1))
        self.larger = make_action(parent, _tr("Larger Brush"), None, "]")
        self.larger.triggered.connect(lambda: tools.resize(1))
        self.clear = make_action(parent, _tr("Clear Hints"), "trash", None)
        tools.changed.connect(self._check)
        self._check()

    def fill_menu(self, edit: QMenu) -> None:
        """Puts the tools into a menu of their own at the end of the Edit menu."""
        edit.addSeparator()
        menu = edit.addMenu(_tr("Hints"))
        menu.addActions(list(self.tools.values()))
        menu.addSeparator()
        menu.addActions([self.smaller, self.larger])
        menu.addSeparator()
        menu.addAction(self.clear)

    def _check(self) -> None:
        self.tools[self._tools.tool].setChecked(True)


class ToolStrip(QFrame):
    """The tools, one under the other, beside the picture."""

    def __init__(self, actions: HintActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        self.setAccessibleName(_tr("Hint tools"))
        self.setFixedWidth(5 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        self.buttons: dict[Tool, QToolButton] = {}
        for tool, action in actions.tools.items():
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(ICON, ICON))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFixedSize(4 * GRID, 4 * GRID)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text())
            self.buttons[tool] = button
            layout.addWidget(button)
        layout.addStretch()
