"""Augmentation does what its options say, and nothing where they say nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainer.data import examples
from trainer.data.augmentation import USUAL, Augmentation, ColorShift
from trainer.data.examples import DrawnFigures
from trainer.data.finished import FinishedPictures
from trainer.data.folder import DataFolder
from trainer.data.palette import Palette
from trainer.data.recolor import tag_groups, tag_names
from trainer.data.regions import REGIONS

STILL = Augmentation(crop=1.0, flip=False, rotation=0.0, times=0)


def finished(folder: Path, augmentation: Augmentation) -> FinishedPictures:
    return FinishedPictures(DataFolder(folder), tag_names(), side=96, augmentation=augmentation)


def drawn(folder: Path, augmentation: Augmentation) -> DrawnFigures:
    return DrawnFigures(DataFolder(folder), tag_names(), tag_groups(), augmentation=augmentation)


def test_without_any_a_reference_is_the_picture(drawn_folder: Path) -> None:
    example = finished(drawn_folder, STILL).stage_one(np.random.default_rng(0), 0, 64)
    assert np.array_equal(example.reference, example.color)
    for turned in (replace(STILL, flip=True), replace(STILL, rotation=45.0), replace(STILL, times=1)):
        looks = [finished(drawn_folder, turned).stage_one(np.random.default_rng(seed), 0, 64) for seed in range(4)]
        assert any(not np.array_equal(look.reference, look.color) for look in looks)


def test_drawn_figures_obey_as_well(drawn_folder: Path) -> None:
    figures = drawn(drawn_folder, STILL)
    looks = [figures.stage_one(np.random.default_rng(seed), 3, 64, cross_share=0.0) for seed in range(12)]
    # But for close-ups, which are framings of their own, the reference is the picture as it stands.
    assert sum(np.array_equal(look.reference, look.color) for look in looks) > 2


def test_colours_shift_together_and_lines_stay(drawn_folder: Path) -> None:
    plain = finished(drawn_folder, STILL).stage_one(np.random.default_rng(1), 0, 64)
    shifted = finished(drawn_folder, replace(STILL, jitter=0.8)).stage_one(np.random.default_rng(1), 0, 64)
    assert np.array_equal(plain.sketch, shifted.sketch)
    assert np.array_equal(shifted.color, shifted.reference) and not np.array_equal(plain.color, shifted.color)


@pytest.mark.parametrize(
    ("data", "changed"),
    [(finished, {"redrawn": 1.0}), (drawn, {"redrawn": 1.0}), (drawn, {"found": 1.0})],
    ids=["finished, drawn anew", "drawn, drawn anew", "drawn, found"],
)
def test_other_lines_leave_all_else_as_it_was(drawn_folder: Path, data: Any, changed: dict[str, float]) -> None:
    for kind, share in (("stage_one", 0.5), ("stage_two", 0.75)):
        plain = getattr(data(drawn_folder, USUAL), kind)(np.random.default_rng(1), 0, 64, share)
        anew = getattr(data(drawn_folder, replace(USUAL, **changed)), kind)(np.random.default_rng(1), 0, 64, share)
        assert not np.array_equal(plain.sketch, anew.sketch)
        for other in set(vars(plain)) & {"color", "reference", "anchor", "target", "weight"}:
            assert np.array_equal(getattr(plain, other), getattr(anew, other))


def test_found_lines_lie_where_those_drawn_do(drawn_folder: Path) -> None:
    shares = []
    for seed in range(8):
        example = drawn(drawn_folder, replace(STILL, found=1.0)).stage_one(np.random.default_rng(seed), seed, 128, 0.0)
        own = drawn(drawn_folder, STILL).stage_one(np.random.default_rng(seed), seed, 128, 0.0).sketch
        line, found = own < 100, example.sketch < 128
        shares.append((found & line).sum() / line.sum())
        assert found.mean() < 0.4
    assert np.median(shares) > 0.5


def test_turned_drawings_take_their_colours_along(drawn_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Painted all white, a picture is its own line art; turned and bent, too."""
    white = np.full((len(REGIONS), 3), 255, np.uint8)
    monkeypatch.setattr(examples, "sample_palette", lambda _rng: Palette(white, white, shadow=0.0, highlight=0.0))
    upright, turned = drawn(drawn_folder, USUAL), drawn(drawn_folder, replace(USUAL, turned=1.0))
    for seed in range(4):
        example = turned.stage_one(np.random.default_rng(seed), seed, 64, 0.5)
        assert np.array_equal(example.color, np.repeat(example.sketch[..., None], 3, axis=2))
        assert not np.array_equal(example.sketch, upright.stage_one(np.random.default_rng(seed), seed, 64, 0.5).sketch)


def test_shifts_of_nothing_change_nothing_and_half_a_turn_gives_the_opposite_hue() -> None:
    color = np.random.default_rng(0).integers(0, 256, (8, 8, 3), np.uint8)
    assert np.array_equal(ColorShift.of(0, 0, 0, 0).applied(color), color)
    red = np.full((1, 1, 3), (200, 100, 100), np.uint8)
    turned = ColorShift.of(0, 0, 0, 1).applied(red)[0, 0].astype(int)
    assert turned[0] < turned[1] and abs(turned[1] - turned[2]) < 12
    grey = ColorShift.of(0, 0, -1, 0).applied(red)[0, 0]
    assert grey.max() - grey.min() <= 1
    assert USUAL.colors(np.random.default_rng(0)) is None
