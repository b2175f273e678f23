from collections import Counter

import numpy as np
import pytest

from trainer.data.regions import BACKGROUND_KINDS, REGION_INDEX, REGIONS, Figure
from trainer.data.synth import accessories, bangs, eyes, garments, hair, hair_back, head
from trainer.data.synth.nurie_style import draw
from trainer.data.synth.variants import of_split

SIZE = 128
LISTS = {
    "face": head.FACES,
    "eyes": eyes.EYES,
    "hair_front": bangs.BANGS,
    "hair_back": hair_back.BACKS,
    "side_locks": hair.SIDE_LOCKS,
    "garment": garments.GARMENTS,
    "skirt": garments.SKIRTS,
    "neckwear": garments.NECKWEAR,
    "headwear": accessories.HEADWEAR,
}


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return [draw(np.random.default_rng(seed), SIZE, "train") for seed in range(60)]


@pytest.fixture(scope="module")
def held_out() -> list[Figure]:
    return [draw(np.random.default_rng(seed), 64, "held-out") for seed in range(20)]


def test_layers_are_square_bytes(figures: list[Figure]) -> None:
    for figure in figures:
        for layer in (figure.line, figure.regions, figure.shade, figure.mix):
            assert layer.shape == (SIZE, SIZE)
            assert layer.dtype == np.uint8
        assert figure.regions.max() < len(REGIONS)
        assert figure.background in BACKGROUND_KINDS


@pytest.mark.parametrize("split", ["train", "held-out"])
def test_same_seed_gives_the_same_bytes(split) -> None:
    first, second = (draw(np.random.default_rng(7), SIZE, split) for _ in range(2))
    for name in ("line", "regions", "shade", "mix"):
        assert np.array_equal(getattr(first, name), getattr(second, name)), name
    assert first.variants == second.variants


def test_other_seeds_give_other_figures(figures: list[Figure]) -> None:
    assert len({figure.line.tobytes() for figure in figures}) == len(figures)


def test_every_region_and_background_occurs(figures: list[Figure]) -> None:
    seen: Counter[str] = Counter()
    for figure in figures:
        seen.update(REGIONS[index] for index in np.unique(figure.regions))
    assert set(seen) == set(REGIONS)
    shares = {name: count / len(figures) for name, count in seen.items()}
    for name, least in {
        "hair": 1,
        "skin": 1,
        "eyes": 0.88,
        "shirt": 0.4,
        "dress": 0.2,
        "gloves": 0.12,
        "neckwear": 0.3,
    }.items():
        assert shares[name] >= least, (name, shares[name])
    assert {figure.background for figure in figures} == set(BACKGROUND_KINDS)


def test_splits_share_no_held_out_variant(figures: list[Figure], held_out: list[Figure]) -> None:
    for part, names in LISTS.items():
        train, kept = set(of_split(names, "train")), set(of_split(names, "held-out"))
        assert train | kept == set(names) and not train & kept and kept
        assert {figure.variants[part] for figure in figures} <= train | {"none"}
        assert {figure.variants[part] for figure in held_out} <= kept | {"none"}
    for part in ("face", "eyes", "hair_front", "hair_back", "garment"):
        assert "none" not in LISTS[part]


def test_irises_are_wide_in_close_ups() -> None:
    checked = 0
    for seed in range(40):
        figure = draw(np.random.default_rng(seed), 160, "train")
        if figure.variants["framing"] != "close-up" or figure.variants["lids"] == "closed":
            continue
        iris = figure.regions == REGION_INDEX["eyes"]
        longest = max((len(run) for row in iris for run in _runs(row)), default=0)
        assert iris.mean() > 0.0015, seed
        checked += longest >= 0.04 * 160
    assert checked >= 5


def _runs(row: np.ndarray) -> list[np.ndarray]:
    filled = np.flatnonzero(row)
    return [run for run in np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1) if len(run)]


def test_lines_run_where_parts_meet(figures: list[Figure]) -> None:
    skin, hair_index = REGION_INDEX["skin"], REGION_INDEX["hair"]
    shares = []
    for figure in figures:
        left, right = figure.regions[:, :-1], figure.regions[:, 1:]
        border = ((left == skin) & (right == hair_index)) | ((left == hair_index) & (right == skin))
        darkest = np.minimum(figure.line[:, :-1], figure.line[:, 1:])
        if border.sum() > 20 and figure.variants["framing"] in ("close-up", "bust"):
            shares.append((darkest[border] < 235).mean())
    assert len(shares) > 20
    assert np.mean(shares) > 0.85


def test_ink_is_dark_and_paper_white(figures: list[Figure]) -> None:
    for figure in figures:
        ink = figure.regions == REGION_INDEX["ink"]
        if ink.sum() > 12:
            assert np.median(figure.line[ink]) < 150
        skin = figure.regions == REGION_INDEX["skin"]
        if skin.mean() > 0.05:
            assert np.median(figure.line[skin]) > 200


def test_paper_stays_white(figures: list[Figure]) -> None:
    for figure in figures:
        if figure.background == "plain":
            paper = figure.line[figure.regions == REGION_INDEX["background"]]
            assert (paper > 250).mean() > 0.8


def test_some_figures_are_flat_and_some_are_shaded(figures: list[Figure]) -> None:
    spread = [int(figure.shade[figure.regions == REGION_INDEX["hair"]].std() > 2) for figure in figures]
    assert 0 < sum(spread) < len(figures)
    assert any(figure.mix.max() > 200 for figure in figures)
