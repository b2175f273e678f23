"""The memory of a process: its peak, and the pools that its threads take from."""

from __future__ import annotations

import platform
import subprocess
import sys

import numpy as np
import pytest

from engine.process_memory import most_resident

PROGRAM = "from engine.process_memory import most_resident; print(most_resident())"


def test_a_process_does_not_count_the_memory_of_who_started_it() -> None:
    taken = np.ones(400 * 2**20, np.uint8)
    own = most_resident()
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout.strip()
    if own is not None:
        assert own > len(taken) and 2**20 < int(told) < 200 * 2**20


ARENAS = """
import ctypes, sys, tempfile, threading
from engine.process_memory import share_arenas
if sys.argv[1] == "shared":
    share_arenas()
together = threading.Barrier(8)
def work():
    together.wait()
    kept = [bytearray(5000) for _ in range(200)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
libc.malloc_info.argtypes, libc.fclose.argtypes = (ctypes.c_int, ctypes.c_void_p), (ctypes.c_void_p,)
with tempfile.NamedTemporaryFile() as told:
    file = libc.fopen(told.name.encode(), b"w")
    libc.malloc_info(0, file)
    libc.fclose(file)
    print(told.read().count(b"<heap "))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="pools of glibc")
def test_threads_take_from_the_same_pools() -> None:
    shared, own = (
        int(subprocess.run([sys.executable, "-c", ARENAS, how], capture_output=True, text=True, check=True).stdout)
        for how in ("shared", "own")
    )
    assert shared <= 2 < own
