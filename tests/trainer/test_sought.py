"""Pairs are sought where chance would seldom look: rare regions, and hair that a hat hides."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.data import sought
from trainer.data.folder import Entry
from trainer.data.regions import REGION_INDEX
from trainer.data.sought import Seeker

HAIR, HAT = REGION_INDEX["hair"], REGION_INDEX["accessory"]


def figures() -> tuple[list[Entry], np.ndarray]:
    """Four: much hair and no hat, under a large hat, with a small clip, and far away."""
    regions = np.zeros((4, 160, 160), np.uint8)
    regions[0, :80] = HAIR
    regions[1, :40], regions[1, 40:80] = HAIR, HAT
    regions[2, :80], regions[2, :16, :8] = HAIR, HAT
    regions[3, 64:80, 64:80] = HAIR
    tags = [frozenset[str](), frozenset[str](), frozenset({"red_skirt"}), frozenset[str]()]
    return [Entry(str(index), "train", "plain", worn) for index, worn in enumerate(tags)], regions


@pytest.mark.parametrize(("kind", "expected"), [("hat", [1]), ("small", [3])])
def test_hair_that_is_hard_to_find_is_sought(kind: str, expected: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sought, "HARD_HAIR", (kind,))
    monkeypatch.setattr(sought, "RARE_REGIONS", ())
    monkeypatch.setattr(sought, "SOUGHT_SHARE", 1.0)
    found = Seeker(*figures(), {}).seek(np.random.default_rng(0))
    assert (found.region, found.hard, found.figures.tolist()) == ("hair", True, expected)


def test_a_rare_region_is_sought_among_its_wearers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sought, "HARD_HAIR", ())
    seeker = Seeker(*figures(), {"skirt": ("red_skirt", "blue_skirt")})
    drawn = [seeker.seek(np.random.default_rng(seed)) for seed in range(200)]
    skirts = [each for each in drawn if each.region is not None]
    assert {each.region for each in skirts} == {"skirt"}, "nobody wears the other rare regions"
    assert all(each.figures.tolist() == [2] and not each.hard for each in skirts)
    assert 20 < len(skirts) < 90
    assert all(each.figures.tolist() == [0, 1, 2, 3] for each in drawn if each.region is None)
