"""SVG documents read as plain shapes: what each element draws, and what it takes over from those around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

import numpy as np

from trainer.data.synth.paths import Path, ellipse, polygon, rectangle
from trainer.data.synth.svg_path import parse_path

SVG = "{http://www.w3.org/2000/svg}"
_TRANSFORM = re.compile(r"(translate|scale|rotate|matrix)\(([^)]*)\)")
_NOT_DRAWN = frozenset({"metadata", "defs", "mask", "clipPath", "style", "title", "linearGradient"})
_SEPARATOR = re.compile(r"[\s,]+")


@dataclass(frozen=True, eq=False)
class AvatarShape:
    """One shape of an avatar.

    Attributes:
        part: the component it belongs to, e.g. "hair".
        path: in units of the style's canvas.
        fill, stroke: name of the style's colour slot, a literal colour, or None.
        stroke_width: in the same units.
        opacity: 0..1.
    """

    part: str
    path: Path
    fill: str | None
    stroke: str | None
    stroke_width: float
    opacity: float


@dataclass(frozen=True, eq=False)
class Context:
    """What an element takes over from those around it.

    Attributes:
        matrix: `[3, 3]`, from the element's units to the document's.
        group: id of the group that a `use` brought in.
        opacity: 0..1.
        fill, stroke: as written; None where nothing is painted.
        stroke_width: in the element's units.
        even_odd: whether holes follow the even-odd rule.
    """

    matrix: np.ndarray = field(default_factory=lambda: np.eye(3))
    group: str = ""
    opacity: float = 1.0
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    even_odd: bool = False

    def within(self, element: ElementTree.Element) -> Context:
        """The context of an element in this one."""
        own = _attributes(element)
        rule = own.get("fill-rule")
        return Context(
            self.matrix @ matrix_of(own.get("transform", "")),
            self.group,
            self.opacity * float(own.get("opacity", 1)) * float(own.get("fill-opacity", 1)),
            _paint(own.get("fill"), self.fill),
            _paint(own.get("stroke"), self.stroke),
            float(own.get("stroke-width", str(self.stroke_width)).removesuffix("px")),
            self.even_odd if rule is None else rule == "evenodd",
        )

    def placed_width(self) -> float:
        """The width of its stroke in the document's units, 0 without one."""
        return self.stroke_width * float(np.sqrt(abs(np.linalg.det(self.matrix[:2, :2])))) if self.stroke else 0.0


def drawn_elements(
    element: ElementTree.Element, around: Context, groups: Mapping[str, ElementTree.Element]
) -> Iterator[tuple[ElementTree.Element, Context]]:
    """The elements that draw something, back to front, each with its own context.

    Args:
        element: where to begin.
        around: what surrounds it.
        groups: elements by id, for `use`.
    """
    tag = element.tag.removeprefix(SVG)
    if tag in _NOT_DRAWN:
        return
    here = around.within(element)
    if tag == "use":
        name = element.get("href", "").removeprefix("#")
        yield from drawn_elements(groups[name], replace(here, group=name), groups)
    elif tag in ("g", "svg"):
        for child in element:
            yield from drawn_elements(child, here, groups)
    else:
        yield element, here


def geometry(element: ElementTree.Element, even_odd: bool = False) -> Path | None:
    """What an element draws, in its own units; None for one that is no shape."""

    def number(name: str, default: float = 0.0) -> float:
        return float(element.get(name, default))

    tag = element.tag.removeprefix(SVG)
    if tag == "path":
        return parse_path(element.get("d", ""), even_odd)
    if tag == "circle":
        return ellipse(number("cx"), number("cy"), number("r"))
    if tag == "ellipse":
        return ellipse(number("cx"), number("cy"), number("rx"), number("ry"))
    if tag == "rect":
        return rectangle(number("x"), number("y"), number("width"), number("height"))
    if tag == "line":
        return polygon([(number("x1"), number("y1")), (number("x2"), number("y2"))], closed=False)
    if tag in ("polygon", "polyline"):
        values = [float(value) for value in _SEPARATOR.split(element.get("points", "").strip())]
        return polygon(list(zip(values[::2], values[1::2], strict=True)), closed=tag == "polygon")
    return None


def matrix_of(text: str) -> np.ndarray:
    """The matrix `[3, 3]` of a `transform` attribute."""
    matrix = np.eye(3)
    for name, arguments in _TRANSFORM.findall(text):
        v = [float(x) for x in _SEPARATOR.split(arguments.strip())]
        if name == "translate":
            step = np.array([[1, 0, v[0]], [0, 1, v[1] if len(v) > 1 else 0.0], [0, 0, 1.0]])
        elif name == "scale":
            step = np.diag([v[0], v[1] if len(v) > 1 else v[0], 1.0])
        elif name == "matrix":
            step = np.array([[v[0], v[2], v[4]], [v[1], v[3], v[5]], [0, 0, 1.0]])
        else:
            c, s = np.cos(np.radians(v[0])), np.sin(np.radians(v[0]))
            x, y = v[1:3] if len(v) > 1 else (0.0, 0.0)
            step = np.array([[c, -s, x - c * x + s * y], [s, c, y - s * x - c * y], [0, 0, 1.0]])
        matrix = matrix @ step
    return matrix


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    """Its attributes, those of its `style` before those written by themselves."""
    style = (part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    return dict(element.attrib) | {name.strip(): value.strip() for name, value in style}


def _paint(value: str | None, inherited: str | None) -> str | None:
    return inherited if value is None else None if value == "none" else value
