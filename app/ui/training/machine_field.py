"""What the training may take of this machine: found out, said in words, and open to be overridden."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.background import Background
from app.training_machine import Machine, find_machine
from trainer.options.hardware import PAPER_FROM
from trainer.options.training import Hardware


class MachineField(QComboBox):
    """The presets of hardware, the one that fits this machine first and chosen.

    Args:
        background: asks for the device.
    """

    found = Signal(object)
    """The `Machine`, once it is known."""
    settled = Signal()
    """It was asked for, and is known or will not be."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._asked = False
        self._answered = False
        self._by_hand = False
        self.machine: Machine | None = None
        for hardware, words in (
            ("cpu", self.tr("Processor: small pictures, 16 a step")),
            ("6gb", self.tr("Graphics card with 6 GB")),
            ("8gb", self.tr("Graphics card with 8 GB")),
            ("12gb", self.tr("Graphics card with 12 GB")),
            ("24gb", self.tr("Graphics card with 24 GB or more")),
            ("", self.tr("As the advanced options say")),
        ):
            self.addItem(words, hardware)
        self.activated.connect(self._on_chosen)

    @property
    def hardware(self) -> Hardware:
        """The chosen preset; empty leaves size and batch to the options."""
        return self.currentData()

    @property
    def is_settled(self) -> bool:
        """Whether the preset is one to start with: the machine has answered, or the user has chosen."""
        return self._answered or self._by_hand

    @property
    def suggests_paper(self) -> bool:
        """Whether networks of the paper's size fit the found machine."""
        return self.machine is not None and self.machine.hardware in PAPER_FROM

    def set_machine(self, machine: Machine) -> None:
        """Takes over what was found; what the user chose meanwhile stays chosen."""
        self.machine, self._answered = machine, True
        index = self.findData(machine.hardware)
        found = self.tr("This machine: {name}, {memory}") if machine.memory else self.tr("This machine: {name}")
        # As it stands on the box, in powers of two.
        words = found.format(name=machine.name, memory=f"{round(machine.memory / 1024**3)} GB")
        self.setItemText(index, words)
        if not self._by_hand:
            self.setCurrentIndex(index)
        self.found.emit(machine)
        self.settled.emit()

    def _on_chosen(self, _index: int) -> None:
        self._by_hand = True

    def showEvent(self, event: QShowEvent) -> None:
        if not self._asked:
            self._asked = True
            self._background.run(lambda: find_machine(), self.set_machine, self._on_unknown)
        super().showEvent(event)

    def _on_unknown(self, message: str) -> Any:
        """The processor is always there."""
        self.setToolTip(message)
        self._answered = True
        self.settled.emit()
