"""Small drawings on pixmaps: who keeps them need not draw them anew whenever the window is painted, only copy them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

KEPT = 512
"""How many drawings of a kind are kept, a few kB each."""


def drawing(size: QSize, ratio: float, draw: Callable[[QPainter], None], ground: QColor | None = None) -> QPixmap:
    """A drawing on transparency, or on a `ground`: letters look on one as they do on the screen. GUI thread only.

    Args:
        size: in device-independent pixels.
        ratio: device pixels for each of them.
        draw: draws it, with its upper left corner at 0, 0.
    """
    pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    if pixmap.isNull():  # a button may be asked before the layout has given it room
        return pixmap
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(ground or Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        draw(painter)
    return pixmap
