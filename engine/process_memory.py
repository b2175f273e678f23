"""The memory of this process: how much it has had, in which pages, and what becomes of what is freed. Imports no
torch."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

_ARENAS = 2
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""glibc's numbers for these options of `mallopt`."""
_LARGEST_KEPT, _MOST_KEPT = 1 << 27, 1 << 29
"""Bytes of a piece, and at the end of a pool, that stay with the process when they are free: what steps at 1024 px
take. A drawing of 4096 px at its own size takes larger ones, of which none should lie about."""

_PIECES_OF_PICTURES = "PILLOW_BLOCK_SIZE"
"""Pillow's; read when it is loaded."""

LARGE_PAGES_VARIABLE = "THP_MEM_ALLOC_ENABLE"
"""torch's; read when it first takes memory."""


def ask_for_large_pages() -> None:
    """Has torch take what is large in pages of 2 MB where the system has them, also in processes that are started from
    here. Called before torch takes any memory; whoever set the variable is heeded.

    Pieces of over 32 MB go back to the system as soon as they are free, and each page of 4 KB of the next one costs a
    fault: 90 000 in a slider step at 1024 px, 115 000 in a training step of twelve pictures at 256 px.
    """
    os.environ.setdefault(LARGE_PAGES_VARIABLE, "1")


def most_resident() -> int | None:
    """The most memory that this process ever had at once, in bytes; None where the system does not tell. Any thread."""
    # On Linux getrusage's peak is also that of the process that started this one, whose memory it had until then.
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        pass
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # macOS tells bytes, others kibibytes


def share_arenas() -> None:
    """Lets all threads take memory from the same two pools. Called before there are threads.

    glibc gives each thread a pool of its own, and up to 64 MB of what is freed at a pool's end stay with it: a window
    with ten threads grows for hours. Elsewhere than under glibc this does nothing.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def keep_freed_memory() -> None:
    """Lets what is freed stay with the process for what it takes next, until `return_freed_memory`. Any time; elsewhere
    than under glibc it does nothing.

    A slider step takes what the one before had. Left to itself glibc hands pieces of over 32 MB, and what is free at a
    pool's end, back at once: at 512 px a step has 1 560 pages of 4 KB brought anew, a tenth of its time.

    Pillow, which is loaded afterwards, then takes a large picture in one piece that is not kept. Pieces of 16 MB are
    wiped when they come again, with Python's lock held: a tenth of a second for 8192 × 8192 pixels.
    """
    if sys.platform == "linux":
        os.environ.setdefault(_PIECES_OF_PICTURES, "256m")
        with suppress(AttributeError, OSError):
            options = ctypes.CDLL(None)
            options.mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT)
            options.mallopt(_M_TRIM_THRESHOLD, _MOST_KEPT)


def return_freed_memory() -> None:
    """Hands back to the system what was freed: a model that was just loaded leaves a hundred megabytes behind. Some
    milliseconds; elsewhere than under glibc it does nothing. Any thread."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
