"""Paintings in layers, reopened by readers that are not ours."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import BlendMode

from engine.errors import PictureError
from engine.files import replaced_whole
from engine.hints.composite import with_hints
from engine.hints.layer import Hints
from engine.image_io import EXPORT_SUFFIXES, check_writable, read_picture
from engine.layered import export
from engine.layered.export import write_painting
from engine.line_art import line_art
from engine.painting_settings import read_settings
from engine.progress import Cancelled
from engine.requests import ColorizeRequest, ColorizeResult, LineSettings, Picture
from engine.upsample import lay_lines
from tests.engine.tiny_models import colors, drawing, write_model

SIZE = (80, 60)


@pytest.fixture
def request_(tmp_path: Path) -> ColorizeRequest:
    model = write_model(tmp_path / "tiny.safetensors")
    return ColorizeRequest(1, drawing(*SIZE), colors(), model, {"red_hair": 2.0})


@pytest.fixture
def result(request_: ColorizeRequest) -> ColorizeResult:
    under = colors(*SIZE).pixels
    return ColorizeResult(1, lay_lines(under, request_.sketch.pixels), {}, {}, "cpu", "fp32", SIZE, under)


def psd_layers(path: Path) -> dict[str, np.ndarray]:
    """Bottom to top, RGBA."""
    return {layer.name: np.asarray(layer.topil().convert("RGBA")) for layer in PSDImage.open(path)}  # type: ignore[union-attr]


def test_ora_is_as_its_specification_says(tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult) -> None:
    path = tmp_path / "out.ora"
    write_painting(path, request_, result)
    assert path.read_bytes()[30:54] == b"mimetypeimage/openraster"  # where magic numbers are looked for
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        root = ElementTree.fromstring(archive.read("stack.xml"))
        assert (root.tag, root.get("w"), root.get("h")) == ("image", "80", "60") and root.get("version")
        layers = [dict(layer.attrib) for layer in root.findall("stack/layer")]
        assert [layer["name"] for layer in layers] == ["Lines", "Colours", "Flats"]
        assert [layer["composite-op"] for layer in layers] == ["svg:multiply", "svg:src-over", "svg:src-over"]
        for layer in layers:
            with archive.open(layer["src"]) as file, Image.open(file) as image:
                assert image.size == SIZE and image.info["icc_profile"] and layer["src"].startswith("data/")
        with archive.open("mergedimage.png") as file, Image.open(file) as image:
            merged = np.asarray(image)
        with archive.open("Thumbnails/thumbnail.png") as file, Image.open(file) as image:
            assert max(image.size) <= 256
    assert np.abs(merged.astype(int) - result.pixels).max() <= 4
    assert result.colors is not None
    np.testing.assert_array_equal(read_picture(path, "Colours").pixels, result.colors)


def test_psd_opens_elsewhere(tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult) -> None:
    path = tmp_path / "out.psd"
    write_painting(path, request_, result)
    with Image.open(path) as image:
        assert image.format == "PSD" and image.info["icc_profile"]
        merged = np.asarray(image)
    assert np.abs(merged.astype(int) - result.pixels).max() <= 4
    psd = PSDImage.open(path)
    assert [layer.name for layer in psd] == ["Flats", "Colours", "Lines"]
    assert [layer.blend_mode for layer in psd] == [BlendMode.NORMAL, BlendMode.NORMAL, BlendMode.MULTIPLY]
    layers = psd_layers(path)
    assert result.colors is not None
    np.testing.assert_array_equal(layers["Colours"][..., :3], result.colors)
    ink = layers["Lines"][..., 3]
    np.testing.assert_array_equal(ink, 255 - request_.sketch.pixels[..., 0])


def blue_hints() -> Hints:
    return Hints.of_pixels(*SIZE, np.full((10, 20, 4), (1, 2, 250, 255), np.uint8), 20, 20)


def soft_lines() -> np.ndarray:
    """Lines of every grey on white, as wide and as soft as a pencil's."""
    pixels = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    for x in range(4, 76, 4):
        pixels[:, x : x + 2] = np.linspace(0, 254, SIZE[1]).astype(np.uint8)[:, None]
    return np.repeat(pixels[..., None], 3, axis=2)


@pytest.mark.parametrize("suffix", ["ora", "psd", "png", "tiff"])
@pytest.mark.parametrize("inverted", [False, True])
def test_every_file_shows_lines_colors_and_hints_as_the_window_does(
    tmp_path: Path, request_: ColorizeRequest, suffix: str, inverted: bool
) -> None:
    pixels, settings = soft_lines(), LineSettings("light" if inverted else "dark", clean_paper=False)
    sketch = Picture(255 - pixels if inverted else pixels)
    request_ = replace(request_, sketch=sketch, line_settings=settings)
    art = line_art(sketch, settings)
    under = colors(*SIZE).pixels
    result = ColorizeResult(1, lay_lines(under, art.pixels), {}, {}, "cpu", "fp32", SIZE, under)
    window = with_hints(result.pixels, blue_hints(), art)
    path = tmp_path / f"out.{suffix}"
    write_painting(path, request_, result, blue_hints())
    np.testing.assert_array_equal(read_picture(path).pixels, window)


def multiplied(layers: dict[str, np.ndarray]) -> np.ndarray:
    """Lines, hints and colours put together as other programs do it, float RGB."""
    shown = np.full(layers["Colours"][..., :3].shape, 255.0)
    for name in ("Flats", "Colours", "Hints", "Lines"):
        if name in layers:
            color, alpha = layers[name][..., :3].astype(float), layers[name][..., 3:] / 255
            shown = alpha * (color * shown / 255 if name == "Lines" else color) + (1 - alpha) * shown
    return shown


def test_the_layers_make_what_the_merged_picture_shows(
    tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult
) -> None:
    path = tmp_path / "out.psd"
    write_painting(path, request_, result, blue_hints())
    merged = np.asarray(Image.open(path)).astype(float)
    assert np.abs(multiplied(psd_layers(path)) - merged).max() <= 4


@pytest.mark.parametrize("suffix", ["ora", "psd", "png"])
def test_hints_lie_between_colors_and_lines(
    tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult, suffix: str
) -> None:
    path = tmp_path / f"out.{suffix}"
    write_painting(path, request_, result, blue_hints())
    picture = read_picture(path)
    paper = request_.sketch.pixels[20:30, 20:40].min(axis=2) == 255
    assert (picture.pixels[20:30, 20:40][paper] == (1, 2, 250)).all()
    if suffix != "png":
        assert picture.layers == ("Lines", "Hints", "Colours", "Flats")


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tiff", "ora", "psd"])
def test_every_format_carries_the_settings(
    tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult, suffix: str
) -> None:
    path = tmp_path / f"out.{suffix}"
    write_painting(path, request_, result)
    settings = read_settings(path)
    assert settings is not None
    assert (settings.model, settings.tags, len(settings.model_hash)) == ("Tiny", {"red_hair": 2.0}, 64)


def test_colors_alone(tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult) -> None:
    bare = replace(request_, lines="none")
    write_painting(tmp_path / "out.png", bare, result)
    assert result.colors is not None
    np.testing.assert_array_equal(read_picture(tmp_path / "out.png").pixels, result.colors)
    write_painting(tmp_path / "out.psd", bare, result)
    assert [layer.visible for layer in PSDImage.open(tmp_path / "out.psd")] == [True, True, False]
    np.testing.assert_array_equal(read_picture(tmp_path / "out.psd").pixels, result.colors)


def test_a_painting_is_saved_though_its_model_is_gone(
    tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult
) -> None:
    request_.model.unlink()
    write_painting(tmp_path / "out.png", request_, result)
    settings = read_settings(tmp_path / "out.png")
    assert settings is not None and (settings.model, settings.model_hash) == ("tiny", "")


def test_the_same_painting_gives_the_same_file(
    tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult
) -> None:
    for suffix in ("ora", "psd", "png"):
        for name in ("a", "b"):
            write_painting(tmp_path / f"{name}.{suffix}", request_, result)
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", ["ora", "psd"])
def test_a_full_disk_keeps_the_old_file(
    tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"out.{suffix}"
    path.write_bytes(b"old")

    def full(target: Path):
        assert target == path
        with replaced_whole(target):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "replaced_whole", full)
    with pytest.raises(PictureError, match="No space left"):
        write_painting(path, request_, result)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("suffix", ["ora", "psd", "png"])
def test_progress_goes_up_and_a_call_to_stop_leaves_the_old_file(
    tmp_path: Path, request_: ColorizeRequest, result: ColorizeResult, suffix: str
) -> None:
    told: list[float] = []
    path = tmp_path / f"out.{suffix}"
    write_painting(path, request_, result, blue_hints(), told.append)
    assert told == sorted(told) and told[0] < 1 and told[-1] <= 1
    assert suffix == "png" or len(told) > 10
    before = path.read_bytes()
    for stop_at in range(len(told)):
        left = iter([False] * stop_at + [True])

        def stop(share: float, left: Iterator[bool] = left) -> None:
            if next(left):
                raise Cancelled

        with pytest.raises(Cancelled):
            write_painting(path, request_, result, blue_hints(), stop)
        assert [file.name for file in tmp_path.iterdir() if file.suffix != ".safetensors"] == [path.name]
        assert path.read_bytes() == before


def test_a_picture_that_is_too_high_for_a_psd_is_refused(tmp_path: Path, request_: ColorizeRequest) -> None:
    pixels = np.full((30_001, 2, 3), 255, np.uint8)
    request_ = replace(request_, sketch=Picture(pixels))
    result = ColorizeResult(1, pixels, {}, {}, "cpu", "fp32", (2, 64), pixels)
    with pytest.raises(PictureError, match="PSD holds at most 30000 pixels a side.* 2 × 30001; use ORA, PNG"):
        write_painting(tmp_path / "out.psd", request_, result)
    write_painting(tmp_path / "out.ora", request_, result)
    assert read_picture(tmp_path / "out.ora").height == 30_001


def test_unknown_suffixes_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="png.*ora, psd"):
        check_writable(tmp_path / "out.xcf", EXPORT_SUFFIXES)
