"""None, True and False outlive any number of Qt calls, see `app._keep_singletons_alive`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CALLS = """
import app
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(100_000):
    thing.setObjectName("x")
    thing.signalsBlocked()
    thing.isWindowType()
print("alive")
"""


def test_a_hundred_thousand_calls():
    done = subprocess.run([sys.executable, "-c", CALLS], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "alive\n", done.stderr
