"""How the pictures lie under the eyes: mirrored and turned, never changed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu

from app.ui.actions import make_action
from app.ui.picture_view import PictureView

STEP = 15.0
"""Degrees of one turn."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ViewActions", text)


class ViewActions:
    """Mirrors and turns the shared view.

    Args:
        parent: owner of the actions, the main window.
        view: the pane by which the view is turned: its picture keeps its scale.
    """

    def __init__(self, parent: QObject, view: PictureView) -> None:
        viewport = view.viewport
        self.mirror = make_action(parent, _tr("Mirror View"), None, "M", _tr("Swap left and right on the screen only"))
        self.mirror.setCheckable(True)
        self.left = make_action(parent, _tr("Turn View Left"), "arrow-counter-clockwise", "4")
        self.right = make_action(parent, _tr("Turn View Right"), "arrow-clockwise", "6")
        self.upright = make_action(parent, _tr("Upright View"), None, "5", _tr("Neither mirrored nor turned"))
        # Left and right of the screen change places, not those of the paper, which may be turned.
        self.mirror.triggered.connect(lambda on: view.turn_to(on, -viewport.angle))
        self.left.triggered.connect(lambda: view.turn_to(viewport.mirrored, viewport.angle - STEP))
        self.right.triggered.connect(lambda: view.turn_to(viewport.mirrored, viewport.angle + STEP))
        self.upright.triggered.connect(lambda: view.turn_to(False, 0.0))
        viewport.changed.connect(lambda: self.mirror.setChecked(viewport.mirrored))

    def fill_menu(self, menu: QMenu) -> None:
        """Adds the actions at the end of a menu."""
        menu.addSeparator()
        menu.addActions([self.mirror, self.left, self.right, self.upright])
