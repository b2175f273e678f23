"""Finished pictures as drawing programs save them: flattened, with the line layer where one is named so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from engine.errors import PictureError
from engine.image_io import picture_of, read_picture
from engine.layered.archive import MAX_FILE_BYTES
from engine.layered.reading import LayeredFile, open_layered
from engine.requests import Picture
from engine.sentences import reason_of
from trainer.data.prepare.finding import Found, is_line_layer

LEAST_INK, MOST_INK = 0.005, 0.4
"""Shares of dark pixels between which a layer or a file is believed to be a line drawing."""

_SAME_SHAPE = 0.02


@dataclass(frozen=True, eq=False)
class Opened:
    """A picture and the line drawing that it brings, uint8 `[H, W]` of any size, or None; `note` says what was odd."""

    picture: Picture
    line: np.ndarray | None = None
    note: str = ""


def open_picture(found: Found) -> Opened:
    """Reads a picture of any kind that `READABLE_SUFFIXES` names; PSD, ORA and KRA flattened.

    Raises:
        PictureError: it cannot be read.
    """
    layer: np.ndarray | None = None
    if found.path.suffix.lower() in (".psd", ".psb", ".ora", ".kra"):
        file = _layered(found.path)
        picture, layer = file.merged, _line_of(file)
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


def _layered(path: Path) -> LayeredFile:
    try:
        if path.exists() and not path.is_file():  # a pipe would keep its reader waiting for ever
            raise PictureError("{path} is not a file; choose a picture file.", path=path)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise PictureError(
                "{name} is larger than {most} MiB; save it flattened.", name=path, most=MAX_FILE_BYTES >> 20
            )
        return open_layered(path.read_bytes(), str(path))
    except OSError as error:
        raise PictureError("{path} cannot be read: {reason}.", path=path, reason=reason_of(error)) from error


def _grey(pixels: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(pixels).convert("L"))


def _line_of(file: LayeredFile) -> np.ndarray | None:
    """The shown line layers, laid over each other on white; a group's name speaks for what it holds. Of layers that
    cannot be read, none."""
    size = (file.merged.width, file.merged.height)
    lines = [layer for layer in file.layers if not layer.hidden and any(map(is_line_layer, layer.names))]
    try:
        drawn = [_grey(picture_of(layer.on_canvas(size), "").pixels) for layer in lines]
    except (PictureError, MemoryError):
        return None
    return np.min(drawn, axis=0) if drawn else None
