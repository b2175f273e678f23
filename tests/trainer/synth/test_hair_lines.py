"""How many lines run through hair is a hand's manner; its contour is there in all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trainer.data.regions import REGION_INDEX
from trainer.data.synth.canvas import Painter
from trainer.data.synth.hair import draw_lock, random_hair_look
from trainer.data.synth.paths import placement

LOCK = [(0, -150), (20, -40), (10, 60), (0, 170)], [60, 90, 70, 6]


def ink_of(density: float) -> tuple[np.ndarray, float]:
    """The region of one great lock, and the share of it that its lines cover."""
    painter = Painter()
    look = replace(random_hair_look(np.random.default_rng(1), True), strands=0.6, density=density)
    with painter.placed(placement(500, 500, 2.4)):
        draw_lock(painter, np.random.default_rng(2), look, *LOCK, strands=4)
    layers = painter.render(200)
    hair = layers.regions == REGION_INDEX["hair"]
    return hair, float((layers.line[hair] < 160).mean())


def test_a_dense_hand_draws_more_hairs_within_the_same_lock() -> None:
    (region, bare), (usual_region, usual), (dense_region, dense) = (ink_of(density) for density in (0.0, 1.0, 2.4))
    assert np.array_equal(region, usual_region) and np.array_equal(region, dense_region)
    assert 0 < bare < usual - 0.01 and usual + 0.01 < dense, "a contour, some hairs, many hairs"


def test_all_hands_occur() -> None:
    rng = np.random.default_rng(0)
    looks = [random_hair_look(rng, False) for _ in range(80)]
    assert {look.density for look in looks} == {0.0, 1.0, 2.4}
    assert [replace(looks[0], density=density).count(3) for density in (0.0, 1.0, 2.4)] == [0, 3, 7]
