"""Long work of the window in turns of its event loop, so that a press, a key and a painting come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

TURN_MS = 1
"""A timer of 0 ms is an event that is posted, and what an event posts is delivered in the same pass: nothing else would
come in between."""


def next_turn(owner: QObject, work: Callable[[], object], delay_ms: int = TURN_MS) -> None:
    """Does some work after the window has seen to everything else, unless its owner is gone by then. Window's thread.

    Args:
        owner: whose work it is.
        work: what to do.
        delay_ms: how long to wait at least.
    """
    QTimer.singleShot(delay_ms, owner, work)


def in_turns(owner: QObject, parts: Iterator[object]) -> None:
    """Goes through the parts of some work: the first at once, a turn for each of the others. Window's thread.

    Args:
        owner: whose work it is; with it the work ends.
        parts: does a part each time the next item is asked for; the work is done when there is none.
    """
    end = object()
    if next(parts, end) is not end:
        next_turn(owner, lambda: in_turns(owner, parts))
