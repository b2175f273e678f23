"""The heads of deep supervision: their truths are exact, and a right answer costs nothing."""

from __future__ import annotations

import torch

from trainer.auxiliary import DecoderHeads, EncoderHeads, RegionCells, color_l1, halved_shares, share_cross_entropy
from trainer.data.regions import REGION_INDEX, REGIONS
from trainer.data.seen import UNKNOWN_REGION

HAIR, SKIN = REGION_INDEX["hair"], REGION_INDEX["skin"]


def halves() -> tuple[torch.Tensor, torch.Tensor]:
    """Two 32 × 32 pictures: hair above in 0.5, skin below in -0.25, the first row of the second unknown."""
    regions = torch.full((2, 32, 32), SKIN, dtype=torch.uint8)
    regions[:, :16] = HAIR
    regions[1, 0] = UNKNOWN_REGION
    color = torch.full((2, 3, 32, 32), -0.25)
    color[:, :, :16] = 0.5
    return regions, color


def test_cells_count_regions_and_add_up_their_colours() -> None:
    cells = RegionCells.of(*halves())
    assert cells.count.shape == (2, len(REGIONS), 2, 2)
    assert cells.count[0, HAIR].tolist() == [[256, 256], [0, 0]]
    assert cells.count[1, HAIR].tolist() == [[240, 240], [0, 0]], "unknown pixels are not counted"
    assert torch.allclose(cells.total[0, :, SKIN, 1, 0], torch.tensor(-0.25 * 256))
    whole = cells.whole()
    assert whole.count[1, :, 0, 0].sum() == 32 * 31
    assert torch.equal(cells.coarser(2).count, whole.count)
    assert torch.allclose(cells.coarser(2).total, whole.total)


def test_a_right_answer_costs_nothing_and_a_wrong_one_does() -> None:
    cells = RegionCells.of(*halves())
    right = 50.0 * (cells.count > 0)
    assert share_cross_entropy(right, cells.count) < 1e-4
    assert share_cross_entropy(-right, cells.count) > 10
    mean = cells.total / cells.count.clamp(min=1).unsqueeze(1)
    assert color_l1(mean, cells, least=1) == 0
    assert torch.isclose(color_l1(mean + 0.5, cells, least=1), torch.tensor(0.5))
    assert color_l1(mean + 0.5, cells, least=1000) == 0, "regions with few pixels are not asked for"


def test_a_small_region_counts_as_much_as_a_large_one() -> None:
    regions, color = halves()
    regions[:, :30], color[:, :, :30] = HAIR, 0.5
    cells = RegionCells.of(regions, color, 4)
    mean = cells.total / cells.count.clamp(min=1).unsqueeze(1)
    wrong = mean.clone()
    wrong[:, :, SKIN] += 0.5
    assert torch.isclose(color_l1(wrong, cells, least=2), torch.tensor(0.25))


def test_shares_of_two_by_two_pixels() -> None:
    regions = torch.randint(0, len(REGIONS), (2, 32, 32), dtype=torch.uint8)
    regions[:, :7, :9] = UNKNOWN_REGION
    each = torch.stack([(regions == region).float() for region in range(len(REGIONS))], dim=1)
    assert torch.equal(halved_shares(regions), torch.nn.functional.avg_pool2d(each, 2))
    cells = RegionCells.of(regions, torch.rand(2, 3, 32, 32))
    assert torch.equal(cells.count, 256 * torch.nn.functional.avg_pool2d(each, 16)), "what is not known is in no cell"


def test_encoder_heads_learn() -> None:
    regions, color = halves()
    cells = RegionCells.of(regions, color)
    torch.manual_seed(0)
    heads, layer3, fr = EncoderHeads(), torch.rand(2, 256, 2, 2), torch.rand(2, 512, 1, 1)
    optimizer = torch.optim.Adam(heads.parameters(), 0.01)
    totals = []
    for _ in range(40):
        terms = heads.loss(layer3, fr, cells)
        total = terms["regions"] + terms["palette"]
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        totals.append(float(total.detach()))
    assert totals[-1] < 0.5 * totals[0]


def zeroed_decoder_heads() -> tuple[DecoderHeads, tuple[torch.Tensor, ...]]:
    """Heads that answer 0 to everything, and four features of 32 × 32 pictures."""
    sizes = ((8, 2), (6, 4), (4, 8), (2, 16))
    heads = DecoderHeads(tuple(width for width, _ in sizes), 0.5)
    for parameter in heads.parameters():
        torch.nn.init.zeros_(parameter)
    return heads, tuple(torch.zeros(2, width, side, side) for width, side in sizes)


def test_decoder_heads_take_the_features_from_coarse_to_fine() -> None:
    regions, color = halves()
    heads, features = zeroed_decoder_heads()
    terms = heads.loss(features, torch.zeros(2, 512), regions, color, torch.ones(2, 1, 32, 32))
    assert torch.isclose(terms["coarse"], color.abs().mean()), "grey answers are off by the colours themselves"
    assert torch.isclose(terms["palette"], torch.tensor((0.5 + 0.25) / 2)), "each region counts once, whatever its area"
    assert terms["regions"] > 1


def test_a_region_whose_colour_is_not_known_is_not_asked_for() -> None:
    regions, color = halves()
    heads, features = zeroed_decoder_heads()
    weight = torch.ones(2, 1, 32, 32)
    weight[:, :, :16] = 0.0  # nothing tells the colour of hair
    terms = heads.loss(features, torch.zeros(2, 512), regions, color, weight)
    assert torch.isclose(terms["palette"], torch.tensor(0.25))


def test_the_code_is_asked_for_the_palette() -> None:
    regions, color = halves()
    heads, features = zeroed_decoder_heads()
    code = torch.zeros(2, 512)
    code[:, 0] = 1.0
    before = heads.loss(features, code, regions, color, torch.ones(2, 1, 32, 32))["palette"]
    with torch.no_grad():
        heads.pooled.weight.view(3, len(REGIONS), 512)[:, HAIR, 0] = 0.5
        heads.pooled.weight.view(3, len(REGIONS), 512)[:, SKIN, 0] = -0.25
    after = heads.loss(features, code, regions, color, torch.ones(2, 1, 32, 32))["palette"]
    assert torch.isclose(after, 0.75 * before), "one of four answers is right now"
