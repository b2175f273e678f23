"""The texts that a picture file carries beside its pixels, wherever its format keeps them. Imports no torch."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from PIL import Image

from engine.archives import read_member
from engine.image_io import MAX_PIXELS, READABLE
from engine.layered.archive import MAX_FILE_BYTES
from engine.layered.reading import is_layered

XMP_NAMESPACE = "http://ns.nurie.app/1.0/"
_IMAGE_DESCRIPTION = 0x010E
_XMP_RESOURCE = 1060
_MOST_TEXT = 1 << 20


def read_metadata(source: Path | bytes) -> dict[str, str]:
    """Name → text: a PNG's text chunks, the JSON object in the image description of a JPEG, WebP or TIFF, the
    texts of the merged picture of an ORA, what Nurie wrote into a PSD's XMP. Empty where there is none.

    Whatever is wrong with the file, its reader will say; here it has no metadata.
    """
    try:
        if isinstance(source, bytes):
            return _read(io.BytesIO(source))
        with source.open("rb") as file:
            return _read(file)
    except Exception:  # noqa: BLE001 (Pillow's decoders raise many kinds for damaged data)
        return {}


def _read(file: IO[bytes]) -> dict[str, str]:
    start = file.read(4)
    file.seek(0)
    if is_layered(start) and start != b"8BPS":
        with zipfile.ZipFile(file) as archive:
            return _read(io.BytesIO(read_member(archive, "mergedimage.png", MAX_FILE_BYTES)))
    with Image.open(file, formats=(*READABLE, "PSD")) as image:
        if image.width * image.height > MAX_PIXELS:
            return {}
        if image.format == "PSD":
            found = [data for key, _, data in image.resources if key == _XMP_RESOURCE]  # type: ignore[attr-defined]
            return _from_xmp(found[0]) if found else {}
        if image.format == "PNG":
            texts = image.info.items()  # what stands before the pixels; nothing is decoded
            return {str(key): text for key, text in texts if isinstance(text, str) and len(text) <= _MOST_TEXT}
        if image.format == "TIFF":
            description = image.tag_v2.get(_IMAGE_DESCRIPTION)  # type: ignore[attr-defined]
        else:
            description = image.getexif().get(_IMAGE_DESCRIPTION)
    values = json.loads(description) if isinstance(description, str) and len(description) <= _MOST_TEXT else {}
    return {key: text for key, text in values.items() if isinstance(text, str)} if isinstance(values, dict) else {}


def _from_xmp(packet: bytes) -> dict[str, str]:
    if len(packet) > _MOST_TEXT or re.search(rb"<!(DOCTYPE|ENTITY)", packet, re.IGNORECASE):
        return {}
    prefix = f"{{{XMP_NAMESPACE}}}"
    return {
        element.tag.removeprefix(prefix): element.text or ""
        for element in ElementTree.fromstring(packet).iter()
        if element.tag.startswith(prefix)
    }
