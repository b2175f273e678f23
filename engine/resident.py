"""How much memory a process has had. Imports no torch."""

from __future__ import annotations

import sys
from pathlib import Path


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
