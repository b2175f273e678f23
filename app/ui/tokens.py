"""Measures of the window, multiples of a grid, and the colours of its two themes.

Greys are strictly neutral, so that they do not tint what the eye makes of a picture; there is one accent.
"""

from __future__ import annotations

from dataclasses import dataclass

GRID = 8
"""The grid in device-independent pixels."""
RADIUS = 6
ICON = 18


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as `#rrggbb`."""

    window: str  # bars, docks
    raised: str  # fields, buttons
    hover: str
    canvas: str  # around pictures
    border: str
    text: str
    dim: str  # secondary text, icons at rest
    groove: str  # sliders
    accent: str
    on_accent: str
    danger: str  # the error bar's ground
    on_danger: str


DARK = Tokens(
    window="#262626",
    raised="#333333",
    hover="#3e3e3e",
    canvas="#464646",
    border="#1a1a1a",
    text="#e8e8e8",
    dim="#a6a6a6",
    groove="#4c4c4c",
    accent="#6ea8ff",
    on_accent="#0b1a30",
    danger="#5a2626",
    on_danger="#ffdcd8",
)
LIGHT = Tokens(
    window="#f3f3f3",
    raised="#ffffff",
    hover="#e4e4e4",
    canvas="#c6c6c6",
    border="#d0d0d0",
    text="#1e1e1e",
    dim="#616161",
    groove="#cfcfcf",
    accent="#2468d8",
    on_accent="#ffffff",
    danger="#fbe0dd",
    on_danger="#7a1710",
)
