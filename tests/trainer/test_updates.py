"""Steps in parts, averages of weights, and memory that does not suffice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from engine.errors import TrainingError
from engine.networks.config import EncoderConfig
from engine.networks.encoder import Encoder
from tests.trainer.tiny_stages import assert_alike, gradients, in_parts, options_of, ready
from trainer import building, distributed
from trainer.updates import Average, Updates


@pytest.mark.parametrize("parts", [2, 4])
@pytest.mark.parametrize("verb", ["stage-one", "stage-two"])
def test_parts_give_the_gradients_of_the_whole_batch(verb: str, parts: int, drawn_folder: Path, tmp_path: Path) -> None:
    whole = options_of(verb, drawn_folder, tmp_path, size=64)
    assert_alike(gradients(*ready(whole)), gradients(*ready(in_parts(whole, parts))))


def test_parts_agree_when_all_networks_learn(drawn_folder: Path, tmp_path: Path) -> None:
    """An encoder that is tuned along normalises by what it learned before, never by the part."""
    tuned = {"tune_generator": True, "tune_encoder": True, "lambda_feature": 0.0, "lambda_inversion": 0.0}
    whole = options_of("stage-two", drawn_folder, tmp_path, size=64, **tuned)
    expected = gradients(*ready(whole))
    assert any(key.startswith("encoder.layer1") for key in expected)
    assert_alike(expected, gradients(*ready(in_parts(whole, 4))))


def test_uneven_parts_count_by_their_pictures(drawn_folder: Path, tmp_path: Path) -> None:
    whole = options_of("stage-one", drawn_folder, tmp_path, size=64)
    stage, updates = ready(whole)
    expected = gradients(stage, updates)
    updates.part = 3
    assert_alike(expected, gradients(stage, updates))


class Rounded(TorchDispatchMode):
    """Counts how often each tensor is brought to another precision, by where it lies."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[int] = Counter()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        if func is torch.ops.aten._to_copy.default and (kwargs or {}).get("dtype") == torch.bfloat16:
            self.times[args[0].data_ptr()] += 1
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("stage-one", {"lambda_gan": 0.0}),
        ("stage-two", {"tune_generator": True, "tune_encoder": True, "lambda_leak": 1.0}),
    ],
)
def test_a_weight_is_rounded_once_a_step_and_has_its_gradient(
    verb: str, more: dict[str, Any], drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = options_of(verb, drawn_folder, tmp_path, size=64, precision="bf16", slots=29, **more)
    stage, updates = ready(options)
    counted = Rounded()
    with counted:
        found = gradients(stage, updates)
    learning = [p for network in stage.networks.values() for p in network.parameters()]
    times = [counted.times[p.data_ptr()] for p in learning]
    assert max(times) == 1 and times.count(1) > 0.5 * len(times)

    monkeypatch.setattr(distributed.Objective, "forward", lambda self, *inputs: self.loss(*inputs))
    stage, updates = ready(options)
    expected = gradients(stage, updates)
    assert found.keys() == expected.keys()
    for key, gradient in expected.items():
        assert float((found[key] - gradient).norm()) <= 0.02 * float(gradient.norm()) + 1e-9, key


class Narrow:
    """A device for `most` pictures at a time: what is more raises as torch does."""

    def __init__(self, accumulate, most: int) -> None:
        self.accumulate, self.most, self.seen = accumulate, most, []

    def __call__(self, part, step, backward):
        self.seen.append(len(part[0]))
        if len(part[0]) > self.most:
            # The memory ends within the backward pass: gradients are half there.
            backward(next(iter(self.network.parameters())).sum())
            raise torch.OutOfMemoryError("CUDA out of memory")
        return self.accumulate(part, step, backward)


def test_a_batch_that_does_not_fit_is_halved_and_said(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = options_of("stage-two", drawn_folder, tmp_path)
    expected = gradients(*ready(options))
    stage, _ = ready(options)
    told: list[str] = []
    updates = Updates(stage, options, torch.device("cpu"), None, told.append)
    narrow = Narrow(stage.accumulate, most=1)
    narrow.network = stage.networks["mapping"]  # type: ignore[attr-defined]
    monkeypatch.setattr(stage, "accumulate", narrow)
    before = [p.detach().clone() for p in stage.networks["mapping"].parameters()]
    updates.step(stage.dataset[0], 0)
    assert narrow.seen == [4, 2, 1, 1, 1, 1] and updates.part == 1
    assert len(told) == 2 and "take 2 from now on" in told[0] and "4 pictures a step as before" in told[1]
    assert_alike(expected, {f"mapping.{k}": p.grad for k, p in stage.networks["mapping"].named_parameters()})  # type: ignore[misc]
    assert not all(torch.equal(a, b) for a, b in zip(before, stage.networks["mapping"].parameters(), strict=True))
    narrow.most = 0
    with pytest.raises(TrainingError, match="A single picture at --size 32 does not fit"):
        updates.step(stage.dataset[1], 1)


def test_an_average_follows_the_weights_and_takes_their_place() -> None:
    network = nn.Linear(2, 1)
    with torch.no_grad():
        network.weight.fill_(0.0)
    average = Average({"network": network}, decay=0.5)
    with torch.no_grad():
        network.weight.fill_(1.0)
    average.update(step=1000)
    assert torch.equal(network.weight, torch.ones(1, 2))
    with average.in_place():
        assert torch.allclose(network.weight, torch.full((1, 2), 0.5))
    assert torch.equal(network.weight, torch.ones(1, 2))
    average.update(step=0)  # an early step forgets how it began
    assert float(average.values["network.weight"][0, 0]) == pytest.approx(0.95)


def test_an_average_survives_its_state(drawn_folder: Path, tmp_path: Path) -> None:
    options = replace(options_of("stage-two", drawn_folder, tmp_path), ema=0.9)
    stage, updates = ready(options)
    updates.step(stage.dataset[0], 0)
    other_stage, other = ready(options)
    other.load_state_dict(updates.state_dict())
    assert updates.average is not None and other.average is not None
    for key, value in updates.average.values.items():
        assert torch.equal(value, other.average.values[key])
    assert not torch.equal(
        other.average.values["mapping.mlp.mlp.0.0.weight"], updates.average.weights["mapping.mlp.mlp.0.0.weight"]
    )


def test_a_frozen_encoder_is_read_by_a_copy_in_lower_precision() -> None:
    torch.manual_seed(0)
    encoder = Encoder(EncoderConfig((1, 1, 1, 1), 5)).requires_grad_(False).eval()
    for module in encoder.modules():
        if isinstance(module, torch.nn.BatchNorm2d) and module.running_mean is not None:
            module.running_mean.uniform_(-0.5, 0.5)
    before = {key: value.clone() for key, value in encoder.state_dict().items()}
    picture = torch.rand(2, 3, 64, 64) * 2 - 1
    own = encoder(picture)
    assert building.reader(encoder, None) is encoder
    with torch.autocast("cpu", torch.bfloat16):
        read = building.reader(encoder, torch.bfloat16)(picture)
    assert (read.float() - own).abs().max() < 0.03 * own.abs().max()
    assert all(torch.equal(value, before[key]) for key, value in encoder.state_dict().items())
