import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.hints.brush import Brush
from engine.hints.layer import TILE, Hints
from engine.hints.regions import Areas, _components, _thickened, filled

RED = (220, 30, 40)


def box_drawing(gap: int = 0, width: int = 3) -> np.ndarray:
    """400 × 300 with a box from (100, 100) to (300, 200), its upper side open by `gap` pixels in the middle."""
    image = Image.new("RGB", (400, 300), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 100, 300, 200), outline="black", width=width)
    if gap:
        pen.rectangle((200 - gap // 2, 100, 200 - gap // 2 + gap - 1, 100 + width - 1), fill="white")
    return np.array(image)


def mask_at(drawing: np.ndarray, x: int, y: int, gap: int) -> np.ndarray:
    area = Areas(drawing).at(x, y, gap)
    assert area is not None
    return area.within(drawing.shape[:2])


def test_a_closed_box_is_filled_to_its_lines_and_a_little_under_them():
    mask = mask_at(box_drawing(), 150, 150, 0)
    assert mask[103:198, 103:298].all()
    assert mask[102, 200] and mask[101, 200]  # under the line
    assert not mask[:100].any() and not mask[:, :100].any() and not mask[202:].any()


def test_the_outside_is_its_own_area():
    mask = mask_at(box_drawing(), 5, 5, 0)
    assert mask[0, 0] and mask[299, 399] and mask[50, 200]
    assert not mask[103:198, 103:298].any()


@pytest.mark.parametrize("gap", [1, 4, 9])
def test_a_gap_is_closed_up_to_its_size_and_open_beyond(gap: int):
    drawing = box_drawing(gap)
    closed = mask_at(drawing, 150, 150, gap)
    assert closed[110:190, 110:290].all()
    assert not closed[:95].any()
    leaks = mask_at(drawing, 150, 150, 0)
    assert leaks[5, 5]


def test_closing_gaps_loses_no_corner():
    mask = mask_at(box_drawing(4), 150, 150, 12)
    assert mask[103, 103] and mask[197, 297]


def test_a_place_too_narrow_for_the_gap_is_still_filled():
    image = Image.new("RGB", (200, 100), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 40, 180, 48), outline="black", width=2)
    mask = mask_at(np.array(image), 100, 44, 30)
    assert mask[44, 30] and mask[44, 170]
    assert not mask[20].any()


def test_a_click_beside_a_line_takes_the_area_it_lies_in():
    mask = mask_at(box_drawing(6), 104, 150, 20)
    assert mask[150, 200] and not mask[:95].any()


def test_a_diagonal_line_of_one_pixel_encloses():
    pixels = np.full((60, 60, 3), 255, np.uint8)
    pixels[np.arange(60), np.arange(60)] = 0
    mask = mask_at(pixels, 50, 10, 0)
    assert mask[0, 59] and not mask[59, 0] and not mask[40, 10]


def test_a_line_is_no_area():
    assert Areas(box_drawing()).at(200, 101, 4) is None


def test_a_spiral_is_one_area():
    """Thousands of runs in one long chain: labels must travel all the way."""
    pixels = np.full((400, 400, 3), 255, np.uint8)
    for row in range(10, 400, 10):
        pixels[row] = 0
        pixels[row, (0 if row // 10 % 2 else 399)] = 255
    mask = mask_at(pixels, 0, 0, 0)
    assert mask[395].all()


def test_components_join_what_edges_join():
    labels = _components(6, np.array([0, 4, 2]), np.array([1, 5, 4]))
    assert labels[0] == labels[1] and labels[2] == labels[4] == labels[5]
    assert len(set(labels.tolist())) == 3


@pytest.mark.parametrize("radius", [1, 2, 3, 7, 20])
def test_thickened_is_a_square_over_the_seams_of_bands(radius: int):
    mask = np.zeros((1100, 60), bool)
    mask[511, 30] = True
    ys, xs = np.nonzero(_thickened(mask, radius))
    assert (ys.min(), ys.max(), xs.min(), xs.max()) == (511 - radius, 511 + radius, 30 - radius, 30 + radius)
    assert len(ys) == (2 * radius + 1) ** 2


def test_wholly_covered_tiles_are_shared():
    drawing = np.full((4 * TILE, 4 * TILE, 3), 255, np.uint8)
    area = Areas(drawing).at(5, 5, 4)
    hints = filled(Hints(4 * TILE, 4 * TILE), area, Brush(RED, 1))
    assert len(hints.tiles) == 16
    assert len({id(tile) for tile in hints.tiles.values()}) == 1
    assert hints.color_at(700, 800) == (*RED, 255)
    assert filled(hints, area, Brush(RED, 1, erases=True)).is_empty


def test_a_fill_keeps_what_lies_outside_it():
    hints = Hints(400, 300)
    inside, outside = Areas(box_drawing()).at(150, 150, 0), Areas(box_drawing()).at(5, 5, 0)
    hints = filled(hints, outside, Brush((0, 0, 250), 1))
    hints = filled(hints, inside, Brush(RED, 1, opacity=0.5))
    assert hints.color_at(200, 150) == (*RED, 128)
    assert hints.color_at(5, 5) == (0, 0, 250, 255)
