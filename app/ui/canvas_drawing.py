"""What a canvas draws: the part of a picture that is seen, and the word in its corner."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.qimage import Pyramid
from app.ui.theme import GRID, tokens


def draw_seen(
    painter: QPainter, pyramid: Pyramid, target: QRectF, seen: QRectF, device_pixels: float, smooth: bool
) -> None:
    """Draws a picture into `target`, but only where it is seen, from the level that has just enough pixels.

    Args:
        device_pixels: of the screen, for each of the painter's units.
        smooth: whether pixels are mixed; else each is one of the picture's, of the level that is nearest in size.
    """
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
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
