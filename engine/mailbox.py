"""A mailbox with one slot: who takes gets the newest, what it replaced is dropped."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Hands values from any thread to one taker; only the newest waits."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._slot: list[T] = []  # empty or one value, so that None may be a value
        self._closed = False

    def put(self, value: T) -> bool:
        """Leaves `value`, in place of what still waits. False, and nothing is left, once it is closed."""
        with self._condition:
            if self._closed:
                return False
            self._slot = [value]
            self._condition.notify()
            return True

    def put_if_empty(self, value: T) -> bool:
        """Leaves `value` only where nothing waits and the mailbox is open; says whether it did."""
        with self._condition:
            if self._closed or self._slot:
                return False
            self._slot = [value]
            self._condition.notify()
            return True

    def take(self) -> T:
        """Waits for a value and removes it.

        Raises:
            Closed: the mailbox is closed; what waited then is dropped.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._slot or self._closed)
            if self._closed:
                raise Closed
            return self._slot.pop()

    def close(self) -> None:
        """Drops what waits and ends every `take`, now and later."""
        with self._condition:
            self._closed = True
            self._slot = []
            self._condition.notify_all()


class Closed(Exception):
    """Nothing will come any more."""
