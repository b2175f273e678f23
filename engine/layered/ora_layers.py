"""The layers of OpenRaster files: `stack.xml` names them, each is a PNG."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from PIL import Image

from engine.archives import read_member
from engine.image_io import decode_image
from engine.layered.archive import MAX_FILE_BYTES, StoredLayer, offset_of

STACK = "stack.xml"
_MAX_STACK_BYTES = 1 << 20


def ora_layers(archive: zipfile.ZipFile) -> tuple[StoredLayer, ...]:
    """The layers that can be read, the topmost first; none where the stack cannot be made out."""
    try:
        stack = read_member(archive, STACK, _MAX_STACK_BYTES)
        if re.search(rb"<!(DOCTYPE|ENTITY)", stack, re.IGNORECASE):
            return ()  # no drawing program writes one; entities can be made to fill the memory
        # The outermost stack is the picture itself; Krita names it "root".
        roots = ElementTree.fromstring(stack).findall("stack")
        return tuple(layer for root in roots for layer in _in_stack(archive, root, (), (0, 0), False))
    except (ValueError, ElementTree.ParseError, RecursionError):
        return ()


def _in_stack(
    archive: zipfile.ZipFile,
    stack: ElementTree.Element,
    groups: tuple[str, ...],
    origin: tuple[int, int],
    hidden: bool,
) -> Iterator[StoredLayer]:
    for element in stack:
        offset = offset_of(element)
        if offset is None:
            continue
        place = (origin[0] + offset[0], origin[1] + offset[1])
        unseen = hidden or element.get("visibility", "visible") == "hidden"
        name = element.get("name", "")
        if element.tag == "layer":
            yield StoredLayer((name, *groups), unseen, _reader(archive, element.get("src", ""), place))
        elif element.tag == "stack":
            yield from _in_stack(archive, element, (name, *groups) if name else groups, place, unseen)


def _reader(
    archive: zipfile.ZipFile, source: str, place: tuple[int, int]
) -> Callable[[], tuple[Image.Image, tuple[int, int]]]:
    def read() -> tuple[Image.Image, tuple[int, int]]:
        image = decode_image(read_member(archive, source, MAX_FILE_BYTES), source, ("PNG",))
        return image.convert("RGBA"), place

    return read
