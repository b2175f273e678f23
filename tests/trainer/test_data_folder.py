"""What lies in a data folder: what is missing or damaged is named, and so is a disk that refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError
from tests.trainer.conftest import write_folder
from tests.trainer.small_disk import room_for
from trainer.data.folder import DataFolder, Packed
from trainer.data.leftovers import STALE_SECONDS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "data", 4, size=32)


def change(data: Path, **values: object) -> None:
    file = data / "dataset.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))


def test_pictures_are_packed_as_they_are(data: Path) -> None:
    folder = DataFolder(data)
    layers = Packed(folder.pack("train", layers=True, side=0)).array
    assert layers.shape == (3, 32, 32, 4) and layers.dtype == np.uint8
    assert np.array_equal(layers[1], folder.read_layers("0001"))
    pictures = Packed(folder.pack("train", layers=False, side=48)).array
    assert np.array_equal(pictures[2], folder.read_picture("0002", 48))


@pytest.mark.parametrize("layers", [True, False])
def test_a_full_disk_is_said_and_leaves_nothing(data: Path, layers: bool) -> None:
    folder = DataFolder(data)
    with room_for(6000), pytest.raises(DataError, match=r"cannot be packed into .*\.packed: File too large; make room"):
        folder.pack("train", layers=layers, side=32)
    assert not list((data / ".packed").iterdir())
    assert folder.pack("train", layers=layers, side=32).exists()


def test_a_folder_that_cannot_be_written_is_said(data: Path) -> None:
    (data / ".packed").write_text("no folder")
    with pytest.raises(DataError, match="cannot be packed into .*copy the data folder to where it can be written"):
        DataFolder(data).pack("train", layers=True, side=0)


def test_what_a_killed_process_left_half_packed_is_removed(data: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (data / ".packed").mkdir()
    names = {"left": ended.pid, "at-work": os.getpid(), "elsewhere": ended.pid}
    parts = {name: data / ".packed" / f".{name}.npy.{pid}.part" for name, pid in names.items()}
    for name, part in parts.items():
        part.touch()
        if name != "elsewhere":
            before = time.time() - STALE_SECONDS - 1
            os.utime(part, (before, before))
    DataFolder(data).pack("train", layers=True, side=0)
    assert [name for name, part in parts.items() if part.exists()] == ["at-work", "elsewhere"]


@pytest.mark.parametrize("kind", ["sketch", "regions", "shading"])
def test_a_missing_layer_is_named(data: Path, kind: str) -> None:
    (data / kind / "0001.png").unlink()
    with pytest.raises(DataError, match=rf"{kind}/0001\.png cannot be read: No such file"):
        DataFolder(data).pack("train", layers=True, side=0)


@pytest.mark.parametrize(("kind", "layers"), [("color", False), ("sketch", False), ("sketch", True), ("regions", True)])
@pytest.mark.parametrize("damage", ["cut", "other", "broken"])
def test_a_damaged_picture_is_named(data: Path, kind: str, layers: bool, damage: str) -> None:
    file = data / kind / "0001.png"
    whole = file.read_bytes()
    broken = whole[:60] + bytes(20) + whole[80:]
    file.write_bytes({"cut": whole[: len(whole) // 2], "other": b"no picture", "broken": broken}[damage])
    with pytest.raises(DataError, match=rf"{kind}/0001\.png is damaged or cut short"):
        DataFolder(data).pack("train", layers=layers, side=32)


def test_finished_pictures_need_their_lines(data: Path) -> None:
    (data / "sketch" / "0001.png").unlink()
    with pytest.raises(DataError, match=r"sketch/0001\.png cannot be read: No such file"):
        DataFolder(data).pack("train", layers=False, side=32)


def test_layers_of_different_sizes_are_refused(data: Path) -> None:
    Image.new("L", (16, 16)).save(data / "regions" / "0001.png")
    with pytest.raises(DataError, match="The layers of 0001 in .* differ in size"):
        DataFolder(data).pack("train", layers=True, side=0)


def test_tags_that_are_no_text_are_named(data: Path) -> None:
    (data / "tags" / "0002.txt").write_bytes("röd".encode("latin-1"))
    with pytest.raises(DataError, match=r"tags/0002\.txt cannot be read: it is no text in UTF-8"):
        DataFolder(data)
    (data / "tags" / "0002.txt").unlink()
    (data / "tags" / "0002.txt").mkdir()
    with pytest.raises(DataError, match=r"tags/0002\.txt cannot be read: Is a directory"):
        DataFolder(data)


@pytest.mark.parametrize(
    "values", [{"figures": ["0000"]}, {"figures": None}, {"figures": {"0000": None}}, {"regions": None}]
)
def test_a_description_of_another_shape_is_damaged(data: Path, values: dict) -> None:
    change(data, **values)
    with pytest.raises(DataError, match=r"dataset\.json is damaged; make the data folder anew"):
        DataFolder(data)


@pytest.mark.parametrize("size", [None, "32", 0, 32.0])
def test_drawn_figures_tell_their_size(data: Path, size: object) -> None:
    change(data, size=size)
    with pytest.raises(DataError, match=r"dataset\.json is damaged"):
        DataFolder(data).pack("train", layers=True, side=0)


@pytest.mark.parametrize("text", ["[]", "3", "null"])
def test_a_description_that_is_none_is_damaged(data: Path, text: str) -> None:
    (data / "dataset.json").write_text(text)
    with pytest.raises(DataError, match=r"dataset\.json is damaged"):
        DataFolder(data)
