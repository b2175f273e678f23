"""uint8 arrays ↔ QImage, always copying, and the mipmap pyramid that the canvases draw from.

A QImage that borrows a numpy buffer outlives it sooner or later; nothing here borrows. All of it may run on
any thread.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from functools import cache
from queue import SimpleQueue

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from engine.requests import Picture

_SMALLEST_LEVEL = 64
_DEAR_FROM = 2**22
"""Pixels of a picture from which on its memory is given back elsewhere: that of 8192 × 8192 takes 26 ms."""


def to_qimage(pixels: np.ndarray) -> QImage:
    """uint8 RGB `[H, W, 3]` → a QImage of its own, in the format that is fastest to draw (RGB32)."""
    height, width = pixels.shape[:2]
    rgb = np.ascontiguousarray(pixels)
    # convertToFormat copies, so the buffer is needed only until it returns.
    return QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )


def from_qimage(image: QImage) -> np.ndarray:
    """Any QImage → uint8 RGBA `[H, W, 4]` in memory of its own, not premultiplied."""
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(rgba.constBits(), np.uint8).reshape(rgba.height(), rgba.bytesPerLine())
    return rows[:, : 4 * rgba.width()].reshape(rgba.height(), rgba.width(), 4).copy()


def picture_from_qimage(image: QImage, source: str) -> Picture:
    """A QImage (clipboard, drag) → a picture, transparency laid on white and kept as `alpha`."""
    rgba = from_qimage(image)
    if not image.hasAlphaChannel():
        return Picture(rgba[..., :3].copy(), None, source)
    alpha = rgba[..., 3]
    share = alpha[..., None].astype(np.uint16)
    pixels = (rgba[..., :3] * share + 255 * (255 - share) + 127) // 255
    return Picture(pixels.astype(np.uint8), alpha.copy(), source)


@dataclass(frozen=True, eq=False)
class Pyramid:
    """A picture in halving sizes, largest first, so that a large one shrinks smoothly and fast. The memory of a large
    one goes back to the system on a thread of its own, whoever was the last to hold it."""

    levels: tuple[QImage, ...]

    def __post_init__(self) -> None:
        if self._is_dear:
            _given_up()  # no thread can be started from where the last reference is dropped

    def __del__(self) -> None:
        if self._is_dear:
            held = [self.levels]
            object.__setattr__(self, "levels", ())  # from now on the list alone holds them
            _given_up().put(held)

    @property
    def _is_dear(self) -> bool:
        return bool(self.levels) and self.size.width() * self.size.height() >= _DEAR_FROM

    @classmethod
    def of(cls, pixels: np.ndarray) -> Pyramid:
        """Builds all levels from uint8 RGB `[H, W, 3]`; tens of milliseconds for a large one: not on the GUI thread."""
        levels = [to_qimage(pixels)]
        while max(levels[-1].width(), levels[-1].height()) > _SMALLEST_LEVEL:
            half = QSize(max(1, levels[-1].width() // 2), max(1, levels[-1].height() // 2))
            levels.append(
                levels[-1].scaled(
                    half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
        return cls(tuple(levels))

    @property
    def size(self) -> QSize:
        """Size of the full picture in pixels."""
        return self.levels[0].size()

    def level_for(self, width: float) -> QImage:
        """The smallest level that still has at least `width` device pixels across, else the full one."""
        fitting = [level for level in self.levels if level.width() >= width]
        return fitting[-1] if fitting else self.levels[0]

    def level_near(self, width: float) -> QImage:
        """The level whose width is nearest to `width` device pixels, be it larger or smaller."""
        return min(self.levels, key=lambda level: abs(math.log(level.width() / max(width, 1.0))))


@cache
def _given_up() -> SimpleQueue[list[tuple[QImage, ...]]]:
    """What is put there is let go of on another thread."""
    queue: SimpleQueue[list[tuple[QImage, ...]]] = SimpleQueue()

    def let_go() -> None:
        while True:
            queue.get().clear()

    threading.Thread(target=let_go, name="letting go", daemon=True).start()
    return queue
