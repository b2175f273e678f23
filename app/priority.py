"""How much of the processor a training gets beside everything else, and how much memory the machine has left."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

LOWEST = 19


def can_yield(pid: int) -> bool:
    """Whether a process can be given less priority than it has. (Windows starts trainings below the others.)"""
    if sys.platform == "win32" or pid <= 0:
        return False
    try:
        return os.getpriority(os.PRIO_PROCESS, pid) < LOWEST
    except OSError:
        return False  # it has ended, or is somebody else's


def give_way(pid: int) -> None:
    """Gives a process, its threads and the processes that it started the lowest priority."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        # A training leads a group of its own, in which those that read its pictures are.
        if os.getpgid(pid) == pid:
            os.setpriority(os.PRIO_PGRP, pid, LOWEST)
    try:
        # On Linux each thread has a priority of its own.
        threads = [int(entry.name) for entry in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        threads = [pid]
    for thread in threads:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, LOWEST)


def free_memory() -> int | None:
    """Bytes of main memory that are free or can be freed at once; None where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return None


def free_device_memory(device: str) -> int | None:
    """Bytes of a graphics card's own memory that nobody uses, neither this program nor a training; None for a device
    that shares the machine's. Not on the GUI thread: torch is loaded where it is not yet."""
    from engine.device import free_memory as free_of

    return free_of(device.split(":")[0])
