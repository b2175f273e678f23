"""A data folder read once into one packed file, four bytes a pixel, that training maps into memory.

Drawn figures pack (line, region, shade, mix), finished pictures (line, red, green, blue). The packed
file lies in the folder's `.packed/`, is named by a digest of what it was made from, and can be deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image

from engine.errors import DataError
from engine.files import is_hidden, replaced_whole
from engine.sentences import Sentence, reason_of
from trainer.data.leftovers import remove_stale
from trainer.data.regions import REGION_INDEX, REGIONS
from trainer.picture_choice import read_choice

Split = Literal["train", "held-out"]
FORMAT_VERSION = 1
COLOR_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
LEAST_EVALUATED = 3
"""Pictures that an evaluation needs: each is given to another one, and compared with a third."""


@dataclass(frozen=True)
class Entry:
    """One picture of a data folder: its name, split, background kind (drawn figures) and tags."""

    name: str
    split: Split
    background: str
    tags: frozenset[str]


class DataFolder:
    """What lies in a data folder.

    Args:
        root: the folder.

    Raises:
        DataError: no data folder, damaged, of a newer format, or without pictures.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.description = _description(root)
        if self.description.get("format_version") != FORMAT_VERSION:
            raise DataError(
                "{root} has data format {version}, not {known}.",
                root=root,
                version=self.description.get("format_version"),
                known=FORMAT_VERSION,
            )
        self.figures: dict[str, dict[str, Any]] = self.description.get("figures", {})
        regions: list[str] = self.description.get("regions", list(REGIONS))
        if not isinstance(self.figures, dict) or not all(isinstance(one, dict) for one in self.figures.values()):
            raise _damaged(root)
        if not isinstance(regions, list):
            raise _damaged(root)
        self.regions = tuple(map(str, regions))
        left_out = read_choice(root).left_out
        self.color_files = {
            path.stem: path
            for path in sorted((root / "color").glob("*"))
            if path.suffix.lower() in COLOR_SUFFIXES and path.stem not in left_out and not is_hidden(path.name)
        }
        if not self.color_files:
            if left_out:
                raise DataError("{root} holds no pictures in color/ that are not left out.", root=root)
            raise DataError("{root} holds no pictures in color/.", root=root)
        self.has_regions = all((root / kind).is_dir() for kind in ("regions", "shading"))
        if self.has_regions and self.regions != REGIONS:
            raise DataError(
                "{root} was drawn with other regions than this version of Nurie knows; draw it again.", root=root
            )
        self.entries = tuple(self._entry(name, self.figures.get(name, {})) for name in self.color_files)

    def _entry(self, name: str, figure: dict[str, Any]) -> Entry:
        path = self.root / "tags" / f"{name}.txt"
        try:
            text = path.read_text(encoding="utf-8") if path.exists() else ""
        except OSError as error:
            raise DataError("{file} cannot be read: {reason}.", file=path, reason=reason_of(error)) from error
        except ValueError as error:
            reason = Sentence("it is no text in UTF-8")
            raise DataError("{file} cannot be read: {reason}.", file=path, reason=reason) from error
        tags = frozenset(tag.strip() for tag in text.split(",") if tag.strip())
        return Entry(name, figure.get("split", "train"), figure.get("background", "plain"), tags)

    def names(self, split: Split) -> tuple[Entry, ...]:
        """The entries of one split, in the order of their names.

        Raises:
            DataError: there are none.
        """
        entries = tuple(entry for entry in self.entries if entry.split == split)
        if not entries:
            raise DataError("{root} holds no pictures of the split {split}.", root=self.root, split=repr(split))
        return entries

    def fingerprint(self) -> str:
        """Stands for which pictures trainings see, and in which order: what an exact resume depends on."""
        names = "\n".join(f"{entry.split} {entry.name}" for entry in self.entries)
        return hashlib.blake2b(names.encode(), digest_size=8).hexdigest()

    def read_layers(self, name: str) -> np.ndarray:
        """A drawn figure's layers (line, region, shade, mix), uint8 `[H, W, 4]`.

        Raises:
            DataError: a file is missing or damaged, or they differ in size.
        """
        line = np.asarray(opened(self.root / "sketch" / f"{name}.png", "L"))
        regions = np.asarray(opened(self.root / "regions" / f"{name}.png"))
        shading = np.asarray(opened(self.root / "shading" / f"{name}.png", "LA"))
        if not line.shape == regions.shape == shading.shape[:2]:
            raise DataError(
                "The layers of {name} in {root} differ in size; make the data folder anew.", name=name, root=self.root
            )
        return np.dstack([line, regions, shading[..., 0], shading[..., 1]]).astype(np.uint8)

    def read_picture(self, name: str, side: int) -> np.ndarray:
        """A finished picture with its lines (line, red, green, blue), fitted into a white square: uint8 `[S, S, 4]`.

        Raises:
            DataError: a file is missing or damaged.
        """
        color = opened(self.color_files[name], "RGB")
        line = opened(self.root / "sketch" / f"{name}.png", "L")
        scale = side / max(color.size)
        fitted = (max(1, round(color.width * scale)), max(1, round(color.height * scale)))
        left, top = (side - fitted[0]) // 2, (side - fitted[1]) // 2
        packed = np.full((side, side, 4), 255, dtype=np.uint8)
        window = packed[top : top + fitted[1], left : left + fitted[0]]
        # The average keeps thin lines whole where they are made smaller.
        resampling = Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC
        window[..., 0] = np.asarray(line.resize(fitted, resampling))
        window[..., 1:] = np.asarray(color.resize(fitted, Image.Resampling.BICUBIC))
        return packed

    def pack(self, split: Split, layers: bool, side: int, progress: Callable[[int, int], None] | None = None) -> Path:
        """Packs one split unless that was done before.

        Args:
            split: which pictures.
            layers: drawn layers, else finished pictures.
            side: pixels of each packed picture; drawn figures keep their own.
            progress: called with (done, all).

        Returns:
            The file, uint8 `[N, S, S, 4]` in NumPy's format.

        Raises:
            DataError: a picture is missing or damaged, or the disk refuses.
        """
        entries = self.names(split)
        if layers:
            side = self.description.get("size", 0)
            if not isinstance(side, int) or side < 1:
                raise _damaged(self.root)
        digest = hashlib.blake2b(digest_size=8)
        for entry in entries:
            # Size and time of the colour file stand for the picture: they change when it is drawn again.
            state = self.color_files[entry.name].stat()
            digest.update(f"{entry.name} {state.st_size} {state.st_mtime_ns}".encode())
        path = self.root / ".packed" / f"{split}-{'layers' if layers else 'pictures'}-{side}-{digest.hexdigest()}.npy"
        remove_stale(path.parent)
        if path.exists():
            return path
        header = {"descr": "|u1", "fortran_order": False, "shape": (len(entries), side, side, 4)}
        try:
            # Written, not mapped: where the disk is full, a write says so, and a page of a mapping ends the process.
            with replaced_whole(path) as part, part.open("wb") as file:
                np.lib.format.write_array_header_1_0(file, header)
                for number, entry in enumerate(entries):
                    file.write(self._packed(entry.name, layers, side).data)
                    if progress is not None:
                        progress(number + 1, len(entries))
        except OSError as error:
            raise DataError(
                "The pictures cannot be packed into {folder}: {reason}; make room there, or copy the data folder to"
                " where it can be written.",
                folder=path.parent,
                reason=reason_of(error),
            ) from error
        return path

    def _packed(self, name: str, layers: bool, side: int) -> np.ndarray:
        """A picture as it is packed, contiguous uint8 `[S, S, 4]`."""
        picture = self.read_layers(name) if layers else self.read_picture(name, side)
        if picture.shape != (side, side, 4):
            raise DataError(
                "{name} in {root} is {shape}, not {side} × {side} pixels.",
                name=name,
                root=self.root,
                shape=picture.shape[:2],
                side=side,
            )
        return np.ascontiguousarray(picture)


def _description(root: Path) -> dict[str, Any]:
    file = root / "dataset.json"
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataError(
            "{root} is no data folder: it has no dataset.json; make one with train prepare or train synth.", root=root
        ) from error
    except (OSError, ValueError) as error:
        raise DataError("{file} cannot be read: {reason}.", file=file, reason=reason_of(error)) from error
    if not isinstance(values, dict):
        raise _damaged(root)
    return values


def _damaged(root: Path) -> DataError:
    return DataError("{file} is damaged; make the data folder anew.", file=root / "dataset.json")


def opened(file: Path, mode: str | None = None) -> Image.Image:
    """A picture of a data folder, whole, in a mode of Pillow's, or left in its own.

    Raises:
        DataError: it is missing or damaged.
    """
    try:
        with Image.open(file) as image:
            return image.convert(mode) if mode else image.copy()
    except MemoryError:
        raise
    except Exception as error:  # Pillow's decoders raise many kinds for damaged data: struct.error, SyntaxError, …
        if isinstance(error, OSError) and error.errno is not None:
            raise DataError("{file} cannot be read: {reason}.", file=file, reason=reason_of(error)) from error
        raise DataError("{name} is damaged or cut short; save or fetch the picture again.", name=file) from error


class Packed:
    """Memory-mapped pictures; a copy in another process maps the file again instead of being sent."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.array: np.ndarray = np.load(path, mmap_mode="r")

    def __getstate__(self) -> Path:
        return self.path

    def __setstate__(self, path: Path) -> None:
        self.__init__(path)


def eye_focus(regions: np.ndarray) -> tuple[float, float, float] | None:
    """Where the eyes are: centre x, centre y and extent as shares of the side, or None without eyes.

    Args:
        regions: region map, uint8 `[H, W]`.
    """
    rows, columns = np.nonzero((regions == REGION_INDEX["eyes"]) | (regions == REGION_INDEX["eye_white"]))
    if len(rows) < 8:
        return None
    side = regions.shape[0]
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    extent = max(bottom - top, right - left) + 1
    return (left + right) / 2 / side, (top + bottom) / 2 / side, extent / side
