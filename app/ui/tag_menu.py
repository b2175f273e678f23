"""What a right click on a tag's row offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from app.tag_names import is_color
from app.ui.icons import icon
from app.ui.tag_controls import RowState

if TYPE_CHECKING:
    from app.ui.tag_slider import TagSlider


def _tr(text: str) -> str:
    return QCoreApplication.translate("TagSlider", text)


def tag_menu(row: TagSlider, state: RowState, begin_gesture: Callable[[], int]) -> QMenu:
    """The menu of a row in a state; the row reports what is chosen."""
    menu, name = QMenu(row), row.tag.name
    back = menu.addAction(icon("arrow-counter-clockwise"), _tr("Reset to the Reference"))
    back.setEnabled(state.moved)
    back.triggered.connect(lambda: row.reset.emit(name, begin_gesture()))
    only = menu.addAction(icon("drop-half"), _tr("Only This Colour"))
    only.setEnabled(is_color(row.tag))
    only.triggered.connect(lambda: row.only_this.emit(name))
    menu.addSeparator()
    solo = menu.addAction(icon("target"), _tr("End Solo") if state.solo else _tr("Solo"))
    solo.setEnabled(state.moved)
    solo.triggered.connect(lambda: row.soloed.emit(name, not state.solo))
    mute = menu.addAction(icon("eye-slash"), _tr("Unmute") if state.muted else _tr("Mute"))
    mute.setEnabled(state.moved)
    mute.triggered.connect(lambda: row.muted.emit(name, not state.muted))
    menu.addSeparator()
    starred = _tr("Remove from Favourites") if state.starred else _tr("Add to Favourites")
    menu.addAction(icon("star"), starred).triggered.connect(lambda: row.starred.emit(name, not state.starred))
    return menu
