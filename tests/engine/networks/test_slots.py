from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from engine.model_info import Tag
from engine.networks.config import preset
from engine.networks.slots import TagSlots, slot_regions
from trainer.data.regions import REGIONS

NAMES = ("red_hair", "light_blue_hair", "blue_eyes", "green_dress", "dark_skin", "starry_sky", "red_theme", "smile")
TAGS = [Tag(name, "", index) for index, name in enumerate(NAMES)]
CONFIG = preset("compact", 10)
assert CONFIG.generator is not None
NAMED = replace(CONFIG, generator=replace(CONFIG.generator, named_slots=True))
SLOTS = CONFIG.generator.slots


def free_regions(*moved: str, config=NAMED) -> set[str]:
    anchor = torch.rand(1, 10, generator=torch.Generator().manual_seed(0))
    target = anchor.clone()
    for name in moved:
        target[0, NAMES.index(name)] = 2.0
    free = TagSlots(TAGS, config).meant(target, anchor).free
    assert free.shape == (1, SLOTS) and set(free.unique().tolist()) <= {0.0, 1.0}
    return {region for region, one in zip(slot_regions(SLOTS), free[0], strict=True) if one}


@pytest.mark.parametrize(
    ("tag", "regions"),
    [
        ("red_hair", {"hair"}),
        ("light_blue_hair", {"hair"}),
        ("blue_eyes", {"eyes"}),
        ("dark_skin", {"skin", "mouth"}),
        ("starry_sky", {"sky", "background"}),
        ("red_theme", set(REGIONS)),
        ("smile", set(REGIONS)),
    ],
)
def test_a_tag_frees_what_it_speaks_of(tag, regions):
    assert free_regions(tag) == regions


def test_garments_are_freed_together_and_tags_add_up():
    assert {"dress", "shirt", "skirt"} < free_regions("green_dress") < set(REGIONS)
    assert free_regions("red_hair", "blue_eyes") == {"hair", "eyes"}
    assert free_regions() == set()


def test_slots_that_nobody_named_are_all_free():
    assert free_regions("red_hair", config=CONFIG) == set(REGIONS)
    plain = preset("paper", 10)
    tags = torch.zeros(3, 10)
    assert TagSlots(TAGS, plain).meant(tags + 1, tags).free.shape == (3, 0)


def test_each_of_a_batch_has_its_own():
    anchor = torch.zeros(2, 10)
    target = anchor.clone()
    target[1, 0] = 1
    assert TagSlots(TAGS, NAMED).meant(target, anchor).free.sum(1).tolist() == [0, slot_regions(SLOTS).count("hair")]


def test_a_raised_tag_of_a_garment_is_believed_the_more_the_further_it_is_raised():
    regions = slot_regions(SLOTS)
    anchor = torch.full((4, 10), 0.5)
    target = anchor.clone()
    dress = NAMES.index("green_dress")
    target[:, dress] = torch.tensor([0.2, 0.5, 1.0, 5.0])
    gain = TagSlots(TAGS, NAMED).meant(target, anchor).gain
    of_dress = torch.tensor([region == "dress" for region in regions])
    assert not gain[:, ~of_dress].any()
    lowered, unmoved, half, wholly = gain[:, of_dress].amax(1).tolist()
    assert lowered == unmoved == 0 and wholly == 2 * half > 0
    hair = anchor.clone()
    hair[:, 0] = 3
    assert not TagSlots(TAGS, NAMED).meant(hair, anchor).gain.any()
    assert not TagSlots(TAGS, CONFIG).meant(target, anchor).gain.any()
