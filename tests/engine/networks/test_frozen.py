"""Networks made ready to run change nothing but rounding."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from engine.networks import frozen
from engine.networks.config import EncoderConfig
from engine.networks.encoder import Encoder, global_average
from engine.networks.frozen import FewOutputsConv, FrozenConv, fold, has_few_outputs
from tests.engine.tiny_models import tiny_generator


def trained_encoder(blocks: tuple[int, int, int, int] = (1, 2, 1, 1)) -> Encoder:
    """Batch norm as training leaves it: no statistic and no weight is what it was at the start."""
    torch.manual_seed(0)
    encoder = Encoder(EncoderConfig(blocks=blocks, num_tags=7))
    for module in encoder.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
            module.running_mean.uniform_(-0.5, 0.5)  # type: ignore[union-attr]
            module.running_var.uniform_(0.5, 2)  # type: ignore[union-attr]
    return encoder.eval().requires_grad_(False)


def test_batch_norm_is_folded_away_and_nothing_else_changes() -> None:
    encoder, x = trained_encoder(), torch.rand(2, 3, 64, 96) * 2 - 1
    fr = encoder(x)
    assert fr.std() > 0.1
    probabilities = encoder.probabilities(fr)
    fold(encoder)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in encoder.modules())
    torch.testing.assert_close(encoder(x), fr, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(encoder.probabilities(fr), probabilities, rtol=0, atol=0)
    assert not any(parameter.requires_grad for parameter in encoder.parameters())


def plain_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen, "_has_laid_out_kernels", lambda dtype: False)


@pytest.mark.parametrize("laid_out", [True, False])
@pytest.mark.parametrize("bias", [True, False])
def test_a_frozen_convolution_is_the_convolution(monkeypatch: pytest.MonkeyPatch, laid_out: bool, bias: bool) -> None:
    if not laid_out:
        plain_kernels(monkeypatch)
    torch.manual_seed(0)
    convolution = nn.Conv2d(16, 24, 3, padding=1, bias=bias).requires_grad_(False)
    ours = FrozenConv(convolution.weight, convolution.bias)
    for height, width in ((8, 8), (5, 12), (40, 3)):  # the layout was made for the first size
        x = torch.randn(2, 16, height, width).contiguous(memory_format=torch.channels_last)
        add = torch.randn(2, 24, height, width).contiguous(memory_format=torch.channels_last)
        with torch.inference_mode():
            kept = add.clone()
            torch.testing.assert_close(ours(x), convolution(x), rtol=1e-5, atol=1e-5)
            torch.testing.assert_close(ours(x, add), convolution(x) + add, rtol=1e-5, atol=1e-5)
        assert torch.equal(add, kept), "what is kept for the next step must stay as it is"


@pytest.mark.parametrize("laid_out", [True, False])
def test_a_band_with_the_rows_beside_it_is_that_part_of_the_whole(
    monkeypatch: pytest.MonkeyPatch, laid_out: bool
) -> None:
    if not laid_out:
        plain_kernels(monkeypatch)
    torch.manual_seed(0)
    convolution = nn.Conv2d(16, 24, 3, padding=1).requires_grad_(False)
    ours = FrozenConv(convolution.weight, convolution.bias, between=True)
    x = torch.randn(1, 16, 20, 9).contiguous(memory_format=torch.channels_last)
    add = torch.randn(1, 24, 20, 9).contiguous(memory_format=torch.channels_last)
    with torch.inference_mode():
        part = ours(x[:, :, 3:13], add[:, :, 4:12])
        torch.testing.assert_close(part, (convolution(x) + add)[:, :, 4:12], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("height", "width"), [(8, 8), (5, 12), (40, 3), (1, 1)])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("at_once", [2**20, 1], ids=["whole", "bands"])
def test_few_outputs_are_the_convolutions(
    monkeypatch: pytest.MonkeyPatch, height: int, width: int, bias: bool, at_once: int
) -> None:
    monkeypatch.setattr(frozen, "_FEW_BYTES", at_once)
    torch.manual_seed(0)
    convolution = nn.Conv2d(16, 3, 3, padding=1, bias=bias).requires_grad_(False)
    assert has_few_outputs(convolution.weight)
    x = torch.randn(1, 16, height, width).contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(FewOutputsConv(convolution.weight, convolution.bias)(x), convolution(x))


@pytest.mark.parametrize(("laid_out", "slots"), [(True, 0), (False, 0), (True, 29)])
def test_a_frozen_generator_paints_the_same(monkeypatch: pytest.MonkeyPatch, laid_out: bool, slots: int) -> None:
    if not laid_out:
        plain_kernels(monkeypatch)
    generator = tiny_generator(slots=slots)
    sketch, fr = torch.rand(1, 1, 64, 96) * 2 - 1, torch.rand(1, 512, 3, 2)
    with torch.inference_mode():
        expected = generator(sketch, fr)
        generator.freeze()
        features = generator.encode_sketch(sketch)
        psi, halves = generator.receive(features, fr), generator.skip_halves(features)
        for _ in range(2):
            painted = generator.decode(psi, features.skips, global_average(fr), halves)
            torch.testing.assert_close(painted, expected, rtol=1e-4, atol=1e-5)
        without = generator.decode(psi, features.skips, global_average(fr))
        torch.testing.assert_close(without, expected, rtol=1e-4, atol=1e-5)


def test_operators_that_are_gone_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise AttributeError("no such operator")

    frozen._has_laid_out_kernels.cache_clear()
    monkeypatch.setattr(frozen, "_lay_out", gone)
    assert not frozen._has_laid_out_kernels(torch.float32)
    frozen._has_laid_out_kernels.cache_clear()


@pytest.mark.parametrize(("any_size", "layouts"), [(False, 3), (True, 1)])
def test_each_size_has_a_layout_of_its_own(monkeypatch: pytest.MonkeyPatch, any_size: bool, layouts: int) -> None:
    """A kernel laid out for 4×4 pixels would make 5×5 pixels forty times slower."""
    made, lay_out = [], frozen._lay_out
    frozen._has_laid_out_kernels(torch.float32)  # tries the operators first, once

    def counted(weight: torch.Tensor, shape: torch.Size, padding: list[int]) -> torch.Tensor:
        made.append(shape)
        return lay_out(weight, shape, padding)

    monkeypatch.setattr(frozen, "_lay_out", counted)
    ours = FrozenConv(torch.randn(8, 8, 3, 3), None, any_size)
    for side in (4, 4, 5, 5, 4):
        with torch.inference_mode():
            ours(torch.randn(1, 8, side, side).contiguous(memory_format=torch.channels_last))
    assert len(made) == layouts
