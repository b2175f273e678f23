"""The segmenter: shapes, what it looks at, and its place in a model's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.errors import WeightsError
from engine.networks.config import EncoderConfig, ModelConfig, SegmenterConfig
from engine.networks.encoder import Encoder
from engine.networks.presets import preset
from engine.networks.segmenter import Segmenter, read
from engine.regions import REGIONS
from engine.weights import load_model, new_model, save_model
from tests.engine.tiny_models import tiny_model


def build() -> tuple[Encoder, Segmenter]:
    torch.manual_seed(0)
    encoder, segmenter = Encoder(EncoderConfig((1, 1, 1, 1), 8)), Segmenter(SegmenterConfig(8))
    return encoder.eval(), segmenter.eval()


@torch.inference_mode()
def test_each_pixel_has_logits_of_all_regions_and_fr_is_the_encoders() -> None:
    encoder, segmenter = build()
    picture = torch.rand(2, 3, 64, 96) * 2 - 1
    fr, logits = read(encoder, segmenter, picture)
    assert logits is not None and logits.shape == (2, len(REGIONS), 64, 96)
    assert torch.equal(fr, encoder(picture))
    assert read(encoder, None, picture)[1] is None
    for row in range(2):
        torch.testing.assert_close(read(encoder, segmenter, picture[row : row + 1])[1], logits[row : row + 1])


@torch.inference_mode()
def test_single_pixels_and_all_of_the_encoders_features_are_seen() -> None:
    encoder, segmenter = build()
    picture = torch.rand(1, 3, 64, 64) * 2 - 1
    features = encoder.features(picture)
    logits = segmenter(picture, features)
    changed = picture.clone()
    changed[..., 32, 33] += 1.0
    moved = (segmenter(changed, features) - logits)[0].abs().amax(0)
    assert moved[32, 33] > 0 and moved[28:38, 28:38].max() == moved.max(), "most of all where it is"
    for level in range(len(features)):
        others = [feature + float(level == place) for place, feature in enumerate(features)]
        assert not torch.allclose(segmenter(picture, others), logits)


@torch.inference_mode()
def test_far_places_know_of_each_other() -> None:
    encoder, segmenter = build()
    picture = torch.rand(1, 3, 64, 64) * 2 - 1
    features = [torch.zeros_like(feature) for feature in encoder.features(picture)]
    changed = picture.clone()
    changed[..., :8, :8] *= -1
    assert (segmenter(changed, features) != segmenter(picture, features))[..., 56:, 56:].any()


def test_a_model_keeps_it(tmp_path: Path) -> None:
    config = preset("tiny", 8, segmenter=8)
    assert ModelConfig.from_dict(config.to_dict()) == config and config.at_stage("tagger").segmenter is not None
    model = new_model(config, replace(tiny_model().info, config=config.to_dict()))
    save_model(tmp_path / "with.safetensors", model, model.info)
    found = load_model(tmp_path / "with.safetensors")
    assert found.segmenter is not None and not any(p.requires_grad for p in found.segmenter.parameters())
    picture = torch.rand(1, 3, 64, 64) * 2 - 1
    with torch.inference_mode():
        torch.testing.assert_close(found.read(picture)[1], model.read(picture)[1])
    lacking = {key: value for key, value in model.state_dict().items() if key != "segmenter.picture.bias"}
    with pytest.raises(WeightsError, match=r"segmenter\.picture\.bias"):
        save_model(tmp_path / "lacking.safetensors", lacking, model.info)


def test_presets_of_the_paper_have_none_and_its_width_is_checked() -> None:
    assert preset("paper", 8).segmenter is None and preset("compact", 8).segmenter == SegmenterConfig()
    assert preset("compact", 8, segmenter=0).segmenter is None
    with pytest.raises(ValueError, match=r"segmenter\.width"):
        SegmenterConfig(0)
    with pytest.raises(ValueError, match="segmenter"):
        ModelConfig.from_dict({**preset("tiny", 8).to_dict(), "segmenter": {"height": 8}})
