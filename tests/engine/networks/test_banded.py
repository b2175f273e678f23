"""Bands of rows give what the whole gives."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.networks.banded import BandedGenerator
from engine.networks.config import Receiving
from engine.networks.encoder import global_average
from engine.networks.measured import measure
from engine.networks.votes import AreaMap
from tests.engine.tiny_models import tiny_generator


@pytest.mark.parametrize(
    ("receiving", "rbca", "slots"), [("attention", True, 5), ("attention", False, 0), ("add", True, 0)]
)
@pytest.mark.parametrize("budget", [0, 100_000, 2**30])
@pytest.mark.parametrize("frozen", [False, True])
def test_bands_paint_the_whole_picture(receiving: Receiving, rbca: bool, slots: int, budget: int, frozen: bool) -> None:
    generator = tiny_generator(receiving=receiving, rbca=rbca, slots=slots)
    random = torch.Generator().manual_seed(1)
    sketch = torch.rand(1, 1, 160, 96, generator=random) * 2 - 1
    fr = torch.rand(1, 512, 3, 2, generator=random)
    with torch.inference_mode():
        measured = measure(generator, torch.rand(1, 3, 96, 64, generator=random) * 2 - 1, fr)
        expected, psi = generator.forward_with_psi(sketch, fr, measured)
        if frozen:
            generator.freeze()
        banded = BandedGenerator(generator, budget)
        features = banded.encode_sketch(sketch)
        received = banded.receive(features, generator.remember_reference(fr))
        painted = banded.decode(received, features.skips, global_average(fr), measured)
    assert expected.std() > 0.01
    torch.testing.assert_close(received, psi, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(painted, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("budget", [0, 100_000])
@pytest.mark.parametrize("kept", [0, 2**30], ids=["drawn twice", "kept"])
def test_areas_vote_over_all_bands(budget: int, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.networks.banded._KEPT_BYTES", kept)
    generator = tiny_generator(slots=29, named_slots=True)
    generator.deconv5.conv2.weight.mul_(4)  # kinds that differ by more than a random network's
    random = torch.Generator().manual_seed(1)
    sketch = torch.rand(1, 1, 160, 96, generator=random) * 2 - 1
    fr = torch.rand(1, 512, 3, 2, generator=random)
    labels = (np.arange(160)[:, None] // 45 + 4 * (np.arange(96) // 50)).astype(np.int32)
    areas = AreaMap.of([labels], (160, 96), "cpu")
    with torch.inference_mode():
        alone, expected = (generator(sketch, fr, None, each) for each in (None, areas))
        banded = BandedGenerator(generator, budget)
        features = banded.encode_sketch(sketch)
        received = banded.receive(features, generator.remember_reference(fr))
        painted = banded.decode(received, features.skips, global_average(fr), None, areas)
    assert (expected - alone).abs().max() > 0.01, "areas that change nothing prove nothing"
    torch.testing.assert_close(painted, expected, rtol=1e-4, atol=1e-5)


def test_a_small_budget_keeps_features_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What exists within the widest layer is cut, not merely the loop over it."""
    generator = tiny_generator()
    largest = {0: 0, 2**30: 0}
    for budget in largest:
        for block in (generator.deconv4, generator.deconv5):
            convolution = block.conv1.forward

            def seen(x: torch.Tensor, budget: int = budget, run: object = convolution) -> torch.Tensor:
                out = run(x)  # type: ignore[operator]
                largest[budget] = max(largest[budget], out.numel())
                return out

            monkeypatch.setattr(block.conv1, "forward", seen)
        with torch.inference_mode():
            banded = BandedGenerator(generator, budget)
            features = banded.encode_sketch(torch.rand(1, 1, 256, 64))
            fr = torch.rand(1, 512, 2, 2)
            banded.decode(
                banded.receive(features, generator.remember_reference(fr)), features.skips, global_average(fr)
            )
        monkeypatch.undo()
    assert 0 < largest[0] < largest[2**30] / 8
