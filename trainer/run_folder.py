"""A run folder: options, events, samples, the newest checkpoint and the finished model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from engine.errors import TrainingError, WeightsError
from engine.files import replaced_whole
from engine.model_info import ModelInfo
from engine.sentences import reason_of
from engine.weights import Model, save_model
from trainer.control import CONTROL_FILE
from trainer.events import EventName, parse_event
from trainer.options import STAGES, TrainOptions, write_options

_BEFORE_A_STEP: frozenset[EventName] = frozenset({"started", "warning", "failed"})
"""Events that tell of nothing trained."""


class NotSaved(TrainingError):
    """The disk refused a checkpoint or a model; what was saved before is whole."""


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Says what a run cannot write while the block runs.

    Raises:
        TrainingError: the disk refuses.
    """
    try:
        yield
    except OSError as error:
        raise TrainingError(
            "{path} cannot be written: {reason}; choose another folder or make room.",
            path=path,
            reason=reason_of(error),
        ) from error


class RunFolder:
    """Where one training keeps what it makes. Every file is written beside and renamed.

    Args:
        root: the folder; made when missing.
        resume: whether the run goes on; a folder in which something was trained is otherwise refused, so that none of
            it is lost.
        writes: whether this process is the one that writes; others look at the folder only.

    Raises:
        TrainingError: a run lies there and `resume` is False, or none does and it is True, or the disk refuses.
    """

    def __init__(self, root: Path, resume: bool, writes: bool = True) -> None:
        self.root, self.resume = root, resume
        if not writes:
            return
        if resume and not self.options_file.exists():
            raise TrainingError("{root} holds no run to resume; start it without --resume.", root=root)
        with written(root):
            if not resume:
                self._refuse_run()
            (root / "samples").mkdir(parents=True, exist_ok=True)

    def _refuse_run(self) -> None:
        if self._was_trained():
            raise TrainingError(
                "{root} already holds a run; add --resume to go on with it, or name another folder.", root=self.root
            )

    def _was_trained(self) -> bool:
        """Whether anything came of what was started here: a start that failed leaves nothing to lose."""
        parts = [self.root / verb / self.checkpoint_file.name for verb in STAGES] if self.options_file.exists() else []
        if any(file.exists() for file in (self.checkpoint_file, *parts)):
            return True
        try:
            with self.events_file.open(encoding="utf-8", errors="replace") as lines:
                told = (parse_event(line) for line in lines)
                return any(event is not None and event["event"] not in _BEFORE_A_STEP for event in told)
        except FileNotFoundError:
            return False

    def begin(self, fingerprint: str) -> None:
        """Makes the folder ready, once it is this process's own (`trainer.run_lock`): takes away what a start that
        failed has left, or sees to it that a run which is resumed goes on with the pictures that it began with.

        Args:
            fingerprint: of the data, `DataFolder.fingerprint`.

        Raises:
            TrainingError: the run began with other pictures, another training was here a moment ago, or the disk
                refuses.
        """
        path = self.root / "pictures.txt"
        with written(self.root):
            for half_written in self.root.glob(".*.part"):  # by a run that was killed while it saved
                half_written.unlink()
            if not self.resume:
                self._refuse_run()
                for left in (self.options_file, self.events_file, path):
                    left.unlink(missing_ok=True)
            if not path.exists():
                with replaced_whole(path) as part:
                    part.write_text(fingerprint, encoding="utf-8")
        if path.read_text(encoding="utf-8") != fingerprint:
            raise TrainingError(
                "The pictures are not those that {root} began with; take back what was left out or added "
                "since, or start another run from this one's weights with --init-from.",
                root=self.root,
            )

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
        """Keeps the options a resumed run goes on with.

        Raises:
            TrainingError: the disk refuses.
        """
        with written(self.options_file):
            write_options(self.options_file, options)

    def write_checkpoint(self, state: dict[str, Any]) -> None:
        """Replaces the checkpoint; until the new one is whole on the disk the old one stays.

        Raises:
            NotSaved: the disk refuses.
        """
        try:
            # Into a file of Python's: torch's own forgets what the system refused, this one's error is the context.
            with replaced_whole(self.checkpoint_file) as part, part.open("wb") as file:
                torch.save(state, file)
        except (OSError, RuntimeError) as error:
            refused = error.__context__ if isinstance(error.__context__, OSError) else error
            raise NotSaved(self._refused(self.checkpoint_file, refused)) from error

    def write_model(self, model: Model, info: ModelInfo) -> None:
        """Replaces the run's model.

        Raises:
            NotSaved: the disk refuses.
        """
        try:
            save_model(self.model_file, model, info)
        except WeightsError as error:
            raise NotSaved(str(error)) from error

    def _refused(self, path: Path, error: Exception) -> str:
        before = "what it held before is whole" if path.exists() else "nothing was saved before"
        return f"{path} cannot be written, {before}: {reason_of(error)}; make room on the disk."

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
            raise TrainingError(
                "The checkpoint {file} cannot be read: {reason}.",
                file=self.checkpoint_file,
                reason=reason_of(error),
            ) from error

    def write_sample(self, step: int, picture: np.ndarray) -> Path:
        """Keeps a sample sheet, uint8 `[H, W, 3]`.

        Raises:
            NotSaved: the disk refuses.
        """
        return self._write_picture(self.root / "samples" / f"{step:07d}.png", picture)

    def write_own_sample(self, step: int, picture: np.ndarray) -> Path:
        """Keeps what became of the artist's own drawing, uint8 `[H, W, 3]`.

        Raises:
            NotSaved: the disk refuses.
        """
        return self._write_picture(self.root / "own" / f"{step:07d}.png", picture)

    def _write_picture(self, path: Path, picture: np.ndarray) -> Path:
        try:
            path.parent.mkdir(exist_ok=True)
            with replaced_whole(path) as part:
                Image.fromarray(picture).save(part, format="PNG")
        except OSError as error:
            raise NotSaved(f"{path} cannot be written: {error}; make room on the disk.") from error
        return path
