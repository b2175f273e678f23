"""How the pictures lie under the eyes: mirrored and turned, never changed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu

from app.ui.actions import make_action
from app.ui.viewport import Viewport

STEP = 15.0
"""Degrees of one turn."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ViewActions", text)


class ViewActions:
    """Mirrors and turns the shared view.

    Args:
        parent: owner of the actions, the main window.
        viewport: what is seen.
    """

    def __init__(self, parent: QObject, viewport: Viewport) -> None:
        self.mirror = make_action(parent, _tr("Mirror View"), None, "M", _tr("Swap left and right on the screen only"))
        self.mirror.setCheckable(True)
        self.left = make_action(parent, _tr("Turn View Left"), "arrow-counter-clockwise", "4")
        self.right = make_action(parent, _tr("Turn View Right"), "arrow-clockwise", "6")
        self.upright = make_action(parent, _tr("Upright View"), None, "5", _tr("Neither mirrored nor turned"))
        self.mirror.triggered.connect(lambda on: viewport.turn(on, viewport.angle))
        self.left.triggered.connect(lambda: viewport.turn(viewport.mirrored, viewport.angle - STEP))
        self.right.triggered.connect(lambda: viewport.turn(viewport.mirrored, viewport.angle + STEP))
        self.upright.triggered.connect(lambda: viewport.turn(False, 0.0))
        viewport.changed.connect(lambda: self.mirror.setChecked(viewport.mirrored))

    def fill_menu(self, menu: QMenu) -> None:
        """Adds the actions at the end of a menu."""
        menu.addSeparator()
        menu.addActions([self.mirror, self.left, self.right, self.upright])
