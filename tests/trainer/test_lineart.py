import numpy as np
import pytest
from PIL import Image, ImageDraw

from trainer.data.lineart.extract import STYLES, Manner, Style, extract
from trainer.data.lineart.filters import closed, dilated, gaussian
from trainer.data.lineart.flow import along_flow, tangents
from trainer.data.lineart.strokes import components, kept_strokes, thinned

SIZE = (128, 128)


def manner(style: Style) -> Manner:
    rng = np.random.default_rng(0)
    while (drawn := Manner.drawn(rng)).style != style:
        pass
    return drawn


def lined() -> np.ndarray:
    """Two surfaces, a dark and a light one, outlined, with a shadow that has no line."""
    image = Image.new("RGB", SIZE, (240, 220, 200))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 40, 127), fill=(190, 170, 150))
    draw.ellipse((30, 30, 100, 100), fill=(70, 90, 200), outline=(10, 10, 10), width=2)
    draw.line((50, 65, 80, 65), fill=(0, 0, 0), width=2)
    return np.asarray(image)


@pytest.mark.parametrize("style", STYLES)
def test_strokes_are_drawn_and_borders_without_one_are_not(style: Style) -> None:
    line = extract(lined(), SIZE, np.random.default_rng(1), manner(style))
    assert line.shape == (128, 128) and line.dtype == np.uint8
    dark = line < 200
    assert dark[62:69, 55:75].any(axis=0).mean() > 0.9  # the stroke inside
    assert dark[28:34, 60:70].any(axis=0).mean() > 0.9  # the outline's top
    assert not dark[104:, 36:45].any() and not dark[:24, 36:45].any()  # the shadow's border
    assert not dark[45:60, 45:85].any()  # a dark surface is no stroke
    assert 0.01 < dark.mean() < 0.12


@pytest.mark.parametrize("style", STYLES)
def test_a_painting_has_its_borders_drawn_once(style: Style) -> None:
    pixels = np.full((128, 128, 3), (240, 120, 160), np.uint8)
    pixels[:, 64:] = (120, 160, 240)
    noise = np.random.default_rng(3).normal(0, 4, pixels.shape)
    line = extract(np.clip(pixels + noise, 0, 255).astype(np.uint8), SIZE, np.random.default_rng(1), manner(style))
    row_runs = [(np.diff((row < 200).astype(int)) == 1).sum() for row in line[16:112]]
    assert np.mean([runs == 1 for runs in row_runs]) > 0.9
    assert not (line[:, :56] < 200).any() and not (line[:, 72:] < 200).any()


@pytest.mark.parametrize("style", STYLES)
def test_a_broad_outline_in_a_darker_tone_is_one_stroke(style: Style) -> None:
    image = Image.new("RGB", SIZE, (255, 255, 255))
    ImageDraw.Draw(image).ellipse((24, 24, 104, 104), fill=(190, 150, 180), outline=(116, 92, 110), width=4)
    dark = extract(np.asarray(image), SIZE, np.random.default_rng(1), manner(style)) < 200
    around = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    runs, missing = 0, 0
    for angle in around:
        along = 64 + np.outer((np.sin(angle), np.cos(angle)), np.arange(28, 48, 0.5))
        ray = dark[along[0].round().astype(int), along[1].round().astype(int)]
        runs += int((np.diff(ray.astype(int)) == 1).sum())
        missing += not ray.any()
    assert missing < 0.08 * len(around), "the outline is whole"
    assert runs < 1.2 * len(around), "and not drawn as two borders"


@pytest.mark.parametrize("style", STYLES)
def test_noise_and_flat_paper_have_no_lines(style: Style) -> None:
    noise = np.clip(200 + np.random.default_rng(0).normal(0, 8, (128, 128, 3)), 0, 255).astype(np.uint8)
    assert (extract(noise, SIZE, np.random.default_rng(1), manner(style)) < 200).mean() < 0.002


def test_repeats_itself_and_varies_with_the_seed() -> None:
    first, again, other = (extract(lined(), SIZE, np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert np.array_equal(first, again) and not np.array_equal(first, other)
    assert {Manner.drawn(np.random.default_rng(seed)).style for seed in range(64)} == set(STYLES)


def test_gaussian_keeps_the_mean_and_spreads_as_told() -> None:
    dot = np.zeros((41, 41), np.float32)
    dot[20, 20] = 1
    spread = gaussian(dot, 2.0)
    x = np.arange(41) - 20
    assert spread.sum() == pytest.approx(1, abs=1e-5)
    assert np.sqrt((spread.sum(axis=0) * x**2).sum()) == pytest.approx(2.0, rel=0.02)


def test_closing_takes_strokes_and_leaves_edges() -> None:
    picture = np.full((40, 40), 200, np.uint8)
    picture[:, 20:] = 90
    stroked = picture.copy()
    stroked[:, 8:11] = 0
    assert np.array_equal(closed(stroked, 3), picture)
    assert dilated(np.eye(9, dtype=bool) & (np.arange(9) == 4), 2).sum() == 21  # an octagon of radius 2


def test_components_as_a_flood_finds_them() -> None:
    mask = np.random.default_rng(0).random((60, 70)) < 0.35
    label, count = components(mask)
    seen = np.full(mask.shape, -1)
    seen[mask] = label
    groups = 0
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(mask), strict=True)}
    while left:
        stack, groups = [left.pop()], groups + 1
        mine = seen[stack[0]]
        members = 0
        while stack:
            y, x = stack.pop()
            members += 1
            assert seen[y, x] == mine
            near = {(y + v, x + u) for v in (-1, 0, 1) for u in (-1, 0, 1)} & left
            left -= near
            stack += near
        assert (label == mine).sum() == members
    assert groups == count


def test_short_and_weak_strokes_go() -> None:
    weak = np.zeros((30, 30), bool)
    weak[2, 2:20] = weak[10, 2:5] = weak[20, 2:20] = True
    strong = np.zeros_like(weak)
    strong[2, 10] = strong[10, 3] = True
    assert np.array_equal(np.flatnonzero(kept_strokes(weak, strong, 8).any(axis=1)), [2])


def test_thinning_leaves_a_line_of_one_pixel() -> None:
    bar = np.zeros((20, 40), bool)
    bar[8:13, 4:36] = True
    middle = thinned(bar)
    assert middle[:, 8:32].sum(axis=0).tolist() == [1] * 24
    assert np.array_equal(thinned(middle), middle) and not (middle & ~bar).any()
    assert components(middle)[1] == 1


def test_flow_runs_along_a_line_and_closes_its_gap() -> None:
    paper = np.ones((40, 40), np.float32)
    paper[19:21] = 0
    direction = tangents(paper, 2.0)
    assert np.abs(direction[17:23, 10:30].imag).max() < 0.05
    broken = np.zeros((40, 40), np.float32)
    broken[19:21] = 1
    broken[:, 19:21] = 0
    assert along_flow(broken, direction, 3.0)[19, 19] > 0.6
