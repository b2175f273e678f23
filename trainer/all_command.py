"""The verb `all`: tagger, stage one and stage two one after the other, as one run."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.model_info import ModelInfo, Stage, read_model_info
from engine.networks.presets import preset
from engine.weights import new_model, save_model
from trainer import building, distributed
from trainer.control import Control
from trainer.data.folder import DataFolder
from trainer.events import EventWriter
from trainer.in_order import Part, PartEvents, PartFolder, planned, start_of, steps_done, write_plan
from trainer.loop import train
from trainer.options import STAGES, AllOptions, StageOneOptions, read_options, to_json
from trainer.run_folder import RunFolder
from trainer.run_lock import training_in
from trainer.train_command import build, events_of, held_out_pictures, placed, told_to_its_end, trial


def run(options: AllOptions) -> None:
    """Trains all three, or with `--dry-run` prints what each would cost.

    Raises:
        NurieError: the options, the data or the weights do not fit; a training that fails after it started has said
            so in its events as well.
    """
    options.validate()
    folder = DataFolder(options.data)
    device = placed(options)[0]
    with distributed.joined(device) as world:
        if options.dry_run:
            cost = costs(options, folder)
            if world.is_first:
                print(json.dumps(cost, indent=1))
            return
        if options.hours is not None and not options.resume:
            steps = costs(options, folder)["time"]["steps_in_hours"]
            options = replace(options, steps=distributed.of_all(steps, device), hours=None)
        with distributed.first_goes_ahead():
            root = RunFolder(options.run, options.resume, writes=world.is_first)
        with training_in(options.run) if world.is_first else nullcontext():
            _train_in_order(options, folder, root, world)


def _train_in_order(options: AllOptions, folder: DataFolder, root: RunFolder, world: distributed.World) -> None:
    if world.is_first:
        root.begin(folder.fingerprint())
        write_plan(options, planned(options))
    events = events_of(options, root) if world.is_first else EventWriter(None)
    with told_to_its_end(events), distributed.steered(root.control_file, placed(options)[0]) as control:
        for number in range(len(STAGES)):
            # What the first process wrote, the plan or the training before, is whole before the others look.
            distributed.meet()
            # Planned anew each time: the training before may have been made longer while it ran.
            parts = planned(replace(read_options(AllOptions, root.options_file), resume=True))
            _train_part(options, folder, parts, parts[number], events, control)
        events.write("done", step=sum(part.options.steps for part in parts))


def _train_part(
    options: AllOptions, folder: DataFolder, parts: list[Part], part: Part, events: EventWriter, control: Control
) -> None:
    """Trains one of the three to its end, unless that was reached before."""
    own, control.elsewhere = part.options, part.before + part.after
    if steps_done(own.run) >= own.steps:
        return
    with distributed.first_goes_ahead():
        own = replace(own, init_from=start_of(options, part.verb))
        run = PartFolder(options, part, writes=distributed.world().is_first)
    stage, device = build(own, folder)
    told = PartEvents(events, parts, part)
    train(stage, own, run, told, device, held_out_pictures(stage, own, folder), control)


def costs(options: AllOptions, folder: DataFolder) -> dict[str, Any]:
    """What each training costs and all together; what a training has to start from is made up where it is not there.

    Returns:
        JSON values: `stages`, as `trainer.cost` tells each; `memory_gib` and `disk_gib`, the most and the sum;
        `time` with `hours` of all, the mean `seconds_a_step` and, where hours are asked for, `steps_in_hours`.
    """
    each = options.of_each()
    with TemporaryDirectory() as scratch:
        found = {
            verb: trial(replace(one, init_from=_stand_in(options, verb, folder, Path(scratch))), folder)
            for verb, one in each.items()
        }
    seconds = sum(one.steps * found[verb]["time"]["seconds_a_step"] for verb, one in each.items())
    steps = sum(one.steps for one in each.values())
    time = {"seconds_a_step": round(seconds / steps, 4), "hours": round(seconds / 3600, 2)}
    if options.hours is not None:
        time["steps_in_hours"] = max(len(each), round(options.hours * 3600 * steps / seconds))
    memory = [cost["memory_gib"] for cost in found.values()]
    measured = [one["measured"] for one in memory if one["measured"] is not None]
    return {
        "options": to_json(options),
        "stages": found,
        "memory_gib": {
            "estimate": max(one["estimate"] for one in memory),
            "measured": max(measured) if measured else None,
        },
        "disk_gib": round(sum(cost["disk_gib"] for cost in found.values()), 3),
        "time": time,
    }


def _stand_in(options: AllOptions, verb: str, folder: DataFolder, scratch: Path) -> Path | None:
    """Weights of the kind that a training will start from: those named where they reach so far, else untrained ones."""
    order: list[Stage] = ["tagger", "stage-one", "stage-two"]
    number = list(STAGES).index(verb)
    start = options.init_from
    if number == 0 or (start is not None and order.index(read_model_info(start).stage) >= number):
        return start
    each = options.of_each()
    tags = building.tags_for(folder, each["tagger"])
    one = each["stage-one"]
    assert isinstance(one, StageOneOptions)
    config = preset(one.preset, len(tags), one.receiving, one.rbca, slots=one.slots).at_stage(order[number - 1])
    model = new_model(config, ModelInfo("untrained", order[number - 1], config.to_dict(), tags, one.size))
    path = scratch / f"{order[number - 1]}.safetensors"
    save_model(path, model, model.info)
    return path
