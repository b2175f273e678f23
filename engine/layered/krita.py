"""The layers of Krita's own files: `maindoc.xml` names them, each is a file of tiles.

A layer's file begins with five lines of text (`VERSION 2`, `TILEWIDTH 64`, `TILEHEIGHT 64`, `PIXELSIZE 4`,
`DATA count`). Each tile is a line `left,top,LZF,bytes` and its bytes: 1 and LZF, or 0 and plain ones; either way the
tile's channels one after the other (blue, green, red, alpha, or grey, alpha). Layers with 8 bits a channel are read;
of others there is the merged picture. LZF is Marc Lehmann's format: https://oldhome.schmorp.de/marc/liblzf.html.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from engine.archives import read_member
from engine.color_profiles import to_srgb
from engine.errors import PictureError
from engine.image_io import MAX_PIXELS
from engine.layered.archive import MAX_FILE_BYTES, StoredLayer, offset_of
from engine.sentences import reason_of

DOCUMENT = "maindoc.xml"
_MAX_DOCUMENT_BYTES = 16 << 20
_CHANNELS = {"RGBA": 4, "GRAYA": 2}
_MAX_TILE = 1024
_LITERAL = 32  # control bytes below this announce so many bytes and one more, to be taken as they are


def krita_layers(archive: zipfile.ZipFile) -> tuple[StoredLayer, ...]:
    """The layers that can be read, the topmost first; none where the document cannot be made out."""
    try:
        text = read_member(archive, DOCUMENT, _MAX_DOCUMENT_BYTES)
        text = re.sub(rb"<!DOCTYPE[^>\[]*>", b"", text, count=1)
        if re.search(rb"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
            return ()  # entities can be made to fill the memory
        image = next(_children(ElementTree.fromstring(text), "IMAGE"))
        size = int(image.get("width", "0")), int(image.get("height", "0"))
        if not 0 < size[0] * size[1] <= MAX_PIXELS:
            return ()
        return tuple(_in_group(archive, image, size, (), False))
    except (ValueError, KeyError, StopIteration, ElementTree.ParseError, RecursionError):
        return ()


def _children(element: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    """Those of that name, whatever namespace the version of Krita gave them."""
    return (child for child in element if child.tag.rpartition("}")[2].lower() == tag.lower())


def _in_group(
    archive: zipfile.ZipFile, group: ElementTree.Element, size: tuple[int, int], groups: tuple[str, ...], hidden: bool
) -> Iterator[StoredLayer]:
    for layers in _children(group, "layers"):
        for layer in _children(layers, "layer"):
            name, unseen = layer.get("name", ""), hidden or layer.get("visible", "1") == "0"
            kind, colors = layer.get("nodetype", ""), layer.get("colorspacename", "")
            if kind == "grouplayer":
                yield from _in_group(archive, layer, size, (name, *groups), unseen)
            elif kind == "paintlayer" and colors in _CHANNELS:
                file = _file_of(archive, layer.get("filename", ""))
                place = offset_of(layer)
                if file is not None and place is not None:
                    yield StoredLayer((name, *groups), unseen, _reader(archive, file, size, place, _CHANNELS[colors]))


def _file_of(archive: zipfile.ZipFile, name: str) -> str | None:
    """Where a layer's file lies: in a folder named as the picture was when it was first saved."""
    return next((each for each in archive.namelist() if each.endswith(f"/layers/{name}")), None) if name else None


def _reader(archive: zipfile.ZipFile, file: str, size: tuple[int, int], place: tuple[int, int], channels: int):
    def read() -> tuple[Image.Image, tuple[int, int]]:
        members = set(archive.namelist())
        canvas = np.zeros((size[1], size[0], channels), np.uint8)
        if f"{file}.defaultpixel" in members:
            fill = read_member(archive, f"{file}.defaultpixel", channels)
            canvas[:] = np.frombuffer(fill, np.uint8)
        for left, top, tile in _tiles(read_member(archive, file, MAX_FILE_BYTES), channels):
            _paste(canvas, tile, left + place[0], top + place[1])
        if channels == 4:
            image = Image.fromarray(np.ascontiguousarray(canvas[..., [2, 1, 0, 3]]))
        else:
            image = Image.fromarray(canvas, "LA").convert("RGBA")
        if channels == 4 and f"{file}.icc" in members:
            image.info["icc_profile"] = read_member(archive, f"{file}.icc", MAX_FILE_BYTES)
            image = to_srgb(image)
        return image.convert("RGBA"), (0, 0)

    return read


def _paste(canvas: np.ndarray, tile: np.ndarray, left: int, top: int) -> None:
    """Lays a tile where it belongs, as far as it lies on the canvas."""
    height, width = canvas.shape[:2]
    x, y = max(0, left), max(0, top)
    right, bottom = min(width, left + tile.shape[1]), min(height, top + tile.shape[0])
    if x < right and y < bottom:
        canvas[y:bottom, x:right] = tile[y - top : bottom - top, x - left : right - left]


def _tiles(data: bytes, channels: int) -> Iterator[tuple[int, int, np.ndarray]]:
    """Left, top and the pixels uint8 `[h, w, channels]` of each tile.

    Raises:
        PictureError: it is no file of tiles, or cut short.
    """
    head: dict[str, int] = {}
    at = 0
    try:
        while "DATA" not in head:
            end = data.index(b"\n", at, at + 100)
            key, value = data[at:end].decode("ascii").split(" ")
            head[key], at = int(value), end + 1
        width, height = head["TILEWIDTH"], head["TILEHEIGHT"]
        if head["VERSION"] != 2 or head["PIXELSIZE"] != channels or not 0 < width * height <= _MAX_TILE**2:
            raise ValueError(f"version {head['VERSION']} with pixels of {head['PIXELSIZE']} bytes")
        size = width * height * channels
        for _ in range(head["DATA"]):
            end = data.index(b"\n", at, at + 100)
            left, top, kind, count = data[at:end].decode("ascii").split(",")
            at = end + 1 + int(count)
            packed = data[end + 1 : at]
            if kind != "LZF" or len(packed) != int(count) or not packed:
                raise ValueError("a tile is cut short")
            plain = unpacked_lzf(packed[1:], size) if packed[0] else packed[1:]
            planes = np.frombuffer(plain, np.uint8).reshape(channels, height, width)
            yield int(left), int(top), planes.transpose(1, 2, 0)
    except (ValueError, KeyError, IndexError) as error:
        raise PictureError("A layer is damaged ({reason}); save the file again.", reason=reason_of(error)) from error


def unpacked_lzf(data: bytes, size: int) -> bytes:
    """What LZF packed, of which the size is known.

    Raises:
        ValueError, IndexError: it is damaged.
    """
    result = bytearray()
    at = 0
    while at < len(data):
        control = data[at]
        at += 1
        if control < _LITERAL:
            result += data[at : at + control + 1]
            at += control + 1
            continue
        length = control >> 5
        if length == 7:
            length += data[at]
            at += 1
        length += 2
        start = len(result) - ((control & 31) << 8) - data[at] - 1
        at += 1
        if start < 0:
            raise ValueError("it refers to what is before its beginning")
        past = result[start : start + length]
        result += (past * (length // len(past) + 1))[:length]  # it may refer to what it is just writing
        if len(result) > size:
            break
    if len(result) != size:
        raise ValueError(f"{len(result)} bytes where {size} are expected")
    return bytes(result)
