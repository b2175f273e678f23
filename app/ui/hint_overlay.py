"""Hints as they lie over the picture on a canvas, and the outline of the brush."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from app.hints.painter import Levels
from app.ui.canvas import Canvas
from engine.hints.layer import TILE, Key


class HintOverlay(QObject):
    """Draws what is seen of the tiles. GUI thread only.

    Args:
        canvas: where; its picture stands for the drawing that the hints are on.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._tiles: dict[Key, Levels] = {}
        self._outline: tuple[QPointF, float] | None = None
        canvas.overlays.append(self.paint)

    def take(self, images: dict[Key, Levels | None]) -> None:
        """Draws these tiles from now on, and nothing else anew."""
        turn, changed = self._canvas.turn(), QRegion()
        for key, levels in images.items():
            if levels is None:
                self._tiles.pop(key, None)
            else:
                self._tiles[key] = levels
            changed = changed.united(turn.mapRect(self._box(key)).toAlignedRect().adjusted(-1, -1, 1, 1))
        self._canvas.update(changed)

    @property
    def outline_size(self) -> float | None:
        """Of the brush's edge, in pixels of the drawing; None where it is not shown."""
        return self._outline[1] if self._outline is not None else None

    def set_outline(self, centre: QPointF | None, size: float = 0.0) -> None:
        """Shows the brush's edge: its middle in the widget's coordinates, its size in pixels of the drawing."""
        before = self._outline_rect()
        self._outline = (centre, size) if centre is not None else None
        self._canvas.update(before.united(self._outline_rect()))

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Draws over a picture that fills `target`, in the coordinates of that."""
        width = self._canvas.nominal.width()
        if width == 0:
            return
        scale = target.width() / width
        device = scale * self._canvas.devicePixelRatioF()
        level = max(0, math.floor(-math.log2(device))) if device < 1 else 0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._canvas.is_smooth)
        seen = target & self._canvas.seen()
        for (column, row), levels in self._tiles.items():
            box = QRectF(
                target.x() + column * TILE * scale,
                target.y() + row * TILE * scale,
                levels[0].width() * scale,
                levels[0].height() * scale,
            )
            if box.intersects(seen):
                image = levels[min(level, len(levels) - 1)]
                painter.drawImage(box, image, QRectF(image.rect()))
        self._paint_outline(painter)

    def _paint_outline(self, painter: QPainter) -> None:
        """A dark and a light ring, to be seen on any colour."""
        if self._outline is None:
            return
        at, size = self._outline
        centre = self._canvas.unturned(at)
        radius = size * self._scale() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, grow in ((QColor(0, 0, 0, 150), 0.5), (QColor(255, 255, 255, 210), -0.5)):
            painter.setPen(QPen(color, 1))
            painter.drawEllipse(centre, max(1.0, radius + grow), max(1.0, radius + grow))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _scale(self) -> float:
        width = self._canvas.nominal.width()
        return self._canvas.target().width() / width if width else 1.0

    def _box(self, key: Key) -> QRectF:
        target, side = self._canvas.target(), TILE * self._scale()
        return QRectF(target.x() + key[0] * side, target.y() + key[1] * side, side, side)

    def _outline_rect(self) -> QRect:
        if self._outline is None:
            return QRect()
        centre, size = self._outline
        reach = math.ceil(size * self._scale() / 2) + 3
        return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach).toAlignedRect()
