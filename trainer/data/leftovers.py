"""Half-written files that processes left behind when they were killed."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

STALE_SECONDS = 60.0
"""A file that nothing was written to for so long is nobody's, unless its process runs on this machine."""


def remove_stale(folder: Path) -> None:
    """Removes what `engine.files.replaced_whole` could not take away in a folder because its process was killed."""
    for part in folder.glob(".*.part"):
        with suppress(OSError, ValueError):
            # Where machines share a disk, a process of another one may be writing at this moment.
            left = time.time() - part.stat().st_mtime > STALE_SECONDS
            if left and not _is_running(int(part.suffixes[-2][1:])):
                part.unlink()


def _is_running(process: int) -> bool:
    """Whether a process of that number runs on this machine; taken for granted where it cannot be asked harmlessly."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is another user's
    return True
