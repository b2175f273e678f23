"""The preview is as large as the machine paints while the hand does not wait, and does not flicker between sizes."""

from __future__ import annotations

import numpy as np
import pytest

from app.preview_pacing import BUDGET_MS, PREVIEW_SIZES, PreviewPacing
from engine.requests import ColorizeResult


def painted(decode: float, side: int, **more: float) -> ColorizeResult:
    pixels = np.zeros((1, 1, 3), np.uint8)
    return ColorizeResult(0, pixels, {}, {"decode": decode, **more}, "cpu", "fp32", (side, side * 2 // 3))


def test_a_fast_machine_keeps_the_largest() -> None:
    pacing = PreviewPacing()
    for _ in range(5):
        pacing.learn(painted(BUDGET_MS, PREVIEW_SIZES[0]))
    assert pacing.size(512) == PREVIEW_SIZES[0]


@pytest.mark.parametrize(("at_256", "wanted"), [(43, 224), (64, 192), (107, 128), (2000, 128)])
def test_a_slow_one_gets_what_it_paints_in_time(at_256: float, wanted: int) -> None:
    pacing = PreviewPacing()
    pacing.learn(painted(4 * at_256, 512))  # the first full picture already tells
    assert pacing.size(512) == wanted
    for _ in range(9):
        pacing.learn(painted(at_256 * pacing.size(512) ** 2 / 256**2, pacing.size(512)))
    assert pacing.size(512) == wanted
    assert wanted == PREVIEW_SIZES[-1] or at_256 * wanted**2 / 256**2 <= BUDGET_MS


def test_one_hiccup_changes_nothing() -> None:
    pacing = PreviewPacing()
    for decode in (20, 20, 400, 20, 20):
        pacing.learn(painted(decode, 256))
        assert pacing.size(512) == 256


def test_it_grows_again_with_room_to_spare_only() -> None:
    pacing = PreviewPacing()
    for _ in range(3):
        pacing.learn(painted(43, 256))
    assert pacing.size(512) == 224
    for _ in range(5):
        pacing.learn(painted(BUDGET_MS * 0.95 * 224**2 / 256**2, 224))
    assert pacing.size(512) == 224
    for _ in range(5):
        pacing.learn(painted(10, 224))
    assert pacing.size(512) == 256


def test_what_waited_for_the_model_tells_nothing() -> None:
    pacing = PreviewPacing()
    pacing.learn(painted(5000, 512, load=3000))
    assert pacing.size(512) == PREVIEW_SIZES[0]
    pacing.learn(painted(5000, 512))
    pacing.forget()
    assert pacing.size(512) == PREVIEW_SIZES[0]
