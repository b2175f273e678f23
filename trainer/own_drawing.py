"""The artist's own drawing among the samples: coloured by the networks as they are, with every sample."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from engine.image_io import read_picture
from engine.line_art import line_art
from engine.model_info import Tag
from engine.requests import LineSettings
from engine.scaling import Size, fitted, resized, to_grey
from engine.tensors import reference_tensor, sketch_tensor
from trainer.options import TrainOptions

SWEEP = (0.5, 1.0, 2.0, 4.0)
"""Values of a tag along a row; the first row is as wide."""
MOST_SWEEPS = 4
CAPTION, GAP = 16, 4
_PAPER, _INK = (255, 255, 255), (60, 60, 60)


class Drawing(NamedTuple):
    """`sketch` float `[1, 1, H', W']` and `reference` float `[1, 3, h', w']` in [-1, 1], sides multiples of 32, on
    the CPU; `size` the drawing's own (width, height) of that; `shown` both as uint8 `[H, W, 3]` of that size."""

    sketch: Tensor
    reference: Tensor
    size: Size
    shown: tuple[np.ndarray, np.ndarray]


class Row(NamedTuple):
    """Pictures side by side, uint8 `[H, W, 3]` of one size, and a word above them, or none."""

    caption: str
    pictures: list[np.ndarray]


def read_drawing(options: TrainOptions) -> Drawing | None:
    """The drawing that the options name, its long side as large as the pictures of the training; None without one.

    Raises:
        NurieError: a file cannot be read.
    """
    if options.own_sketch is None or options.own_reference is None:
        return None
    drawing, colours = read_picture(options.own_sketch), read_picture(options.own_reference).pixels
    size = fitted((drawing.width, drawing.height), options.size)
    grey = resized(to_grey(line_art(drawing, LineSettings()).pixels), size)
    reference = resized(colours, fitted((colours.shape[1], colours.shape[0]), options.size))
    shown = np.repeat(grey[:, :, None], 3, axis=2), _laid_into(reference, size)
    return Drawing(sketch_tensor(grey), reference_tensor(reference), size, shown)


def sweeps(tags: tuple[Tag, ...]) -> list[tuple[str, int, list[int]]]:
    """The tags that are moved for a drawing: name, index, and the indices of the group's others. One of a group,
    another colour in each; the same whenever it is asked."""
    groups: dict[str, list[Tag]] = {}
    for tag in tags:
        if tag.group:
            groups.setdefault(tag.group, []).append(tag)
    chosen = []
    for number, group in enumerate([group for group in groups.values() if len(group) > 1][:MOST_SWEEPS]):
        tag = group[2 * number % len(group)]
        chosen.append((tag.name, tag.index, [other.index for other in group if other is not tag]))
    return chosen


def sheet_of(rows: list[Row]) -> np.ndarray:
    """Rows beneath each other on white, captions above them: uint8 `[H, W, 3]`."""
    height, width = rows[0].pictures[0].shape[:2]
    columns = max(len(row.pictures) for row in rows)
    heights = [height + GAP + (CAPTION if row.caption else 0) for row in rows]
    sheet = Image.new("RGB", (columns * (width + GAP) - GAP, sum(heights) - GAP), _PAPER)
    draw, font, top = ImageDraw.Draw(sheet), ImageFont.load_default(), 0
    for row, taken in zip(rows, heights, strict=True):
        if row.caption:
            draw.text((2, top + 2), row.caption, fill=_INK, font=font)
        for column, picture in enumerate(row.pictures):
            sheet.paste(Image.fromarray(picture), (column * (width + GAP), top + taken - GAP - height))
        top += taken
    return np.asarray(sheet)


def _laid_into(pixels: np.ndarray, size: Size) -> np.ndarray:
    """The picture whole, in the middle of a white one of another size."""
    width, height = size
    scale = min(width / pixels.shape[1], height / pixels.shape[0])
    fitting = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    laid = np.full((height, width, 3), 255, dtype=np.uint8)
    left, top = (width - fitting[0]) // 2, (height - fitting[1]) // 2
    laid[top : top + fitting[1], left : left + fitting[0]] = resized(pixels, fitting)
    return laid
