"""The line layers of a PSD file.

Pillow reads a PSD's merged picture well, but takes the channels of its layers in another order than Photoshop
writes them, and knows neither their Unicode names nor whether they are shown; so the layers are read here, after
Adobe's "Photoshop File Formats Specification", section "Layer and Mask Information". 8 bits a channel.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from PIL import Image

from engine.image_io import MAX_PIXELS

_CHANNELS = {0: "R", 1: "G", 2: "B", -1: "A"}
_RAW, _PACKBITS, _ZIP = 0, 1, 2
_HIDDEN = 0x02
_GROUP_OPEN, _GROUP_CLOSED, _GROUP_END = 1, 2, 3


@dataclass(frozen=True)
class Layer:
    """One layer: its names (its own and those of the groups it lies in), where it lies (left, top, right, bottom),
    and for each channel the bytes it is stored in. `section` is the file's mark of a group's begin and end."""

    names: tuple[str, ...]
    hidden: bool
    box: tuple[int, int, int, int]
    channels: dict[str, bytes]
    section: int = 0

    def image(self) -> Image.Image:
        """The layer as RGBA, of the size of its box.

        Raises:
            ValueError: it is damaged, too large, or stored in a way that is not known.
        """
        size = (self.box[2] - self.box[0], self.box[3] - self.box[1])
        if not 0 < size[0] * size[1] <= MAX_PIXELS or min(size) <= 0:
            raise ValueError(f"a layer of {size[0]} × {size[1]} pixels")
        opaque = Image.new("L", size, 255)
        planes = {key: _plane(data, size) for key, data in self.channels.items()}
        colors = [planes[key] if key in planes else planes["R"] for key in "RGB"]  # a grey picture has one channel
        return Image.merge("RGBA", [*colors, planes.get("A", opaque)])


class _Reader:
    """Bytes with a place in them; reading beyond the end raises struct.error."""

    def __init__(self, data: bytes, place: int = 0) -> None:
        self.data, self.place = data, place

    def unpack(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(">" + form, self.data, self.place)
        self.place += struct.calcsize(">" + form)
        return values

    def number(self, form: str) -> int:
        return self.unpack(form)[0]

    def take(self, count: int) -> bytes:
        if count < 0 or self.place + count > len(self.data):
            raise ValueError("the file ends within a layer")
        self.place += count
        return self.data[self.place - count : self.place]


def read_layers(data: bytes) -> list[Layer]:
    """The layers of a PSD file of RGB or grey, the topmost first.

    Raises:
        ValueError, struct.error: it is damaged or of another kind.
    """
    reader = _Reader(data)
    if reader.take(4) != b"8BPS" or reader.number("H") != 1:
        raise ValueError("no PSD file")
    *_, depth, mode = reader.unpack("6xHIIHH")
    if depth != 8 or mode not in (1, 3):
        raise ValueError(f"{depth} bits a channel, mode {mode}")
    for _ in ("colour table", "resources"):
        reader.take(reader.number("I"))
    if not reader.number("I") or not reader.number("I"):
        return []
    # The count is negative where the first alpha channel is the merged picture's transparency.
    records = [_record(reader) for _ in range(abs(reader.number("h")))]
    layers: list[Layer] = []
    for name, section, hidden, box, lengths in records:
        stored = [(number, reader.take(length)) for number, length in lengths]
        channels = {_CHANNELS[number]: content for number, content in stored if number in _CHANNELS}
        layers.append(Layer((name,), hidden, box, channels, section))
    return _in_groups(layers)


def _in_groups(layers: list[Layer]) -> list[Layer]:
    """From the top down; a group's record stands above what it holds and its end below."""
    open_groups: list[tuple[str, bool]] = []
    found = []
    for layer in reversed(layers):
        if layer.section in (_GROUP_OPEN, _GROUP_CLOSED):
            open_groups.append((layer.names[0], layer.hidden))
        elif layer.section == _GROUP_END:
            if open_groups:
                open_groups.pop()
        else:
            names = (*layer.names, *(group for group, _ in open_groups))
            hidden = layer.hidden or any(hidden for _, hidden in open_groups)
            found.append(Layer(names, hidden, layer.box, layer.channels))
    return found


_Record = tuple[str, int, bool, tuple[int, int, int, int], list[tuple[int, int]]]


def _record(reader: _Reader) -> _Record:
    """Name, kind of group, hidden, box, and for each channel its number and length."""
    top, left, bottom, right = reader.unpack("4i")
    lengths = [(reader.number("h"), reader.number("I")) for _ in range(reader.number("H"))]
    flags = reader.unpack("8xBBBx")[2]
    extra = _Reader(reader.take(reader.number("I")))
    for _ in ("mask", "blending ranges"):
        extra.take(extra.number("I"))
    length = extra.number("B")
    name = _decoded(extra.take(length))
    extra.place += -(length + 1) % 4
    section = 0
    while extra.place + 12 <= len(extra.data):
        key = extra.take(8)[4:]
        block = _Reader(extra.take(extra.number("I")))
        if key == b"luni":
            name = block.take(2 * block.number("I")).decode("utf-16-be", "replace").rstrip("\0")
        elif key in (b"lsct", b"lsdk"):
            section = block.number("I")
    return name, section, bool(flags & _HIDDEN), (left, top, right, bottom), lengths


def _decoded(raw: bytes) -> str:
    """A name in the bytes of the machine it was written on."""
    for encoding in ("utf-8", "cp932", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _plane(data: bytes, size: tuple[int, int]) -> Image.Image:
    compression = struct.unpack_from(">H", data)[0]
    if compression == _RAW:
        return Image.frombytes("L", size, data[2:])
    if compression == _PACKBITS:
        return Image.frombytes("L", size, data[2 + 2 * size[1] :], "packbits", "L")
    if compression == _ZIP:
        return Image.frombytes("L", size, zlib.decompressobj().decompress(data[2:], size[0] * size[1]))
    raise ValueError(f"compression {compression}")
