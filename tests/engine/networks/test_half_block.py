"""In half precision the decoder's convolutions alone round; what the drawing decides is rounded once."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.networks import half_block
from engine.networks.banded import BandedGenerator
from engine.networks.blocks import UpBlock
from engine.networks.encoder import global_average
from engine.networks.half_block import HalfUpBlock
from tests.engine.tiny_models import tiny_generator

BF16 = torch.bfloat16
STEP = 2.0**-7
"""bfloat16 lies at most half of this beside a number of 1."""


def feature(channels: int, height: int, width: int) -> Tensor:
    return torch.randn(1, channels, height, width).contiguous(memory_format=torch.channels_last)


def rounded(x: Tensor) -> Tensor:
    return x.to(BF16).float()


@pytest.mark.parametrize(("height", "width"), [(8, 8), (6, 4), (2, 10)])
@pytest.mark.parametrize(("latent", "last"), [(512, False), (None, False), (None, True)])
@pytest.mark.parametrize("width_after", [3, 32], ids=["few", "many"])
def test_a_block_is_the_block(height: int, width: int, latent: int | None, last: bool, width_after: int) -> None:
    torch.manual_seed(0)
    block = UpBlock(24, 16, 32, width_after, latent, last=last).requires_grad_(False)
    block.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    x, skip, gap = feature(24, height, width), feature(16, height, width), torch.rand(1, 512)
    with torch.inference_mode():
        expected = block(x, skip, gap)
        ours = block.frozen(BF16)
        assert isinstance(ours, HalfUpBlock)
        for given, half in ((skip, ours.skip_half(skip)), (skip.to(BF16), None)):
            y = ours(x, given, gap, half)
            torch.testing.assert_close(y.float(), expected, rtol=2 * STEP, atol=2 * STEP)
            assert not torch.equal(y.float(), expected)
            shuffled = ours.shuffled(x, given, half)
            torch.testing.assert_close(shuffled.float(), block.shuffled(x, skip), rtol=2 * STEP, atol=2 * STEP)
        exact = width_after == 3 and latent is None
        assert y.dtype == (torch.float32 if exact else BF16), "the picture itself is not rounded"


@pytest.mark.parametrize("band_bytes", [1, 2**11, 2**20], ids=["a row", "some rows", "whole"])
def test_bands_are_the_whole(monkeypatch: pytest.MonkeyPatch, band_bytes: int) -> None:
    monkeypatch.setattr(half_block, "_BAND_BYTES", band_bytes)
    torch.manual_seed(0)
    block = UpBlock(24, 16, 8, 3, None, last=True).requires_grad_(False)
    x, skip = feature(24, 12, 6), feature(16, 12, 6)
    with torch.inference_mode():
        ours = block.frozen(BF16)
        half = ours.skip_half(skip)
        banded = ours(x, skip.to(BF16), None, half)
        whole = ours.conv2(ours.shuffled(x.to(BF16), skip.to(BF16), half))
    torch.testing.assert_close(banded, whole, rtol=STEP, atol=STEP)


def test_the_half_of_a_skip_is_rounded_once() -> None:
    torch.manual_seed(0)
    block, skip = UpBlock(8, 64, 16, 16, None).requires_grad_(False), feature(64, 12, 20)
    bias = block.conv1.bias
    assert bias is not None
    with torch.inference_mode():
        half = block.frozen(BF16).skip_half(skip).output.float()
        exact = functional.conv2d(skip.double(), block.conv1.weight[:, 8:].double(), bias.double(), padding=1)
    in_order = exact[0].unflatten(0, (-1, 4)).transpose(0, 1).flatten(0, 1)  # as the block lays it
    assert ((half[0] - in_order).abs() <= in_order.abs() * (STEP / 2 + 1e-4) + 1e-5).all()


def test_the_weights_of_channels_are_not_rounded_by_themselves() -> None:
    """Kernel times weight is rounded once: with a feature that bf16 holds exactly nothing else is."""
    torch.manual_seed(0)
    block = UpBlock(8, 8, 16, 16, 512).requires_grad_(False)
    block.conv1.weight.zero_()
    block.conv1.bias.fill_(1)  # type: ignore[union-attr]
    block.conv2.bias.zero_()  # type: ignore[union-attr]
    x, skip, gap = feature(8, 6, 6), feature(8, 6, 6), torch.rand(1, 512)
    attention = block.attn_layer
    assert attention is not None
    with torch.inference_mode():
        weights = 1 + attention.gate(torch.ones(1, 16), gap)[0]
        kernel = rounded(block.conv2.weight * weights[None, :, None, None])
        expected = functional.relu(functional.conv2d(torch.ones(1, 16, 12, 12), kernel, padding=1))
        ours = block.frozen(BF16)
        painted = ours(x, skip, gap, ours.skip_half(skip))
    torch.testing.assert_close(painted.float(), rounded(expected), rtol=STEP / 2, atol=1e-6)


def test_what_is_no_number_stays_none() -> None:
    block = UpBlock(8, 8, 16, 3, None, last=True).requires_grad_(False).frozen(BF16)
    x = feature(8, 6, 6)
    x[0, 3, 4, 4] = torch.nan
    assert block(x, x, None, block.skip_half(feature(8, 6, 6))).isnan().any()


@pytest.mark.parametrize("slots", [0, 29])
def test_a_generator_in_half_precision_paints_nearly_the_same(slots: int) -> None:
    generator = tiny_generator(slots=slots)
    sketch, fr = torch.rand(1, 1, 64, 96) * 2 - 1, torch.rand(1, 512, 3, 2)
    with torch.inference_mode():
        expected = generator(sketch, fr)
        generator.freeze(BF16)
        features = generator.encode_sketch(sketch)
        assert features.skips[0].dtype == torch.float32, "the drawing's part is not rounded"
        psi, halves = generator.receive(features, fr), generator.skip_halves(features)
        assert all(half.output.dtype == BF16 for half in halves)
        skips = tuple(map(generator.kept, features.skips))
        painted = generator.decode(psi, skips, global_average(fr), halves)
        without = generator.decode(psi, skips, global_average(fr))
        banded = BandedGenerator(generator, 100_000)
        of_bands = banded.encode_sketch(sketch)
        received = banded.receive(of_bands, generator.remember_reference(fr))
        in_bands = banded.decode(received, of_bands.skips, global_average(fr))
    assert all(skip.dtype == BF16 for skip in (*skips, *of_bands.skips))
    for picture in (painted, without, in_bands):
        assert picture.dtype == torch.float32
        assert not torch.equal(picture, expected)
        torch.testing.assert_close(picture, expected, rtol=0, atol=0.02)
