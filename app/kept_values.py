"""Values by name that outlive the program, written where nobody waits for it.

`QSettings` writes what was set at the next turn of the event loop of its thread. That is 1 ms of work, and lasts until
the disk has confirmed it, which took 16 ms where it was measured. So what is set waits in memory first, and is written
some seconds later, all at once and on another thread.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSettings

DELAY_S = 2.0
"""How old a value may become before it is written: what a crash can cost."""
Merge = Callable[[Any, Any, Any], object]
"""Gives what is to be kept of a value from before, what another process has made of it, and what this one has."""
_GONE = object()
_all: weakref.WeakSet[KeptValues] = weakref.WeakSet()


class KeptValues:
    """The values of a `QSettings`. Belongs to one thread, the GUI thread in the app; the writing is its own affair.

    Args:
        store: where they lie; the user's own store unless given.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._open: Callable[[], QSettings] = QSettings
        if store is not None:
            name, kind = store.fileName(), store.format()
            self._open = lambda: QSettings(name, kind)
        self._store = store if store is not None else QSettings()
        self._waiting: dict[str, Any] = {}
        """What is not known to be on the disk yet."""
        self._merging: dict[str, tuple[Any, Merge]] = {}
        """Of what waits to be merged: what it was made of, and how."""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None
        _all.add(self)

    def value(self, name: str, default: object = None) -> Any:
        """The value of that name; `default` where there is none."""
        with self._lock:
            if name in self._waiting:
                value = self._waiting[name]
                return default if value is _GONE else value
        return self._store.value(name, default)

    def set_value(self, name: str, value: object, before: object = None, merge: Merge | None = None) -> None:
        """Gives a name another value, which is written within `DELAY_S`.

        Args:
            before: the value that this one was made of.
            merge: what to write where another process has meanwhile written something else than `before`. Any thread.
        """
        with self._lock:
            if merge is not None:
                self._merging.setdefault(name, (before, merge))
            self._waiting[name] = value
            if self._timer is None:
                self._timer = threading.Timer(DELAY_S, self._write)
                self._timer.daemon = True  # the program does not wait for it, but saves at its end
                self._timer.start()

    def remove(self, name: str) -> None:
        """Forgets a value."""
        self.set_value(name, _GONE)

    def save(self) -> None:
        """Writes what waits, and returns when it is on the disk."""
        if self._timer is not None:
            self._timer.cancel()
        self._write()

    def _write(self) -> None:
        """Any thread."""
        with self._writing:
            with self._lock:
                self._timer = None
                waiting, merging = dict(self._waiting), self._merging
                self._merging = {}
            if not waiting:
                return
            store = self._open()  # of this thread; within a process all of one place show the same values
            if merging:
                store.sync()  # reads what others wrote
            for name, value in waiting.items():
                if name in merging and value is not _GONE:
                    before, merge = merging[name]
                    value = merge(before, store.value(name), value)
                if value is _GONE:
                    store.remove(name)
                else:
                    store.setValue(name, value)
            # `sync` would hold Python's lock meanwhile, and with it the GUI thread; this does the same without it.
            QCoreApplication.sendPostedEvents(store, QEvent.Type.UpdateRequest.value)
            store.sync()
            with self._lock:
                for name, value in waiting.items():
                    if self._waiting.get(name) is value:
                        del self._waiting[name]


@atexit.register
def _save_all() -> None:
    """Also has no writing under way when the interpreter ends: a thread that then comes back from Qt aborts all."""
    for values in list(_all):
        values.save()
