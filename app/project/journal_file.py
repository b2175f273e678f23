"""The journal on the disk: one file to which every state of the work is appended.

A record is a header (magic, kind, length, CRC-32) and its bytes. Pictures, tiles and the list of past results are
records of their own, named by their digest and written once, however many states show them; a state is a small JSON
object that names them. Each write is synced. Whoever was killed while writing leaves a torn record at the end, which
is skipped: the state before it is whole. A file is begun beside the one before, and takes its place once a whole state
is in it. Knows no Qt.
"""

from __future__ import annotations

import hashlib
import json
import operator
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np

from app.project.file_state import ABSENT, FileState
from app.project.journalled import Summary, Work
from engine.errors import ProjectError
from engine.files import sync_folder
from engine.hints.drawn import DrawnHints
from engine.hints.layer import TILE, Hints
from engine.image_io import MAX_PIXELS
from engine.project.content import PastResult, Project
from engine.project.description import FORMAT_VERSION, describe, describe_hints, hints_of, project_of
from engine.project.pixels import digest_of, pixels_of, png_of
from engine.sentences import reason_of

LIMIT = 512 * 1024 * 1024
"""Bytes from which on the file is written anew with what the present state needs."""

_HEADER = struct.Struct("<4scQI")
_MAGIC = b"NURJ"
_STATE, _PNG, _TILE, _HISTORY = b"s", b"p", b"t", b"h"
_DIGEST = 32  # characters of a digest, before the bytes it names
_FAST = 1  # compression level: the work must be safe soon
_TILE_BYTES = TILE * TILE * 4
_MAX_HISTORY_BYTES = 64 * 1024 * 1024  # of its description, without pictures


Shown = dict[int, tuple[np.ndarray, str]]
"""Pixels by their id, and the name that they are found by."""


class _Past(NamedTuple):
    """The results of the past as they were last written: themselves, their record's name, and what they show."""

    results: tuple[PastResult, ...]
    name: str
    shown: Shown


class JournalFile:
    """A journal that is being written. One thread.

    Args:
        path: where it lies once it holds a state, in place of an older journal; its folder exists.

    Raises:
        OSError: of every method but `close`: the disk refuses. Nothing more can be written then, and what is at `path`
            stays as it is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        self._whole: int | None = None  # bytes up to the end of the last state, once the file is in its place
        self._file: IO[bytes] = self._part.open("wb")
        self._enough = 0
        self._places: dict[str, tuple[int, int]] = {}
        self._digests: dict[int, tuple[np.ndarray, str]] = {}
        self._past = _Past((), "", {})

    def write(self, work: Work) -> None:
        """Appends a state, and whatever it shows that is not in the file yet; it is on the disk afterwards."""
        shown: Shown = {}

        def layer(drawn: DrawnHints) -> dict[str, Any]:
            tiles = [[*key, self._add(_TILE, tile, shown)] for key, tile in drawn.hints.tiles.items()]
            return {"source": drawn.file, "tiles": tiles}

        past = self._past_of(work.project)
        present = replace(work.project, hints=(), history=())
        state = {
            **describe(present, lambda _folder, pixels: self._add(_PNG, pixels, shown)),
            **describe_hints(work.project, layer),
            "history": past.name,
            # Another layer of a file can be chosen again, wherever it lies.
            "sources": {
                slot: picture.source
                for slot in ("sketch", "reference")
                if (picture := getattr(work.project, slot)) is not None
            },
            "model": None if work.model_path is None else {"path": str(work.model_path), "name": work.model_name},
            "project": None if work.project_path is None else str(work.project_path),
            "project_state": [work.project_state.size, work.project_state.time_ns],
            "name": work.name,
            "modified": work.is_modified,
            "time": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        self._past = past
        self._digests = shown = {**past.shown, **shown}
        record = json.dumps(state).encode()  # in ASCII: a file's name need not be UTF-8
        self._append(_STATE, record)
        self._sync()
        if self._whole is None:
            self._take_place()
            return
        self._whole = self._file.tell()
        if self._whole > max(LIMIT, self._enough):
            self._shrink(record, [past.name, *(digest for _, digest in shown.values())])

    def close(self) -> None:
        """Closes the file; what a full disk refused, it refuses here once more, and what it took of that is given back:
        a new journal may need the room."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)
            if self._whole is not None:
                os.truncate(self._path, self._whole)

    def _add(self, kind: bytes, pixels: np.ndarray, shown: Shown) -> str:
        """A record for pixels, unless they have one; gives the name they are found by, and notes that they are seen."""
        known = self._digests.get(id(pixels))
        digest = known[1] if known is not None and known[0] is pixels else digest_of(pixels)
        shown[id(pixels)] = (pixels, digest)
        if digest not in self._places:
            data = zlib.compress(pixels.tobytes(), _FAST) if kind == _TILE else png_of(pixels, _FAST)
            self._places[digest] = self._append(kind, digest.encode() + data)
        return digest

    def _past_of(self, project: Project) -> _Past:
        """The record of all results of the past, as most states share them: no step of a slider looks at them again."""
        results, before = project.history, self._past
        if before.name and len(results) == len(before.results) and all(map(operator.is_, results, before.results)):
            return before
        shown: Shown = {}
        alone = replace(project, sketch=None, reference=None, hints=())
        described = describe(alone, lambda _folder, pixels: self._add(_PNG, pixels, shown))["history"]
        text = json.dumps(described).encode()
        digest = hashlib.blake2b(text, digest_size=_DIGEST // 2).hexdigest()
        if digest not in self._places:
            self._places[digest] = self._append(_HISTORY, digest.encode() + zlib.compress(text, _FAST))
        return _Past(results, digest, shown)

    def _append(self, kind: bytes, data: bytes) -> tuple[int, int]:
        """Adds a record; gives where its bytes begin and how many they are."""
        self._file.write(_HEADER.pack(_MAGIC, kind, len(data), zlib.crc32(data)))
        place = self._file.tell(), len(data)
        self._file.write(data)
        return place

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())

    def _shrink(self, state: bytes, digests: list[str]) -> None:
        """Writes the file anew with the last state and what it shows."""
        places: dict[str, tuple[int, int]] = {}
        self._file.close()
        self._file = self._part.open("wb")
        with self._path.open("rb") as old:
            for digest in dict.fromkeys(digests):
                offset, length = self._places[digest]
                old.seek(offset - _HEADER.size)
                kind = _HEADER.unpack(old.read(_HEADER.size))[1]
                places[digest] = self._append(kind, old.read(length))
            self._append(_STATE, state)
        self._sync()
        self._take_place()
        self._places = places
        self._enough = 2 * self._file.tell()  # where that much is needed, the next edit is not to do it again

    def _take_place(self) -> None:
        """Puts the file that was begun beside it in the journal's place."""
        whole = self._file.tell()
        self._file.close()
        os.replace(self._part, self._path)
        self._whole = whole
        sync_folder(self._path.parent)
        self._file = self._path.open("ab")


def summary_of(path: Path) -> Summary | None:
    """What a journal holds; None where not even one whole state is in it.

    Raises:
        ProjectError: it cannot be read, or another version of Nurie wrote what is in it.
    """
    state = _scan(path)[0]
    if state is None:
        return None
    try:
        return Summary(str(state["name"]), datetime.fromisoformat(state["time"]), bool(state["modified"]))
    except (KeyError, TypeError, ValueError):
        return None


def read_journal(path: Path) -> Work:
    """The work as the last whole state shows it. Takes seconds for large pictures: not on the GUI thread.

    Raises:
        ProjectError: there is no whole state, it cannot be read, or another version of Nurie wrote it.
    """
    state, places = _scan(path)
    if state is None:
        raise ProjectError("The journal {path} holds nothing that can be brought back.", path=path)

    def data(digest: str) -> bytes:
        offset, length = places[digest]
        with path.open("rb") as file:
            file.seek(offset + _DIGEST)
            return file.read(length - _DIGEST)

    try:
        without = {"hints": None, "resting_hints": None, "model": None, "history": _history_of(data, state)}
        project = project_of({**state, **without}, lambda name, mode: pixels_of(data(name), mode))

        def layer(values: Mapping[str, Any]) -> Hints:
            tiles = {(int(x), int(y)): _tile_of(data(digest)) for x, y, digest in values["tiles"]}
            return Hints(int(values["width"]), int(values["height"])).with_tiles(tiles)

        for slot, source in state.get("sources", {}).items():
            project = replace(project, **{slot: replace(getattr(project, slot), source=str(source))})
        project = replace(project, hints=hints_of(state, project.sketch, layer))
        model, saved = state["model"], state["project"]
        return Work(
            project,
            model_path=None if model is None else Path(model["path"]),
            model_name="" if model is None else str(model["name"]),
            project_path=None if saved is None else Path(saved),
            name=str(state["name"]),
            is_modified=bool(state["modified"]),
            project_state=FileState(*map(int, state["project_state"])) if "project_state" in state else ABSENT,
        )
    except ProjectError as error:
        raise ProjectError("The journal {path} is damaged ({reason}).", path=path, reason=reason_of(error)) from error
    except (OSError, KeyError, TypeError, ValueError, AttributeError, zlib.error) as error:
        reason = f"{type(error).__name__}: {error}"
        raise ProjectError("The journal {path} is damaged ({reason}).", path=path, reason=reason) from error


def _scan(path: Path) -> tuple[Mapping[str, Any] | None, dict[str, tuple[int, int]]]:
    """The last whole state, and where the bytes of each digest lie. Stops at the first torn record.

    Raises:
        ProjectError: there is one, or may be, that cannot be read.
    """
    state: Mapping[str, Any] | None = None
    places: dict[str, tuple[int, int]] = {}
    try:
        with path.open("rb") as file:
            while len(header := file.read(_HEADER.size)) == _HEADER.size:
                magic, kind, length, crc = _HEADER.unpack(header)
                if magic != _MAGIC or length > 4 * MAX_PIXELS + (1 << 20):
                    break
                offset = file.tell()
                data = file.read(length)
                if len(data) < length or zlib.crc32(data) != crc:
                    break
                if kind != _STATE:
                    places[data[:_DIGEST].decode("ascii")] = (offset, length)
                else:
                    state = json.loads(data)
    except FileNotFoundError:
        pass
    except OSError as error:
        if state is None:
            reason = reason_of(error)
            raise ProjectError("The journal {path} cannot be read: {reason}.", path=path, reason=reason) from error
    except ValueError:
        pass  # what was whole before it counts
    if state is not None and state.get("format_version") != FORMAT_VERSION:
        raise ProjectError("The journal {path} is of another version of Nurie, which can bring it back.", path=path)
    return state, places


def _history_of(data: Callable[[str], bytes], state: Mapping[str, Any]) -> list[Any]:
    """The results of the past that a state names; none where their record is damaged: the work itself counts."""
    try:
        unpacked = zlib.decompressobj().decompress(data(state["history"]), _MAX_HISTORY_BYTES)
        results = json.loads(unpacked)
    except (OSError, KeyError, TypeError, ValueError, zlib.error):
        return []
    return results if isinstance(results, list) else []


def _tile_of(data: bytes) -> np.ndarray:
    unpacked = zlib.decompressobj().decompress(data, _TILE_BYTES + 1)
    return np.frombuffer(unpacked, np.uint8).reshape(TILE, TILE, 4).copy()
