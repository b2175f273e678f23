"""Where a picture lies in a pane: fitted, zoomed, moved, mirrored and turned. Nothing is drawn here."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from app.ui.theme import GRID
from app.ui.viewport import Viewport

MARGIN = 2 * GRID
MAX_SCALE = 32.0
"""Device pixels a picture's pixel."""
_PIXELS_SHOW_AT = 6.0  # from here on a pixel is drawn as a square, for those who look that closely


class PictureView(QWidget):
    """A pane with a picture in it, of which it knows the size alone.

    Args:
        leads: whether its pane decides what 100 % is; while it is zoomed, resizing it keeps its scale.
    """

    scale_changed = Signal()

    def __init__(self, viewport: Viewport, leads: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = viewport
        self._leads = leads
        self._nominal = QSize()
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
    def nominal(self) -> QSize:
        """The size in pixels that the picture stands for; empty where there is none."""
        return QSize(self._nominal)

    def set_nominal(self, nominal: QSize) -> None:
        """Lays a picture of that many pixels into the pane; an empty size takes it away."""
        if nominal != self._nominal:
            self._nominal = QSize(nominal)
            self.scale_changed.emit()
        self.update()

    def to_picture(self, point: QPointF) -> QPointF:
        """A point of the widget in pixels of the nominal size; it may lie outside."""
        target, point = self.target(), self.unturned(point)
        across = self._nominal.width() / max(target.width(), 1e-6)
        return QPointF((point.x() - target.x()) * across, (point.y() - target.y()) * across)

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
        if self._nominal.isEmpty():
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

    def turn_to(self, mirrored: bool, angle: float) -> None:
        """Mirrors and turns the view, see `Viewport.turn`. A zoomed picture keeps its scale, a fitted one its fit."""
        fitted, before = self._viewport.is_fitted, self.fit_scale()
        self._viewport.turn(mirrored, angle)
        if not fitted:
            self._keep_scale(before)

    def _keep_scale(self, fit_before: float) -> None:
        """Draws at the scale of before: the zoom is relative to the fit, which has just changed."""
        self._viewport.set(self._viewport.zoom * fit_before / self.fit_scale(), self._viewport.centre)

    def pan_by(self, delta: QPointF) -> None:
        """Moves the picture by so many device-independent pixels."""
        target = self.target()
        delta = self.unturned(delta) - self.unturned(QPointF())
        if target.width() > 0 and target.height() > 0:
            moved = QPointF(delta.x() / target.width(), delta.y() / target.height())
            self._viewport.set(self._viewport.zoom, self._viewport.centre - moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._leads and not self._viewport.is_fitted and event.oldSize().isValid():
            self._keep_scale(self.fit_scale(event.oldSize()))
        self.scale_changed.emit()
        super().resizeEvent(event)

    def _on_viewport(self) -> None:
        self.scale_changed.emit()
        self.update()
