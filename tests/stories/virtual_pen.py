"""A pen whose events enter Qt where those of a real tablet do: at the door that platform plugins hand them in by.

From there on all is as with a pen on a desk: Qt looks for the window and the widget, keeps a stroke with the widget
that it began on, and makes events of a mouse of what nobody takes. Before that door are the driver and a few lines of
Qt for each platform, which is what these tests do not see.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import PySide6
import pytest
import shiboken6
from PySide6.QtCore import QPointF
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId
from PySide6.QtWidgets import QWidget

from tools.waiting import wait

_DOOR = (
    "_ZN22QWindowSystemInterface17handleTabletEventEP7QWindowPK15QPointingDeviceRK7QPointFS7_"
    "6QFlagsIN2Qt11MouseButtonEEddddddS8_INS9_16KeyboardModifierEE"
)
_MOUSE = "_ZN29QWindowSystemInterfacePrivate11TabletEvent27setPlatformSynthesizesMouseEb"
_TIP, _BARREL = 1, 2  # as bits of Qt.MouseButton
_serial = iter(range(1000, 1 << 30))


class VirtualPen:
    """A pen above one window.

    Args:
        window: where it is moved; its screen has one device pixel for each of its own.
        eraser: whether it is turned upside down.
        pressure: whether it feels any.
    """

    def __init__(self, window: QWidget, eraser: bool = False, pressure: bool = True) -> None:
        self._window = window
        self._hand_in = _door()
        kind = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
        can = QInputDevice.Capability.Position
        if pressure:
            can |= QInputDevice.Capability.Pressure
        self._device = QPointingDevice(
            "pen", next(_serial), QInputDevice.DeviceType.Stylus, kind, can, 1, 3, "", QPointingDeviceUniqueId()
        )
        self._at = QPointF()

    def hover(self, widget: QWidget, x: float, y: float) -> None:
        """Moves it to a place of a widget, without touching."""
        self._move(widget, x, y, 0, 0.0)

    def touch(self, widget: QWidget, x: float, y: float, pressure: float = 0.5, modifiers: int = 0) -> None:
        """Presses its tip there, or moves it there while it is pressed."""
        self._move(widget, x, y, _TIP, pressure, modifiers)

    def click_barrel(self) -> None:
        """Presses the button on its side and lets go of it, the tip touching."""
        self._send(_TIP | _BARREL, 0.5, 0)
        self._send(_TIP, 0.5, 0)

    def lift(self) -> None:
        """Takes the tip away, where it is."""
        self._send(0, 0.0, 0)

    def _move(self, widget: QWidget, x: float, y: float, buttons: int, pressure: float, modifiers: int = 0) -> None:
        self._at = QPointF(widget.mapTo(self._window, QPointF(x, y)))
        self._send(buttons, pressure, modifiers)

    def _send(self, buttons: int, pressure: float, modifiers: int) -> None:
        local, on_screen = self._at, self._window.mapToGlobal(self._at)
        pointers = [
            shiboken6.getCppPointer(each)[0] for each in (self._window.windowHandle(), self._device, local, on_screen)
        ]
        self._hand_in(*pointers, buttons, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, modifiers)
        wait(8)  # as often as a pen tells where it is


def _door() -> ctypes._NamedFuncPointer:
    """Qt's function; a test is skipped where it cannot be called from here."""
    library = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"
    if sys.platform != "linux" or not library.is_file():
        pytest.skip("Qt's door for pens is known by its name on Linux alone")
    qt = ctypes.CDLL(str(library))
    function, platform_makes_a_mouse = getattr(qt, _DOOR, None), getattr(qt, _MOUSE, None)
    if function is None or platform_makes_a_mouse is None:
        pytest.skip("this Qt has another door for pens")
    platform_makes_a_mouse(ctypes.c_bool(False))  # as under X11, Wayland and macOS: Qt makes it of what nobody takes
    function.argtypes = [*[ctypes.c_void_p] * 4, ctypes.c_int, *[ctypes.c_double] * 6, ctypes.c_int]
    function.restype = None
    return function
