"""What the walk through the window shows and nobody waits for: a program that was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.grabbing import ROOT


def end_badly(folder: Path) -> bool:
    """Lets another window be killed over its work; whether there was one."""
    crash = [sys.executable, "-m", "tools.screenshots", "--crash", str(folder)]
    subprocess.run(crash, check=False, cwd=ROOT, stdout=subprocess.DEVNULL)
    return True


class NoSession:
    """Colours nothing: for a window that is only to end badly."""

    def __init__(self, on_answer: object) -> None: ...
    def submit(self, request: object) -> None: ...
    def submit_idle(self, request: object, first: bool = False) -> None: ...
    def cancel_idle(self, numbers: object) -> None: ...
    def warm_up(self, model: Path) -> None: ...
    def call_off(self) -> None: ...
    def close(self) -> None: ...
