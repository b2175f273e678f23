"""Slots of a soft palette are asked for the regions of drawn figures."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from engine.networks.slots import slot_regions
from trainer import areas
from trainer.areas import in_colors, region_cross_entropy
from trainer.data.regions import REGION_INDEX, REGIONS
from trainer.data.seen import UNKNOWN_REGION

HAIR, SKIN, EYES = (REGION_INDEX[name] for name in ("hair", "skin", "eyes"))
SLOTS = 29


def region_of_slots(slots: int) -> tuple[int, ...]:
    """The region of each slot, by its place in `REGIONS`."""
    return tuple(REGION_INDEX[name] for name in slot_regions(slots))


def logits_for(regions: torch.Tensor, certainty: float, slots: int = SLOTS) -> torch.Tensor:
    """Of slots that are right about each pixel."""
    logits = torch.zeros(*regions.shape, slots)
    for slot, region in enumerate(region_of_slots(slots)):
        logits[..., slot] = certainty * (regions == region)
    return logits.permute(0, 3, 1, 2)


def area_cross_entropy(logits: Tensor, regions: Tensor, power: float = 0.5) -> Tensor:
    """Of logits alone, whatever colours stand before them."""
    return areas.area_cross_entropy(torch.cat((torch.randn_like(logits[:, :3]), logits), dim=1), regions, power)


def plainly(drawn: Tensor, regions: Tensor, power: float) -> Tensor:
    """The same by softmax and autograd."""
    shares = drawn[:, 3:].softmax(1)
    owner = torch.tensor(region_of_slots(shares.shape[1]))
    costs = []
    for picture, named in zip(shares, regions, strict=True):
        total, weights = torch.zeros(()), 0.0
        for region in set(named.flatten().tolist()) & set(owner.tolist()):
            here = named == region
            weight = float(here.sum()) ** -power
            total = total - weight * picture[owner == region].sum(0)[here].clamp(min=1e-6).log().sum()
            weights += weight * float(here.sum())
        costs.append(total / max(weights, 1e-6))
    return torch.stack(costs).mean()


@pytest.mark.parametrize("layout", [torch.channels_last, torch.contiguous_format])
@pytest.mark.parametrize("slots", [SLOTS, 7])
@pytest.mark.parametrize("power", [0.5, 0.75])
def test_cost_and_gradient_are_those_of_a_softmax(power: float, slots: int, layout: torch.memory_format) -> None:
    random = torch.Generator().manual_seed(0)
    drawn = 6 * torch.randn(3, 3 + slots, 16, 24, generator=random)
    drawn[0, 3:, 0] *= 5  # some that are right have no share that counts
    drawn = drawn.contiguous(memory_format=layout).requires_grad_(True)
    regions = torch.randint(0, len(REGIONS), (3, 16, 24), generator=random, dtype=torch.uint8)
    regions[1, :5], regions[2] = UNKNOWN_REGION, SKIN
    costs = [cost(drawn, regions, power) for cost in (areas.area_cross_entropy, plainly)]
    gradients = [torch.autograd.grad(3 * cost, drawn)[0] for cost in costs]
    torch.testing.assert_close(*costs)
    assert gradients[1].abs().max() > 1e-3
    torch.testing.assert_close(*gradients)


def test_half_precision_has_the_gradient_to_its_own_rounding() -> None:
    random = torch.Generator().manual_seed(0)
    drawn = torch.randn(2, 3 + SLOTS, 64, 64, generator=random).half()
    regions = torch.randint(0, len(REGIONS), (2, 64, 64), generator=random, dtype=torch.uint8)
    expected, found = (drawn.to(dtype, copy=True).requires_grad_(True) for dtype in (torch.float32, torch.float16))
    for one in (expected, found):
        (2.0**16 * areas.area_cross_entropy(one, regions, 0.5)).backward()  # as gradients are scaled up
    assert expected.grad is not None and found.grad is not None
    torch.testing.assert_close(
        found.grad.float(), expected.grad, rtol=0.01, atol=0.01 * float(expected.grad.abs().max())
    )


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


@pytest.mark.parametrize("power", [0.0, 0.5, 0.75, 1.0])
def test_small_regions_count_by_a_power_of_their_pixels(power: float) -> None:
    regions = torch.full((1, 10, 10), SKIN, dtype=torch.uint8)
    regions[0, :2, :2] = EYES
    logits = torch.zeros(1, SLOTS, 10, 10)
    logits[:, SKIN] = 40.0  # right for 96 pixels, wrong for 4; a wrong one costs what the least share costs
    share = 4 ** (1 - power) / (4 ** (1 - power) + 96 ** (1 - power))
    assert float(area_cross_entropy(logits, regions, power)) == pytest.approx(share * -math.log(1e-6), rel=1e-3)


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


def test_a_segmenters_logits_are_asked_as_slots_are() -> None:
    regions = torch.full((2, 10, 10), SKIN, dtype=torch.uint8)
    regions[0, :2, :2], regions[1, 5:] = EYES, UNKNOWN_REGION
    logits = torch.randn(2, len(REGIONS), 10, 10, requires_grad=True)
    found, expected = region_cross_entropy(logits, regions), area_cross_entropy(logits, regions)
    torch.testing.assert_close(found, expected)
    (gradient,) = torch.autograd.grad(found, logits)
    assert not gradient[1, :, 5:].any() and gradient[0, EYES, :2, :2].max() < 0
    assert region_cross_entropy(logits, torch.full_like(regions, UNKNOWN_REGION)) == 0


def test_regions_are_shown_each_in_a_colour_of_its_own() -> None:
    logits = torch.zeros(1, len(REGIONS), 1, len(REGIONS))
    logits[0, range(len(REGIONS)), 0, range(len(REGIONS))] = 1.0
    shown = in_colors(logits)[0, :, 0].T
    assert shown.abs().max() <= 1 and (torch.cdist(shown, shown) + torch.eye(len(REGIONS))).min() > 0.2
