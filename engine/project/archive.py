"""One `.nurie` file is one project: a zip with a description and pictures as lossless PNG.

    mimetype              first and stored, so that the kind of file can be told from its first bytes
    project.json          the description: format version, tags, lines, model, which picture is what
    pictures/DIGEST.png   sketch and reference, RGB; a transparency beside them, grey
    hints/DIGEST.png      the painted box of the hints, RGBA

Nothing of it is ever unpacked to the disk. Only members that the description names are read, only under names
made like those above, and only up to a cap. Paths of the machine it was written on are not in it.
"""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from engine import __version__
from engine.errors import ProjectError
from engine.files import replaced_whole
from engine.hints.layer import Hints
from engine.image_io import MAX_PIXELS
from engine.painting_settings import line_settings_of
from engine.project.content import ModelMark, Project
from engine.project.pixels import digest_of, pixels_of, png_of
from engine.requests import TAG_MAX, TAG_MIN, Picture

SUFFIX = ".nurie"
FORMAT_VERSION = 1
MIMETYPE = "application/x-nurie"
DESCRIPTION = "project.json"

MAX_DESCRIPTION = 64 * 1024 * 1024
MAX_PICTURE = 4 * MAX_PIXELS + (1 << 20)
"""Bytes of one member: a PNG that does not compress at all is hardly longer than its pixels."""
_MEMBER = re.compile(r"(pictures|hints)/[0-9a-f]{32}\.png")
_COMPRESS_LEVEL = 4
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, AttributeError, OverflowError)


def write_project(path: Path, project: Project) -> None:
    """Saves a project, whole or not at all; the file before it stays beside it as `NAME.nurie~`.

    Takes seconds for large pictures: not on the GUI thread.

    Raises:
        ProjectError: the folder is gone or read-only, or the disk is full; an older file is as it was.
    """
    path = Path(os.path.realpath(path))  # a link stays one, and what it points to is replaced
    if not path.parent.is_dir():
        raise ProjectError(f"{path} cannot be saved: its folder is not there any more; save it in another place.")
    if path.is_dir():
        raise ProjectError(f"{path} is a folder; give the name of the project to write.")
    try:
        with replaced_whole(path) as part:
            _write(part, project)
            _keep_older(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be saved: {error.strerror or error}; save it in another place, nothing is lost."
        ) from error


def read_project(path: Path) -> Project:
    """Opens a project file. Takes seconds for large pictures: not on the GUI thread.

    Raises:
        ProjectError: it is missing, no project, damaged, or of a newer format.
    """
    try:
        with _opened(path) as archive:
            return _read(archive, path)
    except ProjectError:
        raise
    except FileNotFoundError as error:
        raise ProjectError(f"{path} does not exist; check the name of the project.") from error
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror or error}.") from error
    except MemoryError as error:
        raise ProjectError(f"{path} does not fit into this machine's memory.") from error
    except (*_DAMAGE, NotImplementedError, RuntimeError, RecursionError) as error:
        raise ProjectError(f"{path} is damaged: {_short(error)}.") from error


def _write(part: Path, project: Project) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("mimetype", MIMETYPE)
        written: set[str] = set()

        def add(folder: str, pixels: np.ndarray) -> str:
            name = f"{folder}/{digest_of(pixels)}.png"
            if name not in written:
                written.add(name)
                archive.writestr(name, png_of(pixels, _COMPRESS_LEVEL))
            return name

        description = describe(project, add)
        text = json.dumps(description, ensure_ascii=False, indent=1)
        archive.writestr(DESCRIPTION, text, zipfile.ZIP_DEFLATED)


def describe(project: Project, add: Callable[[str, np.ndarray], str]) -> dict[str, Any]:
    """The description of a project as JSON values.

    Args:
        add: keeps an array (uint8, of a folder `pictures` or `hints`) and gives the name it is found by.
    """
    model, hints = project.model, project.hints
    bounds = hints.bounds if hints is not None else None
    return {
        "format_version": FORMAT_VERSION,
        "program": f"Nurie {__version__}",
        "sketch": _describe_picture(project.sketch, add),
        "reference": _describe_picture(project.reference, add),
        "tags": dict(project.tags),
        "muted": sorted(project.muted),
        "solo": project.solo,
        "line_settings": asdict(project.line_settings),
        "model": None if model is None else vars(model),
        "hints": None
        if hints is None or bounds is None
        else {
            "width": hints.width,
            "height": hints.height,
            "left": bounds[0],
            "top": bounds[1],
            "pixels": add("hints", hints.pixels(bounds)),
        },
        "more": dict(project.more),
    }


def _describe_picture(picture: Picture | None, add: Callable[[str, np.ndarray], str]) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {
        "pixels": add("pictures", picture.pixels),
        "alpha": None if picture.alpha is None else add("pictures", picture.alpha),
        "source": Path(picture.source).name,
    }


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise ProjectError(f"{path} is no Nurie project, or it is cut short.") from error


def _read(archive: zipfile.ZipFile, path: Path) -> Project:
    names = set(archive.namelist())
    if DESCRIPTION not in names:
        raise ProjectError(f"{path} is no Nurie project.")
    description = json.loads(_member(archive, DESCRIPTION, MAX_DESCRIPTION))
    version = description["format_version"]
    if not isinstance(version, int) or version < 1:
        raise ValueError(f"its format version is {version!r}")
    if version > FORMAT_VERSION:
        raise ProjectError(f"{path} was saved by a newer Nurie (format {version}); please update Nurie.")

    def get(name: str, mode: str) -> np.ndarray:
        if not _MEMBER.fullmatch(name):
            raise ValueError(f"it names a picture {name[:60]!r}")
        return pixels_of(_member(archive, name, MAX_PICTURE), mode)

    try:
        return project_of(description, get)
    except ProjectError as error:  # of a picture in it: which file is known here alone
        raise ProjectError(f"{path} is damaged: {error}.") from error


def project_of(description: Mapping[str, Any], get: Callable[[str, str], np.ndarray]) -> Project:
    """The project of a description.

    Args:
        description: what `describe` gave, or what claims to be it.
        get: the array of a name, which must be of that mode (`RGB`, `RGBA`, `L`).

    Raises:
        ProjectError, KeyError, TypeError, ValueError, AttributeError: it is none.
    """
    model, hints = description.get("model"), description.get("hints")
    tags, solo = tags_of(description.get("tags", {})), description.get("solo")
    return Project(
        sketch=_picture_of(description.get("sketch"), get),
        reference=_picture_of(description.get("reference"), get),
        tags=tags,
        muted=frozenset(str(name) for name in description.get("muted", ())) & tags.keys(),
        solo=solo if solo in tags else None,
        line_settings=line_settings_of(description.get("line_settings", {})),
        model=None if model is None else model_of(model),
        hints=None if hints is None else _hints_of(hints, get(hints["pixels"], "RGBA")),
        more=MappingProxyType(dict(description.get("more", {}))),
    )


def tags_of(values: Mapping[str, Any]) -> Mapping[str, float]:
    """Moved tags, checked and kept within their range."""
    tags = {str(name): float(value) for name, value in values.items()}
    if not all(math.isfinite(value) for value in tags.values()):
        raise ValueError("a tag is no number")
    return MappingProxyType({name: min(max(value, TAG_MIN), TAG_MAX) for name, value in tags.items()})


def model_of(values: Mapping[str, Any]) -> ModelMark:
    """A mark, checked."""
    return ModelMark(str(values["name"]), Path(str(values["file"])).name, int(values["size"]), str(values["digest"]))


def _picture_of(values: Mapping[str, Any] | None, get: Callable[[str, str], np.ndarray]) -> Picture | None:
    if values is None:
        return None
    pixels = get(values["pixels"], "RGB")
    alpha = None if values.get("alpha") is None else get(values["alpha"], "L")
    if alpha is not None and alpha.shape != pixels.shape[:2]:
        raise ValueError("a transparency is of another size than its picture")
    picture = Picture(pixels, alpha, str(values.get("source", "")))
    _ = picture.key  # digested here, so that no other thread has to
    return picture


def _hints_of(values: Mapping[str, Any], pixels: np.ndarray) -> Hints:
    width, height, left, top = (int(values[key]) for key in ("width", "height", "left", "top"))
    fits = 0 <= left <= width - pixels.shape[1] and 0 <= top <= height - pixels.shape[0]
    if not fits or width * height > MAX_PIXELS:
        raise ValueError("its hints lie outside the drawing")
    return Hints.of_pixels(width, height, pixels, left, top)


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The bytes of a member; what it claims of its size is not believed."""
    with archive.open(name) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ValueError(f"{name} is larger than {limit} bytes")
    return data


def _keep_older(path: Path) -> None:
    """Keeps the present file as `NAME.nurie~`, without a moment in which `path` is missing."""
    if not path.exists():
        return
    older = path.with_name(path.name + "~")
    fresh = path.with_name(f".{older.name}.{os.getpid()}.part")
    try:
        with suppress(FileNotFoundError):
            fresh.unlink()
        try:
            os.link(path, fresh)
        except OSError:  # a file system without hard links
            shutil.copy2(path, fresh)
        os.replace(fresh, older)
    finally:
        fresh.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Makes the new name as durable as the bytes; systems that cannot open a folder do it themselves."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _short(error: BaseException) -> str:
    return (f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)) or type(error).__name__
