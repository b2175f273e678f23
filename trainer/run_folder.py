"""A run folder: options, events, samples, the newest checkpoint and the finished model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from engine.errors import TrainingError
from engine.files import replaced_whole
from trainer.control import CONTROL_FILE
from trainer.options import TrainOptions, to_json


class RunFolder:
    """Where one training keeps what it makes. Every file is written beside and renamed.

    Args:
        root: the folder; made when missing.
        resume: whether the run goes on; a folder that holds a run is otherwise refused, so that none is lost.

    Raises:
        TrainingError: a run lies there and `resume` is False, or none does and it is True.
    """

    def __init__(self, root: Path, resume: bool) -> None:
        self.root = root
        if resume and not self.options_file.exists():
            raise TrainingError(f"{root} holds no run to resume; start it without --resume.")
        if not resume and self.options_file.exists():
            raise TrainingError(f"{root} already holds a run; add --resume to go on with it, or name another folder.")
        (root / "samples").mkdir(parents=True, exist_ok=True)

    @property
    def options_file(self) -> Path:
        return self.root / "options.json"

    @property
    def events_file(self) -> Path:
        return self.root / "events.jsonl"

    @property
    def control_file(self) -> Path:
        return self.root / CONTROL_FILE

    @property
    def checkpoint_file(self) -> Path:
        return self.root / "checkpoint.pt"

    @property
    def model_file(self) -> Path:
        return self.root / "model.safetensors"

    def write_options(self, options: TrainOptions) -> None:
        """Keeps the options a resumed run goes on with."""
        with replaced_whole(self.options_file) as part:
            part.write_text(json.dumps(to_json(options), indent=1), encoding="utf-8")

    def write_checkpoint(self, state: dict[str, Any]) -> None:
        """Replaces the checkpoint; until the new one is whole on the disk the old one stays."""
        with replaced_whole(self.checkpoint_file) as part:
            torch.save(state, part)

    def read_checkpoint(self, device: torch.device) -> dict[str, Any] | None:
        """The last checkpoint, or None where the run was stopped before its first.

        Raises:
            TrainingError: it cannot be read.
        """
        if not self.checkpoint_file.exists():
            return None
        try:
            return torch.load(self.checkpoint_file, map_location=device, weights_only=True)
        except Exception as error:
            raise TrainingError(f"The checkpoint {self.checkpoint_file} cannot be read: {error}.") from error

    def write_sample(self, step: int, picture: np.ndarray) -> Path:
        """Keeps a sample sheet, uint8 `[H, W, 3]`."""
        path = self.root / "samples" / f"{step:07d}.png"
        with replaced_whole(path) as part:
            Image.fromarray(picture).save(part, format="PNG")
        return path
