"""What the loop trains: one of the three trainings, its samples, its optimisers and their step size."""

from __future__ import annotations

import math
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from engine.model_info import ModelInfo
from trainer.data.stream import StepDataset
from trainer.events import RowName
from trainer.options import TrainOptions
from trainer.own_drawing import Drawing, Row
from trainer.run_folder import RunFolder
from trainer.updates import Learner

MAX_SAMPLES = 8


class Sample(NamedTuple):
    """`sheet`: pictures for a person to look at, uint8 `[H, W, 3]`; `results`: those of them that the networks
    painted, `[B, 3, S, S]` in [-1, 1], or None for a training that paints nothing; `rows`: what stands in each row of
    the sheet, from above."""

    sheet: np.ndarray
    results: Tensor | None
    rows: tuple[RowName, ...] = ()


class Stage(Learner, Protocol):
    """One of the three trainings, as the loop sees it. The states of its networks make the checkpoint."""

    @property
    def options(self) -> TrainOptions:
        """Those asked for, as far as the weights started from do not decide otherwise (`trainer.followed`)."""
        ...

    @property
    def autocast(self) -> torch.dtype | None:
        """The dtype of the networks' arithmetic, None for float32."""
        ...

    @property
    def info(self) -> ModelInfo:
        """What the model will say of itself."""
        ...

    @property
    def dataset(self) -> StepDataset: ...

    def dataset_of(self, examples: Any) -> StepDataset:
        """What this training sees of some pictures, be they held out."""
        ...

    def sample(self, batch: Any) -> Sample:
        """What the networks make of a batch as they are."""
        ...

    def paint(self, drawing: Drawing) -> list[Row]:
        """What the networks make of the artist's own drawing as they are; nothing where they paint nothing."""
        ...

    def save_model(self, run: RunFolder, step: int) -> None:
        """Writes the run's `model.safetensors` as it is after `step` steps."""
        ...


def learning_rate(options: TrainOptions, step: int) -> float:
    """The step size at a step: linear warm-up, then constant or a cosine down to nothing at the last step."""
    rise = min(1.0, (step + 1) / max(options.warmup, 1))
    fall = 0.5 * (1 + math.cos(math.pi * step / options.steps)) if options.cosine else 1.0
    return options.learning_rate * rise * fall


def adam(network: nn.Module, options: TrainOptions, scale: float = 1.0) -> torch.optim.Optimizer:
    """The optimiser of every training: Adam, with decoupled decay where it is asked for.

    `scale` multiplies the step size for this network.
    """
    return torch.optim.AdamW(
        [{"params": [p for p in network.parameters() if p.requires_grad], "scale": scale}],
        lr=options.learning_rate,
        betas=(options.beta1, options.beta2),
        weight_decay=options.weight_decay,
        fused=True,
    )
