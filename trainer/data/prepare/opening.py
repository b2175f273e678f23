"""Finished pictures as drawing programs save them: flattened, with the line layer where one is named so."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from engine.errors import PictureError
from engine.image_io import decode_picture, read_picture
from engine.requests import Picture
from trainer.data.prepare.finding import Found, is_line_layer
from trainer.data.prepare.psd_layers import read_layers

MAX_FILE_BYTES = 1 << 30
MAX_STACK_BYTES = 1 << 20
LEAST_INK, MOST_INK = 0.002, 0.4
"""Shares of dark pixels between which a layer or a file is believed to be a line drawing."""

_SAME_SHAPE = 0.02


@dataclass(frozen=True, eq=False)
class Opened:
    """A picture and the line drawing that it brings, uint8 `[H, W]` of any size, or None; `note` says what was odd."""

    picture: Picture
    line: np.ndarray | None = None
    note: str = ""


def open_picture(found: Found) -> Opened:
    """Reads a picture of any kind that `finding.SUFFIXES` names; PSD and ORA flattened.

    Raises:
        PictureError: it cannot be read.
    """
    suffix = found.path.suffix.lower()
    layer: np.ndarray | None = None
    if suffix == ".psd":
        data = _bytes_of(found.path)
        picture = decode_picture(data, str(found.path), ("PSD",))
        layer = _psd_line(data, (picture.width, picture.height))
    elif suffix == ".ora":
        picture, layer = _read_ora(found.path)
    else:
        picture = read_picture(found.path)
    note = ""
    if found.line_file is not None:
        try:
            layer = _grey(read_picture(found.line_file).pixels)
        except PictureError as error:
            note = f"its line drawing was passed by: {error}"
    if layer is not None and (refused := _refused(layer, picture)):
        layer, note = None, f"its line drawing was passed by: {refused}"
    return Opened(picture, layer, note)


def _refused(line: np.ndarray, picture: Picture) -> str:
    shape = (line.shape[1] / line.shape[0]) / (picture.width / picture.height)
    if abs(shape - 1) > _SAME_SHAPE:
        return "it has another shape than the picture"
    ink = float((line < 160).mean())
    return "" if LEAST_INK <= ink <= MOST_INK else f"{ink:.1%} of it is dark, which is no line drawing"


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise PictureError(f"{path} is larger than {MAX_FILE_BYTES >> 20} MiB; save it flattened.")
        return path.read_bytes()
    except OSError as error:
        raise PictureError(f"{path} cannot be read: {error.strerror or error}.") from error


def _grey(pixels: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(pixels).convert("L"))


def _on_paper(layer: Image.Image, size: tuple[int, int], place: tuple[int, int] = (0, 0)) -> np.ndarray:
    layer = layer.convert("RGBA")
    paper = Image.new("RGB", size, "white")
    paper.paste(layer, place, layer)
    return np.asarray(paper.convert("L"))


def _psd_line(data: bytes, size: tuple[int, int]) -> np.ndarray | None:
    """The shown line layers of a PSD, laid over each other on white; of layers that cannot be read, none."""
    try:
        drawn = [
            _on_paper(layer.image(), size, layer.box[:2])
            for layer in read_layers(data)
            if not layer.hidden and any(map(is_line_layer, layer.names))
        ]
    except (ValueError, KeyError, struct.error, zlib.error, MemoryError):
        return None
    return np.min(drawn, axis=0) if drawn else None


def _read_ora(path: Path) -> tuple[Picture, np.ndarray | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            picture = decode_picture(_member(archive, "mergedimage.png", MAX_FILE_BYTES), str(path), ("PNG",))
            return picture, _ora_line(archive, (picture.width, picture.height))
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as error:
        raise PictureError(f"{path} is no readable OpenRaster file: {error}.") from error


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One file of an archive, in memory: nothing is written, so no name can lead out of it."""
    with archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"{name} is larger than {most >> 20} MiB")
    return data


def _ora_line(archive: zipfile.ZipFile, size: tuple[int, int]) -> np.ndarray | None:
    darkest: np.ndarray | None = None
    try:
        stack = _member(archive, "stack.xml", MAX_STACK_BYTES)
        if re.search(rb"<!(DOCTYPE|ENTITY)", stack, re.IGNORECASE):
            return None  # no drawing program writes one; entities can be made to fill the memory
        for source, place in _line_layers(ElementTree.fromstring(stack), (0, 0)):
            picture = decode_picture(_member(archive, source, MAX_FILE_BYTES), source, ("PNG",))
            image = Image.fromarray(picture.pixels)
            if picture.alpha is not None:
                image.putalpha(Image.fromarray(picture.alpha))
            drawn = _on_paper(image, size, place)
            darkest = drawn if darkest is None else np.minimum(darkest, drawn)
    except (PictureError, KeyError, ValueError, ElementTree.ParseError, zipfile.BadZipFile):
        return None
    return darkest


def _line_layers(stack: ElementTree.Element, origin: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """File and place of each visible line layer; a group's name speaks for what it holds."""
    for element in stack:
        if element.get("visibility", "visible") == "hidden":
            continue
        place = (origin[0] + int(element.get("x", "0")), origin[1] + int(element.get("y", "0")))
        named = is_line_layer(element.get("name", ""))
        if element.tag == "layer" and named:
            yield element.get("src", ""), place
        elif element.tag == "stack":
            if named:
                for layer in element.iter("layer"):
                    layer.set("name", "line")
            yield from _line_layers(element, place)
