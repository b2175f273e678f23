"""An SVG painter that draws one list of shapes four times: as line art, regions, shade and mix.

Everything is placed on a square canvas of `CANVAS` units. Shapes are painted back to front; a later shape hides what
lies below it in all four layers, so that occlusion is right without any bookkeeping.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import resvg_py
from PIL import Image

from trainer.data.regions import NEUTRAL_SHADE, REGION_INDEX
from trainer.data.synth.paths import Path, scaling, tapered

CANVAS = 1000.0
REFERENCE_SIZE = 320  # line widths are given in pixels of a picture of this size
_CODE_STEP = 14  # grey levels between two region codes; 18 regions fit in 0..255


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
    """

    path: Path | None
    channel: Literal["shade", "mix"]
    paint: int | Gradient
    opacity: float = 1.0


@dataclass(frozen=True)
class _Shape:
    fill: str | None  # path data
    region: int | None
    stroke: str | None  # path data of a line of even width
    width: float
    ink: str | None  # path data of a tapered line, filled
    marks: tuple[tuple[str | None, str, int | Gradient, float], ...] = ()
    mix: int = 0
    shade: int = NEUTRAL_SHADE
    clip: str | None = None


@dataclass(frozen=True, eq=False)
class Layers:
    """Line, regions, shade and mix, each `[H, W]` uint8 as in `trainer.data.regions.Figure`."""

    line: np.ndarray
    regions: np.ndarray
    shade: np.ndarray
    mix: np.ndarray


@dataclass(eq=False)
class Painter:
    """Collects shapes in canvas units and renders them.

    Attributes:
        line_width: width of an outline of weight 1, in pixels at `REFERENCE_SIZE`.
        wobble: displaces points `[N, 2]` in canvas units; laid over every path alike, so all layers keep together.
    """

    line_width: float = 1.4
    wobble: Callable[[np.ndarray], np.ndarray] | None = None
    matrix: np.ndarray = field(default_factory=lambda: scaling(1.0))
    _shapes: list[_Shape] = field(default_factory=list)

    @contextmanager
    def placed(self, matrix: np.ndarray) -> Iterator[None]:
        """Lets everything drawn inside be placed by `matrix` (`[2, 3]`) first, then by the present placement."""
        before = self.matrix
        self.matrix = before @ np.vstack([matrix, [0.0, 0.0, 1.0]])
        try:
            yield
        finally:
            self.matrix = before

    def fill(
        self,
        path: Path,
        region: str,
        *,
        weight: float = 1.0,
        outline: Path | None = None,
        marks: Sequence[Mark] = (),
        mix: int = 0,
        shade: int = NEUTRAL_SHADE,
        clip: Path | None = None,
    ) -> None:
        """Paints a filled shape.

        Args:
            path: the filled area.
            region: one of `REGIONS`; "ink" is filled dark in the line art, every other region white.
            weight: line width relative to `line_width`; 0 draws no line.
            outline: the line to draw instead of the whole border of `path`.
            marks: spots of shade and mix inside the shape.
            mix, shade: the base values of those layers.
            clip: an area outside of which nothing of the shape is seen, its line included.
        """
        data = self._data(path)
        stroke = None
        if weight > 0:
            stroke = data if outline is None else self._data(outline)
        self._shapes.append(
            _Shape(
                data,
                REGION_INDEX[region],
                stroke,
                weight,
                None,
                tuple(
                    (None if m.path is None else self._data(m.path), m.channel, self._paint(m.paint), m.opacity)
                    for m in marks
                ),
                mix,
                shade,
                None if clip is None else self._data(clip),
            )
        )

    def stroke(self, path: Path, weight: float = 1.0, *, taper: bool = True, clip: Path | None = None) -> None:
        """Draws a line without a fill, running out thin at both ends if `taper`."""
        clip_data = None if clip is None else self._data(clip)
        if not taper:
            self._shapes.append(_Shape(None, None, self._data(path), weight, None, clip=clip_data))
            return
        placed = path.transformed(self.matrix)
        width = 1.25 * weight * self.line_width * CANVAS / REFERENCE_SIZE
        ink = "".join(self._raw(tapered(chain, width)) for chain in placed.chains)
        self._shapes.append(_Shape(None, None, None, weight, ink, clip=clip_data))

    def render(self, size: int) -> Layers:
        """Renders all layers at `size` pixels a side."""
        line = _rasterize("".join(self._line_elements()), size, crisp=False)
        codes = _rasterize("".join(self._region_elements()), size, crisp=True)
        regions = ((codes.astype(np.uint16) + _CODE_STEP // 2) // _CODE_STEP).astype(np.uint8)
        return Layers(line, regions, self._channel("shade", size), self._channel("mix", size))

    def _data(self, path: Path) -> str:
        return self._raw(path.transformed(self.matrix))

    def _raw(self, path: Path) -> str:
        return (path if self.wobble is None else path.mapped(self.wobble)).svg()

    def _paint(self, paint: int | Gradient) -> int | Gradient:
        if not isinstance(paint, Gradient):
            return paint
        ends = np.array([paint.start, paint.end]) @ self.matrix[:, :2].T + self.matrix[:, 2]
        return Gradient((ends[0, 0], ends[0, 1]), (ends[1, 0], ends[1, 1]), paint.stops, paint.radial)

    def _line_elements(self) -> Iterator[str]:
        unit = self.line_width * CANVAS / REFERENCE_SIZE
        ink_region = REGION_INDEX["ink"]
        yield '<rect width="1000" height="1000" fill="#fff"/>'
        for index, shape in enumerate(self._shapes):
            element = ""
            if shape.fill is not None:
                color = "#000" if shape.region == ink_region else "#fff"
                element = f'<path d="{shape.fill}" fill="{color}"/>'
            if shape.stroke is not None:
                element += (
                    f'<path d="{shape.stroke}" fill="none" stroke="#000" stroke-width="{shape.width * unit:.2f}"'
                    ' stroke-linejoin="round" stroke-linecap="round"/>'
                )
            if shape.ink is not None:
                element += f'<path d="{shape.ink}" fill="#000"/>'
            yield _clipped(element, shape.clip, f"l{index}")

    def _region_elements(self) -> Iterator[str]:
        yield '<rect width="1000" height="1000" fill="#000"/>'
        for index, shape in enumerate(self._shapes):
            if shape.fill is not None and shape.region is not None:
                element = f'<path d="{shape.fill}" fill="{_grey(shape.region * _CODE_STEP)}"/>'
                yield _clipped(element, shape.clip, f"r{index}")

    def _channel(self, channel: Literal["shade", "mix"], size: int) -> np.ndarray:
        neutral = NEUTRAL_SHADE if channel == "shade" else 0
        if not any(getattr(s, channel) != neutral or any(m[1] == channel for m in s.marks) for s in self._shapes):
            return np.full((size, size), neutral, np.uint8)
        elements = [f'<rect width="1000" height="1000" fill="{_grey(neutral)}"/>']
        for index, shape in enumerate(self._shapes):
            if shape.fill is None:
                continue
            element = f'<path d="{shape.fill}" fill="{_grey(getattr(shape, channel))}"/>'
            spots = [m for m in shape.marks if m[1] == channel]
            if spots:
                element += _clipped(
                    "".join(
                        _painted(shape.fill if path is None else path, paint, opacity, f"g{index}-{number}")
                        for number, (path, _, paint, opacity) in enumerate(spots)
                    ),
                    shape.fill,
                    f"s{index}",
                )
            elements.append(_clipped(element, shape.clip, f"c{index}"))
        return _rasterize("".join(elements), size, crisp=False)


def _grey(value: int) -> str:
    return f"rgb({value},{value},{value})"


def _clipped(element: str, clip: str | None, name: str) -> str:
    if clip is None:
        return element
    return f'<clipPath id="{name}"><path d="{clip}"/></clipPath><g clip-path="url(#{name})">{element}</g>'


def _painted(data: str, paint: int | Gradient, opacity: float, name: str) -> str:
    alpha = "" if opacity >= 1 else f' fill-opacity="{opacity:.3f}"'
    if not isinstance(paint, Gradient):
        return f'<path d="{data}" fill="{_grey(paint)}"{alpha}/>'
    (x1, y1), (x2, y2) = paint.start, paint.end
    stops = "".join(
        f'<stop offset="{offset:.3f}" stop-color="{_grey(value)}" stop-opacity="{strength:.3f}"/>'
        for offset, value, strength in paint.stops
    )
    if paint.radial:
        radius = float(np.hypot(x2 - x1, y2 - y1))
        head, tag = f'cx="{x1:.1f}" cy="{y1:.1f}" r="{radius:.1f}"', "radialGradient"
    else:
        head, tag = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"', "linearGradient"
    return (
        f'<{tag} id="{name}" gradientUnits="userSpaceOnUse" {head}>{stops}</{tag}>'
        f'<path d="{data}" fill="url(#{name})"{alpha}/>'
    )


def _rasterize(elements: str, size: int, *, crisp: bool) -> np.ndarray:
    """Renders SVG elements in canvas units to grey `[size, size]` uint8."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 {CANVAS:.0f} {CANVAS:.0f}">{elements}</svg>'
    )
    rendering = "crisp_edges" if crisp else "geometric_precision"
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, shape_rendering=rendering)
    return np.array(Image.open(io.BytesIO(png)))[..., 0].copy()
