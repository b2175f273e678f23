"""What a window needs of the Python that runs it. Called once, before anything of Qt is used."""

from __future__ import annotations

import ctypes
import sys

SWITCH_S = 0.0005
_MORE = 1 << 40  # more than any session can release, far from overflow


def hand_over_sooner() -> None:
    """Lets a thread that wants Python's lock have it after `SWITCH_S` instead of 5 ms.

    The window's thread asks for it after each call of Qt, and with each further thread that works in Python waits so
    long once more. Beside three such threads 1 % of a 5 ms timer's ticks came over 80 ms late, now 9; they do 6 % less.
    """
    sys.setswitchinterval(SWITCH_S)


def pin_singletons() -> None:
    """Makes True, False, None and NotImplemented live for ever, as Python 3.12 does.

    On Python 3.11 PySide (6.12 at least) gives back references that it never took: each `Signal.emit` from Python
    releases one too many of True, each slot and each call that returns nothing one of None, each comparison with
    something foreign one of NotImplemented. After some thousand gestures the interpreter would stop with "deallocating
    True or False".
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for value in (True, False, None, NotImplemented):
            ctypes.c_ssize_t.from_address(id(value)).value += _MORE
