from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
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
        ({"tags": {"red_hair": 2.0}}, False),
        ({"evenness": 0.5}, False),
        ({"size": 512, "output_size": None}, False),
        ({"sketch": Picture(np.zeros((900, 600, 3), np.uint8))}, True),
        ({"reference": Picture(np.zeros((4, 4, 3), np.uint8))}, True),
        ({"model": Path("other")}, True),
        ({"device": "cpu"}, True),
        ({"line_settings": LineSettings(threshold=100)}, True),
    ],
)
def test_a_preview_is_finished_unless_it_is_of_other_pictures_and_a_larger_picture_never(
    newer: dict[str, Any], gives_way: bool
) -> None:
    sketch, reference = (Picture(np.zeros((900, 600, 3), np.uint8)) for _ in range(2))
    preview = ColorizeRequest(1, sketch, reference, Path("model"), size=256, output_size=256)
    full = replace(preview, size=512, output_size=None)
    assert (preview.long_side, full.long_side, replace(full, size=1024).long_side) == (256, 900, 1024)
    assert preview.gives_way_to(replace(preview, number=2, **newer)) == gives_way
    assert full.gives_way_to(replace(full, number=2, **newer))
    assert full.gives_way_to(preview)


def test_what_previews_a_picture_is_small_and_otherwise_the_same() -> None:
    sketch, reference = (Picture(np.zeros((900, 600, 3), np.uint8)) for _ in range(2))
    full = ColorizeRequest(3, sketch, reference, Path("model"), {"red_hair": 1.0}, size=512)
    preview = replace(full, number=2, size=192, output_size=192)
    assert full.is_previewed_by(preview) and full.is_previewed_by(replace(preview, tags=MappingProxyType(full.tags)))
    assert not full.is_previewed_by(replace(preview, tags={"red_hair": 2.0}))
    assert not full.is_previewed_by(replace(preview, evenness=0.5))
    assert not full.is_previewed_by(replace(full, number=2)) and not preview.is_previewed_by(preview)
