"""Small drawings that are made once and then only copied: a whole window of them is painted anew at each resize."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache


def drawn_once(key: str, size: QSizeF | QSize, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    """A drawing on transparency, kept as long as Qt's cache has room for it. GUI thread only.

    Args:
        key: names all that the drawing depends on but its size: shape, state, colours.
        size: in device-independent pixels.
        ratio: device pixels for each of them.
        draw: draws it with its upper left corner at 0, 0; called only where it is not kept.
    """
    width, height = round(size.width() * ratio), round(size.height() * ratio)
    name = f"nurie {key} {width}x{height} {ratio:g}"
    kept = QPixmap()
    if QPixmapCache.find(name, kept):
        return kept
    kept = QPixmap(width, height)
    if kept.isNull():  # a button may be asked before the layout has given it room
        return kept
    kept.setDevicePixelRatio(ratio)
    kept.fill(Qt.GlobalColor.transparent)
    painter = QPainter(kept)
    draw(painter)
    painter.end()
    QPixmapCache.insert(name, kept)
    return kept
