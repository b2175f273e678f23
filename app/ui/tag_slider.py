"""One tag: swatch, name, slider, number, and the small buttons that star, solo, mute and isolate it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.tag_names import is_color, label, spoken
from app.ui.drawn_once import drawing
from app.ui.elided_label import ElidedLabel
from app.ui.icons import icon
from app.ui.row_button import RowButton
from app.ui.slider import STEPS, Edit, Gestures, Number, Slider
from app.ui.swatch import SwatchButton
from app.ui.theme import GRID, tokens
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


class TagSlider(QWidget):
    """One tag's row. It shows what it is told by `set_state` and reports what the hand does.

    While neither hand nor focus is on it, it rests: `TagRows` paints it then from its state alone, all rows in one go.
    There are a hundred of them, of nine widgets each: to tell those, and to have each paint itself, takes five times
    as long. They follow when the hand comes, or when nothing else is to be done.

    Args:
        tag: the tag.
        whole_name: shows “red hair” and not “red”, where no heading says the rest.
    """

    moved = Signal(str, float, int)
    """Name, value 0..5, gesture."""
    reset = Signal(str, int)
    """Name, gesture."""
    only_this = Signal(str)
    """Name: its rivals go to 0."""
    tried = Signal(str)
    """Name: it goes where its colour shows."""
    muted = Signal(str, bool)
    soloed = Signal(str, bool)
    starred = Signal(str, bool)
    peeked = Signal(str, bool)
    """The hand rests on the swatch (False) or on "only this colour" (True): what would it do?"""
    peek_ended = Signal()

    def __init__(self, tag: Tag, parent: QWidget | None = None, whole_name: bool = False) -> None:
        super().__init__(parent)
        self.tag = tag
        self._gestures = Gestures()
        self._showing = False
        self._near = False
        self._picture: tuple[object, QPixmap] | None = None
        self._state = self._shown = RowState()
        spoken_name = spoken(tag.name)
        self.swatch = SwatchButton(tag)
        self.label = ElidedLabel()
        self.label.setText(spoken_name if whole_name else label(tag))
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.label.setFixedWidth(12 * GRID if whole_name else 10 * GRID)
        self.slider = Slider()
        self.number = Number()
        self.star_button = RowButton("star", self.tr("Favourite: also show it at the top"), checkable=True)
        self.solo_button = RowButton("target", self.tr("Solo: apply this change alone"), checkable=True)
        self.mute_button = RowButton("eye-slash", self.tr("Mute: keep this change without applying it"), checkable=True)
        self.only_button = RowButton("drop-half", self.tr("Only this colour: put the others of this group at 0"))
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
        self.only_button.setEnabled(is_color(tag))
        self.slider.setAccessibleName(spoken_name)
        self.number.setAccessibleName(self.tr("{tag}, as a number").format(tag=spoken_name))
        self.swatch.setAccessibleName(self.tr("Try {tag}").format(tag=spoken_name))
        self.star_button.setAccessibleName(self.tr("Favourite {tag}").format(tag=spoken_name))
        self.solo_button.setAccessibleName(self.tr("Solo {tag}").format(tag=spoken_name))
        self.mute_button.setAccessibleName(self.tr("Mute {tag}").format(tag=spoken_name))
        self.only_button.setAccessibleName(self.tr("Only {tag}").format(tag=spoken_name))
        self.label.setToolTip(tag.name)
        self._connect()
        self._show(self._shown)
        self.rest()

    def _connect(self) -> None:
        name = self.tag.name
        self.slider.sliderPressed.connect(self._gestures.begin)
        self.slider.sliderPressed.connect(self.rest)
        self.slider.sliderReleased.connect(self.rest)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.double_clicked.connect(lambda: self.reset.emit(name, self._gestures.current()))
        self.slider.cleared.connect(lambda: self.reset.emit(name, self._gestures.begin()))
        self.number.valueChanged.connect(self._on_number)
        self.swatch.clicked.connect(lambda: self.tried.emit(name))
        self.only_button.clicked.connect(lambda: self.only_this.emit(name))
        self.star_button.clicked.connect(lambda on: self.starred.emit(name, on))
        self.solo_button.clicked.connect(lambda on: self.soloed.emit(name, on))
        self.mute_button.clicked.connect(lambda on: self.muted.emit(name, on))
        for button, only in ((self.swatch, False), (self.only_button, True)):
            button.entered.connect(lambda only=only: self.peeked.emit(name, only))
            button.left.connect(self.peek_ended)

    def set_state(self, state: RowState) -> bool:
        """Shows a state. Emits nothing.

        Returns:
            Whether its widgets have it: those of a row that rests take it when they wake, or are told to `settle`.
        """
        if state != self._state:
            self._state = state
            if self.updatesEnabled():
                self.settle()
            else:
                self._repaint()
        return self._state == self._shown

    def settle(self) -> bool:
        """Lets its widgets have the state that it was last given; False where they do already."""
        if self._state == self._shown:
            return False
        self._shown = self._state
        self._show(self._shown)
        return True

    def _show(self, state: RowState) -> None:
        self._showing = True
        try:
            if not self.slider.isSliderDown() or round(state.value * STEPS) != self.slider.value():
                self.slider.setValue(round(state.value * STEPS))
            self.number.setValue(state.value)
        finally:
            self._showing = False
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

    def _on_slider(self, value: int) -> None:
        if not self._showing:
            gesture = self._gestures.of(self.slider)
            self.moved.emit(self.tag.name, value / STEPS, gesture)

    def _on_number(self, value: float) -> None:
        if not self._showing:
            self.moved.emit(self.tag.name, value, self._gestures.step())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._set_near(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_near(False)
        super().leaveEvent(event)

    def _set_near(self, near: bool) -> None:
        """The buttons stand out only where the hand is: columns of them would outshine the colours."""
        self._near = near
        for button in self.buttons:
            button.set_near(near)
        self.rest()

    def rest(self) -> None:
        """Lets others paint it, or paints itself again: called whenever hand, focus or state may say the other."""
        focus = self.focusWidget()
        awake = self._near or self.slider.isSliderDown() or bool(focus and focus.hasFocus())
        self.setUpdatesEnabled(awake)
        if awake:
            self.settle()
        else:
            self._repaint()

    def _repaint(self) -> None:
        """It looks another way, and others paint it."""
        self._picture = None
        if (rows := self.parentWidget()) is not None:
            rows.update(self.geometry())

    def draw(self, painter: QPainter, at: QPoint) -> None:
        """Draws the row as it rests, with its upper left corner at `at`."""
        look = (self.size(), self.slider.geometry(), tokens(), self.devicePixelRatioF())
        if self._picture is None or self._picture[0] != look:
            ground = QColor(tokens().window)
            self._picture = look, drawing(self.size(), self.devicePixelRatioF(), self._draw_parts, ground)
        painter.drawPixmap(at, self._picture[1])

    def _draw_parts(self, painter: QPainter) -> None:
        state, edit = self._state, self._state.edit
        self.swatch.draw(painter, self.swatch.pos())
        letters = self.label.letters_as(bold=edit is not Edit.NONE, struck=edit is Edit.RESTING)
        self.label.draw(painter, self.label.pos(), letters)
        self.slider.draw(painter, self.slider.pos(), round(state.value * STEPS), edit, state.reference)
        self.number.draw(painter, self.number.pos(), state.value, moved=edit is Edit.APPLIED)
        if self.isEnabled():
            shown = (self.star_button, state.starred), (self.solo_button, state.solo), (self.mute_button, state.muted)
            for button, on in shown:
                if on:
                    button.draw(painter, button.pos(), on=True)

    def changeEvent(self, event: QEvent) -> None:
        """Colours, font, whether it can be moved: it looks another way."""
        super().changeEvent(event)
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self.updatesEnabled():  # somebody takes a picture of a row that rests
            with QPainter(self) as painter:
                self.draw(painter, QPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.reset.emit(self.tag.name, self._gestures.begin())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """What a right click on the row offers."""
        menu, name, state = QMenu(self), self.tag.name, self._state
        back = menu.addAction(icon("arrow-counter-clockwise"), self.tr("Reset to the Reference"))
        back.setEnabled(state.moved)
        back.triggered.connect(lambda: self.reset.emit(name, self._gestures.begin()))
        only = menu.addAction(icon("drop-half"), self.tr("Only This Colour"))
        only.setEnabled(is_color(self.tag))
        only.triggered.connect(lambda: self.only_this.emit(name))
        menu.addSeparator()
        solo = menu.addAction(icon("target"), self.tr("End Solo") if state.solo else self.tr("Solo"))
        solo.setEnabled(state.moved)
        solo.triggered.connect(lambda: self.soloed.emit(name, not state.solo))
        mute = menu.addAction(icon("eye-slash"), self.tr("Unmute") if state.muted else self.tr("Mute"))
        mute.setEnabled(state.moved)
        mute.triggered.connect(lambda: self.muted.emit(name, not state.muted))
        menu.addSeparator()
        starred = self.tr("Remove from Favourites") if state.starred else self.tr("Add to Favourites")
        menu.addAction(icon("star"), starred).triggered.connect(lambda: self.starred.emit(name, not state.starred))
        return menu
