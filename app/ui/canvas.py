"""A picture in a pane: drawn smoothly at any zoom, moved by wheel, drag, pinch and keys."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from app.qimage import Pyramid
from app.ui.canvas_drawing import draw_badge, draw_seen
from app.ui.theme import GRID, tokens
from app.ui.viewport import Viewport

MARGIN = 2 * GRID
MAX_SCALE = 32.0
"""Device pixels a picture's pixel."""
STEP = 1.25
STALE_DELAY_MS = 250
"""A result that is renewed faster than this never looks stale: flicker would say less than the picture."""
_PIXELS_SHOW_AT = 6.0  # from here on a pixel is drawn as a square, for those who look that closely
_STALE_VEIL = 0.55


class Canvas(QWidget):
    """Shows one picture.

    Args:
        leads: whether its pane decides what 100 % is; while it is zoomed, resizing it keeps its scale.
    """

    scale_changed = Signal()

    def __init__(self, viewport: Viewport, leads: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = viewport
        self._leads = leads
        self._pyramid: Pyramid | None = None
        self._nominal = QSize()
        self._lines: Pyramid | None = None
        self._before: Pyramid | None = None
        self._split = 0.0
        self._badge = ""
        self._stale = False
        self._grab: QPointF | None = None
        self.overlays: list[Callable[[QPainter, QRectF], None]] = []
        """Each draws over the picture, in the coordinates of `target`, which is given to it."""
        self._veil = 0.0
        self._fade = QVariantAnimation(self, duration=150)
        self._fade.valueChanged.connect(self._set_veil)
        self._stale_delay = QTimer(self, singleShot=True, interval=STALE_DELAY_MS)
        self._stale_delay.timeout.connect(lambda: self._fade_to(_STALE_VEIL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if sys.platform != "darwin":  # there the touch pad's pinch comes as a native gesture
            self.grabGesture(Qt.GestureType.PinchGesture)
        viewport.changed.connect(self._on_viewport)

    @property
    def viewport(self) -> Viewport:
        return self._viewport

    @viewport.setter
    def viewport(self, viewport: Viewport) -> None:
        self._viewport.changed.disconnect(self._on_viewport)
        self._viewport = viewport
        viewport.changed.connect(self._on_viewport)
        self._on_viewport()

    @property
    def has_picture(self) -> bool:
        return self._pyramid is not None

    @property
    def nominal(self) -> QSize:
        """The size in pixels that the picture stands for; empty where there is none."""
        return QSize(self._nominal)

    def to_picture(self, point: QPointF) -> QPointF:
        """A point of the widget in pixels of the nominal size; it may lie outside."""
        target, point = self.target(), self.unturned(point)
        across = self._nominal.width() / max(target.width(), 1e-6)
        return QPointF((point.x() - target.x()) * across, (point.y() - target.y()) * across)

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
        self._pyramid, self._lines = pyramid, lines
        before, self._nominal = self._nominal, (nominal or pyramid.size) if pyramid else QSize()
        if self._stale_delay.isActive():
            self._stale_delay.start()  # what was just renewed is not stale yet
        if before != self._nominal:
            self.scale_changed.emit()
        self.update()

    def set_before(self, before: Pyramid | None, split: float) -> None:
        """Lays another picture over the left part of the pane, in the place and size of the one that is shown.

        Args:
            before: the other picture, None for none.
            split: where it ends, as a share of the pane's width.
        """
        self._before, self._split = before, split
        self.update()

    def set_badge(self, text: str, stale: bool) -> None:
        """Marks the picture with a word in its corner; a `stale` one also pales, after a moment."""
        self._badge = text
        if stale != self._stale:
            self._stale = stale
            if stale:
                self._stale_delay.start()
            else:
                self._stale_delay.stop()
                self._fade_to(0.0)
        self.update()

    def fit_scale(self, pane: QSize | None = None) -> float:
        """Device-independent pixels a picture's pixel at which the whole picture fits (into a pane of that size)."""
        if self._nominal.isEmpty():
            return 1.0
        pane = pane or self.size()
        width, height = max(1, pane.width() - 2 * MARGIN), max(1, pane.height() - 2 * MARGIN)
        lying = QTransform().rotate(self._viewport.angle).mapRect(QRectF(QPointF(), QSizeF(self._nominal)))
        return min(width / lying.width(), height / lying.height())

    def scale(self) -> float:
        """Device pixels a picture's pixel, as it is drawn now."""
        return self.fit_scale() * self._viewport.zoom * self.devicePixelRatioF()

    def target(self) -> QRectF:
        """Where the whole picture lies, in the widget's coordinates before `turn`."""
        scale = self.fit_scale() * self._viewport.zoom
        width, height = self._nominal.width() * scale, self._nominal.height() * scale
        centre = self._viewport.centre
        return QRectF(self.width() / 2 - centre.x() * width, self.height() / 2 - centre.y() * height, width, height)

    def turn(self) -> QTransform:
        """How the pane's coordinates are mirrored and turned about its middle before they reach the screen."""
        middle = QRectF(self.rect()).center()
        turn = QTransform.fromTranslate(middle.x(), middle.y()).rotate(self._viewport.angle)
        if self._viewport.mirrored:
            turn.scale(-1, 1)
        return turn.translate(-middle.x(), -middle.y())

    def unturned(self, point: QPointF) -> QPointF:
        """A point of the widget, e.g. under the pointer, in the coordinates of `target`."""
        return self.turn().inverted()[0].map(point)

    def seen(self) -> QRectF:
        """What can be seen of the pane, in the coordinates of `target`; more where it is turned askew."""
        return self.turn().inverted()[0].mapRect(QRectF(self.rect()))

    @property
    def is_smooth(self) -> bool:
        """Whether pixels are drawn smoothly; very large ones of an upright picture show as squares."""
        return self._viewport.angle % 90 != 0 or self.scale() < _PIXELS_SHOW_AT

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zooms; the point of the picture under `at` (the pane's middle unless given) stays where it is."""
        self.zoom_to(self.scale() * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Zooms to that many device pixels a picture's pixel; 1.0 is 100 %."""
        if not self.has_picture:
            return
        fitted = self.fit_scale() * self.devicePixelRatioF()
        scale = min(max(scale, min(fitted, 1.0) / 2), max(MAX_SCALE, fitted))
        at = self.unturned(at) if at is not None else QPointF(self.width() / 2, self.height() / 2)
        before = self.target()
        x, y = (at.x() - before.x()) / before.width(), (at.y() - before.y()) / before.height()
        width = self._nominal.width() * scale / self.devicePixelRatioF()
        height = self._nominal.height() * scale / self.devicePixelRatioF()
        centre = QPointF(x + (self.width() / 2 - at.x()) / width, y + (self.height() / 2 - at.y()) / height)
        self._viewport.set(scale / fitted, centre)

    def pan_by(self, delta: QPointF) -> None:
        """Moves the picture by so many device-independent pixels."""
        target = self.target()
        delta = self.unturned(delta) - self.unturned(QPointF())
        if target.width() > 0 and target.height() > 0:
            moved = QPointF(delta.x() / target.width(), delta.y() / target.height())
            self._viewport.set(self._viewport.zoom, self._viewport.centre - moved)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens().canvas))
        if self._pyramid is None:
            return
        painter.setTransform(self.turn())
        self._draw(painter, self._pyramid, self._lines)
        if self._before is not None:
            painter.resetTransform()
            painter.setClipRect(QRectF(0, 0, self._split * self.width(), self.height()))
            painter.fillRect(event.rect(), QColor(tokens().canvas))
            painter.setTransform(self.turn())
            self._draw(painter, self._before, None)
            painter.setClipping(False)
        if self._veil > 0:
            veil = QColor(tokens().canvas)
            veil.setAlphaF(self._veil)
            painter.fillRect(self.target(), veil)
        self._draw_overlays(painter)
        if self._badge:
            draw_badge(painter, self._badge, self.width())

    def _draw(self, painter: QPainter, pyramid: Pyramid, lines: Pyramid | None) -> None:
        """Draws a picture, and a drawing multiplied over it."""
        target, seen = self.target(), self.seen()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.is_smooth)
        draw_seen(painter, pyramid, target, seen, self.devicePixelRatioF())
        if lines is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            draw_seen(painter, lines, target, seen, self.devicePixelRatioF())
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

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

    def _on_viewport(self) -> None:
        self.scale_changed.emit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._leads and not self._viewport.is_fitted and event.oldSize().isValid():
            # The zoom is relative to the fit, which has just changed: the picture keeps its scale.
            kept = self._viewport.zoom * self.fit_scale(event.oldSize()) / self.fit_scale(event.size())
            self._viewport.set(kept, self._viewport.centre)
        self.scale_changed.emit()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton) and self.has_picture:
            self._grab = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is not None:
            self.pan_by(event.position() - self._grab)
            self._grab = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._grab = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._viewport.is_fitted:
            self.zoom_to(1.0, event.position())
        else:
            self._viewport.fit()

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
        if isinstance(event, QGestureEvent) and isinstance(
            pinch := event.gesture(Qt.GestureType.PinchGesture), QPinchGesture
        ):
            self.zoom_by(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())))
            event.accept(pinch)
            return True
        return super().event(event)
