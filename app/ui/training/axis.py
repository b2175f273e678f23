"""Numbers along an axis: round ticks, short words for them, and which step of a curve lies under the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise


def ticks(low: float, high: float, count: int, logarithmic: bool) -> list[float]:
    """Round values from `low` to `high`, about `count` of them."""
    if logarithmic:
        first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
        if last - first >= 2:
            stride = max(1, math.ceil((last - first) / count))
            return [10.0**power for power in range(first, last + 1, stride)]
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        fine = [factor * 10.0**power for power in powers for factor in (1, 2, 5)]
        if len(seen := [value for value in fine if low <= value <= high]) >= 2:
            return seen
    span = high - low
    raw = span / max(count, 1)
    if raw <= 0:
        return [low]
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    return [step * number for number in range(first, math.floor(high / step + 1e-9) + 1)]


def short(value: float) -> str:
    """A tick's or a value's number, short: `20k`, `0.05`, `3e-05`."""
    if value and (abs(value) >= 1e6 or abs(value) < 1e-4):
        return f"{value:.2g}"
    if abs(value) >= 10_000:
        return f"{value / 1000:g}k"
    return f"{value:.4g}"


def nearest(steps: Sequence[int], step: float) -> int:
    """Index of the step that lies nearest; `steps` rise and are not empty."""
    for index, (before, after) in enumerate(pairwise(steps)):
        if step < (before + after) / 2:
            return index
    return len(steps) - 1
