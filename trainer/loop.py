"""The training loop that all three trainings share: pacing, events, samples, checkpoints, resume.

A stage brings its networks and a `step`; the loop decides when. Order and augmentation of the data are a
pure function of (seed, step), so a resumed run ends with the weights of one that never stopped.
"""

from __future__ import annotations

import math
import os
import time
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from engine.errors import TrainingError
from trainer.control import Control
from trainer.data.stream import StepDataset, batches
from trainer.events import EventWriter
from trainer.options import TrainOptions, to_json
from trainer.run_folder import RunFolder

MAX_SAMPLES = 8


class Stage(Protocol):
    """One of the three trainings, as the loop sees it."""

    @property
    def networks(self) -> dict[str, nn.Module]:
        """What is trained, by name; their states make the checkpoint."""
        ...

    @property
    def optimizers(self) -> dict[str, torch.optim.Optimizer]: ...

    @property
    def dataset(self) -> StepDataset: ...

    def step(self, batch: Any, step: int) -> dict[str, Tensor]:
        """The optimiser step with this number; returns its loss terms, each a scalar without gradient."""
        ...

    def sample(self, batch: Any) -> np.ndarray:
        """A sheet of pictures for a person to look at, uint8 `[H, W, 3]`."""
        ...

    def save_model(self, run: RunFolder, step: int) -> None:
        """Writes the run's `model.safetensors` as it is after `step` steps."""
        ...


class Stopped(Exception):
    """The user asked the training to stop; everything is saved."""


def learning_rate(options: TrainOptions, step: int) -> float:
    """The step size at a step: linear warm-up, then constant or a cosine down to nothing at the last step."""
    rise = min(1.0, (step + 1) / max(options.warmup, 1))
    fall = 0.5 * (1 + math.cos(math.pi * step / options.steps)) if options.cosine else 1.0
    return options.learning_rate * rise * fall


def adam(network: nn.Module, options: TrainOptions) -> torch.optim.Optimizer:
    """The optimiser of every training: Adam, with decoupled decay where it is asked for."""
    return torch.optim.AdamW(
        [p for p in network.parameters() if p.requires_grad],
        lr=options.learning_rate,
        betas=(options.beta1, options.beta2),
        weight_decay=options.weight_decay,
        fused=True,
    )


def train(stage: Stage, options: TrainOptions, run: RunFolder, events: EventWriter, device: torch.device) -> None:
    """Trains until `options.steps`, from the run's checkpoint where there is one.

    Raises:
        TrainingError: a loss is no longer a number; the last checkpoint stays.
        Stopped: it was asked for (`trainer.control`), after saving.
    """
    control = Control(run.control_file)  # before the start is told: from then on commands come
    first = _restore(stage, run, device)
    _tell_start(events, options, first, device)
    fixed = stage.dataset[10**9]  # a step that no training reaches: the pictures samples are made of
    bar = tqdm(total=options.steps, initial=first, unit="step", dynamic_ncols=True)
    begun, logged, waited = time.monotonic(), first, 0.0
    stream = batches(stage.dataset, first, options.steps, options.workers, device)
    step = first
    with bar, control:
        while step < options.steps:
            asked_at = time.monotonic()
            batch = next(stream)
            waited += time.monotonic() - asked_at
            for optimizer in stage.optimizers.values():
                for group in optimizer.param_groups:
                    group["lr"] = learning_rate(options, step)
            losses = stage.step(batch, step)
            done = step + 1
            bar.update()
            if done % options.log_every == 0 or done == options.steps:
                values = {name: float(value) for name, value in losses.items()}
                _check(values, done, run)
                elapsed = time.monotonic() - begun
                rate = (done - logged) * options.batch / max(elapsed, 1e-9)
                remaining = (options.steps - done) * options.batch / max(rate, 1e-9)
                events.write(
                    "step",
                    step=done,
                    losses=values,
                    learning_rate=learning_rate(options, step),
                    images_per_second=round(rate, 2),
                    waiting_share=round(waited / max(elapsed, 1e-9), 4),
                    remaining_seconds=round(remaining),
                )
                bar.set_postfix({k: f"{v:.4f}" for k, v in values.items()} | {"img/s": f"{rate:.1f}"})
                begun, logged, waited = time.monotonic(), done, 0.0
            if done % options.sample_every == 0 or done == options.steps:
                path = run.write_sample(done, stage.sample(fixed))
                events.write("sample", step=done, path=str(path.relative_to(run.root)))
            control.poll()
            if done % options.save_every == 0 or done == options.steps or control.saving or control.stopping:
                save(stage, run, done)
                control.saving = False
                events.write("saved", step=done, path=run.checkpoint_file.name, paused=control.paused)
            rested = control.rest()
            if control.stopping:
                raise Stopped(f"stopped at step {done} and saved; --resume goes on")
            if rested or control.has_changes:
                before, options = options, control.changed(options, done)
                if options.steps != before.steps:
                    bar.total = options.steps
                    stream = batches(stage.dataset, done, options.steps, options.workers, device)
                run.write_options(options)
                _tell_start(events, options, done, device)
                begun, logged, waited = time.monotonic(), done, 0.0
            step = done
    events.write("done", step=options.steps)


def save(stage: Stage, run: RunFolder, step: int) -> None:
    """Writes the checkpoint and the model as they are after `step` steps."""
    run.write_checkpoint(
        {
            "step": step,
            "networks": {name: network.state_dict() for name, network in stage.networks.items()},
            "optimizers": {name: optimizer.state_dict() for name, optimizer in stage.optimizers.items()},
        }
    )
    stage.save_model(run, step)


def _tell_start(events: EventWriter, options: TrainOptions, step: int, device: torch.device) -> None:
    """Says with what options the training goes on from a step: at its start, after a pause, after a change."""
    events.write(
        "started", step=step, steps=options.steps, options=to_json(options), device=str(device), pid=os.getpid()
    )


def _restore(stage: Stage, run: RunFolder, device: torch.device) -> int:
    state = run.read_checkpoint(device)
    if state is None:
        return 0
    for name, network in stage.networks.items():
        network.load_state_dict(state["networks"][name])
    for name, optimizer in stage.optimizers.items():
        optimizer.load_state_dict(state["optimizers"][name])
    return int(state["step"])


def _check(values: dict[str, float], step: int, run: RunFolder) -> None:
    broken = [name for name, value in values.items() if not math.isfinite(value)]
    if broken:
        kept = "the last checkpoint is kept" if run.checkpoint_file.exists() else "nothing was saved yet"
        raise TrainingError(f"The loss {broken[0]} is no longer a number at step {step}; {kept}.")
