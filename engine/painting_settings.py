"""What a painting was made with, as it stands in the metadata of its file, and back. Imports no torch."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from engine import __version__
from engine.errors import WeightsError
from engine.image_io import MAX_SIDE
from engine.metadata import read_metadata
from engine.model_info import read_model_info
from engine.requests import TAG_MAX, TAG_MIN, ColorizeRequest, Ink, Lines, LineSettings
from engine.sentences import reason_of

KEY = "nurie-settings"
"""The entry of the metadata that holds the settings as JSON; `Software` stands beside it."""
MIN_SIDE = 32
SIZES = f"a number of pixels from {MIN_SIDE} to {MAX_SIDE}"
"""What the long side is at which networks run, in words."""
_MOST_TAGS = 10_000


@dataclass(frozen=True)
class PaintingSettings:
    """All that a colouring depends on beside its two pictures.

    Attributes:
        model: the model's name.
        model_hash: SHA-256 of its weights file, in hexadecimal.
        tags, size, lines, line_settings, evenness: as in `ColorizeRequest`.
    """

    model: str
    model_hash: str
    tags: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    size: int | None = None
    lines: Lines = "keep"
    line_settings: LineSettings = LineSettings()
    evenness: float = 0.0

    @classmethod
    def of(cls, request: ColorizeRequest) -> PaintingSettings:
        """The settings of a request; reads the weights file once, so not on the GUI thread.

        A weights file that is gone is called by its file name alone: the painting is to be saved all the same.
        """
        try:
            name, digest = read_model_info(request.model).name, file_hash(request.model)
        except WeightsError:
            name, digest = request.model.stem, ""
        look = request.lines, request.line_settings, request.evenness
        return cls(name, digest, dict(request.tags), request.size, *look)

    def to_metadata(self) -> dict[str, str]:
        """As the texts that are written into a file, in ASCII: a file's name may be in no encoding at all."""
        values = {**asdict(self), "tags": dict(self.tags)}
        return {"Software": f"Nurie {__version__}", KEY: json.dumps(values)}


def read_settings(source: Path | bytes) -> PaintingSettings | None:
    """The settings that a file carries, or None: it is none of Nurie's, or they were tampered with."""
    try:
        return _parsed(json.loads(read_metadata(source).get(KEY, "null")))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def file_hash(path: Path) -> str:
    """SHA-256 of a weights file, in hexadecimal; read again only where the file changed.

    Raises:
        WeightsError: it cannot be read.
    """
    try:
        status = path.stat()
        return _file_hash(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise WeightsError(
            "Cannot read the weights file {path}: {reason}.", path=path, reason=reason_of(error)
        ) from error


def find_by_hash(digest: str, candidates: Iterable[Path]) -> Path | None:
    """The first of the weights files that has this hash; those that cannot be read are passed by."""
    for path in candidates:
        with suppress(WeightsError):
            if file_hash(path) == digest:
                return path
    return None


def line_settings_of(values: Mapping[str, Any]) -> LineSettings:
    """Line settings from their fields as JSON values, checked.

    Raises:
        TypeError, ValueError: they are none.
    """
    found = LineSettings(**values)
    if found.ink not in get_args(Ink) or found.clean_paper not in (None, True, False):
        raise ValueError("line settings")
    if found.threshold is not None and (type(found.threshold) is not int or not 1 <= found.threshold <= 255):
        raise ValueError("threshold")
    return found


def evenness_of(value: Any) -> float:
    """An evenness from its JSON value or its text, checked.

    Raises:
        TypeError, ValueError: it is none.
    """
    evenness = float(value)
    if not 0.0 <= evenness <= 1.0:
        raise ValueError(f"{value} is no number from 0 to 1")
    return evenness


def check_size(size: int) -> int:
    """The long side in pixels at which networks run.

    Raises:
        ValueError: it is too small to be a picture or over the pixel cap.
    """
    if not MIN_SIDE <= size <= MAX_SIDE:
        raise ValueError(f"{size} is not {SIZES}")
    return size


@lru_cache(64)
def _file_hash(path: Path, modified: int, size: int) -> str:
    del modified, size
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parsed(values: Any) -> PaintingSettings | None:
    """Raises ValueError, TypeError, KeyError or OverflowError where anything is of another kind than was written."""
    if not isinstance(values, dict):
        return None
    if not isinstance(values["tags"], dict):
        raise TypeError("tags")
    tags = {str(name): float(value) for name, value in values["tags"].items()}
    if len(tags) > _MOST_TAGS or not all(
        math.isfinite(value) and TAG_MIN <= value <= TAG_MAX for value in tags.values()
    ):
        raise ValueError("tags")
    size, lines = values["size"], values["lines"]
    found = line_settings_of(values["line_settings"])
    if lines not in get_args(Lines):
        raise ValueError("lines")
    if size is not None and type(size) is not int:
        raise TypeError("a number")
    if size is not None:
        check_size(size)
    evenness = evenness_of(values.get("evenness", 0.0))
    return PaintingSettings(str(values["model"]), str(values["model_hash"]), tags, size, lines, found, evenness)
