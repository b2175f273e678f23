from pathlib import Path

import pytest

from app.tag_names import is_color, label, rivals_of
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


@pytest.mark.parametrize("name", ["shiny_hair", "floral_background", "multicolored_background"])
def test_patterns_are_no_colours(name: str):
    assert not is_color(tag(name))
