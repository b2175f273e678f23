"""What a hand moves of a tag: swatch, name, slider, number, and the small buttons that star, solo, mute and isolate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.tag_names import is_color, label, spoken
from app.ui.elided_label import ElidedLabel
from app.ui.number import Number
from app.ui.row_button import RowButton
from app.ui.slider import STEPS, Edit, Slider
from app.ui.swatch import SwatchButton
from app.ui.theme import GRID
from engine.model_info import Tag


@dataclass(frozen=True)
class RowState:
    """What a row shows.

    Attributes:
        value: where the slider stands, 0..5.
        reference: what the reference shows, 0..1.
        moved: whether the value is the user's, and not the reference's.
        applied: whether the move is applied: it is neither muted nor silenced by another one's solo.
        muted, solo, starred: which of the buttons are on.
    """

    value: float = 0.0
    reference: float = 0.0
    moved: bool = False
    applied: bool = True
    muted: bool = False
    solo: bool = False
    starred: bool = False

    @property
    def edit(self) -> Edit:
        """Whose value it is."""
        return Edit.NONE if not self.moved else Edit.APPLIED if self.applied else Edit.RESTING


class TagControls(QWidget):
    """The widgets of a tag's row, which shows them only where a hand or the focus is.

    Args:
        tag: the tag.
        whole_name: shows “red hair” and not “red”, where no heading says the rest.
    """

    def __init__(self, tag: Tag, whole_name: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole_name = whole_name
        self.swatch = SwatchButton(tag)
        self.label = ElidedLabel()
        self.label.setText(self._text_of(tag))
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.label.setFixedWidth(12 * GRID if whole_name else 10 * GRID)
        self.label.setToolTip(tag.name)
        self.slider = Slider()
        self.number = Number()
        self.star_button = RowButton("star", self.tr("Favourite: also show it at the top"), checkable=True)
        self.solo_button = RowButton("target", self.tr("Solo: apply this change alone"), checkable=True)
        self.mute_button = RowButton("eye-slash", self.tr("Mute: keep this change without applying it"), checkable=True)
        self.only_button = RowButton("drop-half", self.tr("Only this colour: put the others of this group at 0"))
        self.only_button.setEnabled(is_color(tag))
        self.buttons = (self.star_button, self.solo_button, self.mute_button, self.only_button)
        self.stops = (self.slider, self.number, *self.buttons)
        """What Tab goes through."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.swatch)
        layout.addWidget(self.label)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.number)
        trail = QHBoxLayout()
        trail.setSpacing(0)
        for button in self.buttons:
            trail.addWidget(button)
        layout.addLayout(trail)
        self._name(spoken(tag.name))
        self.show_state(RowState())

    def _name(self, tag: str) -> None:
        self.slider.setAccessibleName(tag)
        self.number.setAccessibleName(self.tr("{tag}, as a number").format(tag=tag))
        self.swatch.setAccessibleName(self.tr("Try {tag}").format(tag=tag))
        self.star_button.setAccessibleName(self.tr("Favourite {tag}").format(tag=tag))
        self.solo_button.setAccessibleName(self.tr("Solo {tag}").format(tag=tag))
        self.mute_button.setAccessibleName(self.tr("Mute {tag}").format(tag=tag))
        self.only_button.setAccessibleName(self.tr("Only {tag}").format(tag=tag))

    def show_state(self, state: RowState) -> None:
        """Shows a state; slider and number say that they change."""
        if not self.slider.isSliderDown() or round(state.value * STEPS) != self.slider.value():
            self.slider.setValue(round(state.value * STEPS))
        self.number.setValue(state.value)
        edit = state.edit
        self.slider.show_edit(edit, state.reference)
        self.label.set_letters(bold=edit is not Edit.NONE, struck=edit is Edit.RESTING)
        self.number.set_moved(edit is Edit.APPLIED)
        self.slider.setToolTip(self.tr("The reference shows {value:.2f}").format(value=state.reference))
        self.star_button.setChecked(state.starred)
        self.solo_button.setChecked(state.solo)
        self.mute_button.setChecked(state.muted)
        self.solo_button.setEnabled(state.moved)
        self.mute_button.setEnabled(state.moved)

    def draw(self, painter: QPainter, tag: Tag, state: RowState) -> None:
        """Draws how they would look for any tag in any state, with no hand near, their upper left corner at 0, 0."""
        edit = state.edit
        self.swatch.draw(painter, self.swatch.pos(), tag)
        letters = self.label.letters_as(bold=edit is not Edit.NONE, struck=edit is Edit.RESTING)
        self.label.draw(painter, self.label.pos(), letters, self._text_of(tag))
        self.slider.draw(painter, self.slider.pos(), round(state.value * STEPS), edit, state.reference)
        self.number.draw(painter, self.number.pos(), state.value, moved=edit is Edit.APPLIED)
        if self.isEnabled():
            shown = (self.star_button, state.starred), (self.solo_button, state.solo), (self.mute_button, state.muted)
            for button, on in shown:
                if on:
                    button.draw(painter, button.pos(), on=True)

    def _text_of(self, tag: Tag) -> str:
        return spoken(tag.name) if self._whole_name else label(tag)
