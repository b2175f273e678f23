"""Winograd's way gives what the direct convolution gives, rounded no worse."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks import winograd, winograd_block
from engine.networks.blocks import UpBlock
from engine.networks.config import EncoderConfig
from engine.networks.encoder import Encoder, global_average
from engine.networks.winograd import WinogradConv, framed, quicken, works_for
from engine.networks.winograd_block import WinogradUpBlock
from tests.engine.tiny_models import tiny_generator

SIZES = [(8, 8), (5, 12), (40, 3), (1, 1), (33, 18)]


@pytest.fixture(params=[4 * 2**20, 1], ids=["whole", "chunks"])
def chunks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(winograd, "_CHUNK_BYTES", request.param)
    monkeypatch.setattr(winograd_block, "_BAND_ROWS", 32 if request.param > 1 else 4)
    monkeypatch.setattr(winograd, "_FEW_PIXELS", 3000 if request.param > 1 else 0)


def feature(channels: int, height: int, width: int) -> Tensor:
    return torch.randn(1, channels, height, width).contiguous(memory_format=torch.channels_last)


@pytest.mark.usefixtures("chunks")
@pytest.mark.parametrize(("height", "width"), SIZES)
@pytest.mark.parametrize("bias", [True, False])
def test_it_is_the_convolution(height: int, width: int, bias: bool) -> None:
    torch.manual_seed(0)
    convolution = nn.Conv2d(16, 24, 3, padding=1, bias=bias).requires_grad_(False)
    x = feature(16, height, width)
    ours = WinogradConv(convolution.weight, convolution.bias)(x)
    torch.testing.assert_close(ours, convolution(x), rtol=1e-5, atol=1e-5)


def test_rounding_is_no_worse_than_a_direct_convolutions() -> None:
    torch.manual_seed(0)
    weight, x = torch.randn(64, 128, 3, 3) / 34, feature(128, 32, 32)
    exact = functional.conv2d(x.double(), weight.double(), padding=1)
    direct = (functional.conv2d(x, weight, padding=1) - exact).abs().max()
    ours = (WinogradConv(weight, None)(x) - exact).abs().max()
    assert ours < 4 * direct < 1e-4


def test_what_is_no_number_stays_none() -> None:
    x = feature(8, 8, 8)
    x[0, 3, 4, 4] = torch.nan
    assert WinogradConv(torch.randn(8, 8, 3, 3), None)(x).isnan().any()


def test_a_frame_is_zeros_around_the_feature() -> None:
    x = feature(3, 5, 6)
    frame = framed(x)
    assert frame.shape == (10, 10, 3)
    torch.testing.assert_close(frame[1:6, 1:7].permute(2, 0, 1), x[0], rtol=0, atol=0)
    assert frame.abs().sum() == pytest.approx(float(x.abs().sum()), rel=1e-5)


@pytest.mark.usefixtures("chunks")
@pytest.mark.parametrize(("height", "width"), [(8, 8), (6, 4), (2, 10)])
@pytest.mark.parametrize(("latent", "last"), [(512, False), (None, False), (None, True)])
@pytest.mark.parametrize("width_after", [16, 64], ids=["second-direct", "second-winograd"])
def test_a_block_is_the_block(height: int, width: int, latent: int | None, last: bool, width_after: int) -> None:
    torch.manual_seed(0)
    block = UpBlock(24, 16, width_after, 3 if last else width_after, latent, last=last).requires_grad_(False)
    block.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    x, skip, gap = feature(24, height, width), feature(16, height, width), torch.rand(1, 512)
    with torch.inference_mode():
        expected = block(x, skip, gap)
        ours = block.frozen(torch.float32)
        assert isinstance(ours, WinogradUpBlock)
        for half in (ours.skip_half(skip), None):
            torch.testing.assert_close(ours(x, skip, gap, half), expected, rtol=1e-4, atol=1e-5)
            shuffled = block.shuffled(x, skip)
            torch.testing.assert_close(ours.shuffled(x, skip, half), shuffled, rtol=1e-4, atol=1e-5)


def test_what_is_kept_stays_as_it_is() -> None:
    generator = tiny_generator()
    generator.freeze()
    with torch.inference_mode():
        features = generator.encode_sketch(torch.rand(1, 1, 64, 96) * 2 - 1)
        halves = generator.skip_halves(features)
        before = [half.output.clone() for half in halves]
        fr = torch.rand(1, 512, 3, 2)
        generator.decode(generator.receive(features, fr), features.skips, global_average(fr), halves)
    assert all(torch.equal(half.output, kept) for half, kept in zip(halves, before, strict=True))


def test_other_precisions_stay_direct() -> None:
    assert works_for(torch.empty(8, 8, 3, 3))
    assert not works_for(torch.empty(8, 8, 3, 3, dtype=torch.bfloat16))
    assert not works_for(torch.empty(8, 8, 3, 3, device="meta"))


def test_a_quickened_encoder_reads_the_same() -> None:
    torch.manual_seed(0)
    encoder = Encoder(EncoderConfig(blocks=(1, 1, 1, 1), num_tags=7)).eval().requires_grad_(False)
    x = torch.rand(1, 3, 64, 96) * 2 - 1
    with torch.inference_mode():
        expected = encoder(x)
        quicken(encoder, 128)
        kinds = [type(layer[0].conv2) for layer in (encoder.layer1, encoder.layer2, encoder.layer3)]
        assert kinds == [WinogradConv, WinogradConv, nn.Conv2d]
        assert isinstance(encoder.layer2[0].conv1, nn.Conv2d), "it has a stride"
        torch.testing.assert_close(encoder(x), expected, rtol=1e-4, atol=1e-5)
