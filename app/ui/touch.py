"""Fingers on a touch screen: how far they move together, and how they spread."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEventPoint, QInputDevice, QMouseEvent, QTouchEvent


class Grip(NamedTuple):
    """What fingers did to what they hold.

    Attributes:
        moved: by how much their middle moved.
        spread: how much farther they are from it, 1 where that stayed.
        middle: where it is now, in the widget's coordinates.
    """

    moved: QPointF
    spread: float
    middle: QPointF


class Fingers:
    """The fingers on a widget."""

    def __init__(self) -> None:
        self._at: dict[int, QPointF] = {}

    def take(self, event: QTouchEvent) -> Grip | None:
        """What those that are still down did since the last event; None where none has been down so long."""
        before = self._at if event.type() == QEvent.Type.TouchUpdate else {}
        points = event.points() if event.type() != QEvent.Type.TouchCancel else []
        self._at = {point.id(): point.position() for point in points if point.state() != QEventPoint.State.Released}
        both = self._at.keys() & before.keys()
        if not both:
            return None
        (middle, reach), (old_middle, old_reach) = (_around([at[key] for key in both]) for at in (self._at, before))
        return Grip(middle - old_middle, reach / old_reach if reach > 0 and old_reach > 0 else 1.0, middle)


def is_on_screen(event: QTouchEvent | QMouseEvent) -> bool:
    """Whether a finger on a screen made it. Some systems make events of a mouse of those as well."""
    return event.pointingDevice().type() == QInputDevice.DeviceType.TouchScreen


def _around(points: list[QPointF]) -> tuple[QPointF, float]:
    """The middle of some points, and their mean distance from it."""
    middle = QPointF(sum(at.x() for at in points), sum(at.y() for at in points)) / len(points)
    return middle, sum(math.hypot(at.x() - middle.x(), at.y() - middle.y()) for at in points) / len(points)
