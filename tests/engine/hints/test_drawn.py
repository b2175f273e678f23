from dataclasses import replace

import numpy as np
import pytest

from engine.hints import drawn
from engine.hints.drawn import DrawnHints, drawn_on, hints_on, painted, told_of
from engine.hints.layer import Hints
from engine.requests import Picture


def picture(value: int, source: str = "", size: int = 64) -> Picture:
    return Picture(np.full((size, size, 3), value, np.uint8), None, source)


def hints(value: int = 9, size: int = 64) -> Hints:
    return Hints.of_pixels(size, size, np.full((size, size, 4), value, np.uint8))


@pytest.mark.parametrize(
    ("sketch", "same"),
    [
        (picture(1, "/a/1.png"), True),
        (picture(1, "/b/copy.png"), True),  # the same pixels, wherever they turn up
        (picture(2, "/a/1.png"), True),  # the file was saved anew
        (replace(picture(2, "/a/1.png"), layers=("Ink",), layer="Ink"), True),
        (picture(2, "/a/1.png", 32), False),
        (picture(2, "/b/1.png"), False),
        (picture(2, "1.png"), False),
        (picture(2, ""), False),
    ],
)
def test_what_the_same_drawing_is(sketch: Picture, same: bool):
    layer = DrawnHints.on(picture(1, "/a/1.png"), hints())
    assert drawn_on(sketch, (layer,)) is (layer if same else None)


def test_a_name_alone_makes_no_drawing():
    pasted = DrawnHints.on(picture(1, "pasted picture"), hints())
    assert hints_on(picture(2, "pasted picture"), (pasted,)) is None
    assert hints_on(picture(2), (DrawnHints.on(picture(1), hints()),)) is None


def test_each_drawing_keeps_its_own():
    one, two = picture(1, "/a/1.png"), picture(2, "/a/2.png")
    first, second, third = hints(10), hints(20), hints(30)
    layers = painted(painted((), one, first), two, second)
    assert hints_on(one, layers) is first and hints_on(two, layers) is second
    layers = painted(layers, one, third)
    assert hints_on(one, layers) is third and hints_on(two, layers) is second and len(layers) == 2
    for nothing in (None, Hints(64, 64)):
        assert [layer.hints for layer in painted(layers, one, nothing)] == [second]


def test_files_that_change_places_are_told_by_their_pixels():
    one, two = picture(1, "/a/1.png"), picture(2, "/a/2.png")
    layers = painted(painted((), one, hints(10)), two, second := hints(20))
    assert hints_on(picture(2, "/a/1.png"), layers) is second


def test_a_drawing_that_was_saved_anew_is_known_by_both_from_then_on():
    before, after = picture(1, "/a/1.png"), picture(2, "/a/1.png")
    layers = painted(painted((), before, hints(10)), after, last := hints(20))
    for moved in (picture(1, "1.png"), picture(2, "1.png")):
        assert hints_on(moved, layers) is last
    layers = painted((), before, last)
    assert hints_on(picture(2, "1.png"), layers) is None
    assert hints_on(picture(2, "1.png"), told_of(layers, (None, after, picture(7)))) is last


def test_what_rests_is_bounded_and_the_oldest_goes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(drawn, "MAX_RESTING_BYTES", 2 * hints().nbytes)
    layers: tuple[DrawnHints, ...] = ()
    for value in range(1, 6):
        layers = painted(layers, picture(value), hints())
    assert [hints_on(picture(value), layers) is not None for value in range(1, 6)] == [False, False, True, True, True]
