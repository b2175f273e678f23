"""The floor's arithmetic, against numbers known from elsewhere."""

import pytest

from engine.benchmark.work import WHATS, flop
from engine.networks.presets import preset


@pytest.mark.parametrize(("size", "slider", "everything"), [(256, 18.3, 54.2), (512, 74.7, 218.4)])
def test_gflop_of_the_papers_networks(size: int, slider: float, everything: float) -> None:
    work = flop(preset("paper", 6000), size)
    assert tuple(work) == WHATS
    assert work["slider"] / 1e9 == pytest.approx(slider, rel=0.01)
    assert work["cold"] / 1e9 == pytest.approx(everything, rel=0.01)
    assert work["sketch"] + work["reference"] - work["slider"] == work["cold"]
