"""Slots of a soft palette are asked for the regions of drawn figures."""

from __future__ import annotations

import math

import pytest
import torch

from trainer.areas import area_cross_entropy, region_of_slots
from trainer.data.regions import REGION_INDEX, REGIONS
from trainer.data.seen import UNKNOWN_REGION

HAIR, SKIN, EYES = (REGION_INDEX[name] for name in ("hair", "skin", "eyes"))
SLOTS = 29


def logits_for(regions: torch.Tensor, certainty: float, slots: int = SLOTS) -> torch.Tensor:
    """Of slots that are right about each pixel."""
    logits = torch.zeros(*regions.shape, slots)
    for slot, region in enumerate(region_of_slots(slots)):
        logits[..., slot] = certainty * (regions == region)
    return logits.permute(0, 3, 1, 2)


def test_each_region_has_a_slot_before_any_has_two() -> None:
    assert region_of_slots(len(REGIONS)) == tuple(range(len(REGIONS)))
    assert len(region_of_slots(SLOTS)) == SLOTS
    assert region_of_slots(3) == (0, 1, 2)


def test_right_slots_cost_nothing_and_any_of_a_regions_will_do() -> None:
    regions = torch.full((1, 8, 8), HAIR, dtype=torch.uint8)
    assert area_cross_entropy(logits_for(regions, 30.0), regions) < 1e-4
    places = [slot for slot, region in enumerate(region_of_slots(SLOTS)) if region == HAIR]
    assert len(places) > 1
    for place in places:
        one = torch.zeros(1, SLOTS, 8, 8)
        one[:, place] = 30.0
        assert area_cross_entropy(one, regions) < 1e-4
    wrong = torch.zeros(1, SLOTS, 8, 8)
    wrong[:, SKIN] = 5.0
    assert area_cross_entropy(wrong, regions) > 4


def test_small_regions_count_by_the_root_of_their_pixels() -> None:
    regions = torch.full((1, 10, 10), SKIN, dtype=torch.uint8)
    regions[0, :2, :2] = EYES
    logits = torch.zeros(1, SLOTS, 10, 10)
    logits[:, SKIN] = 40.0  # right for 96 pixels, wrong for 4; a wrong one costs what the least share costs
    share = math.sqrt(4) / (math.sqrt(4) + math.sqrt(96))
    assert float(area_cross_entropy(logits, regions)) == pytest.approx(share * -math.log(1e-6), rel=1e-3)


def test_unknown_pixels_and_regions_without_a_slot_are_not_asked() -> None:
    regions = torch.full((2, 8, 8), UNKNOWN_REGION, dtype=torch.uint8)
    assert area_cross_entropy(torch.randn(2, SLOTS, 8, 8), regions) == 0
    regions[0, 0, 0], regions[0, 4:] = HAIR, REGION_INDEX["light"]
    logits = logits_for(regions, 30.0, slots=5)
    assert area_cross_entropy(logits, regions) < 1e-4


def test_a_gradient_finds_the_slot() -> None:
    regions = torch.full((1, 8, 8), SKIN, dtype=torch.uint8)
    regions[0, 3:5, 3:5] = EYES
    logits = torch.zeros(1, SLOTS, 8, 8, requires_grad=True)
    optimizer = torch.optim.Adam([logits], 0.3)
    for _ in range(40):
        optimizer.zero_grad()
        area_cross_entropy(logits, regions).backward()
        optimizer.step()
    owners = torch.tensor(region_of_slots(SLOTS))[logits[0].argmax(0)]
    assert (owners == regions[0]).all()
