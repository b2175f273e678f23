"""uint8 arrays ↔ QImage, always copying, and the mipmap pyramid that the canvases draw from.

A QImage that borrows a numpy buffer outlives it sooner or later; nothing here borrows. All of it may run on
any thread. PySide holds Python's lock while Qt converts an image, and the GUI thread waits for it meanwhile, 50 ms for
4096 × 4096: what Qt does here is done piece by piece, and pictures are shrunk by Pillow, which lets go of the lock.
"""

from __future__ import annotations

import atexit
import math
import threading
from dataclasses import dataclass
from functools import cache
from queue import SimpleQueue

import numpy as np
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from engine.requests import Picture
from engine.scaling import array_of

_SMALLEST_LEVEL = 64
_AT_ONCE = 2**18
"""Pixels that Qt converts at a time, in about 1 ms."""
_DEAR_FROM = 2**22
"""Pixels of a picture from which on its memory is given back elsewhere: that of 8192 × 8192 takes 26 ms."""


def to_qimage(pixels: np.ndarray) -> QImage:
    """uint8 RGB `[H, W, 3]` → a QImage of its own, in the format that is fastest to draw (RGB32)."""
    height, width = pixels.shape[:2]
    rgb = np.ascontiguousarray(pixels)
    rows = max(1, _AT_ONCE // max(1, width))
    if height <= rows:
        return _converted(rgb)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise MemoryError
    target = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
    for top in range(0, height, rows):
        strip = _converted(rgb[top : top + rows])
        target[top : top + rows] = np.frombuffer(strip.constBits(), np.uint32).reshape(-1, width)
    return image


def _converted(rgb: np.ndarray) -> QImage:
    height, width = rgb.shape[:2]
    # convertToFormat copies, so the buffer is needed only until it returns.
    return QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )


def from_qimage(image: QImage) -> np.ndarray:
    """Any QImage → uint8 RGBA `[H, W, 4]` in memory of its own, not premultiplied."""
    width, height = image.width(), image.height()
    pixels = np.empty((height, width, 4), np.uint8)
    rows = max(1, _AT_ONCE // max(1, width))
    for top in range(0, height, rows):
        strip = image if height <= rows else image.copy(0, top, width, min(rows, height - top))
        rgba = strip.convertToFormat(QImage.Format.Format_RGBA8888)
        pixels[top : top + rows] = np.frombuffer(rgba.constBits(), np.uint8).reshape(-1, width, 4)
    return pixels


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
        while max(pixels.shape[:2]) > _SMALLEST_LEVEL and min(pixels.shape[:2]) > 1:  # it keeps its shape
            pixels = _halved(pixels)
            levels.append(to_qimage(pixels))
        return cls(tuple(levels))

    @property
    def nbytes(self) -> int:
        """The memory of all levels."""
        return sum(level.sizeInBytes() for level in self.levels)

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


def _halved(pixels: np.ndarray) -> np.ndarray:
    """uint8 RGB `[H, W, 3]` at half its size, rounded down: each pixel is the mean of those that it stands for."""
    height, width = pixels.shape[:2]
    image = Image.fromarray(np.ascontiguousarray(pixels))
    if height % 2 == width % 2 == 0:
        return array_of(image.reduce(2))  # three times as fast as the other
    return array_of(image.resize((max(1, width // 2), max(1, height // 2)), Image.Resampling.BOX))


@cache
def _given_up() -> SimpleQueue[list[tuple[QImage, ...]] | None]:
    """What is put there is let go of on another thread."""
    queue: SimpleQueue[list[tuple[QImage, ...]] | None] = SimpleQueue()

    def let_go() -> None:
        while (held := queue.get()) is not None:
            held.clear()

    thread = threading.Thread(target=let_go, name="letting go", daemon=True)
    thread.start()

    def end() -> None:
        queue.put(None)
        thread.join()

    atexit.register(end)  # a thread that comes back from Qt into an interpreter that has ended takes the process down
    return queue
