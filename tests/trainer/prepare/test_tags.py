import json
from pathlib import Path
from typing import Any

import pytest

from trainer.data.prepare.tags import normalized, read_tags

HAIR = ("1girl", "red_hair", "solo")


@pytest.mark.parametrize(
    "text",
    [
        "1girl, red hair, solo",
        "1girl,red_hair,solo,\n",
        "1girl\nred hair\nsolo\n",
        "1girl red_hair solo",
        "\ufeff1girl, Red Hair, solo, rating:safe, score_9, artist:someone",
        "general:1girl\nred_hair\nrating:general\nsolo\nred_hair",
        "1girl, (red hair:1.2), solo, rating_safe",
    ],
)
def test_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_tags(tmp_path / "a.txt", 0.5) == HAIR


@pytest.mark.parametrize(
    ("text", "tags"),
    [("red hair\n", ("red_hair",)), ("smile", ("smile",)), ("", ()), ("\n \n", ())],
)
def test_one_tag_or_none(tmp_path: Path, text: str, tags: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_tags(tmp_path / "a.txt", 0.5) == tags


@pytest.mark.parametrize(
    "value",
    [
        ["1girl", "red hair", "solo"],
        {"tags": "1girl red_hair solo", "rating": "s", "id": 5},
        {"tags": "1girl, red hair, solo", "caption": "a girl"},
        {"tag_string": "1girl red_hair solo", "image_width": 900},
        {"tag_string": "1girl red_hair solo someone", "tag_string_general": "1girl red_hair solo", "score": 3},
        {"tags_general": ["1girl", "red_hair", "solo"], "tags_artist": ["someone"], "tags": ["all"]},
        {"tags": {"general": ["1girl", "red_hair", "solo"], "artist": ["someone"], "meta": ["hires"]}},
        {"post": {"tags": {"general": ["1girl", "red_hair", "solo"]}}},
        {"1girl": 0.99, "red_hair": 0.8, "blue_hair": 0.2, "solo": 1},
        {"general": {"1girl": 0.9, "red_hair": 0.7, "hat": 0.1, "solo": 0.6}, "rating": {"general": 0.9}},
        {"tags": {"1girl": 0.9, "red_hair": 0.7, "hat": 0.1, "solo": 0.6}},
        [{"name": "1girl"}, {"name": "red hair", "score": 0.7}, {"name": "solo"}, {"name": "hat", "score": 0.1}],
        [{"tag": "1girl", "type": "general"}, {"tag": "red_hair"}, {"tag": "solo"}, {"tag": "me", "type": "artist"}],
        [["1girl", 0.9], ["red_hair", 0.8], ["solo", 0.7], ["hat", 0.1]],
    ],
)
def test_json_shapes(tmp_path: Path, value: Any) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
    assert read_tags(tmp_path / "a.json", 0.5) == HAIR


def test_facts_are_no_tags(tmp_path: Path) -> None:
    facts = {"id": 1, "ratio": 0.7, "file": "a.png", "rating": "g", "sizes": [1, 2], "favourite": True}
    (tmp_path / "a.json").write_text(json.dumps(facts), encoding="utf-8")
    assert read_tags(tmp_path / "a.json", 0.5) == ()


@pytest.mark.parametrize("text", ["{", "[" * 100_000, ""])
def test_damaged_json(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.json"):
        read_tags(tmp_path / "a.json", 0.5)


@pytest.mark.parametrize(
    ("tag", "form"),
    [
        ("Character:Hatsune Miku", "hatsune_miku"),
        (r"miku \(vocaloid\)", "miku_(vocaloid)"),
        ("re:zero", "re:zero"),
        (":d", ":d"),
        (">:)", ">:)"),
        ("meta:hires", ""),
        ("score_8_up", ""),
        ("  long   hair ", "long_hair"),
    ],
)
def test_one_form(tag: str, form: str) -> None:
    assert normalized(tag) == form
