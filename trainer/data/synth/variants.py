"""Named variants, of which every fourth is held out of training figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

Split = Literal["train", "held-out"]


def of_split(names: Sequence[str], split: Split) -> tuple[str, ...]:
    """The names that a split may draw: the third of every four is held out, the others are for training."""
    held_out = split == "held-out"
    return tuple(name for index, name in enumerate(names) if (index % 4 == 2) == held_out)


def choose(rng: np.random.Generator, names: Sequence[str], split: Split) -> str:
    """Draws one of a split's names."""
    allowed = of_split(names, split)
    return allowed[int(rng.integers(len(allowed)))]
