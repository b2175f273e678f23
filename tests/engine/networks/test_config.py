"""Sizes of networks: presets, and what is refused by name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.networks.config import ModelConfig, Receiving
from engine.networks.presets import PresetName, discriminator_preset, preset

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", ["tiny", "compact", "paper"])
@pytest.mark.parametrize("receiving", ["attention", "add"])
def test_presets_survive_their_dict(name: PresetName, receiving: Receiving) -> None:
    config = preset(name, 151, receiving=receiving, rbca=False, self_adaptive=False)
    assert ModelConfig.from_dict(config.to_dict()) == config
    assert config.generator is not None and config.mapping is not None
    assert config.generator.receiving == receiving and not config.generator.rbca
    assert config.mapping.position_weight == (receiving == "attention") and not config.mapping.self_adaptive


def test_compact_halves_the_widths_of_paper() -> None:
    compact, paper = preset("compact", 9).generator, preset("paper", 9).generator
    assert compact is not None and paper is not None
    assert (compact.base_width * 2, compact.bottleneck * 2) == (paper.base_width, paper.bottleneck) == (64, 512)
    assert discriminator_preset("compact").base_width * 2 == discriminator_preset("paper").base_width


def test_stages_hold_the_networks_they_need() -> None:
    config = preset("tiny", 9)
    assert config.at_stage("tagger") == ModelConfig(config.encoder)
    assert config.at_stage("stage-one") == ModelConfig(config.encoder, config.generator)
    assert config.at_stage("stage-two") == config
    with pytest.raises(ValueError, match="needs a generator"):
        config.at_stage("tagger").at_stage("stage-one")


@pytest.mark.parametrize(
    ("network", "field", "value"),
    [
        ("encoder", "blocks", [3, 4, 6]),
        ("encoder", "blocks", 5),
        ("encoder", "num_tags", 0),
        ("generator", "base_width", 2.5),
        ("generator", "bottleneck", 10**9),
        ("generator", "latent_channels", 256),
        ("generator", "receiving", "concat"),
        ("generator", "rbca", "yes"),
        ("mapping", "hidden", True),
        ("mapping", "num_tags", 7),
        ("mapping", "position_weight", None),
    ],
)
def test_unusable_values_are_named(network: str, field: str, value: Any) -> None:
    values = preset("tiny", 9).to_dict()
    values[network][field] = value
    with pytest.raises(ValueError, match=rf"{network}\.{field}"):
        ModelConfig.from_dict(values)


def test_unknown_and_missing_fields_are_named() -> None:
    values = preset("tiny", 9).to_dict()
    with pytest.raises(ValueError, match="generator has unknown fields: depth"):
        ModelConfig.from_dict({**values, "generator": {**values["generator"], "depth": 3}})
    with pytest.raises(ValueError, match="config has unknown fields: decoder"):
        ModelConfig.from_dict({**values, "decoder": {}})
    with pytest.raises(ValueError, match=r"config\.encoder is missing"):
        ModelConfig.from_dict({})
    with pytest.raises(ValueError, match="mapping cannot be read .*num_tags"):
        ModelConfig.from_dict({**values, "mapping": {}})
    with pytest.raises(ValueError, match="a mapping network needs a generator"):
        ModelConfig.from_dict({**values, "generator": None})


def test_config_needs_no_torch() -> None:
    program = "import sys, engine.networks.config, engine.model_info; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_weights_with_a_palette_that_tell_no_limit_of_tags_have_the_usual_one() -> None:
    told = preset("compact", 5).to_dict()
    untold = json.loads(json.dumps(told))
    del untold["mapping"]["tag_limit"]
    assert ModelConfig.from_dict(untold) == ModelConfig.from_dict(told) == preset("compact", 5)
    told["mapping"]["tag_limit"] = None
    found = ModelConfig.from_dict(told).mapping
    assert found is not None and found.tag_limit is None
    plain = preset("paper", 5).to_dict()
    del plain["mapping"]["tag_limit"]
    assert ModelConfig.from_dict(plain) == preset("paper", 5)
