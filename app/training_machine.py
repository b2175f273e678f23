"""Where a training would run on this machine, and what fits there."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.options import hardware_of
from trainer.options.training import Hardware


@dataclass(frozen=True)
class Machine:
    """The fastest device of this machine.

    Attributes:
        device: `cuda`, `mps` or `cpu`.
        name: what a person calls it.
        memory: bytes of its own memory, 0 where it shares the machine's.
        hardware: the preset that fits it.
    """

    device: str
    name: str
    memory: int
    hardware: Hardware


def find_machine() -> Machine:
    """Asks for the fastest device. Not on the GUI thread: torch is loaded where it is not yet."""
    from engine.device import available_devices, device_memory, device_name

    device = available_devices()[0]
    memory = device_memory(device)
    return Machine(device, device_name(device), memory, hardware_of(device, memory))
