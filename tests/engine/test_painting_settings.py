import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.errors import WeightsError
from engine.painting_settings import KEY, PaintingSettings, file_hash, find_by_hash, read_settings
from engine.requests import LineSettings

SETTINGS = PaintingSettings("塗り絵", "ab" * 32, {"red_hair": 2.5}, 512, "keep", LineSettings("dark", True, 200), 0.4)


def png(path: Path, text: str) -> Path:
    info = PngInfo()
    info.add_itxt(KEY, text)
    Image.fromarray(np.zeros((4, 4, 3), np.uint8)).save(path, pnginfo=info)
    return path


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    path = png(tmp_path / "a.png", SETTINGS.to_metadata()[KEY])
    assert read_settings(path) == SETTINGS == read_settings(path.read_bytes())


@pytest.mark.parametrize(
    "change",
    [
        {"tags": {"red_hair": 9}},
        {"tags": {"red_hair": float("nan")}},
        {"tags": {"red_hair": "much"}},
        {"tags": 3},
        {"lines": "all"},
        {"tags": {"red_hair": int("9" * 400)}},
        {"size": "large"},
        {"size": -5},
        {"size": 10**9},
        {"evenness": int("9" * 400)},
        {"line_settings": {"ink": "red"}},
        {"line_settings": {"ink": "dark", "threshold": 999}},
        {"line_settings": {"ink": "dark", "other": 1}},
        {"evenness": 2.0},
        {"evenness": float("nan")},
    ],
)
def test_settings_that_were_tampered_with_are_none(tmp_path: Path, change: dict[str, object]) -> None:
    values = {**json.loads(SETTINGS.to_metadata()[KEY]), **change}
    assert read_settings(png(tmp_path / "a.png", json.dumps(values))) is None


@pytest.mark.parametrize("text", ["", "[", "3", "[]", "{}", "[" * 100_000])
def test_other_texts_are_none(tmp_path: Path, text: str) -> None:
    assert read_settings(png(tmp_path / "a.png", text)) is None


def test_files_without_settings_have_none(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"nothing")
    (tmp_path / "c.ora").write_bytes(b"PK\3\4nothing")
    for name in ("a.png", "b.png", "c.ora", "missing.png"):
        assert read_settings(tmp_path / name) is None


def test_models_are_found_by_what_is_in_them(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    assert find_by_hash(file_hash(two), [tmp_path / "gone", one, two]) == two
    assert find_by_hash("0" * 64, [one, two]) is None
    before = file_hash(one)
    one.write_bytes(b"other")
    assert file_hash(one) != before
    with pytest.raises(WeightsError, match="gone"):
        file_hash(tmp_path / "gone")
