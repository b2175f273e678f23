from pathlib import Path

import pytest

from app.tag_names import is_color, label, rivals_of, swatch
from engine.model_info import Tag, read_model_info
from tests.app.doubles import write_model


def tag(name: str, group: str = "hair") -> Tag:
    return Tag(name, group, 0)


def test_rivals_are_the_other_colours_of_the_group(tmp_path: Path):
    info = read_model_info(write_model(tmp_path / "m.safetensors"))
    assert rivals_of("red_hair", info) == ("blue_hair", "brown_hair", "light_brown_hair")
    assert rivals_of("shiny_hair", info) == ()
    assert rivals_of("no_such_tag", info) == ()


@pytest.mark.parametrize(("name", "text"), [("red_hair", "red"), ("light_brown_hair", "light brown"), ("odd", "odd")])
def test_the_label_leaves_the_group_out(name: str, text: str):
    assert label(tag(name)) == text


def test_swatches_follow_the_words():
    red, light, dark = swatch(tag("blue_hair")), swatch(tag("light_blue_hair")), swatch(tag("dark_blue_hair"))
    assert red is not None and light is not None and dark is not None
    assert sum(dark) < sum(red) < sum(light)
    assert swatch(tag("blonde_hair")) == swatch(tag("yellow_hair"))
    assert swatch(tag("dark_skin", "skin")) != swatch(tag("dark_background", "background"))


@pytest.mark.parametrize("name", ["shiny_hair", "floral_background", "multicolored_background"])
def test_patterns_have_no_colour(name: str):
    assert swatch(tag(name)) is None
    assert not is_color(tag(name))
