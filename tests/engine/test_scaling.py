import numpy as np
import pytest
from PIL import Image

from engine import scaling
from engine.scaling import array_of, fitted, resized, to_grey


@pytest.mark.parametrize(
    ("size", "long_side", "expected"),
    [((200, 100), 50, (50, 25)), ((100, 300), 600, (200, 600)), ((1000, 2), 100, (100, 1)), ((64, 64), 64, (64, 64))],
)
def test_fitted(size: tuple[int, int], long_side: int, expected: tuple[int, int]) -> None:
    assert fitted(size, long_side) == expected


def test_grey_is_pillows() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    np.testing.assert_array_equal(to_grey(pixels), np.asarray(Image.fromarray(pixels).convert("L")))


def test_a_thin_line_keeps_its_ink_when_it_shrinks() -> None:
    grey = np.full((64, 64), 255, np.uint8)
    grey[:, 32] = 0
    small = resized(grey, (16, 16))
    assert small.min() == pytest.approx(255 * 3 / 4, abs=1) and small.max() == 255
    assert (255 - small.astype(int)).sum(axis=1).tolist() == pytest.approx([255 / 4] * 16, abs=1)


def test_the_same_size_is_the_same_array() -> None:
    pixels = np.zeros((4, 6, 3), np.uint8)
    assert resized(pixels, (6, 4)) is pixels


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_picture_comes_over_in_bands(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaling, "_BAND_PIXELS", 100)
    shape = (37, 21) if mode == "L" else (37, 21, len(mode))
    pixels = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    found = array_of(Image.fromarray(pixels))
    np.testing.assert_array_equal(found, pixels)
    assert found.flags.writeable
