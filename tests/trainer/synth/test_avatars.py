import numpy as np
import pytest

from trainer.data.palette import Palette
from trainer.data.recolor import recolor
from trainer.data.regions import BACKGROUND_KINDS, REGION_INDEX, REGIONS, Figure
from trainer.data.synth.avatars import STYLES, draw
from trainer.data.synth.sources import licences_text, sources

SIZE = 160
COUNT = 14


@pytest.fixture(scope="module", params=STYLES)
def figures(request: pytest.FixtureRequest) -> list[Figure]:
    return [draw(np.random.default_rng([5, i]), SIZE, "train", request.param) for i in range(COUNT)]


@pytest.fixture(scope="module", params=STYLES)
def both_splits(request: pytest.FixtureRequest) -> tuple[list[Figure], list[Figure]]:
    train = [draw(np.random.default_rng([6, i]), 48, "train", request.param) for i in range(25)]
    held_out = [draw(np.random.default_rng([6, i]), 48, "held-out", request.param) for i in range(25)]
    return train, held_out


def _flat(first: np.ndarray) -> Palette:
    return Palette(first=first, second=first, shadow=0.0, highlight=0.0)


def test_layers_are_square_bytes(figures: list[Figure]) -> None:
    for figure in figures:
        for layer in (figure.line, figure.regions, figure.shade, figure.mix):
            assert layer.shape == (SIZE, SIZE) and layer.dtype == np.uint8
        assert figure.regions.max() < len(REGIONS)
        assert figure.background in BACKGROUND_KINDS


def test_white_everywhere_is_the_line_art(figures: list[Figure]) -> None:
    for figure in figures:
        white = _flat(np.full((len(REGIONS), 3), 255, np.uint8))
        picture = recolor(figure.line, figure.regions, figure.shade, figure.mix, white)
        assert np.array_equal(picture, np.repeat(figure.line[..., None], 3, axis=2))
        assert 0.01 < (figure.line < 200).mean() < 0.5


def test_heads_show_hair_skin_and_their_eyes(figures: list[Figure]) -> None:
    for figure in figures:
        shares = np.bincount(figure.regions.ravel(), minlength=len(REGIONS)) / SIZE**2
        assert shares[REGION_INDEX["skin"]] > 0.02, figure.variants
        assert shares[REGION_INDEX["background"]] + shares[REGION_INDEX["sky"]] > 0.02, figure.variants
    seen = [{REGIONS[i] for i in np.unique(figure.regions)} for figure in figures]
    assert sum("hair" in regions for regions in seen) >= COUNT - 4
    assert sum("eyes" in regions for regions in seen) >= COUNT - 5
    assert sum(bool(regions & {"shirt", "dress"}) for regions in seen) >= COUNT // 2


def test_regions_are_parted_by_lines(figures: list[Figure]) -> None:
    """Where hair meets skin or ground there is ink within two pixels, gaps of the artist's hand aside."""
    hair = REGION_INDEX["hair"]
    for figure in figures:
        inside = figure.regions == hair
        border = inside[:, 1:] != inside[:, :-1]
        if border.sum() < 40:
            continue
        ink = np.minimum.reduce([np.roll(figure.line, shift, axis=1) for shift in range(-2, 4)])
        assert (ink[:, 1:][border] < 245).mean() > 0.75, figure.variants


def test_same_seed_gives_the_same_bytes() -> None:
    for style in STYLES:
        first, second = (draw(np.random.default_rng(3), SIZE, "train", style) for _ in range(2))
        for name in ("line", "regions", "shade", "mix"):
            assert np.array_equal(getattr(first, name), getattr(second, name))
        assert first.variants == second.variants


def test_splits_share_neither_hair_nor_eyes_nor_garments(both_splits: tuple[list[Figure], list[Figure]]) -> None:
    train, held_out = both_splits
    for part in ("hair", "eyes", "garment"):
        seen, kept = {f.variants[part] for f in train}, {f.variants[part] for f in held_out}
        assert seen and kept and not seen & kept, part


def test_sources_carry_their_attribution() -> None:
    by_name = {source.name: source for source in sources()}
    dicebear = ["CC BY 4.0", "CC0 1.0", "CC BY 4.0", "CC0 1.0"]
    assert [source.licence for source in sources()] == ["Apache-2.0", *dicebear, "Apache-2.0", "MIT"]
    for name, source in by_name.items():
        assert source.attribution in licences_text(), name
        assert source.licence_url.startswith("https://"), name
    assert "Lisa Wischofsky" in licences_text() and "Micah Lanier" in licences_text()
