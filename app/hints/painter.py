"""Strokes and fills, on a thread of their own: what the hand does goes in, tiles to draw come out.

The GUI thread hands over points and draws images; it never touches pixels. Everything runs in the order in
which it was asked for. Points that come while older ones are still being painted are taken together.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage

from app.model.hint_commands import Deed
from engine.hints.brush import Brush, Stroke
from engine.hints.composite import inked
from engine.hints.layer import TILE, Hints, Key
from engine.hints.regions import Areas, filled
from engine.requests import LineSettings, Picture

if TYPE_CHECKING:
    from engine.line_art import LineArt

log = logging.getLogger(__name__)

Levels = tuple[QImage, ...]
"""A tile as it is drawn, in halving sizes, largest first."""

_Point = tuple[float, float, float]
"""x and y in pixels of the drawing, and the pressure, 0..1."""

_SMALLEST_LEVEL = 16
_AT_ONCE = 16  # tiles told together: a large layer appears bit by bit


@dataclass(frozen=True, eq=False)
class Painted:
    """A finished stroke or fill.

    Attributes:
        deed: what was done.
        before: the layer that it started from.
        after: the layer with it.
        number: which stroke or fill it is, see `HintPainter.settled`.
    """

    deed: Deed
    before: Hints
    after: Hints
    number: int


class HintPainter(QObject):
    """Paints on a thread of its own. Its methods return at once and belong to the GUI thread."""

    drawn = Signal(object)
    """`dict[Key, Levels | None]`: tiles that look different now; None is clear."""
    painted = Signal(object)
    """`Painted`: for the document."""
    began = Signal()
    """A stroke or a fill was asked for."""
    settled = Signal(int)
    """What began as the so-manyth, and all before it, is painted, or was dropped."""
    missed = Signal()
    """A fill was asked for on a line."""
    busy = Signal(bool)
    """Whether an area is being looked for."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._lock = Lock()
        self._points: list[_Point] = []
        """Of the stroke that the hand makes: those that are still to be painted. Each stroke has a list of its own."""
        self._shows = 0
        self.given = 0
        """How many strokes and fills have begun."""
        self.called_off = 0
        """Of so many nothing is wanted that is not painted yet."""
        # What follows belongs to the painting thread.
        self._layer: Hints | None = None
        self._sketch: Picture | None = None
        self._settings = LineSettings()
        self._art: LineArt | None = None
        self._stroke: Stroke | None = None
        self._deed: Deed = "paint"
        self._number = 0
        self._areas: Areas | None = None

    def show(self, layer: Hints | None, sketch: Picture | None, settings: LineSettings) -> None:
        """Draws another layer, or on other lines; a stroke in the making is dropped.

        Args:
            layer: the hints.
            sketch: the drawing that they are on.
            settings: how its lines are found; while they change fast, only the newest are looked at.
        """
        self._shows += 1
        show = self._shows
        self._run(lambda: self._show(layer, sketch, settings) if show == self._shows else None)

    def begin(self, brush: Brush, x: float, y: float, pressure: float = 1.0) -> None:
        """Puts the brush down, in pixels of the drawing; `pressure` is 0..1."""
        self._points = []
        number = self._next()
        self._run(lambda: self._begin(number, brush, (x, y, pressure)))

    def move(self, x: float, y: float, pressure: float = 1.0) -> None:
        """Moves the brush."""
        points = self._points
        with self._lock:
            points.append((x, y, pressure))
            waiting = len(points) > 1
        if not waiting:
            self._run(lambda: self._move(points))

    def end(self) -> None:
        """Lifts the brush."""
        self._run(self._end)

    def fill(self, brush: Brush, x: int, y: int, gap: int) -> None:
        """Fills the area around a pixel, see `Areas.at`."""
        self.busy.emit(True)
        number = self._next()
        self._run(lambda: self._fill(number, brush, x, y, gap))

    def call_off(self) -> None:
        """Gives up what has begun and is not painted yet. What was painted meanwhile still comes, with its number."""
        self.called_off = self.given
        self._run(self._give_up)

    def _next(self) -> int:
        self.given += 1
        self.began.emit()
        return self.given

    def close(self) -> None:
        """Waits for what is being painted. Any thread, once nothing more is asked for."""
        self._pool.waitForDone()

    def _run(self, work: Callable[[], None]) -> None:
        def task() -> None:
            try:
                work()
            except MemoryError:
                self.failed.emit(self.tr("There is not enough memory for this; close other programs and try again."))
            except Exception as error:
                log.exception("painting hints failed")
                self.failed.emit(self.tr("Something went wrong inside Nurie ({error}).").format(error=error))

        self._pool.start(task)

    # The painting thread

    def _show(self, layer: Hints | None, sketch: Picture | None, settings: LineSettings) -> None:
        same = sketch is self._sketch and settings == self._settings
        if layer is self._layer and same:
            return
        dropped = self._drop()
        before, self._layer = self._layer, layer
        if not same:
            self._sketch, self._settings, self._art, self._areas = sketch, settings, None, None
        if same and before is not None and layer is not None:
            changed = before.differing(layer)
        else:
            changed = {*(before.tiles if before is not None else ()), *(layer.tiles if layer is not None else ())}
        self._tell(sorted(changed | dropped), lambda key: layer.tiles.get(key) if layer is not None else None)

    def _begin(self, number: int, brush: Brush, point: tuple[float, float, float]) -> None:
        self._give_up()
        self._number = number
        if self._layer is None:
            return
        self._stroke, self._deed = Stroke(brush, self._layer), "erase" if brush.erases else "paint"
        self._tell(self._stroke.move_to(*point), self._stroke.tile)

    def _move(self, points: list[_Point]) -> None:
        with self._lock:
            now = points.copy()
            points.clear()
        if self._stroke is not None:
            changed: set[Key] = set()
            for point in now:
                changed |= self._stroke.move_to(*point)
            self._tell(changed, self._stroke.tile)

    def _drop(self) -> set[Key]:
        """Lets go of a stroke in the making; the tiles that it has changed are still seen with it."""
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return set()
        self.settled.emit(self._number)
        return stroke.touched

    def _give_up(self) -> None:
        dropped = self._drop()
        self._tell(sorted(dropped), lambda key: self._layer.tiles.get(key) if self._layer is not None else None)

    def _end(self) -> None:
        try:
            if self._stroke is not None:
                stroke, self._stroke = self._stroke, None
                self._finish(self._deed, stroke.before, stroke.finish())
        finally:
            self.settled.emit(self._number)

    def _fill(self, number: int, brush: Brush, x: int, y: int, gap: int) -> None:
        self._number = number
        try:
            art = self._lines()
            if self._layer is None or art is None or number <= self.called_off:
                return
            self._areas = self._areas or Areas(art.pixels)
            area = self._areas.at(x, y, gap)
            if area is None:
                self.missed.emit()
            else:
                self._finish("fill", self._layer, filled(self._layer, area, brush))
        finally:
            self.busy.emit(False)
            self.settled.emit(number)

    def _finish(self, deed: Deed, before: Hints, after: Hints) -> None:
        changed = before.differing(after)
        if changed:
            self._layer = after
            self.painted.emit(Painted(deed, before, after, self._number))
            self._tell(sorted(changed), after.tiles.get)

    def _tell(self, keys: Iterable[Key], tile: Callable[[Key], np.ndarray | None]) -> None:
        """Draws tiles for the canvas and sends them, some at a time."""
        images: dict[Key, Levels | None] = {}
        for key in keys:
            pixels = tile(key)
            art = None if pixels is None else self._lines()
            images[key] = None if pixels is None or art is None else levels_of(inked(pixels, key, art))
            if len(images) == _AT_ONCE:
                self.drawn.emit(images)
                images = {}
        if images:
            self.drawn.emit(images)

    def _lines(self) -> LineArt | None:
        """The lines of the sketch, found when they are first needed."""
        if self._art is None and self._sketch is not None:
            from engine.line_art import line_art  # which loads OpenCV: not before the window is there

            self._art = line_art(self._sketch, self._settings)
        return self._art


def levels_of(rgba: np.ndarray) -> Levels:
    """uint8 RGBA `[h, w, 4]`, not premultiplied, → the images that a canvas draws from. Any thread."""
    height, width = rgba.shape[:2]
    rgba = np.ascontiguousarray(rgba)
    # convertToFormat copies, so the buffer is needed only until it returns.
    image = QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    levels = [image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)]
    side = TILE
    while side > _SMALLEST_LEVEL:
        side //= 2
        half = QSize(max(1, levels[-1].width() // 2), max(1, levels[-1].height() // 2))
        levels.append(
            levels[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
    return tuple(levels)
