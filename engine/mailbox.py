"""A mailbox with one slot: who takes gets the newest, what it replaced is dropped. Behind it, a patient queue."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

REST_S = 0.4
"""The queue is served once the slot has been quiet for so long: a moving hand leaves shorter pauses."""
LONG_REST_S = 3.0


class Mailbox(Generic[T]):
    """Hands values from any thread to one taker; of those in the slot only the newest waits.

    What nobody waits for with a moving hand goes to the queue. It is served in order, one by one, and only while
    the slot is empty and neither was filled nor in work within the last `rest` seconds. The taker has a long rest once
    nothing has come for `long_rest` seconds.
    """

    def __init__(self, rest: float = REST_S, long_rest: float = LONG_REST_S) -> None:
        self._condition = threading.Condition()
        self._slot: list[T] = []  # the newest, and before it what it follows
        self._idle: deque[T] = deque()
        self._idle_in_work: list[T] = []  # empty or one value, until it is not wanted any more
        self._rest, self._long_rest = rest, long_rest
        self._quiet_since = time.monotonic() - rest
        self._slot_in_work = False
        self._closed = False

    def put(self, value: T, follows: Callable[[T], bool] = lambda _: False) -> bool:
        """Leaves `value`, in place of what still waits. False, and nothing is left, once it is closed.

        Args:
            follows: whether `value` lets a value that waits come first.
        """
        with self._condition:
            if self._closed:
                return False
            self._slot = [*(first for first in self._slot[:1] if follows(first)), value]
            self._quiet_since = time.monotonic()
            self._condition.notify()
            return True

    def drop(self) -> None:
        """Takes out what still waits in the slot; what the taker already has is not recalled."""
        with self._condition:
            self._slot = []

    def put_if_empty(self, value: T) -> bool:
        """Leaves `value` only where nothing waits and the mailbox is open; says whether it did."""
        with self._condition:
            if self._closed or self._slot:
                return False
            self._slot = [value]
            self._condition.notify()
            return True

    def put_idle(self, value: T, first: bool = False) -> bool:
        """Leaves `value` at the end of the queue, or at its head. False once the mailbox is closed."""
        with self._condition:
            if self._closed:
                return False
            if first:
                self._idle.appendleft(value)
            else:
                self._idle.append(value)
            self._condition.notify()
            return True

    def put_back(self, value: T) -> None:
        """Leaves what was taken from the queue at its head again, unless it was dropped meanwhile."""
        with self._condition:
            if not self._closed and self._idle_in_work:
                self._idle.appendleft(value)

    def drop_idle(self, unwanted: Callable[[T], bool]) -> None:
        """Takes out of the queue whatever is unwanted; what the taker already has is not recalled, but cannot be put
        back."""
        with self._condition:
            self._idle = deque(value for value in self._idle if not unwanted(value))
            self._idle_in_work = [value for value in self._idle_in_work if not unwanted(value)]

    @property
    def waiting(self) -> T | None:
        """What comes next of the slot; None where nothing waits in it."""
        with self._condition:
            return self._slot[0] if self._slot else None

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def take(self, at_rest: Callable[[], object] | None = None) -> T:
        """Waits for a value and removes it: that of the slot, else the queue's first once the slot has rested.

        Args:
            at_rest: called once, on this thread, when nothing has come for a long rest.

        Raises:
            Closed: the mailbox is closed; what waited then is dropped.
        """
        with self._condition:
            self._idle_in_work = []
            if self._slot_in_work:
                self._slot_in_work = False
                self._quiet_since = time.monotonic()
            until = time.monotonic() + self._long_rest
            while not self._closed:
                if self._slot:
                    self._slot_in_work = True
                    return self._slot.pop(0)
                wait = None
                if self._idle:
                    wait = self._quiet_since + self._rest - time.monotonic()
                    if wait <= 0:
                        self._idle_in_work = [self._idle.popleft()]
                        return self._idle_in_work[0]
                elif at_rest is not None:
                    wait = until - time.monotonic()
                    if wait <= 0:
                        at_rest, rest = None, at_rest
                        self._condition.release()  # nobody who brings something waits for it
                        try:
                            rest()
                        finally:
                            self._condition.acquire()
                        continue
                self._condition.wait(wait)
            raise Closed

    def close(self) -> None:
        """Drops what waits and ends every `take`, now and later."""
        with self._condition:
            self._closed = True
            self._slot = []
            self._idle.clear()
            self._idle_in_work = []
            self._condition.notify_all()


class Closed(Exception):
    """Nothing will come any more."""
