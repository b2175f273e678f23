"""The verbs `tagger`, `stage-one` and `stage-two`: from options to a running loop."""

from __future__ import annotations

import json
import sys

import torch
from tqdm import tqdm

from engine.device import choose
from engine.errors import NurieError
from engine.model_info import Tag
from trainer import building
from trainer.data.folder import DataFolder
from trainer.events import EventWriter, standard_output
from trainer.loop import Stage, Stopped, train
from trainer.options import StageOneOptions, StageTwoOptions, TaggerOptions, TrainOptions, to_json
from trainer.run_folder import RunFolder
from trainer.run_lock import training_in
from trainer.stage_one import StageOneStage
from trainer.stage_two import StageTwoStage
from trainer.tagger import TaggerStage


def run(options: TrainOptions) -> None:
    """Trains, or with `--dry-run` prints what would be trained.

    Raises:
        NurieError: the options, the data or the weights do not fit; a training that fails after it started
            has said so in its events as well.
    """
    options.validate()
    folder = DataFolder(options.data)
    if options.dry_run:
        stage, device = build(options, folder)
        counts = {name: sum(p.numel() for p in network.parameters()) for name, network in stage.networks.items()}
        print(json.dumps({"options": to_json(options), "parameters": counts, "device": str(device)}, indent=1))
        return
    folder_of_run = RunFolder(options.run, options.resume)
    with training_in(options.run):
        _train(options, folder, folder_of_run)


def _train(options: TrainOptions, folder: DataFolder, folder_of_run: RunFolder) -> None:
    stage, device = build(options, folder)
    folder_of_run.write_options(options)
    events = EventWriter(folder_of_run.events_file, standard_output(options.json_events))
    try:
        train(stage, options, folder_of_run, events, device)
    except Stopped as stopped:
        events.write("done", stopped=True)
        print(f"nurie: {stopped}", file=sys.stderr)
    except Exception as error:
        message = str(error) if isinstance(error, NurieError) else f"{type(error).__name__}: {error}"
        events.write("failed", message=message)
        raise
    finally:
        events.close()


def build(options: TrainOptions, folder: DataFolder) -> tuple[Stage, torch.device]:
    """The stage that the options describe, on its device."""
    placement = choose(options.device, options.precision)
    device, autocast = torch.device(placement.device), None if placement.precision == "fp32" else placement.dtype
    if isinstance(options, TaggerOptions):
        tags = building.tags_for(folder, options)
        return TaggerStage(options, folder, _examples(folder, options, tags), tags, device, autocast), device
    if isinstance(options, StageOneOptions):
        start = building.starting_model(options, "tagger", "stage-one")
        examples = _examples(folder, options, start.info.tags)
        return StageOneStage(options, folder, examples, start, device, autocast), device
    assert isinstance(options, StageTwoOptions)
    start = building.starting_model(options, "stage-one", "stage-two")
    examples = _examples(folder, options, start.info.tags)
    return StageTwoStage(options, folder, examples, start, device, autocast), device


def _examples(folder: DataFolder, options: TrainOptions, tags: tuple[Tag, ...]) -> building.Examples:
    with tqdm(desc="reading the data", unit="picture", leave=False) as bar:

        def progress(done: int, count: int) -> None:
            bar.total = count
            bar.update(done - bar.n)

        return building.open_examples(folder, options, tags, progress)
