"""A screen that nobody sees, waiting for what is to be seen on it, and its pictures as files."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import theme
from tools.waiting import wait

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 300.0
"""How long a colouring may take on a machine that does other work as well."""
QUALITY = 82
OVER = (Qt.WindowType.Popup, Qt.WindowType.Dialog)


def virtual_screen(folder: Path) -> None:
    """Chooses a platform without display, on a screen of a usual size, unless another one is chosen already."""
    if "QT_QPA_PLATFORM" not in os.environ:
        screen = {"name": "virtual", "x": 0, "y": 0, "width": 1920, "height": 1200, "logicalDpi": 96, "dpr": 1}
        config = folder / "screen.json"
        config.write_text(json.dumps({"screens": [screen]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"


def until(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
    """Lets the window work until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"nothing happened for {seconds:g} seconds")
        wait(20)


def write(pixmap: QPixmap, path: Path) -> None:
    """Writes a WebP, small enough for a repository."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(buffer.data().data())).convert("RGB").save(path, quality=QUALITY, method=6)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", flush=True)


def seen(window: QWidget) -> QPixmap:
    """A window and what lies over it: menus and dialogs, which a platform without screen does not compose."""
    wait(50)
    picture = window.grab()
    with QPainter(picture) as painter:
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible() and other.windowType() in OVER:
                corner = other.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
                painter.drawPixmap(corner, other.grab())
                painter.setPen(QColor(theme.tokens().border))
                painter.drawRect(QRect(corner, other.size()).adjusted(-1, -1, 0, 0))
    return picture
