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
        "1girl red hair solo",
        "1girl, red hair, general, solo.",
        "1girl, red hair, solo, A girl stands in a field of flowers. She smiles.",
    ],
)
def test_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_tags(tmp_path / "a.txt", 0.5) == HAIR


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("red hair\n", ("red_hair",)),
        ("smile", ("smile",)),
        ("smile.", ("smile",)),
        ("long red hair", ("long_red_hair",)),
        ("looking at viewer", ("looking_at_viewer",)),
        ("", ()),
        ("\n \n", ()),
        ("# a remark", ()),
        ("rating:safe", ()),
    ],
)
def test_one_tag_or_none(tmp_path: Path, text: str, tags: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_tags(tmp_path / "a.txt", 0.5) == tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("1girl solo", ("1girl", "solo")),
        ("2girls kiss", ("2girls", "kiss")),
        ("shirt skirt", ("shirt", "skirt")),
        ("red hair blue eyes", ("red_hair", "blue_eyes")),
        ("hatsune miku", ("hatsune_miku",)),
    ],
)
def test_a_line_without_commas_is_cut_where_tags_of_ours_are(tmp_path: Path, text: str, tags: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_tags(tmp_path / "a.txt", 0.5) == tags


SENTENCES = [
    "A girl with red hair and blue eyes.",
    "girl with red hair and blue eyes",
    "1girl looking at viewer",
    "A girl with red hair, standing in rain, looks at viewer.",
    "The picture shows a young woman, with long hair, and blue eyes, in a garden.",
    "A girl.\nShe stands in the rain.",
    "赤い髪の女の子。",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_are_no_tags_and_that_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt holds sentences"):
        read_tags(tmp_path / "a.txt", 0.5)
    for value in ({"caption": text}, {"captions": [text]}):
        (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
        assert read_tags(tmp_path / "a.json", 0.5) == ()


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
        [{"id": 1, "tags": "1girl red_hair solo"}],
        [{"id": 1, "name": "a.png", "tag_string_general": "1girl red_hair solo", "tag_string": "1girl someone"}],
        {"caption": "1girl, red hair, solo"},
        {"tags": "", "id": 3, "caption": "1girl red hair solo"},
        [
            {"name": "1girl", "category": 0},
            {"name": "red_hair"},
            {"name": "someone", "category": 1},
            {"name": "hires", "category": 5},
            {"name": "me", "type": "1"},
            {"name": "bad_id", "type": "metadata"},
            {"name": "solo", "type": 0},
        ],
        {
            "tags": [
                {"names": ["1girl", "one_girl"], "category": "default"},
                {"names": ["red_hair"]},
                {"names": ["solo"]},
            ]
        },
        {"general": 0.93, "sensitive": 0.6, "1girl": 0.99, "red_hair": 0.8, "solo": 0.7},
        [["general", 0.93], ["1girl", 0.9], ["red_hair", 0.8], ["solo", 0.7]],
    ],
)
def test_json_shapes(tmp_path: Path, value: Any) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
    assert read_tags(tmp_path / "a.json", 0.5) == HAIR


def test_the_kinds_of_numbered_tags_that_are_kept(tmp_path: Path) -> None:
    tags = [{"name": "miku", "category": 4}, {"name": "vocaloid", "category": 3}, {"name": "hat", "category": 0}]
    (tmp_path / "a.json").write_text(json.dumps(tags), encoding="utf-8")
    assert read_tags(tmp_path / "a.json", 0.5) == ("miku", "vocaloid", "hat")


def test_of_several_posts_none_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"tags": "hat"}, {"tags": "bow"}]), encoding="utf-8")
    assert read_tags(tmp_path / "a.json", 0.5) == ()


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
