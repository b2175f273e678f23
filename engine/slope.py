"""The slope of a ground: how its colour changes from one side of a picture to the other, a sky's gradient say.

A quadratic of the place, which is -1..1 along each side whatever the size: a drawing takes that of its reference.
Imports no torch; what is said here holds for arrays of numpy and of torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TERMS = 6
"""1, x, y, x², xy, y²."""


def places(pixels: Any, size: int) -> Any:
    """Where pixels of a side of `size` lie along it, -1..1: an array of their numbers, whole, → of floats."""
    return (2 * pixels + 1) / size - 1


def surface(terms: Sequence[Any], x: Any, y: Any) -> Any:
    """The quadratic with these `TERMS` factors at `x` and `y`, of any shapes that go together."""
    one, of_x, of_y, of_xx, of_xy, of_yy = terms
    return (one + of_y * y + of_yy * (y * y)) + ((of_x + of_xy * y) + of_xx * x) * x
