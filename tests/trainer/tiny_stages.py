"""Trainings at the smallest size, ready to step, without a training before them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.model_info import ModelInfo, Tag
from engine.model_info import Stage as Reached
from engine.networks.presets import preset
from engine.weights import new_model, save_model
from trainer.data.folder import DataFolder
from trainer.data.recolor import tag_groups, tag_names
from trainer.options import StageOneOptions, StageTwoOptions, TaggerOptions, TrainOptions
from trainer.stage import Stage
from trainer.train_command import build
from trainer.updates import Updates

COMMON: dict[str, Any] = {
    **{"preset": "tiny", "size": 32, "workers": 0, "device": "cpu", "log_every": 1, "warmup": 1},
    "precision": "fp32",  # what is compared differs by rounding only, which in bf16 is not little
}


def model_file(path: Path, stage: Reached = "tagger") -> Path:
    """The weights of an untrained tiny model that knows the drawn tags."""
    group_of = {name: group for group, names in tag_groups().items() for name in names}
    tags = tuple(Tag(name, group_of.get(name, ""), index) for index, name in enumerate(tag_names()))
    config = preset("tiny", len(tags)).at_stage(stage)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = new_model(config, ModelInfo("Tiny", stage, config.to_dict(), tags, 32))
    save_model(path, model, model.info)
    return path


def options_of(verb: str, data: Path, folder: Path, **more: Any) -> TrainOptions:
    """Options of a training whose start, where it needs one, lies in `folder`."""
    given = {**COMMON, "data": data, "run": folder / "run", "batch": 4, **more}
    if verb == "tagger":
        return TaggerOptions(**given)
    reached: Reached = "tagger" if verb == "stage-one" else "stage-one"
    start = folder / f"{reached}.safetensors"
    given["init_from"] = start if start.exists() else model_file(start, reached)
    return StageOneOptions(**given) if verb == "stage-one" else StageTwoOptions(**given)


def ready(options: TrainOptions) -> tuple[Stage, Updates]:
    """The training, and what moves its weights."""
    stage, device = build(options, DataFolder(options.data))
    return stage, Updates(stage, options, device, stage.autocast, pytest.fail)


def in_parts(options: TrainOptions, parts: int) -> TrainOptions:
    """The same steps, each in so many parts."""
    return replace(options, batch=options.batch // parts, accumulate=parts)


def gradients(stage: Stage, updates: Updates, step: int = 0) -> dict[str, Tensor]:
    """Of the batch of a step, by parameter; weights stay."""
    terms = updates._gradients(stage.dataset[step], step)  # pyright: ignore[reportPrivateUsage]
    assert terms is not None
    return {
        f"{name}.{key}": parameter.grad.clone()
        for name, network in stage.networks.items()
        for key, parameter in network.named_parameters()
        if parameter.grad is not None
    }


def assert_alike(first: dict[str, Tensor], second: dict[str, Tensor]) -> None:
    """Equal but for the rounding of float32, which differs between processors and threads. Where it turns the sign of
    a pixel's difference, or of what a ReLU sees, single numbers differ by more than rounding, but never the whole. At
    64 px or more: a reference of one token leaves queries no gradient but rounding."""
    assert first.keys() == second.keys() and first
    for key, value in first.items():
        assert float((value - second[key]).norm()) < 2e-3 * float(value.norm()) + 1e-9, key
