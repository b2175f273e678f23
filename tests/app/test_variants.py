import pytest

from app.variants import Variant, over_strengths, over_two_tags, painting_of
from tests.app.doubles import picture


def test_two_tags_span_a_grid_and_leave_the_others_alone():
    grid = over_two_tags({"shiny_hair": 1.0, "red_hair": 5.0}, "red_hair", "blue_eyes", (0.0, 1.5, 3.0))
    assert grid.columns == 3 and len(grid.variants) == 9
    assert grid.variants[1].tags == {"shiny_hair": 1.0, "red_hair": 1.5, "blue_eyes": 0.0}
    assert grid.variants[3].tags == {"shiny_hair": 1.0, "red_hair": 0.0, "blue_eyes": 1.5}
    assert (grid.variants[3].label, grid.variants[3].name) == ("0 · 1.5", "red hair 0 · blue eyes 1.5")
    assert len(over_two_tags({}, "red_hair", "red_hair", (0.0, 3.0)).variants) == 2


def test_strengths_go_from_the_reference_through_the_moves_as_they_are():
    grid = over_strengths({"red_hair": 2.0, "blue_eyes": 0.0}, {"blue_eyes": 0.8}, (0.0, 1.0, 2.0, 5.0))
    assert [variant.tags["red_hair"] for variant in grid.variants] == pytest.approx([0.0, 2.0, 4.0, 5.0])
    assert [variant.tags["blue_eyes"] for variant in grid.variants] == pytest.approx([0.8, 0.0, 0.0, 0.0])


def test_moves_that_did_not_apply_stay_muted_beside_what_a_variant_names(document):
    known, unknown = {"red_hair": 5.0, "blue_hair": 1.0, "red_eyes": 2.0}, {"from_another_model": 3.0}
    document.tags.value = {**known, **unknown}
    document.muted.value, document.solo.value = frozenset({"blue_hair"}), "red_hair"
    variant = Variant("", "", {**document.applied_tags(), "red_hair": 3.0, "blue_eyes": 0.0})
    taken = painting_of(variant, document.painting())
    assert taken["tags"] == {**known, **unknown, "red_hair": 3.0, "blue_eyes": 0.0}
    assert (taken["muted"], taken["solo"]) == ({"blue_hair", "red_eyes"}, None)
    for name, value in taken.items():
        getattr(document, name).value = value
    assert document.applied_tags() == variant.tags


def test_a_variant_that_names_a_muted_move_applies_it(document):
    document.tags.value, document.muted.value = {"red_hair": 5.0}, frozenset({"red_hair"})
    taken = painting_of(Variant("", "", {"red_hair": 1.0}), document.painting())
    assert (taken["tags"], taken["muted"]) == ({"red_hair": 1.0}, frozenset())


def test_a_variant_brings_its_own_reference_or_the_one_of_then(document):
    other, painting = picture(40), document.painting()
    assert painting_of(Variant("", "", {}, other), painting)["reference"] is other
    assert painting_of(Variant("", "", {}), painting)["reference"] is document.reference.value
