"""What the trainings see: exact layers under any palette, framing and deformation, as pure functions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import DataError
from trainer.data import examples, sought, warp
from trainer.data.colors import COLOR_NAMES, NAMED_LAB, ciede2000, srgb_to_lab
from trainer.data.examples import DrawnFigures
from trainer.data.finished import FinishedPictures
from trainer.data.folder import DataFolder, eye_focus
from trainer.data.hand_edit import HandEdit, asked_colors
from trainer.data.palette import Palette, sample_palette
from trainer.data.recolor import recolor, tag_groups, tag_names, tags_of
from trainer.data.regions import NEUTRAL_SHADE, REGION_INDEX, REGIONS
from trainer.data.seen import ABSENT_WEIGHT, FULL_WEIGHT, LEAST_WEIGHT, MOST_WEIGHT, pixel_weight
from trainer.data.stream import StepDataset, order
from trainer.data.warp import Placement


@pytest.fixture(scope="module")
def figures(drawn_folder: Path) -> DrawnFigures:
    return DrawnFigures(DataFolder(drawn_folder), tag_names(), tag_groups())


def test_training_never_sees_what_is_held_out(drawn_folder: Path) -> None:
    folder = DataFolder(drawn_folder)
    assert len(folder.names("train")) == 12 and len(folder.names("held-out")) == 4
    assert not {e.name for e in folder.names("train")} & {e.name for e in folder.names("held-out")}


def test_an_example_depends_on_its_seed_alone(figures: DrawnFigures) -> None:
    first, again, other = (figures.stage_one(np.random.default_rng(seed), 3, 64, 0.5) for seed in (5, 5, 6))
    assert np.array_equal(first.color, again.color) and np.array_equal(first.reference, again.reference)
    assert not np.array_equal(first.color, other.color)


def white_palette(_rng: object = None) -> Palette:
    white = np.full((len(REGIONS), 3), 255, np.uint8)
    return Palette(white, white, shadow=0.0, highlight=0.0)


def test_sketch_and_colour_stay_together(figures: DrawnFigures, monkeypatch: pytest.MonkeyPatch) -> None:
    """Painted all white, a picture is its own line art: to the pixel, in every framing."""
    monkeypatch.setattr(examples, "sample_palette", white_palette)
    for seed in range(8):
        example = figures.stage_one(np.random.default_rng(seed), seed, 64, 0.5)
        assert np.array_equal(example.color, np.repeat(example.sketch[..., None], 3, axis=2))
        assert example.sketch.min() < 200


def test_a_reference_in_the_same_colours_shows_them(figures: DrawnFigures) -> None:
    """A cross reference is another drawing, but the colours of the regions are the truth's own."""
    shared = []
    for seed in range(6):
        example = figures.stage_one(np.random.default_rng(seed), 1, 64, cross_share=1.0)
        colors = {tuple(c) for c in example.color.reshape(-1, 3)}
        shared.append(np.mean([tuple(c) in colors for c in example.reference.reshape(-1, 3)]))
    assert np.mean(shared) > 0.5


def test_weights_count_full_what_the_reference_tells(figures: DrawnFigures) -> None:
    example = figures.stage_one(np.random.default_rng(0), 0, 64, cross_share=1.0)
    assert example.weight.max() > FULL_WEIGHT, "small regions are lifted"
    assert LEAST_WEIGHT <= np.median(example.weight) <= 2 * FULL_WEIGHT


def test_regions_count_the_more_the_smaller_they_are() -> None:
    """Each region's share of the loss grows far slower than its share of the picture."""
    regions = np.zeros((64, 64), np.uint8)  # background
    regions[:32, :32] = REGION_INDEX["hair"]
    regions[40:44, 40:48] = REGION_INDEX["eyes"]
    weight = pixel_weight(regions, regions).astype(int)
    few = regions[::2, ::2]
    share = [weight[few == REGION_INDEX[name]].sum() / weight.sum() for name in ("background", "hair", "eyes")]
    assert share == sorted(share, reverse=True)
    assert share[2] > 0.08, "32 of 4096 samples are eyes"
    assert weight.max() <= MOST_WEIGHT


def test_moved_regions_count_though_the_reference_does_not_show_them() -> None:
    regions = np.zeros((64, 64), np.uint8)
    regions[:32, :32] = REGION_INDEX["hair"]
    regions[40:44, 40:44] = REGION_INDEX["eyes"]
    shown, few = np.zeros((64, 64), np.uint8), regions[::2, ::2]
    eyes, hair = few == REGION_INDEX["eyes"], few == REGION_INDEX["hair"]
    none, one, both = (pixel_weight(regions, shown, moved) for moved in ((), ("eyes",), ("eyes", "hair")))
    assert none[eyes].max() == none[hair].max() == one[hair].max() == ABSENT_WEIGHT
    assert one[eyes].min() == MOST_WEIGHT and both[hair].min() > LEAST_WEIGHT


def test_edits_change_their_regions_of_the_reference(figures: DrawnFigures) -> None:
    counts: list[int] = []
    unchanged = 0
    for seed in range(60):
        example = figures.stage_two(np.random.default_rng(seed), 2, 64, single_share=1.0)
        differs = (example.anchor != example.target).any(axis=-1).mean()
        assert example.color is not None and example.color.shape == (64, 64, 3)
        counts.append(len(example.edits))
        for edit in example.edits:
            group = next(g for g, names in tag_groups().items() if tag_names()[edit.tag] in names)
            assert all(tag_names()[rival] in tag_groups()[group] for rival in edit.rivals)
            assert edit.tag not in edit.rivals
        if len(example.edits) == 1:
            assert bool(differs) == example.target_tells, "a target that lacks the region cannot show the edit"
        assert len({edit.region for edit in example.edits}) == len(example.edits)
        unchanged += not differs
    assert unchanged > 0 and 10 < counts.count(1) < 40 and counts.count(0) > 4 and max(counts) >= 3


def test_what_stays_is_all_that_no_edit_names(figures: DrawnFigures) -> None:
    edited = 0
    for seed in range(30):
        example = figures.stage_two(np.random.default_rng(seed), 2, 64, single_share=1.0)
        if not example.edits:
            assert example.stays is None
            continue
        assert example.stays is not None and example.regions is not None
        moved = np.isin(example.regions, [REGION_INDEX[edit.region] for edit in example.edits])
        assert moved.any() and np.array_equal(example.stays, ~moved)
        edited += 1
    assert edited > 10


def test_pairs_are_sought_for_rare_regions(drawn_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sought is worn by both figures, and it is what changes."""
    monkeypatch.setattr(sought, "HARD_HAIR", ())
    monkeypatch.setattr(sought, "RARE_REGIONS", ("skin",))  # few of these figures have a skin that is tagged
    figures = DrawnFigures(DataFolder(drawn_folder), tag_names(), tag_groups())
    tags = set(tag_groups()["skin"])
    wearing = {index for index, entry in enumerate(figures.entries) if entry.tags & tags}
    assert 0 < len(wearing) < len(figures)
    seen: set[int] = set()
    look = DrawnFigures._look

    def watched(self: DrawnFigures, index: int, *rest: Any) -> Any:
        seen.add(index)
        return look(self, index, *rest)

    monkeypatch.setattr(DrawnFigures, "_look", watched)

    def moved(share: float) -> float:
        monkeypatch.setattr(sought, "SOUGHT_SHARE", share)
        seen.clear()
        drawn = [figures.stage_two(np.random.default_rng(seed), seed % len(figures), 64, 1.0) for seed in range(40)]
        by_hand = [{edit.region for edit in example.edits} for example in drawn if example.edits]
        return sum("skin" in regions for regions in by_hand) / len(by_hand)

    assert moved(0.0) < 0.7 and seen - wearing
    assert moved(1.0) > 0.9 and seen == wearing


def test_a_hand_edit_goes_further_with_its_value(figures: DrawnFigures) -> None:
    """1 goes most of the way to the named colour, 5 all of it, and rivals hold against it."""
    palette = sample_palette(np.random.default_rng(0))
    blue = NAMED_LAB[COLOR_NAMES.index("blue")]

    def distance(value: float, rivals: tuple[int, ...]) -> float:
        edit = HandEdit("hair", blue, 5, rivals, value)
        changed = edit.applied(palette)
        others = [i for i in range(len(REGIONS)) if i != REGION_INDEX["hair"]]
        assert np.array_equal(changed.first[others], palette.first[others])
        return float(ciede2000(srgb_to_lab(changed.first[REGION_INDEX["hair"]]), blue))

    distances = [distance(value, (6,)) for value in (0.0, 0.5, 1.0, 2.0, 5.0)]
    assert distances == sorted(distances, reverse=True) and distances[0] > 20 and distances[-1] < 1
    assert distance(1.0, ()) > distance(1.0, (6,))


def test_shades_and_skin_tones_are_tagged_as_they_are_asked_for(figures: DrawnFigures) -> None:
    """What a tag asks of its region by hand is what carries that tag in drawn data."""
    mix, shade = np.zeros((8, 8), np.uint8), np.full((8, 8), NEUTRAL_SHADE, np.uint8)
    for group in ("hair", "skin"):
        region = np.full((8, 8), REGION_INDEX[group], np.uint8)
        for tag, color in asked_colors(group, tag_groups()[group]).items():
            palette = sample_palette(np.random.default_rng(0))
            edit = HandEdit(group, color, 0, (1,), 5.0)
            assert tag in tags_of(region, shade, mix, "plain", edit.applied(palette)), tag


def test_tags_name_the_palette(figures: DrawnFigures) -> None:
    names = set()
    for seed in range(40):
        example = figures.tagger(np.random.default_rng(seed), seed % 12, 64)
        assert example.image.shape == (64, 64, 3)
        names |= {tag_names()[tag] for tag in example.tags}
    groups = {group for group, tags in tag_groups().items() if names & set(tags)}
    assert {"hair", "eyes", "skin", "shirt", "background"} <= groups


def test_finished_pictures_come_as_they_are(drawn_folder: Path) -> None:
    pictures = FinishedPictures(DataFolder(drawn_folder), tag_names(), side=96)
    whole = pictures._look(0, 96, Placement())  # pyright: ignore[reportPrivateUsage]
    packed = DataFolder(drawn_folder).read_picture(pictures.entries[0].name, 96)
    assert np.array_equal(whole, packed)
    example = pictures.stage_two(np.random.default_rng(0), 0, 64)
    assert not example.edits and not np.array_equal(example.anchor, example.target)


def test_recolouring_in_white_gives_the_line_art(drawn_folder: Path) -> None:
    layers = DataFolder(drawn_folder).read_layers("0000")
    line, regions, shade, mix = (layers[..., i] for i in range(4))
    lines = recolor(line, regions, shade, mix, white_palette())
    assert np.array_equal(lines, np.repeat(line[..., None], 3, axis=2))


def test_the_identity_placement_moves_nothing() -> None:
    picture = np.random.default_rng(0).integers(0, 255, (64, 64, 4), dtype=np.uint8)
    index, inside = warp.sampling_grid(64, 32, Placement())
    assert inside.all() and np.array_equal(warp.gather(picture, index), picture)
    index, _ = warp.sampling_grid(64, 32, Placement(flip=True))
    assert np.array_equal(warp.gather(picture, index), picture[:, ::-1])
    index, inside = warp.sampling_grid(64, 32, Placement(degrees=45))
    assert 0.6 < inside.mean() < 0.95


def test_eyes_are_found() -> None:
    regions = np.zeros((100, 100), np.uint8)
    assert eye_focus(regions) is None
    regions[40:50, 30:70] = REGION_INDEX["eyes"]
    x, y, extent = eye_focus(regions) or (0, 0, 0)
    assert x == pytest.approx(0.5, abs=0.02) and y == pytest.approx(0.45, abs=0.02) and extent == pytest.approx(0.4)


def test_each_epoch_is_a_permutation() -> None:
    first, second = ([order(1, p, 10) for p in range(start, start + 10)] for start in (0, 10))
    assert sorted(first) == sorted(second) == list(range(10)) and first != second


def test_batches_are_functions_of_their_step() -> None:
    dataset = StepDataset(lambda rng, index: (index, rng.random()), lambda examples: examples, 10, 4, seed=3)
    assert dataset[7] == dataset[7] and dataset[7] != dataset[8]


def test_a_folder_that_is_no_data_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no dataset\.json"):
        DataFolder(tmp_path)
