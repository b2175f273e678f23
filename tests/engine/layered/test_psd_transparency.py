"""PSDs of 8 bits whose merged picture has a fourth channel: its transparency, or a selection that was saved."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import ColorMode, Resource
from psd_tools.psd.header import FileHeader
from psd_tools.psd.image_data import ImageData
from psd_tools.psd.image_resources import ImageResource

from engine.color_profiles import srgb_profile
from engine.image_io import read_picture

ALPHA = np.array([[255, 128, 0, 64]], np.uint8).repeat(3, axis=0)
INK = np.array([[[0, 0, 0], [0, 0, 0], [0, 0, 0], [200, 40, 0]]], np.uint8).repeat(3, axis=0)
"""A black line with a soft edge, paper that shows through, and a thin red."""


def laid_on_white(colors: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    share = alpha[..., None] / 255
    return np.rint(colors * share + 255 * (1 - share)).astype(np.uint8)


def write_psd(path: Path, colors: np.ndarray, fourth: np.ndarray, transparent: bool, depth: int = 8) -> Path:
    """A file of one layer, "Ink". Photoshop says by a negative count of layers what its fourth channel is."""
    height, width = fourth.shape
    psd = PSDImage.new("RGB", (width, height), depth=depth)  # type: ignore[arg-type]
    psd.create_pixel_layer(Image.fromarray(np.dstack([INK, ALPHA])), name="Ink")
    record = psd._record
    record.header = FileHeader(channels=4, height=height, width=width, depth=depth, color_mode=ColorMode.RGB)
    info = record.layer_and_mask_information.layer_info
    assert info is not None
    info.layer_count = -1 if transparent else 1
    record.image_data = ImageData()
    planes = np.dstack([colors, fourth]).transpose(2, 0, 1)
    stored = planes if depth == 8 else (planes.astype(int) * 257).astype(">u2")
    record.image_data.set_data([plane.tobytes() for plane in stored], record.header)
    profile = ImageResource(key=Resource.ICC_PROFILE, data=srgb_profile())
    record.image_resources[Resource.ICC_PROFILE] = profile
    with path.open("wb") as file:
        record.write(file)
    return path


@pytest.mark.parametrize("depth", [8, 16])
def test_soft_lines_of_a_transparent_psd_keep_their_strength(tmp_path: Path, depth: int) -> None:
    stored = laid_on_white(INK, ALPHA)
    picture = read_picture(write_psd(tmp_path / "lines.psd", stored, ALPHA, transparent=True, depth=depth))
    assert picture.layers == ("Ink",)
    assert picture.alpha is not None and np.array_equal(picture.alpha, ALPHA)
    assert np.abs(picture.pixels.astype(int) - stored).max() <= (0 if depth == 8 else 2)
    assert np.abs(picture.pixels.astype(int) - read_picture(tmp_path / "lines.psd", "Ink").pixels).max() <= 2


def test_a_saved_selection_hides_nothing(tmp_path: Path) -> None:
    colors = np.random.default_rng(5).integers(0, 256, (3, 4, 3)).astype(np.uint8)
    picture = read_picture(write_psd(tmp_path / "selection.psd", colors, ALPHA, transparent=False))
    assert picture.alpha is None and picture.layers == ("Ink",)
    assert np.array_equal(picture.pixels, colors)


def test_colours_that_were_not_laid_on_white_are(tmp_path: Path) -> None:
    """As Krita writes them."""
    picture = read_picture(write_psd(tmp_path / "krita.psd", INK, ALPHA, transparent=True))
    assert picture.alpha is not None and np.array_equal(picture.alpha, ALPHA)
    assert np.abs(picture.pixels.astype(int) - laid_on_white(INK, ALPHA)).max() <= 1


def test_what_nobody_sees_is_white_whatever_colour_it_keeps(tmp_path: Path) -> None:
    stored = laid_on_white(INK, ALPHA)
    stored[:, 2] = (10, 200, 30)
    picture = read_picture(write_psd(tmp_path / "hidden.psd", stored, ALPHA, transparent=True))
    assert np.array_equal(picture.pixels, laid_on_white(INK, ALPHA))


def test_a_fourth_channel_that_hides_nothing_is_no_transparency(tmp_path: Path) -> None:
    whole = np.full_like(ALPHA, 255)
    picture = read_picture(write_psd(tmp_path / "whole.psd", INK, whole, transparent=True))
    assert picture.alpha is None and np.array_equal(picture.pixels, INK)


def test_the_quick_reader_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_arguments: object) -> Image.Image:
        raise AssertionError("psd-tools takes many times as long")

    monkeypatch.setattr(PSDImage, "topil", slow)
    path = write_psd(tmp_path / "lines.psd", laid_on_white(INK, ALPHA), ALPHA, transparent=True)
    assert read_picture(path).layers == ("Ink",)
