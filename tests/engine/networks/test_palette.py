"""The soft palette: slots of one colour each, mixed by what the last convolution asks for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from engine.networks.config import GeneratorConfig
from engine.networks.generator import Generator
from engine.networks.palette import SoftPalette
from tests.engine.tiny_models import tiny_generator


def test_a_pixel_takes_the_colour_of_its_slot() -> None:
    torch.manual_seed(0)
    palette, gap = SoftPalette(512, 4), torch.rand(2, 512)
    drawn = torch.zeros(2, 3 + 4, 3, 5)
    drawn[:, 3 + 2] = 50.0
    drawn[:, 3 + 2, 1, 4], drawn[:, 3 + 1, 1, 4] = 0.0, 50.0
    drawn[1, 1, 0, 0] = 0.25  # what is painted besides
    colors = palette(gap)
    expected = colors[:, 2, :, None, None].expand(2, 3, 3, 5).clone()
    expected[:, :, 1, 4] = colors[:, 1]
    expected[1, 1, 0, 0] += 0.25
    torch.testing.assert_close(palette.laid_into(drawn, palette(gap)), expected)
    assert (colors[0] - colors[1]).abs().max() > 0.01, "one palette for any reference would pass as well"


def test_the_shares_are_the_softmax_of_the_logits() -> None:
    torch.manual_seed(0)
    palette, gap = SoftPalette(512, 29), torch.rand(2, 512)
    drawn = 6 * torch.randn(2, 3 + 29, 7, 5)
    shares = torch.softmax(drawn[:, 3:].double(), dim=1)
    expected = torch.einsum("bkhw,bkc->bchw", shares, palette(gap).double()) + drawn[:, :3]
    torch.testing.assert_close(palette.laid_into(drawn, palette(gap)), expected.float(), rtol=1e-5, atol=1e-5)


def test_the_gradient_is_that_of_the_softmax() -> None:
    torch.manual_seed(0)
    drawn = (10 * torch.randn(2, 3 + 29, 7, 5)).contiguous(memory_format=torch.channels_last)
    colors, asked = torch.randn(2, 29, 3), torch.randn(2, 3, 7, 5)

    def gradients(laid_into: Callable[[Tensor, Tensor], Tensor]) -> tuple[Tensor, ...]:
        inputs = drawn.clone().requires_grad_(), colors.clone().requires_grad_()
        return torch.autograd.grad((laid_into(*inputs) * asked).sum(), inputs)

    def plainly(drawn: Tensor, colors: Tensor) -> Tensor:
        shares = torch.softmax(drawn[:, 3:], dim=1)
        return torch.einsum("bkhw,bkc->bchw", shares, colors) + drawn[:, :3]

    for found, expected in zip(gradients(SoftPalette.laid_into), gradients(plainly), strict=True):
        torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("level", [-1e4, 1e4])
def test_logits_of_any_size_leave_colours(dtype: torch.dtype, level: float) -> None:
    torch.manual_seed(0)
    palette, gap = SoftPalette(512, 29).to(dtype), torch.rand(1, 512, dtype=dtype)
    drawn = torch.full((1, 3 + 29, 4, 4), level, dtype=dtype)
    drawn[:, :3] = 0
    painted = palette.laid_into(drawn, palette(gap))
    assert painted.dtype == dtype
    mean = palette(gap).float().mean(1)[:, :, None, None].expand(1, 3, 4, 4)
    torch.testing.assert_close(painted.float(), mean, rtol=0.02, atol=0.01)


def test_the_code_reaches_a_single_pixel_straight_away() -> None:
    """Without RBCA, and with ψ of another reference: only the palette hands the code on."""
    generator = tiny_generator(rbca=False, slots=3)
    features = generator.encode_sketch(torch.rand(1, 1, 64, 64) * 2 - 1)
    psi = generator.receive(features, torch.rand(1, 512, 2, 2))
    code = torch.rand(1, 512, requires_grad=True)
    generator.decode(psi, features.skips, code)[0, :, 20, 30].sum().backward()
    assert code.grad is not None and code.grad.abs().max() > 0


def test_the_papers_generator_has_none() -> None:
    assert not any(name.startswith("palette") for name in Generator(GeneratorConfig()).state_dict())
