"""Layers of Krita's files: tiles, LZF, groups, offsets."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import PictureError
from engine.image_io import read_picture
from engine.layered.krita import unpacked_lzf

WIDTH, HEIGHT = 100, 80
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE DOC PUBLIC '-//KDE//DTD krita 2.0//EN' 'http://www.calligra.org/DTD/krita-2.0.dtd'>
<DOC xmlns="http://www.calligra.org/DTD/krita" editor="Krita"><IMAGE name="Picture" width="100" height="80"><layers>
<layer nodetype="grouplayer" name="線"><layers>
<layer nodetype="paintlayer" name="Ink" colorspacename="RGBA" filename="layer2" x="-10" y="20" visible="1"/>
<layer nodetype="paintlayer" name="Deep" colorspacename="RGBAF32" filename="layer3" x="0" y="0"/></layers></layer>
<layer nodetype="filtermask" name="Mask" filename="mask1"/>
<layer nodetype="paintlayer" name="Tone" colorspacename="GRAYA" filename="layer4" x="0" y="0" visible="0"/>
</layers></IMAGE></DOC>"""


def packed(plain: bytes) -> bytes:
    """LZF with literals of the first bytes and references to them as long as they repeat."""
    result, at = bytearray(), 0
    while at < len(plain):
        run = 0
        while at > 0 and run < 264 and at + run < len(plain) and plain[at + run] == plain[at - 1]:
            run += 1
        if run >= 9:
            result += bytes([7 << 5, run - 9, 0])
        elif run >= 3:
            result += bytes([(run - 2) << 5, 0])
        else:
            run = 1
            result += bytes([run - 1]) + plain[at : at + run]
        at += run
    return bytes(result)


def tiles(tiles: dict[tuple[int, int], np.ndarray], channels: int, plain: bool = False) -> bytes:
    head = f"VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE {channels}\nDATA {len(tiles)}\n".encode()
    for (left, top), pixels in tiles.items():
        planes = np.ascontiguousarray(pixels.transpose(2, 0, 1)).tobytes()
        data = b"\0" + planes if plain else b"\1" + packed(planes)
        head += f"{left},{top},LZF,{len(data)}\n".encode() + data
    return head


def ink_tile() -> np.ndarray:
    """64 × 64 BGRA: a blue square in what is clear, and some noise that does not pack."""
    tile = np.zeros((64, 64, 4), np.uint8)
    tile[10:30, 20:40] = (250, 20, 10, 255)
    tile[40:44, :, 3] = np.random.default_rng(2).integers(0, 256, (4, 64))
    return tile


def write_kra(path: Path, ink: bytes | None = None, document: str = DOCUMENT) -> Path:
    merged = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), "white").save(merged, "PNG")
    tone = np.zeros((64, 64, 2), np.uint8)
    tone[..., 0], tone[..., 1] = 90, 128
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/x-krita")
        archive.writestr("maindoc.xml", document)
        archive.writestr("mergedimage.png", merged.getvalue())
        both = {(0, 0): ink_tile(), (64, 0): ink_tile()}
        archive.writestr("Picture/layers/layer2", tiles(both, 4) if ink is None else ink)
        archive.writestr("Picture/layers/layer2.defaultpixel", bytes(4))
        archive.writestr("Picture/layers/layer4", tiles({(64, 64): tone}, 2, plain=True))
        archive.writestr("Picture/layers/layer4.defaultpixel", bytes([255, 255]))
    return path


def test_layers_are_named_with_their_groups_and_others_are_left_out(tmp_path: Path) -> None:
    assert read_picture(write_kra(tmp_path / "a.kra")).layers == ("線 / Ink", "Tone")


def test_tiles_stand_where_they_belong(tmp_path: Path) -> None:
    picture = read_picture(write_kra(tmp_path / "a.kra"), "線 / Ink")
    expected = np.zeros((HEIGHT + 84, WIDTH + 128, 4), np.uint8)
    for left in (0, 64):
        expected[20:84, left : left + 64] = ink_tile()[..., [2, 1, 0, 3]]
    expected = expected[:HEIGHT, 10 : 10 + WIDTH]
    assert picture.alpha is not None
    np.testing.assert_array_equal(picture.alpha, expected[..., 3])
    assert tuple(picture.pixels[35, 15]) == (10, 20, 250)


def test_grey_layers_and_what_lies_outside_of_their_tiles(tmp_path: Path) -> None:
    picture = read_picture(write_kra(tmp_path / "a.kra"), "Tone")
    assert picture.alpha is not None and picture.pixels.shape == (HEIGHT, WIDTH, 3)
    assert picture.alpha[0, 0] == 255 and picture.alpha[70, 90] == 128 and picture.alpha[63, 90] == 255
    assert abs(int(picture.pixels[70, 90, 0]) - (90 + 255) // 2) <= 1


@pytest.mark.parametrize("cut", [3, 30, 90, 300])
def test_a_layer_that_is_cut_short_is_told_and_the_picture_opens(tmp_path: Path, cut: int) -> None:
    path = write_kra(tmp_path / "a.kra", tiles({(0, 0): ink_tile()}, 4)[:cut])
    assert read_picture(path).width == WIDTH
    with pytest.raises(PictureError, match="damaged"):
        read_picture(path, "線 / Ink")


@pytest.mark.parametrize(
    "document",
    ["", DOCUMENT[:300], DOCUMENT.replace("<DOC ", "<!ENTITY a 'b'><DOC "), DOCUMENT.replace('"100"', '"1000000"')],
)
def test_a_document_that_cannot_be_made_out_leaves_the_merged_picture(tmp_path: Path, document: str) -> None:
    picture = read_picture(write_kra(tmp_path / "a.kra", document=document))
    assert picture.layers == () and picture.width == WIDTH


def test_lzf_comes_back_and_damage_is_refused() -> None:
    plain = bytes(1000) + bytes(range(256)) + b"abc" * 50
    assert unpacked_lzf(packed(plain), len(plain)) == plain
    assert unpacked_lzf(b"\2abc\x60\2", 8) == b"abcabcab"  # three bytes back, five long: it reads what it writes
    for damaged in (b"\x20\x05", b"\0a\xe0", packed(plain)[:-4]):
        with pytest.raises((ValueError, IndexError)):
            unpacked_lzf(damaged, len(plain))
    with pytest.raises(ValueError, match="expected"):
        unpacked_lzf(packed(plain), 100)  # what claims to be small cannot fill the memory
