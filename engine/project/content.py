"""What a project holds: frozen values, no file, no thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.errors import WeightsError
from engine.hints.drawn import DrawnHints
from engine.painting_settings import file_hash
from engine.requests import LineSettings, Picture
from engine.sentences import reason_of

_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class ModelMark:
    """Which weights colour a project. They are found again by their digest, never by a path: a path in a file
    that came from somewhere else could name any place, even one on the network.

    Attributes:
        name: the human name.
        file: the name of the weights file, without any folder.
        size: its bytes.
        digest: SHA-256 of the file, in hexadecimal; empty where the file was gone when the project was saved. Such
            a mark says what the weights are called, and no file is taken for them.
    """

    name: str
    file: str
    size: int
    digest: str


@dataclass(frozen=True, eq=False)
class PastResult:
    """A finished result of the past.

    Attributes:
        work: what it was made of, without hints and without a past.
        image: a small picture of it, uint8 RGB `[h, w, 3]`.
        starred: whether the user starred it.
    """

    work: Project
    image: np.ndarray
    starred: bool = False


@dataclass(frozen=True, eq=False)
class Project:
    """Everything that is saved.

    Attributes:
        tags: the tags that were moved, name → value in 0..5.
        muted: those of them whose move is not applied.
        solo: the one whose move alone is applied, or None.
        line_settings: how the sketch's lines are found.
        evenness: 0..1, as in `ColorizeRequest`.
        hints: what is painted over drawings, each layer over its own (`engine.hints.drawn`); those of other drawings
            than the sketch rest.
        history: finished results, the oldest first. They share their pictures with each other and the project.
        more: other values of the document, name → JSON value; kept as they are.
    """

    sketch: Picture | None = None
    reference: Picture | None = None
    tags: Mapping[str, float] = field(default_factory=lambda: _NONE)
    model: ModelMark | None = None
    hints: tuple[DrawnHints, ...] = ()
    muted: frozenset[str] = frozenset()
    solo: str | None = None
    line_settings: LineSettings = LineSettings()
    evenness: float = 0.0
    history: tuple[PastResult, ...] = ()
    more: Mapping[str, Any] = field(default_factory=lambda: _NONE)


def mark_of(path: Path, name: str) -> ModelMark:
    """Marks a weights file, which is read once for it (some tenths of a second): not on the GUI thread.

    Raises:
        WeightsError: it cannot be read.
    """
    try:
        return ModelMark(name, path.name, path.stat().st_size, file_hash(path))
    except OSError as error:
        raise WeightsError(
            "Cannot read the weights file {path}: {reason}.", path=path, reason=reason_of(error)
        ) from error


def find_marked(mark: ModelMark, candidates: list[Path]) -> Path | None:
    """The candidate that is the marked file, whatever it is called now. Reads only files of its size."""
    for path in candidates:
        try:
            if path.stat().st_size == mark.size and mark_of(path, mark.name).digest == mark.digest:
                return path
        except (OSError, WeightsError):
            continue
    return None
