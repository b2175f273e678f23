"""Writing OpenRaster, after its specification: https://www.openraster.org."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from engine.image_io import encode, encode_png
from engine.layered.stack import MAKING, Blend, Layer
from engine.progress import Tell, untold, within

VERSION = "0.0.5"
MIME_TYPE = "image/openraster"
_THUMBNAIL = (256, 256)
_OPERATORS: dict[Blend, str] = {"normal": "svg:src-over", "multiply": "svg:multiply"}


def write_ora(
    path: Path, layers: Sequence[Layer], merged: np.ndarray, metadata: Mapping[str, str], tell: Tell = untold
) -> None:
    """Writes layers, the topmost first, and the merged picture, uint8 RGB `[H, W, 3]`, which carries the metadata.

    Raises:
        OSError: the disk refuses.
        Cancelled: `tell` said so.
    """
    share = 1 / (len(layers) + 1)
    height, width = merged.shape[:2]
    image = ElementTree.Element("image", version=VERSION, w=str(width), h=str(height))
    stack = ElementTree.SubElement(image, "stack")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, "mimetype", MIME_TYPE.encode())  # first and not compressed, so that the file can be told by it
        for number, layer in enumerate(layers):
            source = f"data/layer{number}.png"
            ElementTree.SubElement(
                stack,
                "layer",
                {
                    "name": layer.name,
                    "src": source,
                    "x": "0",
                    "y": "0",
                    "opacity": "1.0",
                    "visibility": "visible" if layer.visible else "hidden",
                    "composite-op": _OPERATORS[layer.blend],
                },
            )
            of_layer = within(tell, number * share, (number + 1) * share)
            pixels = layer.make(within(of_layer, 0.0, MAKING))
            with _opened(archive, source) as file:
                encode(file, ".png", pixels, tell=within(of_layer, MAKING, 1.0))
        _add(archive, "stack.xml", ElementTree.tostring(image, encoding="utf-8", xml_declaration=True))
        with _opened(archive, "mergedimage.png") as file:
            encode(file, ".png", merged, metadata, within(tell, 1 - share, 1))
        _add(archive, "Thumbnails/thumbnail.png", _thumbnail(merged))


def _thumbnail(merged: np.ndarray) -> bytes:
    image = Image.fromarray(merged)
    image.thumbnail(_THUMBNAIL)
    return encode_png(np.asarray(image))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    with _opened(archive, name) as file:
        file.write(data)


def _opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """The time of making is left out: the same painting gives the same file."""
    return archive.open(zipfile.ZipInfo(name), "w")
