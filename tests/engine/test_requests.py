import numpy as np
import pytest

from engine.requests import Picture


def test_equal_pixels_have_the_same_key_whatever_their_layout() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    view = np.asfortranarray(pixels)
    assert Picture(pixels.copy()).key == Picture(view).key
    assert Picture(pixels.copy()).key != Picture(pixels.reshape(8, 6, 3).copy()).key
    changed = pixels.copy()
    changed[3, 3, 1] ^= 1
    assert Picture(changed).key != Picture(view).key


def test_a_picture_is_read_only_rgb() -> None:
    picture = Picture(np.zeros((2, 5, 3), np.uint8))
    assert (picture.width, picture.height) == (5, 2)
    with pytest.raises(ValueError, match="read-only"):
        picture.pixels[0, 0, 0] = 1
    for wrong in (np.zeros((2, 5), np.uint8), np.zeros((2, 5, 4), np.uint8), np.zeros((2, 5, 3), np.float32)):
        with pytest.raises(ValueError, match="a picture is uint8"):
            Picture(wrong)
