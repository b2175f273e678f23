"""Sums that become a share or a mean, together with the number of cases they rest on."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass
class Mean:
    """A running mean; what is not a number is left out, as there was nothing to measure."""

    total: float = 0.0
    count: int = 0

    def add(self, value: float) -> None:
        """Takes one value in; True and False count as 1 and 0."""
        if math.isfinite(value):
            self.total += float(value)
            self.count += 1

    def __add__(self, other: Mean) -> Mean:
        return Mean(self.total + other.total, self.count + other.count)

    @property
    def value(self) -> float | None:
        """The mean, rounded to four places; None where nothing was measured."""
        return round(self.total / self.count, 4) if self.count else None
