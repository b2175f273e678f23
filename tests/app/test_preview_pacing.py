"""The preview is as large as the machine paints while the hand does not wait, and does not flicker between sizes."""

from __future__ import annotations

import numpy as np
import pytest

from app.preview_pacing import BUDGET_MS, PREVIEW_SIZES, PreviewPacing
from engine.requests import ColorizeResult

ANY_SIZE = 224**2


def painted(decode: float, side: int, own: int = 1, **more: float) -> ColorizeResult:
    """A picture by networks at a size, of a drawing of another one; `own` is the drawing's longer side."""
    pixels = np.zeros((own, own * 2 // 3, 3), np.uint8)
    return ColorizeResult(0, pixels, {}, {"decode": decode, **more}, "cpu", "fp32", (side, side * 2 // 3))


def of_size(at_256: float, side: int) -> float:
    """What takes so long at 256 px takes at another size, of which a part is the same at each."""
    return at_256 * (side**2 + ANY_SIZE) / (256**2 + ANY_SIZE)


def test_a_fast_machine_keeps_the_largest() -> None:
    pacing, side = PreviewPacing(), PREVIEW_SIZES[0]
    for _ in range(5):
        pacing.learn(painted(0.8 * BUDGET_MS, side, own=side, finish=0.2 * BUDGET_MS))
    assert pacing.size(512) == side
    for _ in range(5):
        pacing.learn(painted(0.8 * BUDGET_MS, side, own=side, finish=0.6 * BUDGET_MS))
    assert pacing.size(512) < side, "the finish counts, too"


@pytest.mark.parametrize(("at_256", "wanted"), [(53, 192), (60, 160), (2000, 128)])
def test_a_slow_one_gets_what_it_paints_in_time(at_256: float, wanted: int) -> None:
    pacing = PreviewPacing()
    pacing.learn(painted(of_size(at_256, 512) / 1.3, 512))  # the first full picture already tells
    assert pacing.size(512) == wanted
    for _ in range(9):
        side = pacing.size(512)
        pacing.learn(painted(of_size(at_256, side), side, own=side))
    assert pacing.size(512) == wanted
    assert wanted == PREVIEW_SIZES[-1] or of_size(at_256, wanted) <= BUDGET_MS


def test_a_little_too_slow_a_hand_goes_on_and_finds_them_smaller_after_its_rest() -> None:
    pacing = PreviewPacing()
    for _ in range(3):
        pacing.learn(painted(1.2 * BUDGET_MS, 256, own=256))
    assert (pacing.size(512), pacing.next_size(512)) == (256, 192)
    pacing.settle(192, painted(99, 192))
    assert pacing.size(512) == 192


def test_one_hiccup_changes_nothing() -> None:
    pacing = PreviewPacing()
    for decode in (20, 20, 400, 20, 20):
        pacing.learn(painted(decode, 256))
        assert pacing.size(512) == pacing.next_size(512) == 256


def test_it_grows_to_what_was_tried_in_time() -> None:
    pacing = PreviewPacing()
    for _ in range(3):
        pacing.learn(painted(60, 256, own=256))
    assert pacing.size(512) == 160
    for _ in range(3):
        pacing.learn(painted(of_size(60, 160), 160, own=160))
    assert pacing.next_size(512) == 192, "what seems to take a little too long is tried"
    for _ in range(3):
        pacing.learn(painted(of_size(45, 160), 160, own=160))
    assert (pacing.size(512), pacing.next_size(512), pacing.next_size(192)) == (160, 256, 192)
    pacing.settle(256, painted(BUDGET_MS + 1, 256, own=256))
    assert pacing.size(512) == 160
    pacing.settle(256, painted(BUDGET_MS - 1, 256, own=256))
    assert pacing.size(512) == 256


def test_what_waited_for_the_model_tells_nothing() -> None:
    pacing = PreviewPacing()
    pacing.learn(painted(5000, 512, load=3000))
    assert pacing.size(512) == PREVIEW_SIZES[0]
    pacing.learn(painted(5000, 512))
    pacing.forget()
    assert pacing.size(512) == PREVIEW_SIZES[0]
