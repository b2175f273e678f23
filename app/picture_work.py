"""What is worked out of pictures on a pool thread, kept for a while: undo, a swap and the history bring them back."""

from __future__ import annotations

import os
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject

from app.background import Background
from engine.requests import Picture

MAX_BYTES = 256 * 2**20
"""How much may be kept. What the newest pictures need is held by whoever shows them as well."""
T = TypeVar("T")


class _Kept(NamedTuple):
    picture: weakref.ref[Picture]
    value: Any
    size: int


class PictureWork:
    """Asks a pool thread for what it takes time to make of a picture, and remembers what it gave. GUI thread.

    Args:
        max_bytes: see `MAX_BYTES`; what was not asked for the longest is forgotten first.
    """

    def __init__(self, parent: QObject | None = None, max_bytes: int = MAX_BYTES) -> None:
        # Where the window's thread and the networks' have but two cores, it is one thing after the other.
        self._background = Background(parent, threads=1 if (os.cpu_count() or 1) <= 2 else 2)
        self._max_bytes = max_bytes
        self._kept: OrderedDict[tuple[int, Hashable], _Kept] = OrderedDict()

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked for has been told."""
        return self._background.is_idle

    def close(self) -> None:
        """Tells nothing more."""
        self._background.close()

    def wait(self) -> None:
        """Waits for what runs. Any thread, once it is closed."""
        self._background.wait()

    def ask(
        self,
        picture: Picture,
        what: Hashable,
        work: Callable[[Picture], T],
        done: Callable[[T], Any],
        failed: Callable[[str], Any],
    ) -> bool:
        """Calls `done` with what `work` makes of a picture: at once where it is known, else as soon as it is made.

        Args:
            what: says what it is, with all that it depends on besides the picture.
            work: makes it, on a pool thread. Where that takes much memory, it says how much in `nbytes`.
            failed: takes one sentence.

        Returns:
            Whether it was known.
        """
        key = id(picture), what
        kept = self._kept.get(key)
        if kept is not None and kept.picture() is picture:
            self._kept.move_to_end(key)
            done(kept.value)
            return True

        def made(value: T) -> None:
            self._keep(picture, what, value)
            done(value)

        self._background.run(lambda: work(picture), made, failed)
        return False

    def _keep(self, picture: Picture, what: Hashable, value: object) -> None:
        key, kept = (id(picture), what), self._kept

        def forget(_gone: object) -> None:
            kept.pop(key, None)  # on the thread that had the picture last

        kept[key] = _Kept(weakref.ref(picture, forget), value, getattr(value, "nbytes", 0))
        size = sum(each.size for each in list(kept.values()))
        while size > self._max_bytes and kept:
            with suppress(KeyError):  # it may just have gone by itself
                _, oldest = kept.popitem(last=False)
                size -= oldest.size
