import math

import pytest
import torch

from engine.errors import TagError
from engine.model_info import ModelInfo
from engine.tags import edits, named_probabilities, nearest_tag, target_probabilities
from tests.engine.tiny_models import TAGS

INFO = ModelInfo("Tiny", "stage-two", {}, TAGS, 64)


def test_names_become_indices() -> None:
    assert edits({"blue_eyes": 2, "solo": 0.0}, INFO) == {2: 2.0, 5: 0.0}


def test_the_ends_of_the_range_are_allowed() -> None:
    assert edits({"red_hair": 0, "blue_hair": 5}, INFO) == {0: 0.0, 1: 5.0}


@pytest.mark.parametrize("value", [-0.01, 5.01, math.nan, math.inf, True, "2", None])
def test_values_outside(value: object) -> None:
    with pytest.raises(TagError, match=r"red_hair .* from 0 to 5"):
        edits({"red_hair": value}, INFO)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("name", "nearest"), [("red_hiar", "red_hair"), ("Blue Eyes", "blue_eyes"), ("blue-hair", "blue_hair")]
)
def test_unknown_tags_name_the_nearest(name: str, nearest: str) -> None:
    assert nearest_tag(name, INFO) == nearest
    with pytest.raises(TagError, match=f"does not know the tag {name}; did you mean {nearest}\\?"):
        edits({name: 1.0}, INFO)


def test_unknown_tag_like_no_other() -> None:
    assert nearest_tag("xyzzy", INFO) is None
    with pytest.raises(TagError, match="does not know the tag xyzzy; the command models"):
        edits({"xyzzy": 1.0}, INFO)


def test_a_model_without_stage_two_moves_no_tags() -> None:
    info = ModelInfo("Half", "stage-one", {}, TAGS, 64)
    assert edits({}, info) == {}
    with pytest.raises(TagError, match="Half cannot move tags"):
        edits({"red_hair": 1.0}, info)


def test_target_replaces_the_moved_alone() -> None:
    read = torch.tensor([[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]])
    target = target_probabilities(read, {2: 4.0})
    torch.testing.assert_close(target, torch.tensor([[0.1, 0.2, 4.0, 0.4, 0.5, 0.6]]))
    assert read[0, 2] == pytest.approx(0.3)
    assert named_probabilities(read, INFO) == pytest.approx(
        {"red_hair": 0.1, "blue_hair": 0.2, "blue_eyes": 0.3, "solo": 0.6}
    )
