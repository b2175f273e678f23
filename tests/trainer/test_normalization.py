"""An encoder that learns: by whose statistics it normalises, and which parts are too small for any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from engine.errors import TrainingError
from engine.networks.encoder import Encoder
from main import main
from tests.trainer.tiny_stages import assert_alike, gradients, in_parts, model_file, options_of, ready
from trainer import cost
from trainer.building import evaluating
from trainer.options import TrainOptions


def tagger(data: Path, folder: Path, **more: object) -> TrainOptions:
    return options_of("tagger", data, folder, size=64, init_from=model_file(folder / "start.safetensors"), **more)


def test_frozen_statistics_let_parts_add_up(drawn_folder: Path, tmp_path: Path) -> None:
    whole = tagger(drawn_folder, tmp_path, frozen_statistics=True)
    assert_alike(gradients(*ready(whole)), gradients(*ready(in_parts(whole, 4))))


def test_statistics_of_a_part_are_its_own(drawn_folder: Path, tmp_path: Path) -> None:
    """What --frozen-statistics is for: without it, parts are another training than the whole batch."""
    whole = tagger(drawn_folder, tmp_path)
    with pytest.raises(AssertionError):
        assert_alike(gradients(*ready(whole)), gradients(*ready(in_parts(whole, 2))))


def test_frozen_statistics_stay_while_weights_move(drawn_folder: Path, tmp_path: Path) -> None:
    stage, updates = ready(tagger(drawn_folder, tmp_path, frozen_statistics=True))
    encoder = stage.networks["encoder"]
    assert isinstance(encoder, Encoder)
    mean, weight = encoder.bn1.get_buffer("running_mean"), encoder.conv1.weight
    before, kernel = mean.clone(), weight.detach().clone()
    with evaluating(encoder):
        assert not encoder.training and not encoder.layer1.training
    assert encoder.training and not encoder.bn1.training, "a look at held-out pictures thaws nothing"
    updates.step(stage.dataset[0], 0)
    assert torch.equal(before, mean) and not torch.equal(kernel, weight)


def test_there_must_be_statistics_to_freeze(drawn_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="weights to start from"):
        ready(options_of("tagger", drawn_folder, tmp_path, frozen_statistics=True))


@pytest.mark.parametrize("verb", ["tagger", "stage-one"])
def test_a_part_too_small_for_statistics_is_told(verb: str, drawn_folder: Path, tmp_path: Path) -> None:
    more = {"train_encoder": True} if verb == "stage-one" else {}
    stage, updates = ready(options_of(verb, drawn_folder, tmp_path, batch=1, accumulate=2, **more))
    with pytest.raises(TrainingError, match="a part of a single picture has no statistics"):
        updates.step(stage.dataset[0], 0)


def test_a_trial_of_the_tagger_at_the_least_size(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cost, "TRIAL_STEPS", 1)
    words = ["train", "tagger", "--data", str(drawn_folder), "--run", str(tmp_path / "run"), "--dry-run"]
    assert main([*words, "--preset", "tiny", "--size", "32", "--batch", "4", "--workers", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["memory_gib"]["estimate"] > 0


@pytest.mark.parametrize(("size", "batch"), [(32, 2), (32, 4), (64, 1)])
def test_what_a_picture_keeps_is_told_where_parts_need_two(
    size: int, batch: int, drawn_folder: Path, tmp_path: Path
) -> None:
    stage, _ = ready(options_of("tagger", drawn_folder, tmp_path, size=size, batch=batch))
    assert cost.kept_bytes(stage, stage.dataset[0])[1] > 4 * 64 * (size / 2) ** 2, "the first features at least"
