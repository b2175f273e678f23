"""The verbs `tagger`, `stage-one` and `stage-two`: from options to a running loop."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import Any

import torch
from tqdm import tqdm

from engine.device import choose
from engine.errors import NurieError
from engine.model_info import Tag, read_model_info
from trainer import building, distributed
from trainer.cost import cost_of
from trainer.data.folder import DataFolder, Split
from trainer.data.stream import StepDataset
from trainer.events import EventWriter, standard_output
from trainer.loop import Stopped, train
from trainer.options import StageOneOptions, StageTwoOptions, TaggerOptions, TrainOptions, to_json
from trainer.run_folder import RunFolder, written
from trainer.run_lock import training_in
from trainer.stage import Stage
from trainer.stage_one import StageOneStage
from trainer.stage_two import StageTwoStage
from trainer.tagger import TaggerStage
from trainer.terminal import TerminalNotes


def run(options: TrainOptions) -> None:
    """Trains, or with `--dry-run` prints what would be trained and what it costs.

    Raises:
        NurieError: the options, the data or the weights do not fit; a training that fails after it started
            has said so in its events as well.
    """
    options.validate()
    folder = DataFolder(options.data)
    with distributed.joined(placed(options)[0]) as world:
        if options.dry_run:
            cost = trial(options, folder)
            if world.is_first:
                print(json.dumps(cost, indent=1))
            return
        if options.hours is not None and not options.resume:
            steps = trial(options, folder)["time"]["steps_in_hours"]
            options = replace(options, steps=distributed.of_all(steps, placed(options)[0]), hours=None)
        with distributed.first_goes_ahead():
            folder_of_run = RunFolder(options.run, options.resume, writes=world.is_first)
        with training_in(options.run) if world.is_first else nullcontext():
            _train(options, folder, folder_of_run, world)


def _train(options: TrainOptions, folder: DataFolder, folder_of_run: RunFolder, world: distributed.World) -> None:
    if world.is_first:
        folder_of_run.begin(folder.fingerprint())
    stage, device = build(options, folder)
    if world.is_first:
        folder_of_run.write_options(stage.options)
    events = events_of(options, folder_of_run) if world.is_first else EventWriter(None)
    with told_to_its_end(events):
        train(stage, options, folder_of_run, events, device, held_out_pictures(stage, options, folder))


def events_of(options: TrainOptions, run: RunFolder) -> EventWriter:
    """Where a run's events go: its folder, the terminal, and what the options name besides."""
    with written(run.events_file):
        events = EventWriter(run.events_file, standard_output(options.json_events))
    events.also(TerminalNotes())
    if options.tensorboard:
        from trainer.tensorboard import TensorBoardLog

        events.also(TensorBoardLog(run.root))
    return events


@contextmanager
def told_to_its_end(events: EventWriter) -> Iterator[None]:
    """Tells how the block ends where that is not by its last step, and closes the events."""
    try:
        yield
    except Stopped as stopped:
        events.write("done", stopped=True)
        print(f"nurie: {stopped}", file=sys.stderr)
    except Exception as error:
        message = error.sentence if isinstance(error, NurieError) else f"{type(error).__name__}: {error}"
        events.write("failed", message=message)
        raise
    finally:
        events.close()


def trial(options: TrainOptions, folder: DataFolder) -> dict[str, Any]:
    """What the training would cost, as `--dry-run` prints it, with a progress bar; `time` has `steps_in_hours` where
    hours are asked for."""
    stage, device = build(options, folder)
    with tqdm(desc="trying", unit="step", leave=False, disable=not distributed.world().is_first) as bar:

        def progress(done: int, every: int) -> None:
            bar.total = every
            bar.update(done - bar.n)

        cost = cost_of(stage, options, device, progress)
    if options.hours is not None:
        cost["time"]["steps_in_hours"] = max(1, round(options.hours * 3600 / cost["time"]["seconds_a_step"]))
    return {"options": to_json(stage.options), "device": str(device), **cost}


def placed(options: TrainOptions) -> tuple[torch.device, torch.dtype | None]:
    """The device of this process and the dtype of the networks' arithmetic there, None for float32."""
    placement = choose(options.device, options.precision)
    world = distributed.world()
    if placement.device == "cuda":
        if world.size > 1:
            torch.cuda.set_device(world.local_rank)
        fast_arithmetic(True)
    return torch.device(placement.device), None if placement.precision == "fp32" else placement.dtype


def fast_arithmetic(wanted: bool) -> None:
    """Lets CUDA choose its convolutions by trial, all pictures being of one size, and round float32 to TF32."""
    torch.backends.cudnn.benchmark = wanted
    torch.backends.cudnn.allow_tf32 = wanted
    torch.backends.cuda.matmul.allow_tf32 = wanted


def build(options: TrainOptions, folder: DataFolder) -> tuple[Stage, torch.device]:
    """The stage that the options describe, on its device."""
    device, autocast = placed(options)
    if isinstance(options, TaggerOptions):
        kept = options.init_from if options.keep_encoder else None
        tags = building.tags_for(folder, options) if kept is None else read_model_info(kept).tags
        return TaggerStage(options, folder, _examples(folder, options, tags), tags, device, autocast), device
    if isinstance(options, StageOneOptions):
        start = building.starting_model(options, "tagger", "stage-one")
        examples = _examples(folder, options, start.info.tags)
        return StageOneStage(options, folder, examples, start, device, autocast), device
    assert isinstance(options, StageTwoOptions)
    start = building.starting_model(options, "stage-one", "stage-two", options.networks_from)
    examples = _examples(folder, options, start.info.tags)
    return StageTwoStage(options, folder, examples, start, device, autocast), device


def held_out_pictures(stage: Stage, options: TrainOptions, folder: DataFolder) -> StepDataset | None:
    """Pictures to measure the losses on; None where there are none, or nobody asks."""
    if not options.evaluate_every or not any(entry.split == "held-out" for entry in folder.entries):
        return None
    return stage.dataset_of(_examples(folder, options, stage.info.tags, "held-out"))


def _examples(
    folder: DataFolder, options: TrainOptions, tags: tuple[Tag, ...], split: Split = "train"
) -> building.Examples:
    world = distributed.world()
    with (
        distributed.first_goes_ahead(),
        tqdm(desc="reading the data", unit="picture", leave=False, disable=not world.is_first) as bar,
    ):

        def progress(done: int, count: int) -> None:
            bar.total = count
            bar.update(done - bar.n)

        return building.open_examples(folder, options, tags, split, progress)
