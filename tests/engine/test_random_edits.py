"""Whatever was edited before, in whatever order: what is kept paints what the plain way paints, value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

import engine.benchmark.plain as plain_module
import engine.colorizer as colorizer_module
import engine.decoder as decoder_module
from engine.benchmark.plain import PlainWay
from engine.colorizer import Colorizer
from engine.device import choose
from engine.networks.encoder import Encoder
from engine.networks.generator import Generator
from engine.requests import TAG_MAX, ColorizeRequest
from engine.scaling import Size
from engine.tensors import to_pixels
from engine.weights import Model
from tests.engine.tiny_models import colors, drawing, tiny_model

EDITS = 40
SKETCHES = [drawing(), drawing(96, 64), drawing(40, 72)]
REFERENCES = [colors(seed=seed) for seed in range(3)]
TAGS = ("red_hair", "blue_hair", "blue_eyes")


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> dict[str, Tensor]:
    """The values in [-1, 1] of the newest picture of each way, before they are rounded to 8 bits."""
    kept: dict[str, Tensor] = {}

    def keeping(way: str) -> Callable[[Tensor, Size], np.ndarray]:
        def keep(y: Tensor, size: Size) -> np.ndarray:
            kept[way] = y.clone()
            return to_pixels(y, size)

        return keep

    monkeypatch.setattr(plain_module, "to_pixels", keeping("plain"))
    monkeypatch.setattr(decoder_module, "to_pixels", keeping("kept"))
    return kept


def calm(receiving: str, slots: int) -> Model:
    """The tiny model with tags that move the latent codes as little as training makes them: where features are far
    from 1 the plain way's own rounding is larger than what is tested here."""
    model = tiny_model(receiving=receiving, slots=slots)
    assert model.mapping is not None
    model.mapping.mlp.fusion_layer.weight.data.mul_(0.1)
    return model


@pytest.mark.parametrize("room", [2**30, 2**20, 1], ids=["all-kept", "some-fall-out", "nothing-kept"])
@pytest.mark.parametrize(("receiving", "slots"), [("attention", 0), ("add", 0), ("attention", 29)])
def test_kept_and_plain_agree(
    room: int, receiving: str, slots: int, painted: dict[str, Tensor], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_SKETCH_CACHE_BYTES", "_REFERENCE_CACHE_BYTES"):
        monkeypatch.setattr(colorizer_module, name, room)
    runs: Counter[str] = Counter()
    for kind, name in ((Generator, "encode_sketch"), (Encoder, "forward")):
        monkeypatch.setattr(kind, name, counted(getattr(kind, name), name, runs))
    fast = Colorizer(calm(receiving, slots), choose("cpu", "fp32"))
    plain = PlainWay(calm(receiving, slots), "cpu")
    random = np.random.default_rng(room)
    sketch, reference, size = SKETCHES[0], REFERENCES[0], 64
    tags: dict[str, float] = {}
    moved_the_picture = 0
    largest: dict[tuple[str, str], int] = {}
    before: Tensor | None = None
    for number in range(EDITS):
        edit = random.choice(["tag", "tag", "tag", "untag", "sketch", "reference", "size"])
        if edit == "tag":
            tags = {**tags, str(random.choice(TAGS)): float(random.uniform(0, TAG_MAX))}
        elif edit == "untag":
            tags = {}
        elif edit == "sketch":
            sketch = SKETCHES[random.integers(len(SKETCHES))]
        elif edit == "reference":
            reference = REFERENCES[random.integers(len(REFERENCES))]
        else:
            size = int(random.choice([32, 64, 80]))
        request = ColorizeRequest(
            number, sketch, reference, Path("tiny.safetensors"), tags, size, output_size=size, lines="model"
        )
        earlier = runs.copy()
        fast.colorize(request)
        if room == 2**30 and edit in ("tag", "untag") and number:
            assert runs == earlier, "a slider step ran an encoder"
        plain.paint(request)
        torch.testing.assert_close(painted["kept"], painted["plain"], rtol=0, atol=1e-5)
        largest[sketch.key, reference.key] = max(size, largest.get((sketch.key, reference.key), 0))
        if slots and size == largest[sketch.key, reference.key]:  # a smaller picture leaves a draft what it has
            whole = painted["kept"]
            fast.colorize(replace(request, draft=True))
            torch.testing.assert_close(painted["kept"], whole, rtol=0, atol=0)
        if before is not None and before.shape == painted["kept"].shape:
            moved_the_picture += int((painted["kept"] - before).abs().max() > 0.01)
        before = painted["kept"]
    assert moved_the_picture > EDITS / 4, "edits that change nothing prove nothing"


def counted(run: Callable[..., Tensor], name: str, runs: Counter[str]) -> Callable[..., Tensor]:
    """Counts what the colorizer runs, which alone runs in inference mode."""

    def counting(self: object, *args: object) -> Tensor:
        runs[name] += torch.is_inference_mode_enabled()
        return run(self, *args)

    return counting
