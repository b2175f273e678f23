from collections.abc import Iterator

import numpy as np
import pytest

from engine.flats import Medians, find_areas, flats, gap_radius
from engine.progress import Cancelled


def room(gap: int = 0, size: int = 400) -> np.ndarray:
    """Two rooms in one frame, and a door of `gap` pixels in the wall between them."""
    grey = np.full((size, size), 255, np.uint8)
    grey[50:350, 50:53] = grey[50:350, 347:350] = grey[50:53, 50:350] = grey[347:350, 50:350] = 0
    grey[50:350, 199:202] = 0
    grey[200 : 200 + gap, 199:202] = 255
    return grey


def test_each_area_between_the_lines_has_a_label_and_nothing_is_left() -> None:
    areas, count = find_areas(room())
    assert count == 3 and set(np.unique(areas)) == {0, 1, 2}
    assert len({areas[5, 5], areas[100, 100], areas[100, 300]}) == 3
    assert areas[5, 5] == areas[395, 395]


def test_small_gaps_are_closed_and_doors_are_not() -> None:
    radius = gap_radius(400)
    areas, _ = find_areas(room(gap=2 * radius))
    assert areas[100, 100] != areas[100, 300]
    areas, _ = find_areas(room(gap=40))
    assert areas[100, 100] == areas[100, 300]


def test_corners_belong_to_their_area() -> None:
    areas, _ = find_areas(room())
    assert (areas[53:347, 53:199] == areas[100, 100]).all()


def test_diagonal_lines_one_pixel_wide_are_walls() -> None:
    grey = np.full((100, 100), 255, np.uint8)
    grey[np.arange(100), np.arange(100)] = 0
    areas, count = find_areas(grey)
    assert count == 2 and areas[10, 80] != areas[80, 10]


def test_areas_get_their_median_and_no_other_color() -> None:
    colors = np.full((400, 400, 3), (10, 20, 30), np.uint8)
    colors[50:350, 50:200] = (200, 100, 50)
    colors[60:70, 60:70] = 255  # a highlight, which a mean would show
    colors[50:350, 200:350] = (90, 90, 200)
    result = flats(colors, room())
    assert result[65, 65].tolist() == [200, 100, 50] and result[100, 300].tolist() == [90, 90, 200]
    assert result[5, 5].tolist() == [10, 20, 30]
    assert len(np.unique(result.reshape(-1, 3), axis=0)) == 3


@pytest.mark.parametrize("counted", [0, 100], ids=["sorted", "counted"])
def test_medians_are_numpys(monkeypatch: pytest.MonkeyPatch, counted: int) -> None:
    monkeypatch.setattr("engine.flats._TABLE_A_PIXEL", counted)
    random = np.random.default_rng(0)
    areas = np.repeat(np.repeat(np.arange(12, dtype=np.int32).reshape(3, 4), 7, 0), 9, 1)  # of 63 pixels each
    colors = random.integers(0, 256, (*areas.shape, 3), dtype=np.uint8)
    found = Medians(areas, 13).of(colors)  # the last has no pixel
    for area in range(12):
        assert found[area].tolist() == np.median(colors[areas == area], axis=0).tolist()
    assert found.shape == (13, 3)


def test_specks_are_no_areas_and_ink_alone_is_one() -> None:
    grey = np.zeros((64, 64), np.uint8)
    grey[30, 30] = 255
    areas, count = find_areas(grey)
    assert count == 1 and (areas == 0).all()
    assert flats(np.full((64, 64, 3), 7, np.uint8), grey).max() == 7


def test_a_long_search_is_told_ring_by_ring_and_can_be_called_off_at_each() -> None:
    grey = np.full((400, 500), 255, np.uint8)
    grey[100:300:20, 50:450] = grey[100:300, 50:450:20] = 0
    colors = np.zeros((*grey.shape, 3), np.uint8)
    told: list[float] = []
    flats(colors, grey, told.append)
    assert told == sorted(told) and told[0] < 0.1 and told[-1] <= 1
    assert len(told) > 20  # what walks over millions of pixels takes seconds in between
    for stop_at in (len(told) // 2, len(told) - 1):
        left = iter([False] * stop_at + [True])

        def stop(share: float, left: Iterator[bool] = left) -> None:
            if next(left):
                raise Cancelled

        with pytest.raises(Cancelled):
            flats(colors, grey, stop)
