"""How long work tells how far it is, and how it is called off. Any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import IO

Tell = Callable[[float], object]
"""Takes the share that is done, 0 to 1. It may raise `Cancelled`, which ends the work."""


class Cancelled(Exception):
    """The work was called off by whoever wanted it; nothing of it is left."""


def untold(share: float) -> None:
    """A `Tell` for work that nobody watches."""
    del share


def within(tell: Tell, low: float, high: float) -> Tell:
    """A `Tell` for the part of some work that lies between these two shares of it."""
    return lambda share: tell(low + (high - low) * share)


_look: ContextVar[Callable[[], object] | None] = ContextVar("nurie-called-off", default=None)


@contextmanager
def looking(look: Callable[[], object]) -> Iterator[None]:
    """Within it `go_on` calls `look`, which may raise `Cancelled`. For this thread alone."""
    token = _look.set(look)
    try:
        yield
    finally:
        _look.reset(token)


def go_on() -> None:
    """Called between the pieces of long work that nobody is told the share of.

    Raises:
        Cancelled: whoever began the work on this thread, see `looking`, called it off.
    """
    look = _look.get()
    if look is not None:
        look()


def each_goes_on(_share: float) -> None:
    """A `Tell` for work that nobody is told the share of, but which may be called off: `go_on`."""
    go_on()


class Watched:
    """A file to write to, which tells how far the writing is.

    Args:
        file: where the bytes go.
        expected: how many are thought to come; what comes beyond is taken for the last few.
        tell: told at each writing.
    """

    def __init__(self, file: IO[bytes], expected: int, tell: Tell) -> None:
        self._file = file
        self._expected = max(1, expected)
        self._tell = tell
        self._written = 0

    def write(self, data: bytes) -> int:
        """Writes all of `data`."""
        self._written += len(data)
        self._tell(min(1.0, self._written / self._expected))
        return self._file.write(data)
