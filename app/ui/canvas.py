"""A picture in a pane: drawn smoothly at any zoom, moved by wheel, drag, fingers and keys."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.qimage import Pyramid
from app.ui.canvas_drawing import SeenAgain, draw_badge, draw_seen
from app.ui.picture_view import PictureView
from app.ui.theme import GRID, tokens
from app.ui.touch import Fingers, is_on_screen
from app.ui.viewport import Viewport

STEP = 1.25
STALE_DELAY_MS = 250
"""A result that is renewed faster than this never looks stale: flicker would say less than the picture."""
_STALE_VEIL = 0.55
REST_MS = 120
"""A pane that was not resized for so long is at rest."""
_QUICK_FROM = 500_000
"""Device pixels of a pane from which on it is drawn quickly while it is resized: smoothly, a million takes 10 ms."""
_GRABS = Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton


class Canvas(PictureView):
    """Shows one picture.

    Args:
        viewport, leads: see `PictureView`.
    """

    def __init__(self, viewport: Viewport, leads: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(viewport, leads, parent)
        self._pyramid: Pyramid | None = None
        self._lines: Pyramid | None = None
        self._before: Pyramid | None = None
        self._split = 0.0
        self._again, self._before_again = SeenAgain(), SeenAgain()
        self._badge = ""
        self._stale = False
        self._grab: QPointF | None = None
        self._fingers = Fingers()
        self._hand: Qt.CursorShape | None = None
        self.overlays: list[Callable[[QPainter, QRectF], None]] = []
        """Each draws over the picture, in the coordinates of `target`, which is given to it."""
        self._veil = 0.0
        self._fade = QVariantAnimation(self, duration=150)
        self._fade.valueChanged.connect(self._set_veil)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.update)
        self._stale_delay = QTimer(self, singleShot=True, interval=STALE_DELAY_MS)
        self._stale_delay.timeout.connect(lambda: self._fade_to(_STALE_VEIL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if sys.platform != "darwin":  # there the touch pad's pinch comes as a native gesture
            self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    @property
    def has_picture(self) -> bool:
        return self._pyramid is not None

    @property
    def is_stale(self) -> bool:
        """Whether the picture is marked as out of date."""
        return self._stale

    @property
    def badge(self) -> str:
        """The word in the corner, empty when there is none."""
        return self._badge

    @property
    def veil(self) -> float:
        """How far the picture has faded into the grey around it, 0..1."""
        return self._veil

    def set_picture(self, pyramid: Pyramid | None, nominal: QSize | None = None, lines: Pyramid | None = None) -> None:
        """Shows another picture, in the place and size of one of `nominal` pixels.

        Args:
            pyramid: the picture, or None for an empty pane.
            nominal: the size it stands for; its own unless given.
            lines: a drawing to multiply over it: a small preview keeps crisp lines so.
        """
        if pyramid is not self._pyramid or lines is not self._lines:
            self._again.forget()
        self._pyramid, self._lines = pyramid, lines
        if self._stale_delay.isActive():
            self._stale_delay.start()  # what was just renewed is not stale yet
        self.set_nominal((nominal or pyramid.size) if pyramid else QSize())

    def set_before(self, before: Pyramid | None, split: float) -> None:
        """Lays another picture over the left part of the pane, in the place and size of the one that is shown.

        Args:
            before: the other picture, None for none.
            split: where it ends, as a share of the pane's width.
        """
        if before is not self._before:
            self._before_again.forget()
        self._before, self._split = before, split
        self.update()

    def before_at(self, x: float) -> Pyramid | None:
        """The other picture, where it is what is seen at that x of the pane."""
        return self._before if x < self._split * self.width() else None

    def set_hand(self, shape: Qt.CursorShape | None) -> None:
        """The pointer over the picture while nothing is dragged, None for the window's own."""
        self._hand = shape
        self._show_hand()

    def _show_hand(self) -> None:
        shape = self._hand if self._grab is None else Qt.CursorShape.ClosedHandCursor
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)

    def set_badge(self, text: str, stale: bool) -> None:
        """Marks the picture with a word in its corner; a `stale` one also pales, after a moment."""
        if text != self._badge:
            self._badge = text
            self.update()  # not otherwise: each step of a slider says it anew, while the networks want the processor
        if stale != self._stale:
            self._stale = stale
            if stale:
                self._stale_delay.start()
            else:
                self._stale_delay.stop()
                self._fade_to(0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        ratio = self.devicePixelRatioF()
        if event.oldSize().isValid() and self.width() * self.height() * ratio * ratio >= _QUICK_FROM:
            self._rest.start()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._pyramid is None:
                painter.fillRect(event.rect(), QColor(tokens().canvas))
                return
            self._draw(painter, self._pyramid, self._lines, self._again)
            if self._before is not None:
                painter.setClipRect(QRectF(0, 0, self._split * self.width(), self.height()))
                self._draw(painter, self._before, None, self._before_again)
                painter.setClipping(False)
            painter.setTransform(self.turn())
            if self._veil > 0:
                veil = QColor(tokens().canvas)
                veil.setAlphaF(self._veil)
                painter.fillRect(self.target(), veil)
            self._draw_overlays(painter)
            if self._badge:
                draw_badge(painter, self._badge, self.width())

    def _draw(self, painter: QPainter, pyramid: Pyramid, lines: Pyramid | None, again: SeenAgain) -> None:
        """Draws a picture with what is around it, and a drawing multiplied over it."""
        target, seen, turn, ratio = self.target(), self.seen(), self.turn(), self.devicePixelRatioF()
        ground, quick = tokens().canvas, self._rest.isActive()
        smooth = self.is_smooth and not quick

        def draw(on: QPainter) -> None:
            on.fillRect(self.rect(), QColor(ground))
            on.setTransform(turn)
            draw_seen(on, pyramid, target, seen, ratio, smooth)
            if lines is not None:
                on.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                draw_seen(on, lines, target, seen, ratio, not quick)
                on.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            on.resetTransform()

        look = (pyramid, lines, target, turn, ratio, ground, smooth, quick, self.size())
        again.draw(painter, look, self.size(), ratio, draw)

    def _draw_overlays(self, painter: QPainter) -> None:
        """Draws what lies over the picture, but not over the one that it is compared with."""
        for overlay in self.overlays:
            painter.resetTransform()
            if self._before is not None:
                left = self._split * self.width()
                painter.setClipRect(QRectF(left, 0, self.width() - left, self.height()))
            painter.setTransform(self.turn())
            overlay(painter, self.target())
            painter.setClipping(False)
        painter.resetTransform()

    def _fade_to(self, veil: float) -> None:
        self._fade.stop()
        self._fade.setStartValue(self._veil)
        self._fade.setEndValue(veil)
        self._fade.start()

    def _set_veil(self, veil: float) -> None:
        self._veil = veil
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if is_on_screen(event):
            return  # the fingers themselves are followed
        if event.button() & _GRABS and self.has_picture:
            self._grab = event.position()
            self._show_hand()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is not None and not event.buttons() & _GRABS:
            self._let_go()  # somewhere else, and nobody told: a dialog had come up
        if self._grab is not None:
            self.pan_by(event.position() - self._grab)
            self._grab = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._let_go()

    def _let_go(self) -> None:
        self._grab = None
        self._show_hand()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or is_on_screen(event):
            self.mousePressEvent(event)
        elif self.viewport.is_fitted:
            self.zoom_to(1.0, event.position())
        else:
            self.viewport.fit()

    def _take_fingers(self, event: QTouchEvent) -> None:
        """Fingers hold the paper, whatever tool is in the hand: mouse and pen paint. The first finger of a pinch, or a
        palm beside the pen, would else leave a stroke."""
        begins = event.type() == QEvent.Type.TouchBegin
        if begins and (not self.has_picture or self.childAt(event.points()[0].position().toPoint()) is not None):
            event.ignore()  # what lies on the canvas, the divider of a comparison, takes it as a mouse's
            return
        event.accept()
        if (grip := self._fingers.take(event)) is not None:
            self.pan_by(grip.moved)
            if grip.spread != 1:  # else a fitted picture would be one that is zoomed by nothing
                self.zoom_by(grip.spread, grip.middle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: QPointF(6 * GRID, 0),
            Qt.Key.Key_Right: QPointF(-6 * GRID, 0),
            Qt.Key.Key_Up: QPointF(0, 6 * GRID),
            Qt.Key.Key_Down: QPointF(0, -6 * GRID),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.pan_by(move)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        if isinstance(event, QTouchEvent) and is_on_screen(event):
            self._take_fingers(event)
            return event.isAccepted()
        return super().event(event)
