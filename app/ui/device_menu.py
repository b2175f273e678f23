"""The menu of where the networks run, and in which arithmetic: devices by name, with the memory that is free."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.background import Background
from app.model.properties import bind
from app.placements import PaintingDevice, find_devices
from app.settings import Settings
from app.ui.icons import icon
from engine.requests import Device, Precision


class DeviceMenu(QMenu):
    """Automatic, the CPU, and after the first look whatever else is there; it looks anew each time it opens. What is
    chosen in one window is ticked in all.

    Args:
        settings: keep the choice.
        background: asks the devices, which loads torch.
        choose: told which device and precision there are to be: now, and when another is chosen in whichever window.
        find: gives the devices.
    """

    def __init__(
        self,
        settings: Settings,
        background: Background,
        choose: Callable[[Device, Precision], object],
        parent: QWidget | None = None,
        find: Callable[[], list[PaintingDevice]] = find_devices,
    ) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Device"))
        self.setIcon(icon("cpu"))
        self._settings = settings
        self._background = background
        self._choose = choose
        self._find = find
        self._looking = False
        self.devices: dict[Device, QAction] = {}
        self.precisions: dict[Precision, QAction] = {}
        self._group = QActionGroup(self)
        self._line = self.addSeparator()
        self._add_device("auto", self.tr("Automatic: the Fastest"))
        group = QActionGroup(self)
        words = {
            "auto": self.tr("Automatic Precision"),
            "fp32": self.tr("Exact: 32 Bits"),
            "bf16": self.tr("Fast: bfloat16"),
            "fp16": self.tr("Fast: float16"),
        }
        for precision in get_args(Precision):
            action = self.addAction(words[precision])
            action.setCheckable(True)
            action.triggered.connect(lambda _on, precision=precision: self._choose_precision(precision))
            group.addAction(action)
            self.precisions[precision] = action
        self._bound = [bind(settings.device, self._tick_device), bind(settings.precision, self._tick_precision)]
        self.aboutToShow.connect(self.look)

    def let_go(self) -> None:
        """The window is closed: it follows the others no more."""
        while self._bound:
            self._bound.pop()()

    def look(self) -> None:
        """Asks which devices there are, and how much memory is free."""
        if not self._looking:
            self._looking = True
            self._background.run(self._find, self._show_devices, self._not_found)

    def _not_found(self, _message: str) -> None:
        self._looking = False  # what was known stays, and the colouring itself says what is wrong

    def _show_devices(self, found: list[PaintingDevice]) -> None:
        self._looking = False
        for entry in found:
            words = entry.name
            if entry.free is not None:
                words = self.tr("{name}: {free} GB free").format(name=entry.name, free=f"{entry.free / 1e9:.1f}")
            if entry.device in self.devices:
                self.devices[entry.device].setText(words)
            else:
                self._add_device(entry.device, words)

    def _add_device(self, device: Device, words: str) -> None:
        action = QAction(words, self)
        action.setCheckable(True)
        action.triggered.connect(lambda _on: self._choose_device(device))
        self._group.addAction(action)
        self.devices[device] = action
        self.insertAction(self._line, action)

    def _choose_device(self, device: Device) -> None:
        self._settings.device.value = device

    def _choose_precision(self, precision: Precision) -> None:
        self._settings.precision.value = precision

    def _tick_device(self, device: Device) -> None:
        if device not in self.devices:  # chosen where it was looked for, or before this program began
            self._add_device(device, device.upper())
        self.devices[device].setChecked(True)
        self._tell()

    def _tick_precision(self, precision: Precision) -> None:
        self.precisions[precision].setChecked(True)
        self._tell()

    def _tell(self) -> None:
        self._choose(self._settings.device.value, self._settings.precision.value)
