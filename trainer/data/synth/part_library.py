"""The shapes of others' figures that lie in `resources/figures`, as `tools.figure_sources` fetched them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np

from engine.resources import RESOURCES
from trainer.data.synth.svg_elements import AvatarShape
from trainer.data.synth.svg_path import parse_path

FOLDER = RESOURCES / "figures"


@cache
def library(source: str) -> dict[str, Any]:
    """What lies in a source's file: `package` (name, version, license, changes) and `parts`."""
    return json.loads((FOLDER / f"{source}.json").read_text(encoding="utf-8"))


def part_names(source: str, part: str) -> tuple[str, ...]:
    """The variants of a part, in the source's own order."""
    return tuple(library(source)["parts"][part])


def licence_text(source: str) -> str:
    """The licence of a source as it lies in its package."""
    return (FOLDER / f"{source}.LICENSE").read_text(encoding="utf-8")


@cache
def part_shapes(source: str, part: str, variant: str) -> tuple[AvatarShape, ...]:
    """The shapes of a variant back to front; none where the source draws nothing for it."""
    return tuple(_shape(part, shape) for shape in library(source)["parts"][part].get(variant, ()))


def _shape(part: str, stored: dict[str, Any]) -> AvatarShape:
    path, width = parse_path(stored["d"], stored.get("even_odd", False)), float(stored.get("width", 0))
    if "matrix" in stored:
        matrix = np.array(stored["matrix"]).reshape(2, 3)
        path, width = path.transformed(matrix), width * float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    return AvatarShape(part, path, stored.get("fill"), stored.get("stroke"), width, stored.get("opacity", 1.0))
