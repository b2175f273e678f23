from contextlib import suppress

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine import upsample
from engine.progress import Cancelled, looking
from engine.scaling import Size, resized, to_grey
from engine.upsample import LineGuide, lay_lines

INSIDE, OUTSIDE = (240, 60, 60), (120, 200, 250)


def figure(size: int, line: float) -> tuple[np.ndarray, np.ndarray]:
    """An anti-aliased circle with a line through it, and its flat colours without any line."""
    large = size * 4
    drawing = Image.new("RGB", (large, large), "white")
    colors = Image.new("RGB", (large, large), OUTSIDE)
    circle = (large * 0.125, large * 0.125, large * 0.875, large * 0.875)
    pen = ImageDraw.Draw(drawing)
    pen.ellipse(circle, outline="black", width=round(line * 4))
    pen.line((large * 0.05, large * 0.97, large * 0.95, large * 0.03), fill="black", width=round(line * 4))
    ImageDraw.Draw(colors).ellipse(circle, fill=INSIDE)
    sketch = drawing.resize((size, size), Image.Resampling.LANCZOS)
    return np.asarray(sketch), np.asarray(colors.resize((size, size), Image.Resampling.BOX))


def painted(sketch: np.ndarray, colors: np.ndarray, size: Size) -> np.ndarray:
    """What networks would give at a smaller size: mixed colours at the borders, darkened under the lines."""
    lines = np.asarray(Image.fromarray(to_grey(sketch)).resize(size, Image.Resampling.BOX))
    mixed = np.asarray(Image.fromarray(colors).resize(size, Image.Resampling.BOX))
    return (mixed * (lines[..., None] / 255)).astype(np.uint8)


@pytest.mark.parametrize(("size", "network", "line"), [(512, 128, 3), (700, 130, 6), (512, 64, 5)])
def test_colors_do_not_cross_lines(size: int, network: int, line: float) -> None:
    sketch, colors = figure(size, line)
    result = LineGuide(sketch, (network, network)).finish(painted(sketch, colors, (network, network)))
    error = np.abs(result.astype(int) - colors).max(axis=2)
    paper = to_grey(sketch) >= 250
    assert (error[paper] > 12).mean() < 1e-3
    # Plain enlarging fails the same measure, so the measure means something.
    plain = resized(painted(sketch, colors, (network, network)), (size, size))
    assert (np.abs(plain.astype(int) - colors).max(axis=2)[paper] > 12).mean() > 5e-3


def test_the_networks_own_dark_lines_leave_no_halo() -> None:
    sketch, colors = figure(256, 4)
    dark = colors.copy()
    dark[to_grey(sketch) < 200] = 0
    result = LineGuide(sketch, (256, 256)).finish(dark)
    expected = lay_lines(colors, sketch)
    soft = (to_grey(sketch) >= 100) & (to_grey(sketch) < 200)  # sheer pixels show what lies under them
    inside = np.hypot(*(np.mgrid[:256, :256] - 127.5)) < 92  # off the circle, where either colour is right
    assert soft[inside].sum() > 100
    assert np.abs(result.astype(int) - expected)[soft & inside].max() <= 2


def test_one_pixel_wide_diagonals_are_walls() -> None:
    sketch = np.full((64, 64, 3), 255, np.uint8)
    index = np.arange(64)
    sketch[index, index] = 0
    colors = np.where((index[:, None] > index)[..., None], INSIDE, OUTSIDE).astype(np.uint8)
    result = LineGuide(sketch, (16, 16)).finish(painted(sketch, colors, (16, 16)))
    paper = index[:, None] != index
    assert np.abs(result.astype(int) - colors)[paper].max() <= 12


@pytest.mark.parametrize("network", [(40, 24), (100, 60), (160, 96)])
def test_any_size_comes_out_at_the_drawings(network: Size) -> None:
    sketch = np.full((60, 100, 3), 255, np.uint8)
    flat = np.full((network[1], network[0], 3), 77, np.uint8)
    result = LineGuide(sketch, network).finish(flat)
    assert result.shape == sketch.shape and (result == 77).all()


def test_a_drawing_of_ink_alone_stays_ink() -> None:
    sketch = np.zeros((32, 32, 3), np.uint8)
    assert (LineGuide(sketch, (8, 8)).finish(np.full((8, 8, 3), 200, np.uint8)) == 0).all()


def test_details_smaller_than_the_lines_around_them_keep_their_color() -> None:
    sketch = np.full((32, 32, 3), 255, np.uint8)
    sketch[14:18, 14:18] = 0
    sketch[15:17, 15:17] = 255  # a highlight in a pupil: paper that touches no other paper
    colors = np.full((32, 32, 3), 90, np.uint8)
    colors[15:17, 15:17] = (250, 250, 10)
    result = LineGuide(sketch, (32, 32)).finish(colors)
    assert result[15, 15].tolist() == [250, 250, 10]


def test_lines_are_the_artists_own() -> None:
    sketch = np.array([[[255, 255, 255], [0, 0, 0], [20, 10, 30], [150, 150, 150]]], np.uint8)
    result = lay_lines(np.full((1, 4, 3), (200, 100, 50), np.uint8), sketch)[0]
    assert result[0].tolist() == [200, 100, 50]
    assert result[1].tolist() == [0, 0, 0]
    assert result[2].tolist() == [20, 10, 30]
    assert np.abs(result[3].astype(int) - (118, 59, 29)).max() <= 1


def test_a_guide_that_is_called_off_goes_on_from_the_size_it_had_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    sketch, colors = figure(512, 4)
    small = painted(sketch, colors, (32, 32))
    expected = LineGuide(sketch, (32, 32)).finish(small)
    sizes: list[Size] = []
    inner = upsample._level

    def noting(known: np.ndarray, ink: np.ndarray, size: Size) -> tuple[object, np.ndarray]:
        level = inner(known, ink, size)
        sizes.append(size)
        return level

    monkeypatch.setattr(upsample, "_level", noting)
    guide, looks, turns = LineGuide(sketch, (32, 32)), 0, 0

    def look() -> None:
        nonlocal looks
        looks += 1
        if looks % 20 == 0:
            raise Cancelled

    while True:
        turns += 1
        with suppress(Cancelled), looking(look):
            result = guide.finish(small)
            break
    assert turns > 2, "it was never called off"
    assert sizes == [(64, 64), (128, 128), (256, 256), (512, 512)], "a size was worked out twice"
    assert (result == expected).all()
    before = guide.nbytes
    guide.prepare()
    assert guide.nbytes == before
