"""The memory of a process: its peak, and the pools that its threads take from."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.process_memory import LARGE_PAGES_VARIABLE, most_resident

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


FAULTS = """
import sys
from engine.process_memory import ask_for_large_pages
if sys.argv[1] == "large":
    ask_for_large_pages()
import resource, torch
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
before = faults()
torch.zeros(64 * 2**20, dtype=torch.uint8)
print(faults() - before)
"""


def offered_large_pages() -> bool:
    """Whether Linux gives them to whoever asks."""
    told = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    return told.exists() and "[madvise]" in told.read_text(encoding="utf-8")


@pytest.mark.skipif(not offered_large_pages(), reason="no large pages for those who ask")
def test_large_memory_comes_in_large_pages() -> None:
    given = {name: value for name, value in os.environ.items() if name != LARGE_PAGES_VARIABLE}
    large, small = (
        int(
            subprocess.run(
                [sys.executable, "-c", FAULTS, how], capture_output=True, text=True, check=True, env=given
            ).stdout
        )
        for how in ("large", "small")
    )
    assert small >= 64 * 2**20 // 4096 and large < small / 4


KEPT = """
import sys
from engine.process_memory import keep_freed_memory, return_freed_memory
if sys.argv[1] == "kept":
    keep_freed_memory()
import resource
def taken():
    return [bytearray(size << 20) for size in (40, 3, 7, 50)]
def resident():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize() >> 20
taken()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(3):
    taken()
faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
held = resident()
return_freed_memory()
print(faults, held - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's thresholds")
def test_what_is_freed_is_there_for_what_comes_next_until_it_is_handed_back() -> None:
    (kept, back), (own, _) = (
        map(
            int,
            subprocess.run(
                [sys.executable, "-c", KEPT, how], capture_output=True, text=True, check=True
            ).stdout.split(),
        )
        for how in ("kept", "own")
    )
    assert kept * 10 < own
    assert back > 90


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone keeps what is freed")
def test_a_large_picture_is_taken_in_one_piece() -> None:
    code = "from engine.process_memory import keep_freed_memory as keep; keep(); from PIL import Image; "
    code += "print(Image.core.get_block_size())"
    given = {name: value for name, value in os.environ.items() if name != "PILLOW_BLOCK_SIZE"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=given)
    assert int(done.stdout) == 256 * 2**20
