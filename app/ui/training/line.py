"""Where the points of a curve lie in a plot, and the line through them, drawn so that a jagged one takes no time."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF


def places(
    frame: QRectF, bounds: tuple[float, float, float], steps: np.ndarray, values: np.ndarray, logarithmic: bool
) -> tuple[np.ndarray, np.ndarray]:
    """x and y of a curve's points, without those that a logarithmic axis has no place for.

    Args:
        frame: what the axes enclose.
        bounds: the last step; the lowest and the highest value.
        steps, values: float64, one each a point.
        logarithmic: whether the values stand on a logarithmic axis.
    """
    last, low, high = bounds
    if logarithmic:
        steps, values = steps[values > 0], values[values > 0]
        share = (np.log(np.maximum(values, low)) - math.log(low)) / (math.log(high) - math.log(low) or 1)
    else:
        share = (values - low) / (high - low or 1)
    return frame.left() + frame.width() * steps / last, frame.bottom() - frame.height() * share


def draw_line(painter: QPainter, x: np.ndarray, y: np.ndarray, pen: QPen, strands: int) -> None:
    """Draws a line, or a dot where there is one point alone.

    A line one dot wide the rasteriser draws thirty times as fast as a wider one; so a wide line is some thin ones
    beside each other.

    Args:
        painter: of a picture; antialiased.
        x, y: float64, in the painter's units.
        pen: colour and style.
        strands: how many thin lines.
    """
    pen.setWidthF(1.0)
    pen.setCosmetic(True)
    painter.setPen(pen)
    points = [QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)]
    if len(points) == 1:
        painter.setBrush(pen.color())
        painter.drawEllipse(points[0], 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QPolygonF(points)
    for _ in range(strands):
        painter.drawPolyline(line)
        line.translate(0, 0.6 / painter.device().devicePixelRatioF())
