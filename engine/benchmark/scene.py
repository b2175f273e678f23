"""Pictures and a model to measure with, drawn from a number: no file is needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import nn

from engine.model_info import ModelInfo, Tag
from engine.networks.config import EncoderConfig
from engine.networks.encoder import BasicBlock
from engine.networks.presets import PresetName, preset
from engine.requests import Picture
from engine.scaling import to_grey
from engine.tensors import reference_tensor, sketch_tensor
from engine.weights import Model, new_model, save_model

_TAGS = (Tag("red_hair", "hair", 0), Tag("blue_eyes", "eyes", 1))
_RESOLUTION = 512
_SPREAD = 0.5  # standard deviation of the picture before tanh


def line_drawing(side: int, seed: int) -> Picture:
    """Black curves on white paper, `side` × `side`; another one for each seed."""
    paper = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(paper)
    random = np.random.default_rng(seed)
    width = max(1, side // 200)
    for x, y, a, b in random.uniform(0.1, 0.9, (24, 4)) * side:
        box = (min(x, a), min(y, b), max(x, a) + width, max(y, b) + width)
        draw.arc(box, *random.uniform(0, 360, 2), fill="black", width=width)
    return Picture(np.asarray(paper))


def colored_picture(side: int, seed: int) -> Picture:
    """Soft patches of colour, `side` × `side`; another one for each seed."""
    patches = np.random.default_rng(seed).integers(0, 256, (6, 6, 3), dtype=np.uint8)
    return Picture(np.asarray(Image.fromarray(patches).resize((side, side), Image.Resampling.BICUBIC)))


def write_seeded_model(path: Path, name: PresetName) -> None:
    """Writes a new model of stage two whose weights are drawn from a fixed seed, at 8 bits a weight as those that
    are handed out: its pictures mean nothing, but they cost what those of a trained one cost."""
    config = preset(name, EncoderConfig().num_tags)
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        model = new_model(config, ModelInfo(name, "stage-two", {}, _TAGS, _RESOLUTION))
        _settle(model)
    save_model(path, model, model.info, "int8")


def _settle(model: Model) -> None:
    """Brings the signals to the size that training gives them: differences between two ways to the same picture
    count only where the picture uses its whole range, and rounding where no feature is far from 1."""
    assert model.generator is not None
    picture = torch.cat([reference_tensor(colored_picture(128, seed).pixels) for seed in range(2)])
    encoder, generator = model.encoder, model.generator
    for module in encoder.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
        if isinstance(module, BasicBlock) and isinstance(module.bn2, nn.BatchNorm2d):
            nn.init.constant_(module.bn2.weight, 0.3)  # or each block would double what it is given
    encoder.train()
    encoder(picture)
    encoder.eval()
    fr = encoder(picture[:1])
    painted = generator(sketch_tensor(to_grey(line_drawing(128, 0).pixels)), fr)
    generator.deconv5.conv2.weight.mul_(_SPREAD / float(torch.atanh(painted).std()))
