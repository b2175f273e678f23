"""DiceBear styles read as plain shapes: what each avatar is made of, in which colour slot, back to front."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from xml.etree import ElementTree

from dicebear import Avatar, Style

from trainer.data.synth.svg_elements import AvatarShape, Context, drawn_elements, geometry


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
    groups = {name: element for element in root.iter() if (name := element.get("id"))}
    slots = _slots(style)
    shapes = []
    for element, context in drawn_elements(root, Context(), groups):
        path = geometry(element, context.even_odd)
        if path is not None:
            part, width = context.group.split("-")[0], context.placed_width()
            fill, stroke = _slot(slots, context.fill), _slot(slots, context.stroke)
            shapes.append(AvatarShape(part, path.transformed(context.matrix[:2]), fill, stroke, width, context.opacity))
    return tuple(shapes)


def _slot(slots: Mapping[str, str], color: str | None) -> str | None:
    return None if color is None else slots.get(color, color)
