"""Thousands of Qt calls and signals must not wear out Python's own objects."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

A_LONG_DAY = """
import app
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Source(QObject):
    signal = Signal(object)

qt = QCoreApplication([])
source = Source()
source.signal.connect(lambda value: None)
for _ in range(60_000):
    source.signal.emit(None)
    source.setObjectName("x")
    source.signalsBlocked()
    source.isWindowType()
print("alive")
"""


def test_a_long_day_of_calls_and_signals_is_survived():
    done = subprocess.run([sys.executable, "-c", A_LONG_DAY], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "alive", done.stderr
    assert done.returncode == 0, done.stderr
