"""Areas between the lines decide together what their unsure pixels are."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.networks.palette import SoftPalette
from engine.networks.slots import MEANT, Meant, slot_regions
from engine.networks.votes import AreaMap, laid_by_kinds
from engine.slope import TERMS, places, surface

SLOTS = 29
REGIONS = slot_regions(SLOTS)
HAIR, SKIN, SHIRT, DRESS, LIGHT, GROUND, SKY = (
    REGIONS.index(name) for name in ("hair", "skin", "shirt", "dress", "light", "background", "sky")
)
SURE = 12.0
SIZE = 16
NEAR = {"rtol": 0.0, "atol": 1e-3}


def colors() -> Tensor:
    return torch.randn(1, SLOTS, 3, generator=torch.Generator().manual_seed(0))


def drawn(*logits: dict[int, float]) -> Tensor:
    """Deconv5's output: as many equal columns of pixels as are given, each by its slots' logits."""
    x = torch.zeros(1, 3 + SLOTS, SIZE, SIZE)
    x[:, 3:] = -SURE
    wide = SIZE // len(logits)
    for number, column in enumerate(logits):
        for slot, logit in column.items():
            x[:, 3 + slot, :, number * wide : (number + 1) * wide] = logit
    return x


def areas(columns: int) -> AreaMap:
    labels = np.arange(SIZE, dtype=np.int32)[None].repeat(SIZE, 0) // (SIZE // columns)
    return AreaMap.of([labels], (SIZE, SIZE), "cpu")


def meant(slot: int, **numbers: float) -> Meant:
    values = torch.zeros(1, SLOTS, MEANT)
    values[:, slot, 1], values[:, slot, 2] = numbers.get("gain", 0.0), numbers.get("among", 0.0)
    return Meant(values)


def share(painted: Tensor, column: int, first: int, second: int) -> float:
    """How much of a column is the first slot's colour and not the second's."""
    of_first, of_second = colors()[0, first], colors()[0, second]
    way = of_first - of_second
    return float(((painted[0, :, 0, column] - of_second) @ way) / (way @ way))


def test_without_areas_and_tags_it_is_the_plain_mixture() -> None:
    x = 6 * torch.randn(2, 3 + SLOTS, 7, 5, generator=torch.Generator().manual_seed(1))
    both = colors().expand(2, -1, -1)
    torch.testing.assert_close(laid_by_kinds(x, both, None), SoftPalette.laid_into(x, both), rtol=1e-4, atol=1e-5)


def test_an_unsure_pixel_follows_its_area_and_no_other() -> None:
    # Three quarters are surely hair; the last one is a little rather skin's.
    x = drawn({HAIR: SURE}, {HAIR: SURE}, {HAIR: SURE}, {HAIR: 0.0, SKIN: 0.4})
    alone = share(laid_by_kinds(x, colors(), None), -1, HAIR, SKIN)
    assert alone == pytest.approx(0.4, abs=0.01)
    assert share(laid_by_kinds(x, colors(), None, areas(1)), -1, HAIR, SKIN) > 0.9
    assert share(laid_by_kinds(x, colors(), None, areas(4)), -1, HAIR, SKIN) < alone, "an area of its own"


def test_an_area_of_two_kinds_that_are_about_as_likely_takes_one_of_them() -> None:
    x = drawn({HAIR: 0.0, SKIN: 0.4})
    alone = share(laid_by_kinds(x, colors(), None), 0, HAIR, SKIN)
    assert alone == pytest.approx(0.4, abs=0.01)
    assert share(laid_by_kinds(x, colors(), None, areas(1)), 0, HAIR, SKIN) < 0.06


def test_ground_and_sky_vote_together() -> None:
    # Hair leads each of them, not both.
    x = drawn({HAIR: 0.2, GROUND: 0.0, SKY: 0.0})
    alone = share(laid_by_kinds(x, colors(), None), 0, HAIR, GROUND)
    assert share(laid_by_kinds(x, colors(), None, areas(1)), 0, HAIR, GROUND) < alone - 0.25


def test_a_sure_pixel_stays_where_lines_leave_two_things_in_one_area() -> None:
    x = drawn({HAIR: SURE}, {HAIR: SURE}, {HAIR: SURE}, {SKIN: SURE})
    torch.testing.assert_close(laid_by_kinds(x, colors(), None, areas(1)), SoftPalette.laid_into(x, colors()), **NEAR)


def test_garments_are_one_kind_whose_parts_stay_as_they_are() -> None:
    x = drawn({SHIRT: SURE}, {SHIRT: SURE}, {SHIRT: SURE}, {SHIRT: 0.0, DRESS: 0.4})
    torch.testing.assert_close(laid_by_kinds(x, colors(), None, areas(1)), SoftPalette.laid_into(x, colors()), **NEAR)


def test_details_are_no_matter_of_a_vote() -> None:
    x = drawn({HAIR: SURE}, {HAIR: SURE}, {HAIR: SURE}, {HAIR: 0.0, LIGHT: 0.4})
    torch.testing.assert_close(laid_by_kinds(x, colors(), None, areas(1)), SoftPalette.laid_into(x, colors()), **NEAR)


def test_a_gain_is_added_to_all_logits_of_a_slot() -> None:
    x = drawn({HAIR: 0.0, SKIN: 1.0})
    added = x.clone()
    added[:, 3 + HAIR] += 2
    torch.testing.assert_close(laid_by_kinds(x, colors(), meant(HAIR, gain=2.0)), laid_by_kinds(added, colors(), None))
    with_votes = laid_by_kinds(x, colors(), meant(HAIR, gain=2.0), areas(1))
    torch.testing.assert_close(with_votes, laid_by_kinds(added, colors(), None, areas(1)))


def test_what_a_tag_adds_among_garments_takes_nothing_from_skin() -> None:
    x = drawn({SHIRT: 0.0, DRESS: 0.0}, {SHIRT: 0.0, SKIN: 0.0})
    painted = laid_by_kinds(x, colors(), meant(SHIRT, among=2.0))
    assert share(painted, 0, SHIRT, DRESS) == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-3)
    assert share(painted, -1, SHIRT, SKIN) == pytest.approx(0.5, abs=1e-3)


def test_each_of_a_batch_has_its_own_areas_and_one_drawing_serves_many_references() -> None:
    random = torch.Generator().manual_seed(2)
    x = 2 * torch.randn(2, 3 + SLOTS, SIZE, SIZE, generator=random)
    both = torch.randn(2, SLOTS, 3, generator=random)
    maps = [areas(2), areas(4)]
    joined = AreaMap(torch.cat([each.labels for each in maps]), 4)
    together = laid_by_kinds(x, both, None, joined)
    for row, each in enumerate(maps):
        torch.testing.assert_close(
            together[row : row + 1], laid_by_kinds(x[row : row + 1], both[row : row + 1], None, each)
        )
    served = laid_by_kinds(x, both, None, areas(2))
    torch.testing.assert_close(served[:1], together[:1])


@pytest.mark.parametrize("side", [SIZE, 192])
def test_surveys_of_bands_add_up_and_areas_without_votes_lean_nowhere(side: int) -> None:
    x = 2 * torch.randn(1, 3 + SLOTS, side, side, generator=torch.Generator().manual_seed(3))
    labels = np.arange(side, dtype=np.int32)[None].repeat(side, 0) // (side // 4)
    whole = AreaMap.of([labels], (side, side), "cpu")
    # The second band begins beside the pixels that are looked at, where these are not all.
    first, second = (whole.rows(rows).survey(x[:, :, rows], None) for rows in (slice(0, 8), slice(8, side)))
    found, expected = first + second, whole.survey(x, None)
    torch.testing.assert_close(found.votes, expected.votes)
    assert torch.equal(found.shares, expected.shares) and torch.equal(found.added, expected.added)
    assert found.shares.shape[2] == min(side, 64) ** 2
    assert not whole.leaning(torch.zeros(1, 4, len(set(REGIONS)))).any()


def test_the_last_labels_go_on_beyond_the_picture() -> None:
    labels = np.array([[0, 1], [2, 3]], np.int32)
    padded = AreaMap.of([labels], (3, 4), "cpu")
    assert padded.labels[0].tolist() == [[0, 1, 1, 1], [2, 3, 3, 3], [2, 3, 3, 3]]
    assert padded.count == 4 and padded.rows(slice(1, 2)).labels.shape == (1, 1, 4)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_is_near(dtype: torch.dtype) -> None:
    x = 4 * torch.randn(1, 3 + SLOTS, SIZE, SIZE, generator=torch.Generator().manual_seed(4))
    exact = laid_by_kinds(x, colors(), meant(SHIRT, among=2.0), areas(2))
    painted = laid_by_kinds(x.to(dtype), colors().to(dtype), meant(SHIRT, among=2.0), areas(2))
    assert painted.dtype == torch.float32
    torch.testing.assert_close(painted, exact, rtol=0.05, atol=0.1)


def test_a_slope_is_laid_on_the_ground_alone_and_in_bands_as_in_the_whole() -> None:
    x, slope = drawn({GROUND: SURE}, {HAIR: SURE}), torch.randn(1, TERMS, 3, generator=torch.Generator().manual_seed(5))
    # Six rows and columns were added to the drawing, which do not move the places of the others.
    labels = np.zeros((10, SIZE), np.int32)
    whole = AreaMap.of([labels], (SIZE, SIZE), "cpu")
    flat, sloped = (laid_by_kinds(x, colors(), None, whole, slope=each) for each in (None, slope))
    difference = (sloped - flat)[0]
    torch.testing.assert_close(difference[:, :, 8:], torch.zeros(3, SIZE, 8), **NEAR)
    where = places(torch.arange(SIZE), SIZE), places(torch.arange(SIZE), 10)[:, None]
    expected = torch.stack([surface(list(terms), *where) for terms in slope[0].T])
    torch.testing.assert_close(difference[:, :, :8], expected[:, :, :8], **NEAR)
    leaning = whole.leaning(whole.survey(x, None).votes)
    parts = [
        laid_by_kinds(x[:, :, rows], colors(), None, whole.rows(rows), leaning, slope)
        for rows in (slice(0, 6), slice(6, 16))
    ]
    torch.testing.assert_close(torch.cat(parts, dim=2), sloped)
