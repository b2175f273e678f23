import pytest

from app.variants import over_strengths, over_two_tags


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
