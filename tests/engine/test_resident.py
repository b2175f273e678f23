"""The memory that a process has had."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from engine.resident import most_resident

PROGRAM = "from engine.resident import most_resident; print(most_resident())"


def test_a_process_does_not_count_the_memory_of_who_started_it() -> None:
    taken = np.ones(400 * 2**20, np.uint8)
    own = most_resident()
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout.strip()
    if own is not None:
        assert own > len(taken) and 2**20 < int(told) < 200 * 2**20
