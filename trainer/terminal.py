"""What a person at the terminal of a training is told beside its progress bar."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

from trainer.events import EventName


class TerminalNotes:
    """Takes events: warnings, and that a training rests, as lines on standard error above the bar."""

    def __call__(self, name: EventName, values: dict[str, Any]) -> None:
        """Takes in one event."""
        if name == "warning":
            note(str(values["message"]))
        elif name == "saved" and values["paused"]:
            note(f"paused at step {values['step']}, and saved; resume goes on, stop ends it")

    def close(self) -> None:
        """There is nothing to close."""


def note(text: str) -> None:
    """A line on standard error that leaves the progress bar whole."""
    tqdm.write(f"nurie: {text}", file=sys.stderr)
