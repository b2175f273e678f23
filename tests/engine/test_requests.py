from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.requests import ColorizeRequest, LineSettings, Picture


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


@pytest.mark.parametrize(
    ("newer", "gives_way"),
    [
        ({"size": 256, "output_size": 256}, True),
        ({"tags": {"red_hair": 2.0}}, False),
        ({"size": None}, False),
        ({"sketch": Picture(np.zeros((900, 600, 3), np.uint8))}, True),
        ({"reference": Picture(np.zeros((4, 4, 3), np.uint8))}, True),
        ({"model": Path("other")}, True),
        ({"device": "cpu"}, True),
        ({"line_settings": LineSettings(threshold=100)}, True),
    ],
)
def test_a_request_gives_way_to_a_smaller_one_and_to_one_of_other_pictures(
    newer: dict[str, Any], gives_way: bool
) -> None:
    sketch, reference = (Picture(np.zeros((900, 600, 3), np.uint8)) for _ in range(2))
    older = ColorizeRequest(1, sketch, reference, Path("model"), size=512)
    assert older.long_side == 900 and replace(older, size=1024).long_side == 1024
    assert older.gives_way_to(replace(older, number=2, **newer)) == gives_way


def test_previews_of_a_moving_hand_do_not_give_way_to_each_other() -> None:
    picture = Picture(np.zeros((900, 600, 3), np.uint8))
    preview = ColorizeRequest(1, picture, picture, Path("model"), size=256, output_size=256)
    assert not preview.gives_way_to(replace(preview, number=2, tags={"red_hair": 1.0}))
    assert not preview.gives_way_to(replace(preview, number=3, size=512, output_size=None))
