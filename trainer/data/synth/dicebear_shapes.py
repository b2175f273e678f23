"""DiceBear styles read as plain shapes: what each avatar is made of, in which colour slot, back to front."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any
from xml.etree import ElementTree

import numpy as np
from dicebear import Avatar, Style

from trainer.data.synth.paths import Path, ellipse
from trainer.data.synth.svg_path import parse_path

_SVG = "{http://www.w3.org/2000/svg}"
_TRANSFORM = re.compile(r"(translate|scale|rotate)\(([^)]*)\)")


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


@cache
def definition(style: str) -> dict[str, Any]:
    """A style's definition as DiceBear ships it."""
    return json.loads((resources.files("dicebear_styles") / f"{style}.json").read_text(encoding="utf-8"))


@cache
def _style(style: str) -> Style:
    return Style(definition(style))


@cache
def _slots(style: str) -> dict[str, str]:
    """A colour of its own for every slot, by which the slot is known again in the drawing: `#0f00nn` → name."""
    return {f"#0f00{index:02x}": name for index, name in enumerate(definition(style)["colors"])}


def variant_names(style: str, part: str) -> tuple[str, ...]:
    """The variants of a component, in the style's own order."""
    return tuple(definition(style)["components"][part]["variants"])


def parts(style: str) -> tuple[str, ...]:
    """The components of a style."""
    return tuple(definition(style)["components"])


def avatar_shapes(style: str, variants: Mapping[str, str | None], **options: Any) -> tuple[AvatarShape, ...]:
    """The shapes of one avatar, back to front.

    Args:
        style: name of the style.
        variants: part → variant, None to leave the part out; parts not named are left to `options`.
        options: further options of DiceBear (`seed`, …).
    """
    chosen: dict[str, Any] = {"seed": "nurie", **options}
    for part, variant in variants.items():
        if variant is not None:
            chosen[f"{part}Variant"] = variant
        chosen[f"{part}Probability"] = 0 if variant is None else 100
    for color, name in _slots(style).items():
        chosen[f"{name}Color"] = [color]
    root = ElementTree.fromstring(str(Avatar(_style(style), chosen)))
    groups = {element.get("id"): element for element in root.iter() if element.get("id")}
    slots = _slots(style)
    return tuple(
        AvatarShape(part, path, _slot(slots, fill), _slot(slots, stroke), width, opacity)
        for part, path, fill, stroke, width, opacity in _walk(root, _Context(), groups)
    )


def _slot(slots: Mapping[str, str], color: str | None) -> str | None:
    return None if color is None else slots.get(color, color)


@dataclass(frozen=True, eq=False)
class _Context:
    """What an element takes over from those around it."""

    matrix: np.ndarray = field(default_factory=lambda: np.eye(3))
    part: str = ""
    opacity: float = 1.0
    fill: str | None = None
    stroke: str | None = None

    def within(self, element: ElementTree.Element) -> _Context:
        return _Context(
            self.matrix @ _matrix(element.get("transform", "")),
            self.part,
            self.opacity * float(element.get("opacity", 1)) * float(element.get("fill-opacity", 1)),
            _paint(element.get("fill"), self.fill),
            _paint(element.get("stroke"), self.stroke),
        )


def _paint(value: str | None, inherited: str | None) -> str | None:
    return inherited if value is None else None if value == "none" else value


def _walk(
    element: ElementTree.Element, around: _Context, groups: Mapping[str | None, ElementTree.Element]
) -> Iterator[tuple[str, Path, str | None, str | None, float, float]]:
    tag = element.tag.removeprefix(_SVG)
    if tag in {"metadata", "defs", "mask", "clipPath", "style", "title"}:
        return
    here = around.within(element)
    if tag == "use":
        name = element.get("href", "").removeprefix("#")
        yield from _walk(groups[name], replace(here, part=name.split("-")[0]), groups)
        return
    path = _geometry(tag, element)
    if path is None:
        for child in element:
            yield from _walk(child, here, groups)
        return
    scale = float(np.sqrt(abs(np.linalg.det(here.matrix[:2, :2]))))
    width = float(element.get("stroke-width", 1)) * scale if here.stroke else 0.0
    yield here.part, path.transformed(here.matrix[:2]), here.fill, here.stroke, width, here.opacity


def _geometry(tag: str, element: ElementTree.Element) -> Path | None:
    def number(name: str, default: float = 0.0) -> float:
        return float(element.get(name, default))

    if tag == "path":
        return parse_path(element.get("d", ""), element.get("fill-rule") == "evenodd")
    if tag == "circle":
        return ellipse(number("cx"), number("cy"), number("r"))
    if tag == "ellipse":
        return ellipse(number("cx"), number("cy"), number("rx"), number("ry"))
    return None


def _matrix(text: str) -> np.ndarray:
    matrix = np.eye(3)
    for name, arguments in _TRANSFORM.findall(text):
        v = [float(x) for x in re.split(r"[\s,]+", arguments.strip())]
        if name == "translate":
            step = np.array([[1, 0, v[0]], [0, 1, v[1] if len(v) > 1 else 0.0], [0, 0, 1.0]])
        elif name == "scale":
            step = np.diag([v[0], v[1] if len(v) > 1 else v[0], 1.0])
        else:
            c, s = np.cos(np.radians(v[0])), np.sin(np.radians(v[0]))
            x, y = v[1:3] if len(v) > 1 else (0.0, 0.0)
            step = np.array([[c, -s, x - c * x + s * y], [s, c, y - s * x - c * y], [0, 0, 1.0]])
        matrix = matrix @ step
    return matrix
