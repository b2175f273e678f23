"""A run's events as a TensorBoard log, for those who ask for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.errors import TrainingError
from trainer.events import EventName


class TensorBoardLog:
    """Takes events: losses, speed and samples go to `RUN/tensorboard`, the options as text.

    Args:
        run: the run folder.

    Raises:
        TrainingError: TensorBoard is not installed.
    """

    def __init__(self, run: Path) -> None:
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            raise TrainingError(
                'TensorBoard is not installed: pip install "nurie[tensorboard]", or leave out --tensorboard.'
            ) from error
        self._run = run
        self._writer = SummaryWriter(str(run / "tensorboard"))

    def __call__(self, name: EventName, values: dict[str, Any]) -> None:
        """Takes in one event."""
        step = values.get("step", 0)
        if name == "started":
            rows = (f"| {key} | {value} |" for key, value in values["options"].items())
            self._writer.add_text("options", "\n".join(["| option | value |", "|---|---|", *rows]), step)
        elif name == "step":
            for term, value in values["losses"].items():
                self._writer.add_scalar(f"losses/{term}", value, step)
            for key in ("learning_rate", "images_per_second", "waiting_share"):
                self._writer.add_scalar(key, values[key], step)
        elif name == "evaluated":
            for term, value in values["losses"].items():
                self._writer.add_scalar(f"held-out/{term}", value, step)
        elif name == "sample":
            with Image.open(self._run / values["path"]) as picture:
                self._writer.add_image("sample", np.asarray(picture), step, dataformats="HWC")
        self._writer.flush()

    def close(self) -> None:
        """Ends the log."""
        self._writer.close()
