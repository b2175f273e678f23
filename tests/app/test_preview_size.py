"""The preview is as large as the machine paints while the hand does not wait, and does not flicker between sizes."""

from __future__ import annotations

import numpy as np
import pytest

from app.preview_size import BUDGET_MS, SIZES, PreviewSize
from engine.requests import ColorizeResult


def painted(decode: float, side: int, **more: float) -> ColorizeResult:
    pixels = np.zeros((1, 1, 3), np.uint8)
    return ColorizeResult(0, pixels, {}, {"decode": decode, **more}, "cpu", "fp32", (side, side * 2 // 3))


def test_a_fast_machine_keeps_the_largest() -> None:
    size = PreviewSize()
    for _ in range(5):
        size.learn(painted(BUDGET_MS, SIZES[0]))
    assert size.pixels == SIZES[0]


@pytest.mark.parametrize(("at_256", "wanted"), [(43, 224), (64, 192), (107, 128), (2000, 128)])
def test_a_slow_one_gets_what_it_paints_in_time(at_256: float, wanted: int) -> None:
    size = PreviewSize()
    size.learn(painted(4 * at_256, 512))  # the first full picture already tells
    assert size.pixels == wanted
    for _ in range(9):
        size.learn(painted(at_256 * size.pixels**2 / 256**2, size.pixels))
    assert size.pixels == wanted
    assert wanted == SIZES[-1] or at_256 * wanted**2 / 256**2 <= BUDGET_MS


def test_one_hiccup_changes_nothing() -> None:
    size = PreviewSize()
    for decode in (20, 20, 400, 20, 20):
        size.learn(painted(decode, 256))
        assert size.pixels == 256


def test_it_grows_again_with_room_to_spare_only() -> None:
    size = PreviewSize()
    for _ in range(3):
        size.learn(painted(43, 256))
    assert size.pixels == 224
    for _ in range(5):
        size.learn(painted(BUDGET_MS * 0.95 * 224**2 / 256**2, 224))
    assert size.pixels == 224
    for _ in range(5):
        size.learn(painted(10, 224))
    assert size.pixels == 256


def test_what_waited_for_the_model_tells_nothing() -> None:
    size = PreviewSize()
    size.learn(painted(5000, 512, load=3000))
    assert size.pixels == SIZES[0]
    size.learn(painted(5000, 512))
    size.forget()
    assert size.pixels == SIZES[0]
