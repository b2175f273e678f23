"""The generator and discriminator: shapes, remembered halves, reduced precision, starting weights."""

from __future__ import annotations

import itertools

import pytest
import torch

from engine.networks.config import DiscriminatorConfig, Receiving
from engine.networks.discriminator import Discriminator
from engine.networks.encoder import global_average
from engine.networks.generator import Generator
from engine.networks.init import Init, initialize
from tests.engine.tiny_models import tiny_generator

VARIANTS = list(itertools.product(("attention", "add"), (True, False), (0, 5)))


def build(receiving: Receiving = "attention", rbca: bool = True, slots: int = 0, init: Init = "kaiming") -> Generator:
    generator = tiny_generator(init=init, receiving=receiving, rbca=rbca, slots=slots)
    return generator.requires_grad_(True)


def inputs(batch: int = 2) -> tuple[torch.Tensor, torch.Tensor]:
    """A sketch that is not square and the feature of a reference of another size."""
    generator = torch.Generator().manual_seed(1)
    sketch = torch.rand(batch, 1, 64, 96, generator=generator) * 2 - 1
    return sketch, torch.rand(batch, 512, 3, 1, generator=generator)


@pytest.mark.parametrize(("receiving", "rbca", "slots"), VARIANTS)
def test_what_is_remembered_changes_nothing(receiving: Receiving, rbca: bool, slots: int) -> None:
    generator, (sketch, fr) = build(receiving, rbca, slots), inputs()
    with torch.inference_mode():
        picture, psi = generator.forward_with_psi(sketch, fr)
        features = generator.encode_sketch(sketch)
        remembered = generator.receive(features, generator.remember_reference(fr))
        halves = generator.skip_halves(features)
        cached = generator.decode(remembered, features.skips, global_average(fr), halves)
    assert picture.shape == (2, 3, 64, 96) and psi.shape == (2, 64, 2, 3)
    assert picture.std() > 0.01, "a flat picture would agree with anything"
    torch.testing.assert_close(remembered, psi, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(cached, picture, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(generator(sketch, fr), picture)


@pytest.mark.parametrize(("receiving", "rbca", "slots"), VARIANTS)
def test_pictures_of_a_batch_do_not_touch_one_another(receiving: Receiving, rbca: bool, slots: int) -> None:
    generator, (sketch, fr) = build(receiving, rbca, slots), inputs()
    with torch.inference_mode():
        together = generator(sketch, fr)
        alone = torch.cat([generator(sketch[i : i + 1], fr[i : i + 1]) for i in range(2)])
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-5)
    assert (together[0] - together[1]).abs().max() > 0.01


def test_the_reference_reaches_the_picture_by_both_ways() -> None:
    """Through ψ (Eq. 5) and through RBCA (section 3.3), each alone."""
    generator, (sketch, fr) = build(), inputs()
    with torch.inference_mode():
        features = generator.encode_sketch(sketch)
        gap, other = global_average(fr), global_average(fr).flip(0)
        picture = generator.decode(generator.receive(features, fr), features.skips, gap)
        by_rbca = generator.decode(generator.receive(features, fr), features.skips, other)
        by_psi = generator.decode(generator.receive(features, fr.flip(0)), features.skips, gap)
    assert not torch.equal(picture, by_rbca)
    assert not torch.equal(picture, by_psi)


def test_attention_ignores_the_order_of_reference_tokens_but_not_their_values() -> None:
    generator, (sketch, _) = build(), inputs()
    fr = torch.rand(2, 512, 3, 4, generator=torch.Generator().manual_seed(2))
    with torch.inference_mode():
        features = generator.encode_sketch(sketch)
        psi = generator.receive(features, fr)
        torch.testing.assert_close(generator.receive(features, fr.flip(2, 3)), psi, rtol=1e-4, atol=1e-5)
        assert not torch.allclose(generator.receive(features, fr.flip(1)), psi, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("receiving", ["attention", "add"])
def test_every_weight_learns_under_bf16(receiving: Receiving) -> None:
    generator, (sketch, fr) = build(receiving), inputs()
    discriminator = Discriminator(DiscriminatorConfig(base_width=8))
    initialize(discriminator)
    with torch.autocast("cpu", torch.bfloat16):
        picture, psi = generator.forward_with_psi(sketch, fr)
        logits = discriminator(sketch, picture)
    assert logits.shape == (2, 1, 8, 12)
    (picture.float().square().mean() + logits.float().mean() + psi.float().mean()).backward()
    for name, weight in itertools.chain(generator.named_parameters(), discriminator.named_parameters()):
        assert weight.grad is not None and torch.isfinite(weight.grad).all(), name
        assert weight.grad.abs().max() > 0, name


def test_released_start_has_the_authors_spread() -> None:
    weights = torch.cat([w.flatten() for n, w in build(init="released").named_parameters() if w.ndim > 1])
    assert weights.std().item() == pytest.approx(0.02, rel=0.02)
    assert weights.mean().item() == pytest.approx(0, abs=1e-3)
    assert all(not w.any() for n, w in build(init="released").named_parameters() if n.endswith("bias"))


def test_kaiming_start_keeps_the_signal_alive() -> None:
    (sketch, fr), spread = inputs(), {}
    for init in ("kaiming", "released"):
        with torch.inference_mode():
            spread[init] = build(init=init).forward_with_psi(sketch, fr)[1].std().item()
    assert spread["kaiming"] > 0.1 > 10 * spread["released"]
