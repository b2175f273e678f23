"""What regions are going to look like is what most of their pixels have, light and shadow included."""

from __future__ import annotations

import torch

from engine.networks.slots import slot_regions
from engine.networks.survey import Survey
from engine.networks.tanh import untanh

SLOTS = 29
REGIONS = slot_regions(SLOTS)
HAIRS = [slot for slot, region in enumerate(REGIONS) if region == "hair"]
SKIN, EYES = REGIONS.index("skin"), REGIONS.index("eyes")
RED, DARK, TAN, GREEN = ((0.8, -0.6, -0.6), (-0.6, -0.9, -0.9), (0.7, 0.4, 0.2), (-0.5, 0.6, -0.4))


def surveyed(*pixels: tuple[int, float]) -> Survey:
    """So many pixels, each wholly of a slot and with as much added to its colours."""
    shares, added = torch.zeros(1, SLOTS, len(pixels)), torch.zeros(1, 3, len(pixels))
    for place, (slot, light) in enumerate(pixels):
        shares[0, slot, place], added[0, :, place] = 1.0, light
    return Survey(torch.zeros(1, 1, 1), shares, added)


def painted(**slots: tuple[float, float, float]) -> torch.Tensor:
    colors = torch.zeros(1, SLOTS, 3)
    for name, color in slots.items():
        colors[0, int(name.removeprefix("slot"))] = untanh(torch.tensor(color))
    return colors


COLORS = painted(**{f"slot{HAIRS[0]}": DARK, f"slot{HAIRS[1]}": RED, f"slot{SKIN}": TAN, f"slot{EYES}": GREEN})


def test_a_region_looks_like_most_of_it_whichever_slot_that_is() -> None:
    survey = surveyed(*[(HAIRS[1], 0.0)] * 7, *[(HAIRS[0], 0.0)] * 3, (SKIN, 0.0))
    middle = torch.tanh(survey.middle(COLORS))
    for slot in HAIRS:
        torch.testing.assert_close(middle[0, slot], torch.tensor(RED), rtol=0, atol=0.05)
    torch.testing.assert_close(middle[0, SKIN], torch.tensor(TAN))


def test_light_that_is_added_counts_and_pixels_of_others_do_not() -> None:
    lit = surveyed(*[(HAIRS[1], 0.5)] * 8, *[(EYES, -1.0)] * 8)
    torch.testing.assert_close(lit.middle(COLORS)[0, HAIRS[1]], untanh(torch.tanh(COLORS[0, HAIRS[1]] + 0.5)))


def test_a_region_that_is_nowhere_has_no_colour_and_each_drawing_its_own() -> None:
    first, second = surveyed((SKIN, 0.0), (SKIN, 0.0)), surveyed((EYES, 0.0), (SKIN, 0.3))
    both = Survey(*(torch.cat((getattr(first, name), getattr(second, name))) for name in ("votes", "shares", "added")))
    middle = both.middle(COLORS.expand(2, -1, -1))
    assert torch.isfinite(middle).all() and not middle[0, HAIRS[0]].any()
    torch.testing.assert_close(middle[:1], first.middle(COLORS))
    torch.testing.assert_close(middle[1:], second.middle(COLORS))
    together = first + second
    assert together.shares.shape[2] == 4 and torch.equal(together.added[..., 2:], second.added)
