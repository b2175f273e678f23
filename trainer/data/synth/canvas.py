"""An SVG painter that draws one list of shapes several times: as line art, as regions, and as their shade and mix.

Everything is placed on a square canvas of `CANVAS` units. Shapes are painted back to front; a later shape hides what
lies below it in all four layers, so that occlusion is right without any bookkeeping.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np
import resvg_py
from PIL import Image

from trainer.data.regions import NEUTRAL_SHADE, REGION_INDEX
from trainer.data.synth.marks import Gradient, Mark, paint_mark
from trainer.data.synth.paths import Path, scaling, tapered
from trainer.data.synth.pens import Pen

CANVAS = 1000.0
REFERENCE_SIZE = 320  # line widths are given in pixels of a picture of this size


@dataclass(frozen=True, eq=False)
class _Shape:
    fill: str | None  # path data
    region: int
    stroke: str | None  # path data of a line of even width
    width: float
    ink: str | None = None  # path data of the strokes of a pen, filled
    marks: tuple[Mark, ...] = ()
    mix: int = 0
    shade: int = NEUTRAL_SHADE
    clip: str | None = None
    spread: float = 0.0  # width of the border that belongs to the region as well


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
        pen: how contours are laid; None draws them evenly.
        tapers: whether lines without a fill may run out thin; a technical pen's do not.
        pen_rng: decides what is irregular about the pen's strokes.
    """

    line_width: float = 1.4
    wobble: Callable[[np.ndarray], np.ndarray] | None = None
    pen: Pen | None = None
    tapers: bool = True
    pen_rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))
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
        spread: float = 0.0,
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
            spread: by how much of its line's width the region is wider than `path`, for shapes that do not quite meet
                under their lines.
        """
        placed = self._placed(path)
        if _outside_canvas(placed):
            return
        data = placed.svg()
        stroke = ink = None
        if weight > 0 and self.pen is not None:
            border = placed if outline is None else self._placed(outline)
            ink = self.pen.inked(border, weight * self._unit, self.pen_rng).svg()
        elif weight > 0:
            stroke = data if outline is None else self._placed(outline).svg()
        placed_marks = tuple(
            replace(m, path=None if m.path is None else self._placed(m.path), paint=self._paint(m.paint)) for m in marks
        )
        clip_data = None if clip is None else self._placed(clip).svg()
        self._shapes.append(
            _Shape(
                data,
                REGION_INDEX[region],
                stroke,
                weight,
                ink,
                placed_marks,
                mix,
                shade,
                clip_data,
                spread * weight * self._unit,
            )
        )

    def stroke(self, path: Path, weight: float = 1.0, *, taper: bool = True, clip: Path | None = None) -> None:
        """Draws a line without a fill, running out thin at both ends if `taper`."""
        placed = self._placed(path)
        if _outside_canvas(placed):
            return
        clip_data = None if clip is None else self._placed(clip).svg()
        if not (taper and self.tapers):
            self._shapes.append(_Shape(None, 0, placed.svg(), weight, clip=clip_data))
            return
        width = 1.25 * weight * self._unit * (1.0 if self.pen is None else self.pen.swell)
        ink = "".join(tapered(chain, width).svg() for chain in placed.chains)
        self._shapes.append(_Shape(None, 0, None, weight, ink, clip=clip_data))

    def contour(self, path: Path, weight: float = 1.0, *, clip: Path | None = None) -> None:
        """Draws a line without a fill as the outline of a filled shape is drawn: by the pen, and never tapered."""
        placed = self._placed(path)
        if _outside_canvas(placed):
            return
        clip_data = None if clip is None else self._placed(clip).svg()
        stroke = placed.svg() if self.pen is None else None
        ink = None if self.pen is None else self.pen.inked(placed, weight * self._unit, self.pen_rng).svg()
        self._shapes.append(_Shape(None, 0, stroke, weight, ink, clip=clip_data))

    def blot(self, path: Path, weight: float = 0.0, *, clip: Path | None = None) -> None:
        """Paints an area black into the line art alone, grown by half a line of `weight` on every side."""
        data = self._placed(path).svg()
        clip_data = None if clip is None else self._placed(clip).svg()
        self._shapes.append(_Shape(None, 0, data if weight > 0 else None, weight, data, clip=clip_data))

    def render(self, size: int) -> Layers:
        """Renders all layers at `size` pixels a side."""
        line = _rasterize("".join(self._line_elements()), size, crisp=False)[..., 0]
        # Every shape has a number of its own, so that its marks can be kept inside what is seen of it.
        codes = _rasterize("".join(self._number_elements()), size, crisp=True)
        numbers = codes[..., 0].astype(np.uint16) + 256 * codes[..., 1].astype(np.uint16)
        regions = np.array([0, *(s.region for s in self._shapes)], np.uint8)[numbers]
        shade = np.array([NEUTRAL_SHADE, *(s.shade for s in self._shapes)], np.float32)[numbers]
        mix = np.array([0, *(s.mix for s in self._shapes)], np.float32)[numbers]
        for number in np.unique(numbers).tolist():
            for mark in self._shapes[number - 1].marks if number else ():
                layer = shade if mark.channel == "shade" else mix
                paint_mark(layer, numbers == number, mark, size / CANVAS)
        return Layers(line, regions, *(np.round(layer).clip(0, 255).astype(np.uint8) for layer in (shade, mix)))

    @property
    def _unit(self) -> float:
        """Width of a line of weight 1 in canvas units."""
        return self.line_width * CANVAS / REFERENCE_SIZE

    def _placed(self, path: Path) -> Path:
        placed = path.transformed(self.matrix)
        return placed if self.wobble is None else placed.mapped(self.wobble)

    def _paint(self, paint: int | Gradient) -> int | Gradient:
        if not isinstance(paint, Gradient):
            return paint
        ends = np.array([paint.start, paint.end]) @ self.matrix[:, :2].T + self.matrix[:, 2]
        return Gradient((ends[0, 0], ends[0, 1]), (ends[1, 0], ends[1, 1]), paint.stops, paint.radial)

    def _line_elements(self) -> Iterator[str]:
        unit = self._unit
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

    def _number_elements(self) -> Iterator[str]:
        yield '<rect width="1000" height="1000" fill="#000"/>'
        for index, shape in enumerate(self._shapes):
            if shape.fill is not None:
                number = index + 1
                color = f"rgb({number % 256},{number // 256},0)"
                border = f' stroke="{color}" stroke-width="{shape.spread:.2f}"' if shape.spread else ""
                element = f'<path d="{shape.fill}" fill="{color}"{border}/>'
                yield _clipped(element, shape.clip, f"r{index}")


def _outside_canvas(path: Path) -> bool:
    low = np.min([chain.min(0) for chain in path.chains], axis=0)
    high = np.max([chain.max(0) for chain in path.chains], axis=0)
    return bool((high < -20).any() or (low > CANVAS + 20).any())


def _clipped(element: str, clip: str | None, name: str) -> str:
    if clip is None:
        return element
    return f'<clipPath id="{name}"><path d="{clip}"/></clipPath><g clip-path="url(#{name})">{element}</g>'


def _rasterize(elements: str, size: int, *, crisp: bool) -> np.ndarray:
    """Renders SVG elements in canvas units to `[size, size, 4]` uint8 RGBA."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 {CANVAS:.0f} {CANVAS:.0f}">{elements}</svg>'
    )
    rendering = "crisp_edges" if crisp else "geometric_precision"
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, shape_rendering=rendering)
    return np.array(Image.open(io.BytesIO(png)))
