from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from tests.trainer.prepare.pictures import figure
from trainer.data.prepare.finding import Found
from trainer.data.prepare.plan import Planned, in_splits, plan
from trainer.data.prepare.similar import compare
from trainer.data.prepare.survey import Survey, SurveyJob, is_grey, survey

SHADES = np.linspace(0, 255, 64).astype(np.uint8)


def look(path: Path, image: Image.Image, **options: int) -> tuple[Found, Survey]:
    image.save(path, **options)
    found = Found(path, path.name)
    return found, survey(SurveyJob(found, 32))


def kept_names(found: list[Found], surveys: list[Survey], share: float = 0.3) -> dict[str, Planned]:
    return {planned.found.relative: planned for planned in plan(found, surveys, share)[0]}


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (figure(0), ""),
        (figure(0).resize((31, 90)), "tiny"),
        (figure(0).convert("L"), "grey"),
        (Image.new("RGBA", (64, 64), (255, 0, 0, 0)), "empty"),
    ],
)
def test_reasons(tmp_path: Path, image: Image.Image, reason: str) -> None:
    _, seen = look(tmp_path / "a.png", image)
    assert seen.reason == reason and bool(seen.detail) is bool(reason)


def test_unreadable_is_told_not_raised(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG nothing")
    seen = survey(SurveyJob(Found(tmp_path / "a.png", "a.png"), 32))
    assert seen.reason == "unreadable" and "a.png" in seen.detail


def test_transparency_is_told(tmp_path: Path) -> None:
    image = figure(0).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 48, 72))
    _, seen = look(tmp_path / "a.png", image)
    assert not seen.reason and seen.notes == ("transparent (50%), laid on white",)


def test_yellowed_paper_is_grey_and_few_colours_are_not() -> None:
    grey = np.tile(SHADES, (64, 1)).astype(np.float32)
    yellowed = np.dstack([grey, grey * 0.95, grey * 0.85]).astype(np.uint8)
    assert is_grey(yellowed)
    few = yellowed.copy()
    few[20:30, 20:30] = (200, 60, 60)
    assert not is_grey(few)
    assert not is_grey(np.full((64, 64, 3), (40, 80, 220), np.uint8))


def test_copies_are_found_however_they_are_saved(tmp_path: Path) -> None:
    original = figure(1, (240, 180))
    copies = [
        look(tmp_path / "a.png", original),
        look(tmp_path / "b.jpg", original, quality=60),
        look(tmp_path / "c.webp", original.resize((160, 120))),
        look(tmp_path / "d.png", original.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
    ]
    likeness = compare([seen for _, seen in copies])
    assert likeness.copy_of == (None, 0, 0, 0) and likeness.group == (0, 0, 0, 0)


def test_different_pictures_are_not_alike(tmp_path: Path) -> None:
    surveys = [look(tmp_path / f"{seed}.png", figure(seed))[1] for seed in range(12)]
    likeness = compare(surveys)
    assert likeness.copy_of == (None,) * 12 and likeness.group == tuple(range(12))


def test_of_copies_the_largest_is_kept(tmp_path: Path) -> None:
    small, large = (
        look(tmp_path / name, figure(1, (240, 180)).resize(size))
        for name, size in (("a.png", (120, 90)), ("b.png", (240, 180)))
    )
    kept, left_out = plan([small[0], large[0]], [small[1], large[1]], 0.0)
    assert [planned.found.relative for planned in kept] == ["b.png"]
    assert [(left.found.relative, left.reason) for left in left_out] == [("a.png", "duplicate")]
    assert "b.png" in left_out[0].detail


def test_recoloured_variants_are_kept_in_one_split(tmp_path: Path) -> None:
    pairs = []
    for seed in range(12):
        original = figure(seed)
        pairs += [
            look(tmp_path / f"{seed}-a.png", original),
            look(tmp_path / f"{seed}-b.png", ImageEnhance.Color(original).enhance(0.3)),
        ]
    kept = kept_names([found for found, _ in pairs], [seen for _, seen in pairs])
    assert len(kept) == 24
    assert all(kept[f"{seed}-a.png"].split == kept[f"{seed}-b.png"].split for seed in range(12))
    assert {planned.split for planned in kept.values()} == {"train", "held-out"}


def test_more_pictures_move_none_to_the_other_split(tmp_path: Path) -> None:
    pairs = [look(tmp_path / f"{seed}.png", figure(seed)) for seed in range(20)]
    found, surveys = [each for each, _ in pairs], [seen for _, seen in pairs]
    few, many = kept_names(found[:12], surveys[:12]), kept_names(found, surveys)
    assert all(many[name].split == planned.split for name, planned in few.items())


def planned(count: int) -> list[Planned]:
    """As many pictures that are not alike."""
    found = [Found(Path(f"{number}.png"), f"{number}.png") for number in range(count)]
    return [
        Planned(each.relative, each, Survey(each.relative, "", 32), f"{number:016x}")
        for number, each in enumerate(found)
    ]


def held_out(pictures: list[Planned], share: float) -> set[str]:
    return {each.name for each in in_splits(pictures, share) if each.split == "held-out"}


@pytest.mark.parametrize(("count", "held"), [(7, 0), (8, 1), (11, 1), (12, 3), (40, 3)])
def test_chance_does_not_hold_out_too_few(count: int, held: int) -> None:
    pictures = planned(count)
    few = held_out(pictures, 1e-9)
    assert len(few) == held and few == held_out(pictures[::-1], 1e-9) and few <= held_out(pictures, 0.5)
    assert held_out(pictures, 0.0) == set()


@pytest.mark.parametrize(("count", "share"), [(8, 0.38), (5, 0.6), (4, 0.75), (3, 1.0)])
def test_a_larger_share_holds_out_enough_of_any_folder(count: int, share: float) -> None:
    assert len(held_out(planned(count), share)) >= 3


def test_pictures_that_are_alike_count_once_among_those_held_out() -> None:
    pictures = [replace(each, name=f"{copy}{each.name}") for each in planned(12) for copy in "ab"]
    held = held_out(pictures, 1e-9)
    assert len(held) == 6 and len({name[1:] for name in held}) == 3


def test_something_is_held_out_and_nothing_if_not_asked(tmp_path: Path) -> None:
    pairs = [look(tmp_path / f"{seed}.png", figure(seed)) for seed in range(8)]
    found, surveys = [each for each, _ in pairs], [seen for _, seen in pairs]
    assert [planned.split for planned in kept_names(found, surveys, 1e-9).values()].count("held-out") == 1
    assert {planned.split for planned in kept_names(found, surveys, 0.0).values()} == {"train"}
    names = [planned.name for planned in kept_names(found, surveys).values()]
    assert len(set(names)) == 8 and all(name.partition("-")[0].isdigit() for name in names)
