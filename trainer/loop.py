"""The training loop that all three trainings share: pacing, events, samples, checkpoints, resume.

A stage brings its networks and a `step`; the loop decides when. Order and augmentation of the data are a
pure function of (seed, step), so a resumed run ends with the weights of one that never stopped.
"""

from __future__ import annotations

import os
import time
from contextlib import nullcontext
from typing import Any

import torch
from tqdm import tqdm

from engine.errors import NurieError, TrainingError
from engine.sentences import Sentence
from trainer import distributed
from trainer.control import Control
from trainer.data.stream import StepDataset, batches
from trainer.events import EventWriter
from trainer.followed import unfollowed
from trainer.health import Health
from trainer.held_out import held_out_losses
from trainer.options import TrainOptions, to_json
from trainer.own_drawing import Drawing, read_drawing, sheet_of
from trainer.run_folder import NotSaved, RunFolder
from trainer.signs import Signs
from trainer.stage import MAX_SAMPLES, Stage, learning_rate
from trainer.updates import Updates
from trainer.usage import usage

SAMPLED_STEP = 10**9
"""A step that no training reaches: the pictures that samples are made of."""


class Stopped(Exception):
    """The user asked the training to stop; everything is saved."""


def train(
    stage: Stage,
    asked: TrainOptions,
    run: RunFolder,
    events: EventWriter,
    device: torch.device,
    held_out: StepDataset | None = None,
    control: Control | None = None,
) -> None:
    """Trains until `options.steps`, from the run's checkpoint where there is one.

    With torchrun all processes call this; the first alone writes. `held_out` are pictures to measure the losses on.
    `control` is what steers a run of several trainings, and is at work already; a training alone has its own.

    Raises:
        TrainingError: a loss or a weight is no longer a number, the generator has collapsed (what was saved last
            stays), memory is too small, or the last checkpoint cannot be written.
        Stopped: it was asked for (`trainer.control`), after saving.
    """
    options = stage.options
    steering = nullcontext(control) if control is not None else distributed.steered(run.control_file, device)
    # Made before the start is told: from then on commands come.
    updates = Updates(stage, options, device, stage.autocast, lambda message: events.write("warning", message=message))
    first, health = _restore(stage, updates, run, device)
    signs = Signs()
    if distributed.of_all(first, device) != first:
        raise TrainingError(
            "{root} is not the same for all processes; put it where every machine sees it.", root=run.root
        )
    writes, alone = distributed.world().is_first, distributed.world().size == 1
    _tell_start(events, options, first, device)
    for sentence in unfollowed(asked, options):
        events.write("warning", message=sentence)
    drawing = _own_drawing(options, events)
    fixed = stage.dataset.first(SAMPLED_STEP, MAX_SAMPLES)
    bar = tqdm(total=options.steps, initial=first, unit="step", dynamic_ncols=True, disable=not writes)
    begun, logged, waited = time.monotonic(), first, 0.0
    stream = batches(stage.dataset, first, options.steps, options.workers, device)
    step = first
    if first == options.steps and writes and health.kept is not None:
        with updates.averaged():  # killed between its last checkpoint and the model that belongs to it
            stage.save_model(run, first)
    with bar, steering as control:
        while step < options.steps:
            asked_at = time.monotonic()
            batch = next(stream)
            waited += time.monotonic() - asked_at
            for optimizer in stage.optimizers.values():
                for group in optimizer.param_groups:
                    group["lr"] = group.get("scale", 1.0) * learning_rate(options, step)
            losses = updates.step(batch, step)
            done = step + 1
            last = done == options.steps
            logs, samples, saves = (
                last or done % every == 0 for every in (options.log_every, options.sample_every, options.save_every)
            )
            if logs or alone:  # several processes are steered at the steps at which they meet anyway
                control.poll()
            stops = control.stopping
            bar.update()
            if logs:
                values = {name: float(value) for name, value in distributed.mean_of_all(losses).items()}
                health.check_terms(values, done)
                elapsed = time.monotonic() - begun
                rate = (done - logged) * options.step_batch / max(elapsed, 1e-9)
                remaining = (options.steps - done) * options.step_batch / max(rate, 1e-9)
                events.write(
                    "step",
                    step=done,
                    epoch=round(done * options.step_batch / stage.dataset.count, 2),
                    losses=values,
                    learning_rate=learning_rate(options, step),
                    images_per_second=round(rate, 2),
                    waiting_share=round(waited / max(elapsed, 1e-9), 4),
                    remaining_seconds=round(remaining),
                    **usage(device, run.root),
                )
                if writes and (sign := signs.of_terms(values, done)):
                    events.write("warning", message=sign)
                bar.set_postfix({k: f"{v:.4f}" for k, v in values.items()} | {"img/s": f"{rate:.1f}"})
                begun, logged, waited = time.monotonic(), done, 0.0
            if held_out is not None and (last or done % options.evaluate_every == 0):
                with updates.averaged():
                    terms = held_out_losses(stage, held_out[SAMPLED_STEP], updates.part, SAMPLED_STEP)
                terms = {name: float(term) for name, term in distributed.mean_of_all(terms).items()}
                events.write("evaluated", step=done, losses=terms)
            if writes and samples:
                try:
                    _tell_sample(stage, updates, run, events, fixed, drawing, done)
                except NotSaved as error:  # a picture to look at is no reason to end a training
                    _go_on(events, error)
            if writes and (saves or stops or control.saving):
                try:
                    save(stage, updates, health, fixed, run, done)
                    events.write("saved", step=done, path=run.checkpoint_file.name, paused=control.paused)
                except NotSaved as error:
                    if last or stops:
                        raise
                    # The disk may have room again by the next time; what was trained so far is in memory.
                    _go_on(events, error)
                if sign := signs.of_disk(run.root, (run.checkpoint_file, run.model_file)):
                    events.write("warning", message=sign)
            control.saving = False
            rested = control.rest()
            if control.stopping:
                if writes and not stops:  # asked for while it rested
                    save(stage, updates, health, fixed, run, done)
                raise Stopped(f"stopped at step {done} and saved; --resume goes on")
            if rested or control.has_changes:
                before, options = options, control.changed(options, done)
                if options.steps != before.steps:
                    bar.total = options.steps
                    stream = batches(stage.dataset, done, options.steps, options.workers, device)
                if writes:
                    try:
                        run.write_options(options)
                    except TrainingError as error:  # only a run that is resumed would miss them
                        _go_on(events, error)
                _tell_start(events, options, done, device)
                begun, logged, waited = time.monotonic(), done, 0.0
            step = done
    events.write("done", step=options.steps)


def _go_on(events: EventWriter, error: TrainingError) -> None:
    """Tells what the disk refused, where that is no reason to end."""
    events.write("warning", message=Sentence("{error} The training goes on.", error=error.sentence))


def _tell_sample(
    stage: Stage, updates: Updates, run: RunFolder, events: EventWriter, fixed: Any, drawing: Drawing | None, step: int
) -> None:
    """Writes what the networks make of the `fixed` pictures, and of the artist's own drawing, and tells where.

    Raises:
        NotSaved: the disk refuses.
    """
    with updates.averaged():
        sample = stage.sample(fixed)
        paths = {"path": run.write_sample(step, sample.sheet)}
        if drawing is not None and (rows := stage.paint(drawing)):
            paths["own"] = run.write_own_sample(step, sheet_of(rows))
    told = {kind: path.relative_to(run.root).as_posix() for kind, path in paths.items()}
    events.write("sample", step=step, rows=sample.rows, **told)


def save(stage: Stage, updates: Updates, health: Health, fixed: Any, run: RunFolder, step: int) -> None:
    """Writes the checkpoint and the model as they are after `step` steps, unless they have gone wrong.

    Raises:
        TrainingError: weights are no numbers or the generator has collapsed; nothing is written.
        NotSaved: the disk refuses; what was saved before is whole.
    """
    health.check_weights(stage.networks, step)
    with updates.averaged():
        health.check_pictures(stage.sample(fixed).results, step)
    run.write_checkpoint(
        {
            "step": step,
            "networks": {name: network.state_dict() for name, network in stage.networks.items()},
            "optimizers": {name: optimizer.state_dict() for name, optimizer in stage.optimizers.items()},
            "updates": updates.state_dict(),
            "painted": health.painted,
        }
    )
    health.kept = step
    with updates.averaged():
        stage.save_model(run, step)


def _tell_start(events: EventWriter, options: TrainOptions, step: int, device: torch.device) -> None:
    """Says with what options the training goes on from a step: at its start, after a pause, after a change."""
    events.write(
        "started", step=step, steps=options.steps, options=to_json(options), device=str(device), pid=os.getpid()
    )


def _own_drawing(options: TrainOptions, events: EventWriter) -> Drawing | None:
    """The artist's own drawing; one that cannot be read is told and is no reason not to train."""
    try:
        return read_drawing(options)
    except NurieError as error:
        events.write(
            "warning", message=Sentence("Samples come without your own drawing: {error}", error=error.sentence)
        )
        return None


def _restore(stage: Stage, updates: Updates, run: RunFolder, device: torch.device) -> tuple[int, Health]:
    """The step to go on from, and what the run has shown of itself."""
    state = run.read_checkpoint(device)
    if state is None:
        return 0, Health()
    for name, network in stage.networks.items():
        network.load_state_dict(state["networks"][name])
    for name, optimizer in stage.optimizers.items():
        optimizer.load_state_dict(state["optimizers"][name])
    updates.load_state_dict(state["updates"])
    return int(state["step"]), Health(kept=int(state["step"]), painted=state["painted"])
