"""TIFFs that are written strip by strip, read by two who know nothing of it."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from engine import tiff_strips as module
from engine.color_profiles import srgb_profile
from engine.progress import Cancelled, untold
from engine.tiff_strips import tiff_strips


def written(pixels: np.ndarray, description: str = "") -> bytes:
    return b"".join(tiff_strips(pixels, description, srgb_profile(), untold))


@pytest.mark.parametrize("shape", [(1, 1), (5, 7), (600, 1000), (70_000, 2), (3, 300_000)])
def test_the_pixels_come_back(shape: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)
    data = written(pixels, "a text")
    with Image.open(io.BytesIO(data)) as image:
        np.testing.assert_array_equal(np.asarray(image), pixels)
        assert image.info["compression"] == "tiff_lzw" and image.info["icc_profile"] == srgb_profile()
        assert image.tag_v2[270] == "a text"  # type: ignore[attr-defined]
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    np.testing.assert_array_equal(decoded[..., ::-1], pixels)


def test_no_description_is_none() -> None:
    with Image.open(io.BytesIO(written(np.zeros((2, 2, 3), np.uint8)))) as image:
        assert 270 not in image.tag_v2  # type: ignore[attr-defined]


def test_it_tells_and_is_called_off_between_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_STRIP", 100)
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(tiff_strips(np.zeros((50, 20, 3), np.uint8), "", b"", tell))
    assert told == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
