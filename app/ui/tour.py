"""A minute's tour of the window: a callout beside each of a few real controls, which work meanwhile.

Nothing is covered that one might want to try: the callout stands beside what it tells of, and the ring around that
lets every click through.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.own_keys import keeps_key
from app.ui.theme import GRID, RADIUS, tokens

WIDTH = 40 * GRID
GAP = 2 * GRID
_MARGIN = 4
"""Between what is pointed at and the ring around it."""
_RING = 2
"""How wide the ring is."""


@dataclass(frozen=True)
class Step:
    """A stop of the tour.

    Attributes:
        title: what it is about, in a word or two.
        text: a few plain sentences.
        target: the control; where it is not to be seen, the callout stands in the window's middle.
    """

    title: str
    text: str
    target: Callable[[], QWidget | None]


class Spotlight(QWidget):
    """Dims the window but for one place, and lets every click through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place = QRect()
        self.hide()

    @property
    def place(self) -> QRect:
        """What is pointed at, in the window's coordinates; null for nothing."""
        return self._place

    def point_at(self, place: QRect) -> None:
        """Points at another place. What stays dim, and what stays as it is, is not painted anew: with all that lies
        under it that is the whole window."""
        before, self._place = self._place, place
        outer = [QRegion(rect.adjusted(-_RING, -_RING, _RING, _RING)) for rect in (before, place) if not rect.isNull()]
        inner = [QRegion(rect.adjusted(RADIUS, RADIUS, -RADIUS, -RADIUS)) for rect in (before, place)]
        self.update(sum(outer, QRegion()).subtracted(inner[0].intersected(inner[1])))

    def paintEvent(self, event: QPaintEvent) -> None:
        around = self._place.adjusted(-_RING, -_RING, _RING, _RING)
        dim = QColor(0, 0, 0, 90)
        with QPainter(self) as painter:
            painter.setClipRegion(event.region().subtracted(QRegion(around)))
            painter.fillRect(self.rect(), dim)
            painter.setClipping(False)
            if self._place.isNull():
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame, ring = QPainterPath(), QPainterPath()
            frame.addRect(QRectF(around))
            ring.addRoundedRect(QRectF(self._place), RADIUS, RADIUS)
            painter.fillPath(frame.subtracted(ring), dim)
            painter.strokePath(ring, QPen(QColor(tokens().accent), _RING))


class Callout(QFrame):
    """What is said at one stop, and the buttons."""

    key_pressed = Signal(int)
    """Escape, or an arrow to the left or the right."""
    _KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("callout")
        self.setFixedWidth(WIDTH)
        self.title = QLabel()
        self.title.setObjectName("heading")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel()
        self.count.setObjectName("detail")
        self.skip = QPushButton(self.tr("Skip"))
        self.back = QPushButton(self.tr("Back"))
        self.next = QPushButton()
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.count)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.skip)
        buttons.addStretch()
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.text)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
        self.hide()

    def say(self, step: Step, number: int, count: int) -> None:
        """Shows a stop, and tells it to screen readers."""
        self.title.setText(step.title)
        self.text.setText(step.text)
        self.count.setText(self.tr("{number} of {count}").format(number=number, count=count))
        self.back.setEnabled(number > 1)
        self.next.setText(self.tr("Next") if number < count else self.tr("Begin"))
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.text)
        self.ensurePolished()  # the border is the style's, and takes its room
        self.resize(WIDTH, self.heightForWidth(WIDTH))

    def event(self, event: QEvent) -> bool:
        return keeps_key(event, self._KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in self._KEYS:
            self.key_pressed.emit(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()  # outside of a dialog buttons know the space bar alone
        else:
            super().keyPressEvent(event)


class Tour(QObject):
    """Goes through some stops. GUI thread only.

    Args:
        window: over which it stands.
        steps: where it goes.
    """

    ended = Signal()

    def __init__(self, window: QWidget, steps: list[Step]) -> None:
        super().__init__(window)
        self._window = window
        self._steps = steps
        self._at = 0
        self._focus_before: QWidget | None = None
        self.spotlight = Spotlight(window)
        self.callout = Callout(window)
        self.callout.skip.clicked.connect(self.leave)
        self.callout.back.clicked.connect(lambda: self.go(self._at - 1))
        self.callout.next.clicked.connect(lambda: self.go(self._at + 1))
        self.callout.key_pressed.connect(self._on_key)
        # Panes move and come and go while the tour stands still.
        self._follow = QTimer(self, interval=100)
        self._follow.timeout.connect(self._place)

    @property
    def is_running(self) -> bool:
        return not self.callout.isHidden()

    @property
    def step(self) -> Step:
        """Where the tour stands."""
        return self._steps[self._at]

    def start(self) -> None:
        """Begins at the first stop."""
        self._focus_before = self._window.focusWidget()
        self.go(0)
        self._follow.start()
        self._window.installEventFilter(self)

    def leave(self) -> None:
        """Ends the tour."""
        if self.is_running:
            self._follow.stop()
            self._window.removeEventFilter(self)  # each event of a window goes through it
            self.spotlight.hide()
            self.callout.hide()
            before = self._focus_before
            (before if before is not None and isValid(before) else self._window).setFocus()
            self.ended.emit()

    def go(self, number: int) -> None:
        """Goes to a stop; behind the last one the tour ends."""
        if number >= len(self._steps):
            self.leave()
            return
        self._at = max(0, number)
        self.callout.say(self.step, self._at + 1, len(self._steps))
        self._place()
        for widget in (self.spotlight, self.callout):
            if widget.isHidden():  # what is raised is painted anew, and all that lies under it
                widget.show()
                widget.raise_()
        self.callout.next.setFocus()
        QAccessible.updateAccessibility(QAccessibleEvent(self.callout, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _on_key(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self.leave()
        else:
            self.go(self._at + (1 if key == Qt.Key.Key_Right else -1))

    def _place(self) -> None:
        """Puts ring and callout to where the control is now."""
        target = self.step.target()
        place = QRect()
        if target is not None and target.isVisible() and target.window() is self._window:
            corner = target.mapTo(self._window, QPoint(0, 0))
            place = QRect(corner, target.size()).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
            place &= self._window.rect().adjusted(1, 1, -1, -1)
        self.spotlight.setGeometry(self._window.rect())
        if place != self.spotlight.place:
            self.spotlight.point_at(place)
        self.callout.move(beside(place, self.callout.size(), self._window.rect()))


def beside(place: QRect, size: QSize, room: QRect) -> QPoint:
    """Where a callout of that size stands: on the side of `place` with most room, wholly within `room`."""
    width, height = size.width(), size.height()
    if place.isNull():
        return QPoint((room.width() - width) // 2, (room.height() - height) // 2)
    sides = {
        "right": room.right() - place.right() - width,
        "left": place.left() - width,
        "below": room.bottom() - place.bottom() - height,
        "above": place.top() - height,
    }
    side = max(sides, key=lambda name: sides[name])
    x = {"right": place.right() + GAP, "left": place.left() - GAP - width}.get(side, place.center().x() - width // 2)
    y = {"below": place.bottom() + GAP, "above": place.top() - GAP - height}.get(side, place.top())
    return QPoint(
        min(max(x, room.left() + GAP), room.right() - width - GAP),
        min(max(y, room.top() + GAP), room.bottom() - height - GAP),
    )
