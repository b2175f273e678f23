"""Pixel shuffle with a gradient of our own gives what PyTorch's gives."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from engine.networks.pixel_shuffle import pixel_shuffled


@pytest.mark.parametrize("memory_format", [torch.channels_last, torch.contiguous_format])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_picture_and_gradient_are_pytorchs(dtype: torch.dtype, memory_format: torch.memory_format) -> None:
    random = torch.Generator().manual_seed(0)
    x = torch.randn(2, 12, 5, 7, generator=random).to(dtype).contiguous(memory_format=memory_format)
    x.requires_grad_()
    found, expected = pixel_shuffled(x), functional.pixel_shuffle(x, 2)
    assert torch.equal(found, expected)
    asked = torch.randn(expected.shape, generator=random).to(dtype).contiguous(memory_format=memory_format)
    of_found, of_expected = (torch.autograd.grad(y, x, asked)[0] for y in (found, expected))
    assert torch.equal(of_found, of_expected)
