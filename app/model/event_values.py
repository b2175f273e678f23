"""Values of event lines, taken as what they should be or refused.

A line may come from a damaged disk or from another program: what no run of ours would tell must not reach the widgets,
which hold 32-bit numbers, nor file names, which hold whole letters.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

MOST_STEPS = 2**31 - 1
MOST_BYTES = 2**60
MOST = 1e12
"""Of seconds since 1970, rates and losses, to either side."""
MOST_LETTERS = 1000


def count(value: Any, most: int = MOST_STEPS) -> int:
    """A whole number from 0 to `most`.

    Raises:
        ValueError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError("no count")
    return value


def number(value: Any) -> float:
    """A finite number.

    Raises:
        ValueError: it is none, or larger than any that a run tells.
    """
    if not is_number(value):
        raise ValueError("no number")
    return float(value)


def is_number(value: Any) -> bool:
    """Whether it is a finite number that a run may tell."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -MOST <= value <= MOST


def text(value: Any) -> str:
    """A text that widgets and file names can hold: without halves of letters, and not without end."""
    return str(value)[:MOST_LETTERS].encode("utf-8", "replace").decode("utf-8")


def inner_path(value: Any) -> PurePosixPath:
    """A path within a run's folder.

    Raises:
        ValueError: it leads out of it.
    """
    path = PurePosixPath(text(value).replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in str(path):
        raise ValueError("not within the run's folder")
    return path
