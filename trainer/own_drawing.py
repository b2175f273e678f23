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
CAPTION, LETTERS, GAP = 20, 14, 4
LEAST_WIDTH = 112
"""Of a picture with words above it, so that most tags with their value fit; smaller ones are drawn larger."""
_GROUND, _INK = (70, 70, 70), (235, 235, 235)
"""The grey that the window has around pictures, and letters on it."""


class Drawing(NamedTuple):
    """`sketch` float `[1, 1, H', W']` and `reference` float `[1, 3, h', w']` in [-1, 1], sides multiples of 32, on
    the CPU; `size` the drawing's own (width, height) of that; `shown` both as uint8 `[H, W, 3]` of that size."""

    sketch: Tensor
    reference: Tensor
    size: Size
    shown: tuple[np.ndarray, np.ndarray]


class Row(NamedTuple):
    """Pictures side by side, uint8 `[H, W, 3]` of one size, and a word above each, or none above any."""

    captions: list[str]
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
    """Rows beneath each other on grey, the first over the others, of which two share a line where there are more than
    two: screens are wider than high. uint8 `[H, W, 3]`."""
    rows = [_readable(row) for row in rows] if any(row.captions for row in rows) else rows
    first, rest = rows[0], rows[1:]
    beside = 2 if len(rest) > 2 else 1
    lines = [[first], *(rest[start : start + beside] for start in range(0, len(rest), beside))]
    height, width = first.pictures[0].shape[:2]
    block = max(len(row.pictures) for row in rows) * (width + GAP)
    heights = [height + GAP + (CAPTION if line[0].captions else 0) for line in lines]
    columns = max(sum(len(row.pictures) for row in line) for line in lines)
    sheet = Image.new("RGB", (columns * (width + GAP) - GAP, sum(heights) - GAP), _GROUND)
    draw, font, top = ImageDraw.Draw(sheet), ImageFont.load_default(LETTERS), 0
    for line, taken in zip(lines, heights, strict=True):
        for place, row in enumerate(line):
            for column, picture in enumerate(row.pictures):
                left = place * block + column * (width + GAP)
                if row.captions:
                    caption = _shortened(row.captions[column], font, width - 2)
                    draw.text((left + 2, top + 2), caption, fill=_INK, font=font)
                sheet.paste(Image.fromarray(picture), (left, top + taken - GAP - height))
        top += taken
    return np.asarray(sheet)


def _readable(row: Row) -> Row:
    """The row with its pictures at least as wide as what is said above them needs."""
    height, width = row.pictures[0].shape[:2]
    times = -(-LEAST_WIDTH // width)
    return row if times == 1 else Row(row.captions, [resized(p, (width * times, height * times)) for p in row.pictures])


def _shortened(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    """A tag and its value no wider than so many pixels: the tag is cut where it must be."""
    *words, value = text.split(" ")
    tag = " ".join(words)
    while font.getlength(text) > width and tag:
        tag = tag[:-1]
        text = f"{tag}… {value}"
    return text


def _laid_into(pixels: np.ndarray, size: Size) -> np.ndarray:
    """The picture whole, in the middle of a white one of another size."""
    width, height = size
    scale = min(width / pixels.shape[1], height / pixels.shape[0])
    fitting = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    laid = np.full((height, width, 3), 255, dtype=np.uint8)
    left, top = (width - fitting[0]) // 2, (height - fitting[1]) // 2
    laid[top : top + fitting[1], left : left + fitting[0]] = resized(pixels, fitting)
    return laid
