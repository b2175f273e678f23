"""Biased latent codes (Eq. 8, 10, 11) and the two MLPs."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.networks.config import TAG_KNEE, MappingConfig
from engine.networks.init import initialize
from engine.networks.mapping import Mapping, PlainMLP, SelfAdaptiveMLP, apply_shift, limited, spatial_part


def build(self_adaptive: bool = True, position_weight: bool = True) -> Mapping:
    torch.manual_seed(0)
    config = MappingConfig(num_tags=20, hidden=16, self_adaptive=self_adaptive, position_weight=position_weight)
    mapping = Mapping(config)
    initialize(mapping, "released")
    return mapping


def feature() -> Tensor:
    """fr of two references: never negative, and channel 5 of the first never seen."""
    fr = torch.rand(2, 512, 3, 4, generator=torch.Generator().manual_seed(1))
    fr[0, 5] = 0
    return fr


def test_spatial_part_times_gap_is_the_feature() -> None:
    fr = feature().requires_grad_()
    part = spatial_part(fr)
    torch.testing.assert_close(part * fr.mean((2, 3), keepdim=True), fr)
    assert torch.equal(part[0, 5], torch.ones(3, 4))
    part.sum().backward()
    assert fr.grad is not None and torch.isfinite(fr.grad).all()


def test_position_weight_is_linear_over_channels_at_each_position() -> None:
    mapping, fr = build(), feature()
    assert mapping.omega is not None
    torch.nn.init.normal_(mapping.omega.bias)
    weight = mapping.position_weight(fr)
    assert weight is not None
    at = mapping.omega.weight @ spatial_part(fr)[1, :, 2, 1] + mapping.omega.bias
    torch.testing.assert_close(weight[1, :, 2, 1], at, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("position_weight", [True, False])
@pytest.mark.parametrize("self_adaptive", [True, False])
def test_only_moved_tags_move_the_feature(self_adaptive: bool, position_weight: bool) -> None:
    mapping, fr = build(self_adaptive, position_weight), feature()
    anchor = torch.rand(2, 20, generator=torch.Generator().manual_seed(2))
    target = anchor.clone()
    target[1, 3] = 2.0
    biased = mapping(fr, target, anchor)
    assert torch.equal(biased[0], fr[0])
    assert not torch.equal(biased[1], fr[1])
    kept = apply_shift(fr, mapping.shift(target, anchor), mapping.position_weight(fr))
    torch.testing.assert_close(kept, biased)
    expected = fr[1] + (mapping.mlp(target) - mapping.mlp(anchor))[1, :, None, None] * (
        1 if mapping.omega is None else mapping.omega(fr)[1]
    )
    torch.testing.assert_close(biased[1], expected)
    if not position_weight:
        assert torch.allclose((biased - fr)[1].std(dim=(1, 2)), torch.zeros(512), atol=1e-6)


def test_identity_start_of_omega_is_the_decomposition_of_the_feature() -> None:
    mapping, fr = build(), feature()
    initialize(mapping, "kaiming")
    torch.testing.assert_close(mapping.position_weight(fr), spatial_part(fr))


def test_self_adaptive_mlp_reads_every_layer_and_plain_the_last() -> None:
    config = MappingConfig(num_tags=20, hidden=16)
    adaptive, plain = SelfAdaptiveMLP(config), PlainMLP(config)
    assert adaptive.fusion_layer.weight.shape == (512, 64) and plain.fusion_layer.weight.shape == (512, 16)
    assert [w.shape for w in adaptive.mlp.parameters()] == [w.shape for w in plain.mlp.parameters()]
    cls = torch.rand(1, 20)
    with torch.no_grad():
        for network in (adaptive, plain):
            for weight in network.mlp[3].parameters():
                weight.zero_()
    assert adaptive(cls).abs().max() > 0, "the first layers still speak"
    assert not plain(cls).any()


def test_values_beyond_the_knee_approach_the_limit_and_never_turn() -> None:
    values = torch.linspace(0, 5, 101)
    found = limited(values, 2.3)
    assert torch.equal(found[values <= TAG_KNEE], values[values <= TAG_KNEE])
    assert (found.diff() > 0).all() and found.max() < 2.3
    slopes = found.diff() / values.diff()
    assert (slopes[:-1] - slopes[1:]).max() < 0.1, "no edge at the knee"


def test_a_limit_is_part_of_the_networks() -> None:
    config = MappingConfig(num_tags=6, hidden=8, tag_limit=2.3)
    network = Mapping(config)
    plain = Mapping(replace(config, tag_limit=None))
    plain.load_state_dict(network.state_dict())
    low, high = torch.rand(1, 6), torch.full((1, 6), 5.0)
    assert torch.equal(network.mlp(low), plain.mlp(low))
    assert torch.allclose(network.mlp(high), plain.mlp(limited(high, 2.3)))
    with pytest.raises(ValueError, match="tag_limit"):
        MappingConfig(num_tags=6, tag_limit=1.0)
