"""One tag's row in the panel."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from app.tag_names import spoken
from app.ui.drawn_once import drawing
from app.ui.handed_on import HandedOn
from app.ui.slider import HEIGHT, STEPS, Gestures
from app.ui.tag_controls import RowState, TagControls
from app.ui.tag_menu import tag_menu
from app.ui.theme import tokens
from engine.model_info import Tag

if TYPE_CHECKING:
    from app.ui.tag_rows import TagRows


class TagSlider(QWidget):
    """One tag's row. It shows what it is told by `set_state` and reports what the hand does.

    There may be hundreds, and each has nine widgets: to make them all, to lay them out, to tell and to paint them
    would keep the hand waiting. So they are made when the hand or the focus comes, and hidden when it has gone. A row
    without them rests: it stands in their place for Tab and the hand, and `TagRows` draws how they would look. A screen
    reader goes where no hand is: from the first move of the focus on in which one is there, no row rests.

    Args:
        tag: the tag.
        rows: what it stands in.
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
    entered = Signal(object)
    """The hand came to this row."""

    def __init__(self, tag: Tag, rows: TagRows, whole_name: bool = False) -> None:
        super().__init__(rows)
        self.tag = tag
        self.whole_name = whole_name
        self._gestures = Gestures()
        self._showing = self._near = self._peeking = False
        self._rests = True
        self._look: object = None
        self._picture: QPixmap | None = None
        self._state = self._shown = RowState()
        self._controls: TagControls | None = None
        self._press = HandedOn(self)
        self.setAccessibleName(spoken(tag.name))
        self.setFixedHeight(HEIGHT)
        self.take_tab(True)
        self.setUpdatesEnabled(False)
        self.look_around()

    @property
    def controls(self) -> TagControls:
        """What the hand moves. It is made by the first who asks for it."""
        if self._controls is None:
            self._controls = self._made()
        self._settle()
        return self._controls

    @property
    def is_made(self) -> bool:
        """Whether anybody asked for its controls."""
        return self._controls is not None

    @property
    def rests(self) -> bool:
        """Whether others draw it."""
        return self._rests

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through: itself while it rests."""
        return (self, *(self._controls.stops if self._controls else ()))

    def _made(self) -> TagControls:
        name = self.tag.name
        controls = TagControls(self.tag, self.whole_name, self)
        slider = controls.slider
        slider.sliderPressed.connect(self._gestures.begin)
        slider.sliderPressed.connect(self.look_around)
        slider.sliderReleased.connect(self.look_around)
        slider.valueChanged.connect(self._on_slider)
        slider.double_clicked.connect(lambda: self.reset.emit(name, self._gestures.current()))
        slider.cleared.connect(lambda: self.reset.emit(name, self._gestures.begin()))
        controls.number.valueChanged.connect(self._on_number)
        controls.swatch.clicked.connect(lambda: self.tried.emit(name))
        controls.only_button.clicked.connect(lambda: self.only_this.emit(name))
        controls.star_button.clicked.connect(lambda on: self.starred.emit(name, on))
        controls.solo_button.clicked.connect(lambda on: self.soloed.emit(name, on))
        controls.mute_button.clicked.connect(lambda on: self.muted.emit(name, on))
        for button, only in ((controls.swatch, False), (controls.only_button, True)):
            button.entered.connect(lambda only=only: self._peek(only))
            button.left.connect(self._end_peek)
        controls.setGeometry(self.rect())
        for before, after in pairwise((self, *controls.stops)):
            QWidget.setTabOrder(before, after)
        return controls

    def _peek(self, only: bool) -> None:
        self._peeking = True
        self.peeked.emit(self.tag.name, only)

    def _end_peek(self) -> None:
        if self._peeking:
            self._peeking = False
            self.peek_ended.emit()

    def set_state(self, state: RowState) -> None:
        """Shows a state. Emits nothing."""
        if state != self._state:
            self._state = state
            if self._rests:
                self._redraw()
            else:
                self._settle()

    def _settle(self) -> None:
        """Lets the controls have what the row was last given."""
        if self._controls is not None and self._state != self._shown:
            self._shown = self._state
            self._showing = True
            try:
                self._controls.show_state(self._state)
            finally:
                self._showing = False

    def _on_slider(self, value: int) -> None:
        if not self._showing:
            gesture = self._gestures.of(self.controls.slider)
            self.moved.emit(self.tag.name, value / STEPS, gesture)

    def _on_number(self, value: float) -> None:
        if not self._showing:
            self.moved.emit(self.tag.name, value, self._gestures.step())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._come_near()
        super().enterEvent(event)

    def _come_near(self) -> None:
        self._near = True
        self.look_around()
        self.entered.emit(self)

    def leaveEvent(self, event: QEvent) -> None:
        self.leave()
        super().leaveEvent(event)

    def leave(self) -> None:
        """The hand has gone. Not all platforms say so when it goes from one window to another."""
        self._near = False
        self.look_around()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.look_around()
        stops = [stop for stop in self.controls.stops if stop.isEnabled()]
        stops[-1 if event.reason() is Qt.FocusReason.BacktabFocusReason else 0].setFocus(event.reason())

    def look_around(self) -> None:
        """Rests or wakes: called whenever hand, focus or a screen reader may have come or gone."""
        focus = self.window().focusWidget()  # also while the window is not the active one: there it comes back to
        has_focus = focus is self or (focus is not None and self.isAncestorOf(focus))
        held = self._controls is not None and self._controls.slider.isSliderDown()
        awake = self._near or held or has_focus or QAccessible.isActive()
        if awake:
            for button in self.controls.buttons:
                button.set_near(self._near)  # columns of buttons would outshine the colours
        if awake == self._rests:
            self._rests = not awake
            self.setUpdatesEnabled(awake)
            self.take_tab(self._rests)
            controls = self.controls
            if awake:
                controls.setGeometry(self.rect())
            else:
                self._end_peek()
            # What comes up under the hand is entered by its next move, and left by the one after it: Qt would have it
            # entered at once, and then forget that it was.
            controls.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            controls.setVisible(awake)
            controls.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
            self._redraw()

    def take_tab(self, takes: bool) -> None:
        """Whether Tab comes to the row itself: that is so while it rests."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if takes else Qt.FocusPolicy.NoFocus)

    def _redraw(self) -> None:
        self._look = None
        if (rows := self.parentWidget()) is not None:
            rows.update(self.geometry())

    @property
    def is_drawn(self) -> bool:
        """Whether there is a drawing of it in its size, if only of how it looked before."""
        return self._picture is not None and self._picture.deviceIndependentSize().toSize() == self.size()

    def draw(self, painter: QPainter, at: QPoint, controls: TagControls) -> bool:
        """Draws the row as it rests.

        Args:
            at: where its upper left corner is.
            controls: those of any tag, laid out in its size.

        Returns:
            Whether it had to be drawn anew.
        """
        look = (self.size(), controls.slider.geometry(), tokens(), self.devicePixelRatioF())
        anew = look != self._look
        if anew:
            draw = partial(controls.draw, tag=self.tag, state=self._state)
            self._picture = drawing(self.size(), self.devicePixelRatioF(), draw, QColor(tokens().window))
            self._look = look
        self.draw_as_before(painter, at)
        return anew

    def draw_as_before(self, painter: QPainter, at: QPoint) -> None:
        """Draws it as it looked when it was last drawn."""
        if self._picture is not None:
            painter.drawPixmap(at, self._picture)

    def changeEvent(self, event: QEvent) -> None:
        """Colours, font, whether it can be moved: it looks another way."""
        super().changeEvent(event)
        self._look = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._rests:
            self.controls.resize(event.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._rests:  # somebody takes a picture of it
            with QPainter(self) as painter:
                cast("TagRows", self.parentWidget()).draw_row(painter, self, QPoint())

    # A press that comes without a movement before it finds the row at rest, where rows have moved under the hand: by a
    # turn of the wheel, or as another one became a favourite. It wakes, and hands the press on.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._press.is_on_its_way:  # what nobody takes comes back
            self._come_near()
            # As the first one here, be it the second of a hurry.
            self._press.begin(event, self.controls.childAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._press.go_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press.end(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._rests:
            self.mousePressEvent(event)
        elif not self._press.is_on_its_way:
            self.reset.emit(self.tag.name, self._gestures.begin())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """What a right click on the row offers."""
        return tag_menu(self, self._state, self._gestures.begin)
