import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError, PictureError
from engine.image_io import READABLE_SUFFIXES
from tests.trainer.prepare.pictures import figure, lines, write_ora, write_psd
from trainer.data.prepare.finding import Found, find_pictures, is_line_layer
from trainer.data.prepare.opening import open_picture

FLIP = Image.Transpose.FLIP_LEFT_RIGHT


def found(path: Path, line: Path | None = None) -> Found:
    return Found(path, path.name, (), line)


def test_finds_pictures_tags_and_drawings(tmp_path: Path) -> None:
    for name in ("a.png", "A_line.png", "a_line.png", "a.png.json", "a.txt", "notes.md", ".hidden.png", "b.sketch.png"):
        (tmp_path / name).touch()
    for name in ("sub", "out", ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "線.JPG").touch()
    pictures = {each.relative: each for each in find_pictures(tmp_path, tmp_path / "out")}
    assert sorted(pictures) == ["A_line.png", "a.png", "b.sketch.png", "sub/線.JPG"]
    assert pictures["a.png"].line_file == tmp_path / "a_line.png"
    assert [path.name for path in pictures["a.png"].tag_files] == ["a.txt", "a.png.json"]
    assert pictures["b.sketch.png"].line_file is None


def test_finds_every_kind_that_can_be_read_and_opens_what_krita_wrote(tmp_path: Path) -> None:
    for suffix in READABLE_SUFFIXES:
        (tmp_path / f"picture{suffix}").touch()
    assert {each.path.suffix for each in find_pictures(tmp_path, tmp_path / "out")} == set(READABLE_SUFFIXES)
    with zipfile.ZipFile(tmp_path / "picture.kra", "w") as archive:
        archive.writestr("mimetype", "application/x-krita")
        with archive.open("mergedimage.png", "w") as file:
            figure(1).save(file, "PNG")
    assert open_picture(found(tmp_path / "picture.kra")).picture.pixels.shape[2] == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    for name in ("a.psd", "a.txt"):
        os.mkfifo(tmp_path / name)
    (only,) = find_pictures(tmp_path, tmp_path / "out")
    assert only.tag_files == ()
    with pytest.raises(PictureError, match="is not a file"):
        open_picture(only)


def test_refuses_no_folder_and_no_pictures(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no folder"):
        find_pictures(tmp_path / "missing", tmp_path / "out")
    with pytest.raises(DataError, match="holds no pictures"):
        find_pictures(tmp_path, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "is_line"),
    [
        ("Line art", True),
        ("線画", True),
        ("ink 2", True),
        ("1. LINEART", True),
        ("outline colour", False),
        ("pink", False),
    ],
)
def test_line_layers_by_name(name: str, is_line: bool) -> None:
    assert is_line_layer(name) is is_line


@pytest.mark.parametrize(("name", "brings"), [(b"lines", True), ("線画".encode("cp932"), True), (b"colour", False)])
def test_psd(tmp_path: Path, name: bytes, brings: bool) -> None:
    layers = [(name, lines()), (b"colour", figure(1).convert("RGBA")), (name, lines().transpose(FLIP))]
    opened = open_picture(found(write_psd(tmp_path / "a.psd", figure(1), layers)))
    assert np.array_equal(opened.picture.pixels, np.asarray(figure(1)))
    if not brings:
        assert opened.line is None
        return
    assert opened.line is not None
    drawn = np.asarray(lines())[..., 3] > 128
    assert np.array_equal(opened.line < 128, drawn | drawn[:, ::-1])


def block(key: bytes, data: bytes) -> bytes:
    return b"8BIM" + key + struct.pack(">I", len(data)) + data


def test_psd_layers_hidden_packed_renamed_and_in_groups(tmp_path: Path) -> None:
    def opened(**given: Any) -> np.ndarray | None:
        layers = [(b"</Layer group>", lines()), (b"x", lines()), (b"y", lines())]
        return open_picture(found(write_psd(tmp_path / "a.psd", figure(1), layers, **given))).line

    unicode = block(b"luni", struct.pack(">I", 2) + "線画".encode("utf-16-be"))
    group_end, group = (block(b"lsct", struct.pack(">I", kind)) for kind in (3, 1))
    assert opened() is None
    drawn = np.asarray(lines())[..., 3] > 128
    for packed in (False, True):
        line = opened(blocks={1: unicode}, packed=packed)
        assert line is not None and np.array_equal(line < 128, drawn)
    assert opened(blocks={1: unicode}, hidden=True) is None
    assert opened(blocks={0: group_end, 2: group + unicode}) is not None  # the group's name speaks for `x`
    assert opened(blocks={0: group_end, 2: group}) is None


def test_a_damaged_psd_layer_is_told_by_nothing_but_its_absence(tmp_path: Path) -> None:
    data = bytearray(write_psd(tmp_path / "a.psd", figure(1), [(b"line", lines())]).read_bytes())
    place = data.index(struct.pack(">4i", 0, 0, 72, 96))
    data[place : place + 16] = struct.pack(">4i", 0, 0, 2**30, 2**30)
    (tmp_path / "b.psd").write_bytes(data)
    opened = open_picture(found(tmp_path / "b.psd"))
    assert opened.line is None and opened.picture.width == 96


def test_ora(tmp_path: Path) -> None:
    opened = open_picture(found(write_ora(tmp_path / "a.ora", figure(2), lines())))
    assert np.array_equal(opened.picture.pixels, np.asarray(figure(2)))
    assert opened.line is not None and opened.line.shape == (72, 96)
    assert opened.line[12, 40] == 0 and opened.line[10, 40] == 255  # two down


@pytest.mark.parametrize(
    "stack",
    [
        '<image><stack><layer name="line" src="../../outside.png"/></stack></image>',
        '<image><stack><layer name="line" src="data/line.png" visibility="hidden"/></stack></image>',
        '<!DOCTYPE a [<!ENTITY b "b">]><image><stack><layer name="line" src="data/line.png"/></stack></image>',
        "<image><stack>",
        '<image><stack><layer name="line" src="data/line.png" x="none"/></stack></image>',
    ],
)
def test_an_odd_stack_has_no_lines(tmp_path: Path, stack: str) -> None:
    lines().save(tmp_path.parent / "outside.png")
    opened = open_picture(found(write_ora(tmp_path / "a.ora", figure(2), lines(), stack)))
    assert opened.line is None


def test_broken_files_are_picture_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = write_psd(tmp_path / "whole.psd", figure(1), [(b"line", lines())]).read_bytes()
    (tmp_path / "cut.psd").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "none.ora").write_bytes(b"PK nothing")
    with zipfile.ZipFile(tmp_path / "empty.ora", "w") as archive:
        archive.writestr("mimetype", "image/openraster")
    for name in ("cut.psd", "none.ora", "empty.ora", "missing.psd"):
        with pytest.raises(PictureError, match=name):
            open_picture(found(tmp_path / name))
    write_ora(tmp_path / "large.ora", figure(2), None)
    monkeypatch.setattr("engine.layered.reading.MAX_FILE_BYTES", 100)
    monkeypatch.setattr("trainer.data.prepare.opening.MAX_FILE_BYTES", 100)
    for name in ("large.ora", "whole.psd"):
        with pytest.raises(PictureError, match="larger than"):
            open_picture(found(tmp_path / name))


def test_a_drawing_beside(tmp_path: Path) -> None:
    figure(3).save(tmp_path / "a.png")
    paper = Image.new("RGB", (192, 144), "white")
    paper.paste(lines((192, 144)), mask=lines((192, 144)))
    paper.save(tmp_path / "a_line.png")
    opened = open_picture(found(tmp_path / "a.png", tmp_path / "a_line.png"))
    assert opened.line is not None and opened.line.shape == (144, 192) and not opened.note


@pytest.mark.parametrize(
    ("size", "color", "why"), [((96, 96), "white", "shape"), ((96, 72), "black", "no line drawing")]
)
def test_an_unfit_drawing_is_passed_by_and_told(tmp_path: Path, size: tuple[int, int], color: str, why: str) -> None:
    figure(3).save(tmp_path / "a.png")
    Image.new("RGB", size, color).save(tmp_path / "a_line.png")
    opened = open_picture(found(tmp_path / "a.png", tmp_path / "a_line.png"))
    assert opened.line is None and why in opened.note
