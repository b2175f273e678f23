"""Small pictures for the tests of `prepare`: coloured shapes with black outlines, and files that hold them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def figure(seed: int, size: tuple[int, int] = (96, 72)) -> Image.Image:
    """A picture of its own for each seed: flat colours, black lines."""
    rng = np.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(int(c) for c in rng.integers(120, 255, 3)))
    draw = ImageDraw.Draw(image)
    for _ in range(5):
        x, y = (int(rng.integers(0, side - 24)) for side in size)
        wide, high = (int(c) for c in rng.integers(16, 44, 2))
        fill = tuple(int(c) for c in rng.integers(60, 255, 3))
        shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        shape((x, y, x + wide, y + high), fill=fill, outline="black", width=2)
    return image


def lines(size: tuple[int, int] = (96, 72)) -> Image.Image:
    """A line drawing with transparent paper."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((10, 10, 60, 50), outline=(0, 0, 0, 255), width=2)
    return image


def write_ora(path: Path, merged: Image.Image, layer: Image.Image | None, stack: str | None = None) -> Path:
    """An OpenRaster file with one layer named `Line art`, four pixels to the right and two down."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, image in (("mergedimage.png", merged), ("data/line.png", layer)):
            if image is not None:
                data = io.BytesIO()
                image.save(data, "PNG")
                archive.writestr(name, data.getvalue())
        default = (
            '<image><stack><stack><layer name="Line art" src="data/line.png" x="4" y="2"/></stack></stack></image>'
        )
        archive.writestr("stack.xml", stack or default)
    return path


def write_psd(
    path: Path,
    merged: Image.Image,
    layers: list[tuple[bytes, Image.Image]],
    hidden: bool = False,
    blocks: dict[int, bytes] | None = None,
    packed: bool = False,
) -> Path:
    """A PSD of named RGBA layers, the lowest first, over the whole picture and the merged picture.

    `hidden` hides all layers, `blocks` are additional blocks by layer, `packed` stores layers run-length coded.
    """
    width, height = merged.size

    def plane(layer: Image.Image, key: str) -> bytes:
        rows = np.asarray(layer.getchannel(key))
        if not packed:
            return b"\0\0" + rows.tobytes()
        # Runs of one byte each, which is PackBits at its plainest.
        coded = [b"".join(b"\0" + bytes([value]) for value in row.tolist()) for row in rows]
        return b"\0\1" + struct.pack(f">{height}H", *(len(row) for row in coded)) + b"".join(coded)

    planes = {-1: "A", 0: "R", 1: "G", 2: "B"}
    records, data = b"", b""
    for number, (name, layer) in enumerate(layers):
        padded = bytes([len(name)]) + name
        padded += b"\0" * (-len(padded) % 4)
        extra = struct.pack(">II", 0, 0) + padded + (blocks or {}).get(number, b"")
        records += struct.pack(">4iH", 0, 0, height, width, 4)
        records += b"".join(struct.pack(">hI", key, len(plane(layer, planes[key]))) for key in planes)
        records += b"8BIMnorm" + bytes([255, 0, 2 * hidden, 0]) + struct.pack(">I", len(extra)) + extra
        # As Photoshop does: transparency first.
        data += b"".join(plane(layer, key) for key in planes.values())
    info = struct.pack(">h", len(layers)) + records + data
    info += b"\0" * (len(info) % 2)
    section = struct.pack(">I", len(info)) + info + struct.pack(">I", 0)
    header = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, height, width, 8, 3)
    flat = b"\0\0" + b"".join(merged.getchannel(key).tobytes() for key in "RGB")
    path.write_bytes(header + struct.pack(">II", 0, 0) + struct.pack(">I", len(section)) + section + flat)
    return path
