"""A drawing in other hands: each style does what its name says, and the same every time."""

from __future__ import annotations

from typing import get_args

import cv2
import numpy as np
import pytest

from trainer.data.augmentation import USUAL, Augmentation
from trainer.data.line_styles import as_read, redrawn, varied
from trainer.options import LINE_STYLES, LineStyle

SIDE = 256


@pytest.fixture(scope="module")
def sketch() -> np.ndarray:
    """Circles of strokes three pixels wide, and a filled one."""
    drawn = np.full((SIDE, SIDE), 255, dtype=np.uint8)
    for radius in (30, 60, 90):
        cv2.circle(drawn, (128, 128), radius, 0, 3, cv2.LINE_AA)
    cv2.circle(drawn, (128, 128), 12, 0, -1, cv2.LINE_AA)
    return drawn


def ink(drawing: np.ndarray) -> float:
    """The sum of all ink, in black pixels."""
    return float((255 - drawing.astype(float)).sum() / 255)


def pieces(drawing: np.ndarray) -> int:
    """Strokes that hang together."""
    return cv2.connectedComponents((drawing < 200).astype(np.uint8))[0] - 1


def drawn(sketch: np.ndarray, style: LineStyle, seed: int = 0) -> np.ndarray:
    return redrawn(sketch, style, np.random.default_rng(seed)).drawing


@pytest.mark.parametrize("style", LINE_STYLES)
def test_a_style_is_a_pure_function_of_its_generator(style: LineStyle, sketch: np.ndarray) -> None:
    before = sketch.copy()
    first, again = drawn(sketch, style, 1), drawn(sketch, style, 1)
    assert np.array_equal(first, again) and np.array_equal(sketch, before)
    assert first.shape == sketch.shape and first.dtype == np.uint8
    assert not np.array_equal(first, sketch)
    assert np.array_equal(drawn(sketch, style, 2), first) is (style == "thin"), "a thin line leaves nothing to chance"


def test_lines_grow_thinner_and_thicker_and_surfaces_stay(sketch: np.ndarray) -> None:
    thin, thick = drawn(sketch, "thin"), drawn(sketch, "thick")
    assert ink(thin) < 0.75 * ink(sketch) < 0.5 * ink(thick)
    assert pieces(thin) == pieces(thick) == pieces(sketch) == 4, "no line is lost or run into another"
    middle = np.s_[122:135, 122:135]
    assert (thin[middle] < 30).all() and (thick[middle] < 30).all()


def test_grey_is_pale_and_nothing_is_lost(sketch: np.ndarray) -> None:
    grey = drawn(sketch, "grey")
    assert 90 < grey.min() < 200 and 0.2 < ink(grey) / ink(sketch) < 0.6
    assert np.array_equal(grey == 255, sketch == 255)


def test_broken_lines_have_gaps(sketch: np.ndarray) -> None:
    broken = drawn(sketch, "broken")
    assert pieces(broken) > 8 and 0.6 < ink(broken) / ink(sketch) < 0.95
    assert (broken >= sketch).all(), "nothing is drawn that was not there"


@pytest.mark.parametrize("style", ["pencil", "scan"])
def test_paper_has_a_tone_and_is_read_as_colorize_reads_it(style: LineStyle, sketch: np.ndarray) -> None:
    made = redrawn(sketch, style, np.random.default_rng(3))
    paper = sketch == 255
    assert 150 < np.median(made.drawing[paper]) < 250 and made.drawing[paper].std() > 2
    assert (made.line[paper & (cv2.erode(sketch, np.ones((7, 7))) == 255)] > 250).all(), "the line has no paper"
    read = as_read(made.drawing)
    assert np.mean(read[paper] > 240) > 0.9 and np.median(read[sketch < 60]) < 128


def test_a_clean_drawing_is_read_as_it_is(sketch: np.ndarray) -> None:
    assert np.array_equal(as_read(sketch), sketch)


def test_examples_vary_by_their_share(sketch: np.ndarray) -> None:
    rng = np.random.default_rng(0)
    assert USUAL.drawing(rng, sketch) is sketch
    assert rng.random() == np.random.default_rng(0).random(), "without a share nothing is drawn from the generator"
    looks = [Augmentation(redrawn=0.5).drawing(np.random.default_rng(seed), sketch) for seed in range(40)]
    changed = sum(look is not sketch for look in looks)
    assert 10 < changed < 30
    again = [varied(sketch, np.random.default_rng(seed), 0.5) for seed in range(40)]
    assert all(np.array_equal(*pair) for pair in zip(looks, again, strict=True))


def test_every_style_has_its_name_in_the_options() -> None:
    assert get_args(LineStyle) == LINE_STYLES and len(set(LINE_STYLES)) == 6
