import numpy as np
import pytest

from engine.hints.brush import Brush, Stroke, blended
from engine.hints.layer import TILE, Hints

RED = (220, 30, 40)
BLANK = Hints(600, 400)


def painted(brush: Brush, *points: tuple[float, ...], before: Hints = BLANK) -> Hints:
    stroke = Stroke(brush, before)
    for point in points:
        stroke.move_to(*point)
    return stroke.finish()


def test_a_dab_is_a_disc_of_the_right_area_and_colour():
    pixels = painted(Brush(RED, 40), (100, 80)).pixels()
    assert pixels[..., 3].sum() / 255 == pytest.approx(np.pi * 20**2, rel=0.01)
    np.testing.assert_array_equal(pixels[80, 100], (*RED, 255))
    ys, xs = np.nonzero(pixels[..., 3])
    assert (xs.min() + xs.max() + 1) / 2 == 100 and (ys.min() + ys.max() + 1) / 2 == 80
    edge = pixels[80, 119:122, 3].tolist()
    assert edge == sorted(edge, reverse=True) and edge[-1] == 0


def test_a_stroke_crosses_tiles_without_a_seam_and_tells_which():
    stroke = Stroke(Brush(RED, 10), BLANK)
    assert stroke.move_to(200, 100) == {(0, 0)}
    stroke.move_to(250, 100)
    assert (1, 0) in stroke.move_to(330, 100)
    alpha = stroke.finish().pixels()[..., 3]
    assert (alpha[100, 200:330] == 255).all()
    assert (alpha[98:103, TILE - 20 : TILE + 20] == 255).all()


def test_a_stroke_ends_where_the_hand_let_go():
    alpha = painted(Brush(RED, 6), (20, 20), (60, 20), (60, 90)).pixels()[..., 3]
    assert alpha[88, 60] == 255
    assert alpha[92, 60] > 200 and alpha[95, 60] == 0


def test_opacity_does_not_add_up_within_a_stroke_but_over_strokes():
    brush = Brush(RED, 20, opacity=0.5)
    once = painted(brush, (50, 50), (150, 50), (50, 50), (150, 50))
    assert once.color_at(100, 50) == (*RED, 128)
    twice = painted(brush, (50, 50), (150, 50), before=once)
    assert twice.color_at(100, 50)[3] == pytest.approx(191, abs=1)


def test_colours_mix_by_opacity():
    under = painted(Brush((0, 0, 0), 40), (100, 100))
    mixed = painted(Brush((200, 100, 50), 40, opacity=0.5), (100, 100), before=under)
    assert mixed.color_at(100, 100) == (100, 50, 25, 255)


def test_the_eraser_clears_and_leaves_nothing_behind():
    under = painted(Brush(RED, 30), (100, 100))
    gone = painted(Brush(RED, 80, erases=True), (100, 100), before=under)
    assert gone.is_empty
    half = painted(Brush(RED, 80, opacity=0.5, erases=True), (100, 100), before=under)
    assert half.color_at(100, 100) == (*RED, 128)


def test_pressure_scales_the_size_along_the_stroke():
    alpha = painted(Brush(RED, 40), (50, 200, 0.2), (300, 200, 1.0), (500, 200, 1.0)).pixels()[..., 3]
    widths = [(alpha[:, x] > 127).sum() for x in (60, 150, 450)]
    assert widths[0] < widths[1] < widths[2]
    assert widths[2] == pytest.approx(40, abs=1)


def test_a_soft_brush_falls_off():
    alpha = painted(Brush(RED, 100, softness=1.0), (200, 200)).pixels()[200, 200:252, 3].astype(int)
    assert alpha[0] > 245 and alpha[-1] == 0
    assert (np.diff(alpha) <= 0).all() and len(np.unique(alpha)) > 30


def test_a_stroke_over_the_border_stays_inside():
    hints = painted(Brush(RED, 60), (-10, -10), (600, 400), (700, 500))
    pixels = np.zeros((2 * TILE, 3 * TILE), np.uint8)
    for (column, row), tile in hints.tiles.items():
        pixels[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE] = tile[..., 3]
    assert pixels[399, 599] == 255
    assert not pixels[400:].any() and not pixels[:, 600:].any()
    assert painted(Brush(RED, 10), (900, 900)).is_empty


def test_memory_of_a_stroke_is_what_it_touched():
    large = Hints(8192, 8192)
    hints = painted(Brush(RED, 30), (4000, 4000), (4100, 4000), before=large)
    assert len(hints.tiles) <= 4


def test_a_fast_hand_leaves_a_curve():
    alpha = painted(Brush(RED, 4), (50, 50), (150, 50), (150, 150)).pixels()[..., 3]
    assert alpha[50, 150] == 0  # the corner is rounded
    assert alpha[50, 60] == 255 and alpha[140, 150] == 255


def test_blended_keeps_clear_clear():
    under = np.zeros((2, 2, 4), np.uint8)
    np.testing.assert_array_equal(blended(under, np.zeros((2, 2), np.uint8), Brush(RED, 5)), under)
