"""A small cache of things that are dear to compute: the least recently used fall out first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


V = TypeVar("V", bound=Sized)


class Cache(Generic[V]):
    """Key → value, at most `most` that fit into `max_bytes`; the newest stays whatever its size. For one thread."""

    def __init__(self, max_bytes: int, most: int) -> None:
        self._max_bytes = max_bytes
        self._most = most
        self._values: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value kept under `key`, or `make()`, which is then kept."""
        value = self.find(key)
        if value is None:
            value = make()
            self.put(key, value)
        return value

    def find(self, key: Hashable) -> V | None:
        """The value kept under `key`."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key: Hashable, value: V) -> None:
        """Keeps a value, in place of another one under that key."""
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > 1 and not self._fits():
            self._values.popitem(last=False)

    def _fits(self) -> bool:
        within = sum(kept.nbytes for kept in self._values.values()) <= self._max_bytes
        return within and len(self._values) <= self._most

    def clear(self) -> None:
        """Forgets everything."""
        self._values.clear()

    def __len__(self) -> int:
        return len(self._values)
