"""What can be done to compare: actions, their menu, and their place in the result's header."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.comparing import Before
from app.ui.actions import make_action
from app.ui.icons import icon


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareActions", text)


class CompareActions:
    """One `QAction` a thing that can be done; `CompareBinding` connects them.

    Args:
        parent: owner of the actions, the main window.
    """

    def __init__(self, parent: QObject) -> None:
        self.wipe = make_action(
            parent, _tr("Wipe"), "square-half", "F7", _tr("Compare in one pane, with a divider to drag")
        )
        self.side_by_side = make_action(
            parent, _tr("Side by Side"), "columns", "F8", _tr("Compare in two panes that move together")
        )
        for action in (self.wipe, self.side_by_side):
            action.setCheckable(True)
        self.hold = make_action(
            parent, _tr("See Before"), "clock-counter-clockwise", "\\", _tr("See what was before while this is held")
        )
        self.hold.setAutoRepeat(False)
        self.before = {
            Before.REFERENCE: make_action(parent, _tr("Compare with the Reference Alone"), None, None),
            Before.SKETCH: make_action(parent, _tr("Compare with the Sketch"), None, None),
            Before.A: make_action(parent, _tr("Compare with A"), None, None),
            Before.B: make_action(parent, _tr("Compare with B"), None, None),
        }
        group = QActionGroup(parent)
        for action in self.before.values():
            action.setCheckable(True)
            group.addAction(action)
        self.store_a = make_action(parent, _tr("Store as A"), None, "Ctrl+7", _tr("Keep the present settings as A"))
        self.store_b = make_action(parent, _tr("Store as B"), None, "Ctrl+8", _tr("Keep the present settings as B"))
        self.flip = make_action(
            parent, _tr("Flip between A and B"), "swap", "Ctrl+9", _tr("Go to the settings of the other snapshot")
        )
        self.variants = make_action(
            parent, _tr("Variants…"), "grid-four", "Ctrl+G", _tr("See the sketch in many colourings at once")
        )

    def make_menu(self, title: str, parent: QWidget) -> QMenu:
        """The menu of the menu bar."""
        menu = QMenu(title, parent)
        menu.addActions([self.wipe, self.side_by_side, self.hold])
        menu.addSeparator()
        menu.addActions(list(self.before.values()))
        menu.addSeparator()
        menu.addActions([self.store_a, self.store_b, self.flip])
        menu.addSeparator()
        menu.addAction(self.variants)
        return menu


class CompareBar(QWidget):
    """The buttons in the result's header. `hold` acts while it is pressed."""

    def __init__(self, actions: CompareActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.hold = self._button(None)
        self.hold.setIcon(icon("clock-counter-clockwise"))
        self.hold.setToolTip(actions.hold.toolTip())
        self.hold.setAccessibleName(actions.hold.text())
        self.with_ = self._button(None)
        self.with_.setIcon(icon("caret-down"))
        self.with_.setToolTip(self.tr("What the result is compared with"))
        self.with_.setAccessibleName(self.with_.toolTip())
        menu = QMenu(self.with_)
        menu.addActions([*actions.before.values()])
        menu.addSeparator()
        menu.addActions([actions.store_a, actions.store_b, actions.flip])
        self.with_.setMenu(menu)
        self.with_.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in (self.hold, self._button(actions.wipe), self._button(actions.side_by_side), self.with_):
            layout.addWidget(button)

    @staticmethod
    def _button(action: QAction | None) -> QToolButton:
        button = QToolButton()
        button.setObjectName("header")
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action is not None:
            button.setDefaultAction(action)
        return button
