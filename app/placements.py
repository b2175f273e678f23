"""The devices that can paint on this machine, as a menu names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from app.priority import free_memory
from engine.requests import Device


@dataclass(frozen=True)
class PaintingDevice:
    """One device.

    Attributes:
        device: as requests name it.
        name: what a person calls it.
        free: bytes of memory that nobody uses now, None where the system does not tell.
    """

    device: Device
    name: str
    free: int | None


def find_devices() -> list[PaintingDevice]:
    """The devices of this machine, the fastest first. Not on the GUI thread: torch is loaded where it is not yet."""
    from engine import device as devices

    found = []
    for device in devices.available_devices():
        free = devices.free_memory(device)
        found.append(
            PaintingDevice(cast(Device, device), devices.device_name(device), free_memory() if free is None else free)
        )
    return found
