"""The window's thread gets Python's lock soon, however many threads work in Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys, threading, time
from PySide6.QtCore import QCoreApplication, QTimer, Qt
if sys.argv[1] == "window":
    import app
program, late, last, over = QCoreApplication([]), [], [time.perf_counter()], threading.Event()

def busy():
    while not over.is_set():
        sum(i * i for i in range(1000))

def tick():
    now = time.perf_counter()
    late.append(now - last[0] - 0.005)
    last[0] = now
    for _ in range(50):
        timer.interval()  # each call of Qt lets go of the lock

for _ in range(3):
    threading.Thread(target=busy, daemon=True).start()
timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
timer.timeout.connect(tick)
timer.start()
QTimer.singleShot(2000, program.quit)
program.exec()
over.set()
print(sorted(late)[len(late) * 9 // 10])
"""


@pytest.mark.timeout(60)
def test_busy_threads_hold_the_window_up_less_than_python_lets_them() -> None:
    window, plain = (
        float(subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True).stdout)
        for how in ("window", "plain")
    )
    assert window < plain / 2, (window, plain)
