"""A painting in layers. Imports no torch; any thread, but not the GUI's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.flats import flats
from engine.hints.layer import Hints
from engine.layered.line_layers import backing_layer, ink_layer, is_plain_multiply
from engine.line_art import LineArt
from engine.progress import Tell
from engine.scaling import to_grey

MAKING = 0.4
"""The share of a layer's work that making it is; the rest is packing it."""

Blend = Literal["normal", "multiply"]


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer of the size of the picture.

    Attributes:
        make: gives its pixels, uint8 RGB `[H, W, 3]` or RGBA `[H, W, 4]`, not premultiplied. They are made when they
            are written, which tells how far it is: all layers of a large picture at once would fill the memory.
    """

    name: str
    make: Callable[[Tell], np.ndarray]
    blend: Blend = "normal"
    visible: bool = True


def painting_layers(
    colors: np.ndarray, art: LineArt, hints: Hints | None = None, show_lines: bool = True
) -> list[Layer]:
    """The layers of a painting, the topmost first: lines, what backs them, the user's hints, colours, flats.

    Put together they are `engine.upsample.lay_lines` of the colours and the hints. The backing is left out where the
    lines need none (see `engine.layered.line_layers`).

    Args:
        colors: uint8 RGB `[H, W, 3]`, without the lines.
        art: the lines, of the same size.
        hints: what the user painted over the colours.
        show_lines: False hides the lines and their backing.
    """
    layers = [Layer("Lines", lambda tell: ink_layer(art, tell), "multiply", show_lines)]
    if not is_plain_multiply(art):

        def backing(tell: Tell) -> np.ndarray:
            return backing_layer(art, colors, hints, tell)

        layers.append(Layer("White under lines", backing, "normal", show_lines))
    if hints is not None:
        layers.append(Layer("Hints", lambda _tell: hints.pixels()))
    return [
        *layers,
        Layer("Colours", lambda _tell: colors),
        Layer("Flats", lambda tell: flats(colors, to_grey(art.pixels), tell)),
    ]
