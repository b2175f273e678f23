"""Spots of shade and mix inside a shape, flat or running from one value to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

from trainer.data.synth.paths import Path


@dataclass(frozen=True)
class Gradient:
    """A paint that runs between grey values along a line, or outward from a point.

    Attributes:
        start, end: the two ends `(x, y)`; for a radial gradient the centre and a point on its rim.
        stops: `(offset 0..1, value 0..255, opacity 0..1)`.
        radial: whether the values run outward from `start`.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[tuple[float, int, float], ...]
    radial: bool = False


@dataclass(frozen=True)
class Mark:
    """A spot of shade or mix, seen only inside the shape to which it belongs.

    Attributes:
        path: the spot; None is the whole shape.
        channel: the layer it is painted into.
        paint: grey value of that layer, or a gradient of such values.
        opacity: 0..1.
        outside: whether everything but `path` is painted, as for a rim of shadow.
    """

    path: Path | None
    channel: Literal["shade", "mix"]
    paint: int | Gradient
    opacity: float = 1.0
    outside: bool = False


def paint_mark(layer: np.ndarray, seen: np.ndarray, mark: Mark, scale: float) -> None:
    """Blends a mark into `layer` `[S, S]` float32 where its shape is `seen` `[S, S]` bool.

    Args:
        scale: pixels to a canvas unit.
    """
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    points: list[np.ndarray] = []
    if mark.path is not None:
        points = [outline * scale for outline in mark.path.flattened(5)]
        if not mark.outside:
            low = np.floor(np.min([p.min(0) for p in points], axis=0)).astype(int)
            high = np.ceil(np.max([p.max(0) for p in points], axis=0)).astype(int) + 1
            left, top = max(left, low[0]), max(top, low[1])
            right, bottom = min(right, high[0]), min(bottom, high[1])
            if left >= right or top >= bottom:
                return
    box = np.s_[top:bottom, left:right]
    share = seen[box].astype(np.float32) * mark.opacity
    if points:
        # Drawn at twice the size and halved, which smooths its border.
        spot = Image.new("L", (2 * int(right - left), 2 * int(bottom - top)))
        draw = ImageDraw.Draw(spot)
        for outline in points:
            draw.polygon(((outline - (left, top)) * 2).ravel().tolist(), fill=255)
        covered = np.asarray(spot.reduce(2), np.float32) / 255
        share *= 1 - covered if mark.outside else covered
    value: float | np.ndarray
    if isinstance(mark.paint, Gradient):
        value, alpha = _gradient_values(mark.paint, left, top, share.shape, scale)
        share *= alpha
    else:
        value = float(mark.paint)
    layer[box] += (value - layer[box]) * share


def _gradient_values(
    gradient: Gradient, left: int, top: int, shape: tuple[int, ...], scale: float
) -> tuple[np.ndarray, np.ndarray]:
    """Value and opacity of a gradient over a box of pixels, each float32 of `shape`."""
    x = (np.arange(left, left + shape[1], dtype=np.float32) + 0.5) / scale - gradient.start[0]
    y = (np.arange(top, top + shape[0], dtype=np.float32)[:, None] + 0.5) / scale - gradient.start[1]
    dx, dy = gradient.end[0] - gradient.start[0], gradient.end[1] - gradient.start[1]
    length = max(float(np.hypot(dx, dy)), 1e-6)
    place = np.hypot(x, y) / length if gradient.radial else (x * dx + y * dy) / length**2
    offsets, values, opacities = (np.array(column, np.float32) for column in zip(*gradient.stops, strict=True))
    return np.interp(place, offsets, values), np.interp(place, offsets, opacities)
