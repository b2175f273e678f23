from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from engine.model_info import Tag
from engine.networks.presets import preset
from engine.networks.slots import MEANT, PULL_MOST, TagSlots, first_slots, slot_regions
from engine.tag_colors import tag_color
from trainer.data.regions import REGIONS

NAMES = (
    *("red_hair", "light_blue_hair", "blue_eyes", "green_dress", "dark_skin", "starry_sky", "red_theme", "smile"),
    "red_gloves",
)
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


def test_garments_of_the_body_are_freed_together_and_tags_add_up():
    bodies = {"dress", "shirt", "skirt", "trousers"}
    assert free_regions("green_dress") == bodies
    assert free_regions("red_gloves") == {"gloves", *bodies}, (
        "bare hands keep their colours when a dress changes its own"
    )
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


@pytest.mark.parametrize(
    ("tag", "region", "kind"),
    [("green_dress", "dress", "among"), ("red_gloves", "gloves", "gain"), ("blue_eyes", "eyes", "gain")],
)
def test_a_raised_tag_is_believed_the_more_the_further_it_is_raised(tag, region, kind):
    regions = slot_regions(SLOTS)
    anchor = torch.full((4, 10), 0.5)
    target = anchor.clone()
    target[:, NAMES.index(tag)] = torch.tensor([0.2, 0.5, 1.0, 5.0])
    meant = TagSlots(TAGS, NAMED).meant(target, anchor)
    gains = {"gain": meant.gain, "among": meant.among}
    own = torch.tensor([each == region for each in regions])
    added = gains.pop(kind)
    assert not added[:, ~own].any() and not next(iter(gains.values())).any()
    lowered, unmoved, half, wholly = added[:, own].amax(1).tolist()
    assert lowered == unmoved == 0 and wholly == 2 * half > 0
    hair = anchor.clone()
    hair[:, 0] = 3
    of_hair = TagSlots(TAGS, NAMED).meant(hair, anchor)
    assert not of_hair.gain.any() and not of_hair.among.any()
    assert not TagSlots(TAGS, CONFIG).meant(target, anchor).values[..., 1:].any()


def test_a_raised_tag_pulls_its_own_region_to_the_colour_it_names():
    regions = slot_regions(SLOTS)
    anchor = torch.full((4, 10), 0.5)
    target = anchor.clone()
    target[:, 0] = torch.tensor([0.0, 1.0, 3.0, 5.0])
    meant = TagSlots(TAGS, NAMED).meant(target, anchor)
    of_hair = torch.tensor([region == "hair" for region in regions])
    assert not meant.pull[:, ~of_hair].any() and not meant.aim[:, ~of_hair].any()
    pulls = meant.pull[:, of_hair].squeeze(2)
    assert (pulls == pulls[:, :1]).all(), "all slots of hair go alike"
    evenly = [0, 0.2 * 0.5, 0.6, 1]  # one that is raised by half is half believed
    assert pulls[:, 0].tolist() == pytest.approx([PULL_MOST * share for share in evenly])
    red = torch.tensor(tag_color("red_hair")) / 127.5 - 1
    assert torch.allclose(meant.aim[3, of_hair], red.expand(int(of_hair.sum()), 3))
    assert not TagSlots(TAGS, CONFIG).meant(target, anchor).pull.any(), "nothing is known of such slots"


def test_patterns_and_lowered_tags_pull_nowhere():
    anchor = torch.full((1, 10), 3.0)
    target = anchor.clone()
    target[0, 0] = 2.0  # a project may hold any readings
    target[0, NAMES.index("starry_sky")] = target[0, NAMES.index("red_theme")] = 5.0
    assert not TagSlots(TAGS, NAMED).meant(target, anchor).pull.any()


def test_two_colours_of_a_region_are_aimed_at_as_much_as_each_pulls():
    anchor = torch.zeros(1, 10)
    target = anchor.clone()
    target[0, 0], target[0, 1] = 5.0, 2.0
    meant = TagSlots(TAGS, NAMED).meant(target, anchor)
    hair = slot_regions(SLOTS).index("hair")
    red, blue = (torch.tensor(tag_color(NAMES[index])) / 127.5 - 1 for index in (0, 1))
    assert torch.allclose(meant.aim[0, hair], (5 * red + 2 * blue) / 7)
    assert meant.pull[0, hair].item() == pytest.approx(PULL_MOST)


def test_numbers_lie_side_by_side_and_regions_have_a_first_slot():
    meant = TagSlots(TAGS, NAMED).meant(torch.ones(2, 10), torch.zeros(2, 10))
    assert meant.values.shape == (2, SLOTS, MEANT)
    assert torch.equal(meant[:1].free, meant.free[:1])
    regions = slot_regions(SLOTS)
    first = first_slots(SLOTS, torch.device("cpu")).tolist()
    assert [regions[slot] for slot in first] == list(regions) and all(f <= slot for slot, f in enumerate(first))
