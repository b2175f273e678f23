"""What a canvas draws: the part of a picture that is seen, and the word in its corner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.qimage import Pyramid
from app.ui.drawn_once import drawing
from app.ui.theme import GRID, tokens


class SeenAgain:
    """Copies what is drawn more than once: while a badge, a veil, a divider or a brush changes, the picture under it
    does not, and shrinking it smoothly takes 10 ms for a million pixels. What is seen once, as each picture of a moving
    slider, is not drawn twice for it."""

    def __init__(self) -> None:
        self._look: object = None
        self._copy: QPixmap | None = None

    def forget(self) -> None:
        """Lets go of the copy, and of the pictures on it."""
        self._look = self._copy = None

    def draw(
        self, painter: QPainter, look: object, size: QSize, ratio: float, draw: Callable[[QPainter], None]
    ) -> None:
        """Draws an opaque pane, or copies it.

        Args:
            look: all that the drawing depends on.
            size: of the pane, in device-independent pixels.
            ratio: device pixels for each of them. Where it is no whole number a copy would not be sharp.
            draw: draws it, with the pane's upper left corner at 0, 0.
        """
        if look != self._look or not ratio.is_integer():
            self._look, self._copy = look, None
            draw(painter)
            return
        if self._copy is None:
            self._copy = drawing(size, ratio, draw)
        painter.drawPixmap(0, 0, self._copy)


def draw_seen(
    painter: QPainter, pyramid: Pyramid, target: QRectF, seen: QRectF, device_pixels: float, smooth: bool
) -> None:
    """Draws a picture into `target`, but only where it is seen, from the level that has just enough pixels.

    Args:
        device_pixels: of the screen, for each of the painter's units.
        smooth: whether pixels are mixed; else each is one of the picture's, of the level that is nearest in size.
    """
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    target = _at_least(target, 1 / device_pixels)
    width = target.width() * device_pixels
    image = pyramid.level_for(width) if smooth or width > pyramid.size.width() else pyramid.level_near(width)
    seen = target & seen
    if seen.isEmpty():
        return
    across, down = image.width() / target.width(), image.height() / target.height()
    source = QRectF(
        (seen.x() - target.x()) * across,
        (seen.y() - target.y()) * down,
        seen.width() * across,
        seen.height() * down,
    )
    painter.drawImage(seen, image, source)


def _at_least(target: QRectF, side: float) -> QRectF:
    """`target` with no side below that: what is drawn narrower than a pixel is not seen at all."""
    broader = QRectF(0, 0, max(target.width(), side), max(target.height(), side))
    broader.moveCenter(target.center())
    return broader


def draw_badge(painter: QPainter, text: str, pane_width: int) -> None:
    """Draws a word into the pane's upper right corner."""
    colors = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = painter.fontMetrics().horizontalAdvance(text) + 4 * GRID
    box = QRectF(pane_width - width - GRID, GRID, width, 3 * GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.window))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setBrush(QColor(colors.accent))
    painter.drawEllipse(QPointF(box.x() + 1.5 * GRID, box.center().y()), 3, 3)
    painter.setPen(QColor(colors.text))
    painter.drawText(box.adjusted(2.5 * GRID, 0, -GRID, 0), Qt.AlignmentFlag.AlignVCenter, text)
