"""A remedy for Python 3.11: there PySide (6.12 at least) gives back references that it never took.

Each `Signal.emit` from Python releases one reference too many of True, each slot and each call that returns
nothing one of None, each comparison with something foreign one of NotImplemented. After some thousand gestures the
interpreter would stop with "deallocating True or False".
From Python 3.12 on these objects are immortal and the remedy is not needed.
"""

from __future__ import annotations

import ctypes
import sys

_MORE = 1 << 40  # more than any session can release, far from overflow


def pin() -> None:
    """Makes True, False, None and NotImplemented live for ever, as Python 3.12 does."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for value in (True, False, None, NotImplemented):
            ctypes.c_ssize_t.from_address(id(value)).value += _MORE
