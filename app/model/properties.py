"""Observable values without Qt, so that what the user made can be tested and reasoned about alone.

All of it belongs to one thread, the GUI thread in the app; nothing here locks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Disconnect = Callable[[], None]


class Event:
    """A list of slots, called in the order in which they were connected."""

    def __init__(self) -> None:
        self._slots: list[Callable[..., Any]] = []

    def connect(self, slot: Callable[..., Any]) -> Disconnect:
        """Adds a slot; the returned function takes it away again, and may be called twice."""
        self._slots.append(slot)

        def disconnect() -> None:
            if slot in self._slots:
                self._slots.remove(slot)

        return disconnect

    def emit(self, *args: Any) -> None:
        """Calls every slot that is connected now; slots connected by a slot wait for the next time."""
        for slot in tuple(self._slots):
            slot(*args)


class Property(Generic[T]):
    """A value that tells when it changes.

    Args:
        value: the first value.
        same: when two values count as the same, and nothing is told; equality unless given.
    """

    def __init__(self, value: T, same: Callable[[T, T], bool] | None = None) -> None:
        self._value = value
        self._same = same or (lambda a, b: bool(a == b))
        self.changed = Event()
        """Emitted with the new value."""

    @property
    def value(self) -> T:
        return self._value

    @value.setter
    def value(self, value: T) -> None:
        if self.is_same(value):
            return
        self._value = value
        self.changed.emit(value)

    def is_same(self, value: T) -> bool:
        """Whether to set this value would change nothing."""
        return self._same(self._value, value)


def bind(source: Property[T], apply: Callable[[T], Any]) -> Disconnect:
    """Calls `apply` with the value now, and again at each change."""
    apply(source.value)
    return source.changed.connect(apply)
