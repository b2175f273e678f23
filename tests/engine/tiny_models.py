"""A tiny model with random weights, for tests of what stands around the networks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch

from engine.model_info import ModelInfo, Stage, Tag
from engine.networks.config import GeneratorConfig
from engine.networks.generator import Generator
from engine.networks.init import Init, initialize
from engine.networks.presets import preset
from engine.requests import Picture
from engine.weights import Model, new_model, save_model

TAGS = (
    Tag("red_hair", "hair", 0),
    Tag("blue_hair", "hair", 1),
    Tag("blue_eyes", "eyes", 2),
    Tag("solo", "", 5),
)
RESOLUTION = 64


Kind = TypeVar("Kind", bound=Generator)


def tiny_generator(kind: type[Kind] = Generator, init: Init = "kaiming", **config: Any) -> Kind:
    """Fresh weights, always the same ones, frozen, kernels channels-last; `config` goes to `GeneratorConfig`."""
    torch.manual_seed(0)
    generator = kind(GeneratorConfig(base_width=8, bottleneck=64, **config))
    initialize(generator, init)
    return generator.requires_grad_(False).to(memory_format=torch.channels_last)


def tiny_model(stage: Stage = "stage-two", receiving: str = "attention", seed: int = 0, slots: int = 0) -> Model:
    """Random weights, large enough that every input moves the output by more than uint8's rounding. `slots` are of a
    palette whose slots count as asked for regions."""
    torch.manual_seed(seed)
    config = preset("tiny", num_tags=8, receiving=receiving).at_stage(stage)  # type: ignore[arg-type]
    if slots:
        assert config.generator is not None
        config = replace(config, generator=replace(config.generator, slots=slots, named_slots=True))
    model = new_model(config, ModelInfo("Tiny", stage, config.to_dict(), TAGS, RESOLUTION))
    for network in (model.generator, model.mapping):
        for parameter in network.parameters() if network is not None else ():
            if parameter.ndim > 1:
                torch.nn.init.kaiming_normal_(parameter)
            else:
                torch.nn.init.normal_(parameter, std=0.1)
    if model.generator is not None:
        model.generator.deconv5.conv2.weight.mul_(0.1)  # keeps tanh off its ends, where all would look alike
    return model


def write_model(path: Path, model: Model | None = None) -> Path:
    """Saves a tiny model and gives the path back."""
    model = model or tiny_model()
    save_model(path, model, model.info)
    return path


def drawing(width: int = 64, height: int = 64) -> Picture:
    """White paper with a black frame on it and a thin grey diagonal."""
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[8:-8, 8:10] = pixels[8:-8, -10:-8] = pixels[8:10, 8:-8] = pixels[-10:-8, 8:-8] = 0
    for y in range(12, height - 12):
        pixels[y, 12 + (y - 12) * (width - 24) // (height - 24)] = 120
    return Picture(pixels)


def colors(width: int = 64, height: int = 64, seed: int = 0) -> Picture:
    """A reference of four plain quarters and a little noise."""
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (2, 2, 3)).repeat(-(-height // 2), 0).repeat(-(-width // 2), 1)[:height, :width]
    return Picture(np.clip(pixels + random.integers(-8, 9, pixels.shape), 0, 255).astype(np.uint8))
