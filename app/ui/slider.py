"""The slider of a tag, and how its steps become gestures."""

from __future__ import annotations

import enum
import itertools
import time
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from app.ui.drawn_once import KEPT, drawing
from app.ui.theme import GRID, Tokens, tokens
from engine.requests import TAG_MAX, TAG_MIN

STEPS = 100
"""Slider steps a unit."""
PAUSE_S = 1.0
"""Key presses that follow each other faster than this are one gesture."""
HEIGHT = 3 * GRID
"""Of a slider, which is the highest in its row."""
_gestures = itertools.count(1)


class Gestures:
    """Numbers the gestures of one row: a drag is one, and so is a run of key presses."""

    def __init__(self) -> None:
        self._number = next(_gestures)
        self._last = 0.0

    def begin(self) -> int:
        """A new gesture starts now."""
        self._number = next(_gestures)
        return self.current()

    def current(self) -> int:
        """The running gesture, kept alive."""
        self._last = time.monotonic()
        return self._number

    def step(self) -> int:
        """The gesture of a key press or wheel step: the running one, or a new one after a pause."""
        return self.begin() if time.monotonic() - self._last > PAUSE_S else self.current()

    def of(self, slider: QSlider) -> int:
        """The gesture that a slider's new value belongs to: the drag while it is held, else a step."""
        return self.current() if slider.isSliderDown() else self.step()


class Edit(enum.Enum):
    """Whose value it is that a row shows."""

    NONE = 0  # the reference's
    RESTING = 1  # the user's, which is not applied
    APPLIED = 2  # the user's


class Slider(QSlider):
    """A quiet horizontal slider that jumps to where it is pressed and shows the reference's value as a tick."""

    double_clicked = Signal()
    cleared = Signal()
    """Delete or Backspace was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(round(TAG_MIN * STEPS), round(TAG_MAX * STEPS))
        self.setSingleStep(STEPS // 10)
        self.setPageStep(STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT)
        self.reference = 0.0
        self.edit = Edit.NONE

    def show_edit(self, edit: Edit, reference: float) -> None:
        """Shows whether the value is the user's and applied, and what the reference shows (0..1)."""
        if (edit, reference) != (self.edit, self.reference):
            self.edit, self.reference = edit, reference
            self.update()

    def position_of(self, value: float) -> float:
        """The x of a slider value, in the widget's coordinates."""
        span = max(1, self.width() - 2 * GRID)
        return GRID + span * (value - self.minimum()) / (self.maximum() - self.minimum())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            if self.isSliderDown() or self.hasFocus():  # it moves: what is drawn now is not seen twice
                x, tick = self.position_of(self.sliderPosition()), self.position_of(self.reference * STEPS)
                _draw(painter, self.width(), x, tick, _Look(self.edit, self.isEnabled(), True, tokens()))
            else:
                self.draw(painter, QPoint(), self.sliderPosition(), self.edit, self.reference)

    def draw(self, painter: QPainter, at: QPoint, position: int, edit: Edit, reference: float) -> None:
        """Draws it as it stands at that position while it is not held, with its upper left corner at `at`."""
        # To a quarter of a pixel: most stand near 0, so that a column of them is a few drawings.
        x, tick = self.position_of(position), self.position_of(reference * STEPS) if edit is not Edit.NONE else 0.0
        x, tick = round(4 * x) / 4, round(4 * tick) / 4
        look = _Look(edit, self.isEnabled(), False, tokens())
        painter.drawPixmap(at, _drawn(self.width(), x, tick, look, self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := fine_step(event):
            self.setValue(self.value() + step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self._follow(event)
            self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the panel; a value is never changed in passing

    def _follow(self, event: QMouseEvent) -> None:
        share = (event.position().x() - GRID) / max(1, self.width() - 2 * GRID)
        value = self.minimum() + share * (self.maximum() - self.minimum())
        self.setSliderPosition(min(max(round(value), self.minimum()), self.maximum()))


class _Look(NamedTuple):
    """How a slider is drawn.

    Attributes:
        edit: whose value it shows.
        enabled, held: whether it can be moved, and whether it has the hand or the focus.
        colors: those of the theme.
    """

    edit: Edit
    enabled: bool
    held: bool
    colors: Tokens


@lru_cache(KEPT)
def _drawn(width: int, x: float, tick: float, look: _Look, ratio: float) -> QPixmap:
    return drawing(QSize(width, HEIGHT), ratio, lambda painter: _draw(painter, width, x, tick, look))


def _draw(painter: QPainter, width: int, x: float, tick: float, look: _Look) -> None:
    """Draws a slider that stands at `x`; `tick` is where the reference's value stands."""
    colors, middle = look.colors, HEIGHT / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.groove))
    painter.drawRoundedRect(QRectF(GRID, middle - 1.5, width - 2 * GRID, 3), 1.5, 1.5)
    active = QColor(colors.accent if look.edit is Edit.APPLIED else colors.dim)
    if not look.enabled:
        active.setAlphaF(0.4)
    painter.setBrush(active)
    painter.drawRoundedRect(QRectF(GRID, middle - 1.5, max(0.0, x - GRID), 3), 1.5, 1.5)
    if look.edit is not Edit.NONE:
        painter.setBrush(QColor(colors.dim))
        painter.drawRoundedRect(QRectF(tick - 1, middle - 5, 2, 10), 1, 1)
    if look.held:
        halo = QColor(colors.accent)
        halo.setAlphaF(0.3)
        painter.setBrush(halo)
        painter.drawEllipse(QPointF(x, middle), 9, 9)
    painter.setBrush(active)
    painter.drawEllipse(QPointF(x, middle), 5.5, 5.5)
    if look.edit is Edit.RESTING:
        painter.setBrush(QColor(colors.window))  # hollow: kept, not applied
        painter.drawEllipse(QPointF(x, middle), 3.5, 3.5)


def fine_step(event: QKeyEvent) -> int:
    """The slider steps of an arrow key with Shift, for the last digit; 0 for any other key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.ShiftModifier:
        return 0
    ups, downs = (Qt.Key.Key_Right, Qt.Key.Key_Up), (Qt.Key.Key_Left, Qt.Key.Key_Down)
    return STEPS // 100 * ((event.key() in ups) - (event.key() in downs))
