"""Keys that are a widget's before they are a shortcut of its window."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def keeps_key(event: QEvent, keys: Collection[Qt.Key]) -> bool:
    """Whether Qt asks who has a key of these: it is then accepted as the caller's own, and will come as a press. For
    `QWidget.event`."""
    asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in keys
    if asked:
        event.accept()
    return asked
