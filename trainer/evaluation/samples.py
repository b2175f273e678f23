"""The pictures an evaluation looks at, at the size the networks run at."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from engine.errors import DataError, PictureError
from engine.image_io import read_picture
from engine.scaling import fitted, resized, to_grey
from trainer.data.deform import deform
from trainer.data.folder import LEAST_EVALUATED, DataFolder, Entry, opened
from trainer.data.line_styles import as_read, redrawn
from trainer.metrics.regions import paper_mask, region_colors, region_masks
from trainer.options import LineStyle

NO_REGION = 255


@dataclass(frozen=True, eq=False)
class Sample:
    """One picture of the data folder, fitted into a square of S pixels a side.

    The margins of a picture that is not square are paper in the sketch, and repeat the edge in colours: a
    white margin would count as something white in the reference. No measure looks at them.

    Attributes:
        name: its name in the folder.
        sketch: line art, uint8 `[S, S]`; its dark pixels are line, which no measure of colours looks at.
        color: the truth, uint8 `[S, S, 3]`.
        lent: the truth as it is given to others for a reference, uint8 `[T, T, 3]`, T being the side at which the
            program reads references, whatever the evaluated size.
        reference: that, deformed, `[T, T, 3]`.
        regions: index into `names`, uint8 `[S, S]`; `NO_REGION` in the margins, and everywhere in finished pictures.
        names: the folder's region names.
        box: left, top, width, height of the picture within the square.
        redrawn: the same drawing in another style of lines, uint8 `[S, S]`, where it is given to the networks.
    """

    name: str
    sketch: np.ndarray
    color: np.ndarray
    lent: np.ndarray
    reference: np.ndarray
    regions: np.ndarray
    names: tuple[str, ...]
    box: tuple[int, int, int, int]
    redrawn: np.ndarray | None = None

    @property
    def drawing(self) -> np.ndarray:
        """What the networks are given, uint8 `[S, S]`."""
        return self.sketch if self.redrawn is None else self.redrawn

    def in_style(self, style: LineStyle, seed: int) -> Sample:
        """This picture with its lines drawn in another style, as `colorize` reads them. Line is what is line in
        either drawing, so that wider strokes count as no colour."""
        rng = np.random.default_rng((seed, zlib.crc32(f"{style} {self.name}".encode())))
        drawn = redrawn(self.sketch, style, rng)
        return replace(self, sketch=np.minimum(self.sketch, drawn.line), redrawn=as_read(drawn.drawing))

    @property
    def paper(self) -> np.ndarray:
        """Bool `[S, S]`: within the picture, and not line."""
        return self.inside & paper_mask(self.sketch)

    @property
    def inside(self) -> np.ndarray:
        """Bool `[S, S]`: within the picture."""
        inside = np.zeros(self.sketch.shape, dtype=bool)
        left, top, width, height = self.box
        inside[top : top + height, left : left + width] = True
        return inside

    def cut(self, pixels: np.ndarray) -> np.ndarray:
        """The picture without its margins."""
        left, top, width, height = self.box
        return pixels[top : top + height, left : left + width]

    @property
    def masks(self) -> dict[str, np.ndarray]:
        """The regions that count here, as `trainer.metrics.regions.region_masks` says."""
        return region_masks(self.regions, self.sketch, self.names)

    @cached_property
    def present(self) -> tuple[str, ...]:
        """Names of the regions that count here."""
        return tuple(self.masks)

    @cached_property
    def colors(self) -> dict[str, np.ndarray]:
        """Region name → its true colour, CIELAB `[3]`."""
        return region_colors(self.color, self.masks)


def choose_entries(folder: DataFolder, limit: int, seed: int) -> tuple[tuple[Entry, ...], str]:
    """Which pictures are measured: at most `limit`, drawn by the seed.

    Returns:
        The entries in the order of their names, and the split they are of: `held-out`, or `all` where
        dataset.json tells no splits.

    Raises:
        DataError: there are fewer than three.
    """
    split = "held-out" if any("split" in figure for figure in folder.figures.values()) else "all"
    entries = folder.entries if split == "all" else tuple(e for e in folder.entries if e.split == split)
    if len(entries) < LEAST_EVALUATED:
        raise DataError(_too_few(folder, split), root=folder.root, count=len(entries), least=LEAST_EVALUATED)
    chosen = np.random.default_rng(seed).permutation(len(entries))[:limit]
    return tuple(entries[index] for index in sorted(chosen)), split


def _too_few(folder: DataFolder, split: str) -> str:
    if split == "all":
        return "{root} has {count} pictures, and an evaluation needs at least {least}."
    if tells_regions(folder):
        return "{root} has {count} held-out pictures, and an evaluation needs at least {least}: draw a larger folder."
    return (
        "{root} has {count} held-out pictures, and an evaluation needs at least {least}: run train prepare again with a"
        " larger --held-out, or with more pictures."
    )


def read_samples(
    folder: DataFolder, entries: tuple[Entry, ...], size: int, seed: int, reference_size: int | None = None
) -> Iterator[Sample]:
    """Reads pictures at the evaluated size, one by one.

    Args:
        folder: a data folder, with or without regions.
        entries: which of its pictures.
        size: S, pixels a side.
        seed: bends the references that the folder does not have.
        reference_size: T, left out as many.

    Raises:
        DataError: a file is missing or damaged, or its size differs from the picture's.
    """
    for number, entry in enumerate(entries):
        rng = np.random.default_rng((seed, number))
        yield _read_sample(folder, entry.name, folder.regions, size, reference_size or size, rng)


def tells_regions(folder: DataFolder) -> bool:
    """Whether the folder says which pixel is of which region: `synth` does, `prepare` does not."""
    return (folder.root / "regions").is_dir()


def _read_sample(
    folder: DataFolder, name: str, names: tuple[str, ...], size: int, reference_size: int, rng: np.random.Generator
) -> Sample:
    root = folder.root
    color = _read(folder.color_files[name])
    sketch = to_grey(_read(root / "sketch" / f"{name}.png"))
    height, width = color.shape[:2]
    regions = np.full((height, width), NO_REGION, np.uint8)
    if tells_regions(folder):
        regions = _read_index(root / "regions" / f"{name}.png")
    for kind, pixels in (("sketch", sketch), ("regions", regions)):
        if pixels.shape[:2] != (height, width):
            own = f"{pixels.shape[1]} × {pixels.shape[0]}"
            raise DataError(
                f"{root / kind / name}.png has {own} pixels, its picture {width} × {height}; make the data folder anew."
            )
    box = _box((width, height), size)
    wanted = box[2:]
    small_regions = np.asarray(Image.fromarray(regions).resize(wanted, Image.Resampling.NEAREST))
    lent = _placed(color, (width, height), reference_size)
    given = root / "reference" / f"{name}.png"
    reference = _placed(_read(given), (width, height), reference_size) if given.exists() else deform(lent, rng)
    return Sample(
        name=name,
        sketch=_centred(resized(sketch, wanted), box, size, 255),
        color=_placed(color, (width, height), size),
        lent=lent,
        reference=reference,
        regions=_centred(small_regions, box, size, NO_REGION),
        names=names,
        box=box,
    )


def _box(own: tuple[int, int], size: int) -> tuple[int, int, int, int]:
    """Where a picture of so many pixels lies in a square: left, top, width, height."""
    width, height = fitted(own, size)
    return (size - width) // 2, (size - height) // 2, width, height


def _placed(pixels: np.ndarray, own: tuple[int, int], size: int) -> np.ndarray:
    """A picture, uint8 RGB, in the middle of a square, as one of `own` pixels would lie there."""
    box = _box(own, size)
    return _centred(resized(pixels, box[2:]), box, size)


def _centred(pixels: np.ndarray, box: tuple[int, int, int, int], size: int, margin: int | None = None) -> np.ndarray:
    """Puts a picture into its box in a square; `margin` fills the rest, None repeats the picture's edge."""
    left, top, width, height = box
    around = [(top, size - height - top), (left, size - width - left), (0, 0)][: pixels.ndim]
    if margin is None:
        return np.pad(pixels, around, mode="edge")
    return np.pad(pixels, around, constant_values=margin)


def _read(path: Path) -> np.ndarray:
    try:
        return read_picture(path).pixels
    except PictureError as error:
        raise DataError(f"The data folder is incomplete: {error}") from error


def _read_index(path: Path) -> np.ndarray:
    """An index image, uint8 `[H, W]`: grey levels or palette entries are the indices."""
    image = opened(path)
    if image.mode not in ("L", "P"):
        raise DataError(f"{path} must be an 8-bit index image, not {image.mode}; make the data folder anew.")
    return np.asarray(image)
