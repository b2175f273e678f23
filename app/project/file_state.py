"""What a file was when it was last seen, so that nobody replaces unasked what another has saved since. Knows no Qt."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileState:
    """Size in bytes, and when it was written, in nanoseconds since 1970."""

    size: int
    time_ns: int

    @classmethod
    def of(cls, path: Path) -> FileState:
        """What the file is now, `ABSENT` where it cannot be found. Asks the disk."""
        try:
            found = path.stat()
        except OSError:
            return ABSENT
        return cls(found.st_size, found.st_mtime_ns)


ABSENT = FileState(0, 0)
"""There is no file."""


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file, whether or not it is there. Asks the disk."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)
