"""One `.nurie` file is one project: a zip with a description and pictures as lossless PNG.

    mimetype              first and stored, so that the kind of file can be told from its first bytes
    project.json          the description: format version, tags, lines, model, which picture is what
    pictures/DIGEST.png   sketch and reference, RGB; a transparency beside them, grey
    hints/DIGEST.png      the painted box of a drawing's hints, RGBA
    results/DIGEST.png    small pictures of the history, RGB

Nothing of it is ever unpacked to the disk. Only members that the description names are read, only under names
made like those above, and only up to a cap. Paths of the machine it was written on are not in it.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np

from engine.archives import read_member
from engine.errors import ProjectError
from engine.files import part_of, refusal_of, replaced_whole, sync_folder
from engine.image_io import MAX_PIXELS
from engine.progress import Tell, untold, within
from engine.project.content import Project
from engine.project.description import DAMAGE, FORMAT_VERSION, describe, project_of
from engine.project.pixels import digest_of, pixels_of, png_of
from engine.sentences import Sentence, reason_of

SUFFIX = ".nurie"
OLDER = "~"
"""Ends the name of the copy that was saved before."""
MIMETYPE = "application/x-nurie"
DESCRIPTION = "project.json"

MAX_DESCRIPTION = 64 * 1024 * 1024
MAX_PICTURE = 4 * MAX_PIXELS + (1 << 20)
"""Bytes of one member: a PNG that does not compress at all is hardly longer than its pixels."""
_MEMBER = re.compile(r"(pictures|hints|results)/[0-9a-f]{32}\.png")
_COMPRESS_LEVEL = 4


def is_project(path: Path) -> bool:
    """Whether a file is called a project, or the older copy of one."""
    return path.name.removesuffix(OLDER).lower().endswith(SUFFIX)


def is_older_copy(path: Path) -> bool:
    """Whether a file is called the older copy of a project."""
    return is_project(path) and path.name.endswith(OLDER)


def write_project(path: Path, project: Project, tell: Tell = untold) -> None:
    """Saves a project, whole or not at all; the file before it stays beside it as `NAME.nurie~`.

    Takes seconds for large pictures: not on the GUI thread.

    Raises:
        ProjectError: the folder is gone or read-only, the older file write-protected, or the disk full; an older file
            is as it was.
        Cancelled: `tell` said so; an older file is as it was. It is not asked any more once the file takes its place.
    """
    path = Path(os.path.realpath(path))  # a link stays one, and what it points to is replaced
    if refusal := refusal_of(path):
        raise ProjectError(refusal)
    if path.is_dir():
        raise ProjectError("{path} is a folder; give the name of the project to write.", path=path)
    if path.exists() and not os.access(path, os.W_OK):  # a new name in the folder would be all that is asked for
        raise ProjectError("{path} cannot be saved: it is write-protected; save it in another place.", path=path)
    try:
        with replaced_whole(path) as part:
            _write(part, project, tell)
            _keep_older(path)
        sync_folder(path.parent)
    except OSError as error:
        raise ProjectError(
            "{path} cannot be saved: {reason}; save it in another place, nothing is lost.",
            path=path,
            reason=reason_of(error),
        ) from error


def read_project(path: Path, tell: Tell = untold) -> Project:
    """Opens a project file. Takes seconds for large pictures: not on the GUI thread.

    Raises:
        ProjectError: it is missing, no project, damaged, or of a newer format.
        Cancelled: `tell` said so.
    """
    try:
        with _opened(path) as archive:
            return _read(archive, path, tell)
    except ProjectError:
        raise
    except FileNotFoundError as error:
        raise ProjectError("{path} does not exist; check the name of the project.", path=path) from error
    except OSError as error:
        raise ProjectError("{path} cannot be read: {reason}.", path=path, reason=reason_of(error)) from error
    except MemoryError as error:
        raise ProjectError("{path} does not fit into this machine's memory.", path=path) from error
    except (*DAMAGE, RecursionError) as error:
        raise ProjectError("{path} is damaged: {reason}.", path=path, reason=reason_of(error)) from error


def _write(part: Path, project: Project, tell: Tell) -> None:
    every, done = _bytes_of(project), 0
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("mimetype", MIMETYPE)
        written: set[str] = set()
        names: dict[int, str] = {}  # results share pictures, which are large: each is digested once

        def add(folder: str, pixels: np.ndarray) -> str:
            nonlocal done
            if folder != "hints" and id(pixels) in names:  # hints are laid out for this alone, one after the other
                return names[id(pixels)]
            before, done = done, done + pixels.nbytes
            telling = within(tell, before / every, done / every)
            telling(0.0)
            name = names[id(pixels)] = f"{folder}/{digest_of(pixels)}.png"
            if name not in written:
                written.add(name)
                archive.writestr(name, png_of(pixels, _COMPRESS_LEVEL, telling))
            return name

        description = describe(project, add)
        text = json.dumps(description, indent=1)  # in ASCII: a file's name need not be UTF-8
        archive.writestr(DESCRIPTION, text, zipfile.ZIP_DEFLATED)


def _bytes_of(project: Project) -> int:
    """How many bytes of pixels are written; what is shared counts once."""
    works = [project, *(result.work for result in project.history)]
    pictures = [picture for work in works for picture in (work.sketch, work.reference) if picture is not None]
    arrays = [each for picture in pictures for each in (picture.pixels, picture.alpha) if each is not None]
    arrays += [result.image for result in project.history]
    boxes = [box for drawn in project.hints if (box := drawn.hints.bounds) is not None]
    hints = sum(4 * (right - left) * (bottom - top) for left, top, right, bottom in boxes)
    return max(1, hints + sum({id(each): each.nbytes for each in arrays}.values()))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise ProjectError("{path} is no Nurie project, or it is cut short.", path=path) from error


def _read(archive: zipfile.ZipFile, path: Path, tell: Tell) -> Project:
    sizes, done = {info.filename: info.file_size for info in archive.infolist()}, 0
    every = max(1, sum(sizes.values()))
    if DESCRIPTION not in sizes:
        raise ProjectError("{path} is no Nurie project.", path=path)
    description = json.loads(read_member(archive, DESCRIPTION, MAX_DESCRIPTION))
    version = description["format_version"]
    if not isinstance(version, int) or version < 1:
        raise ValueError(Sentence("its format version is {version}", version=repr(version)))
    if version > FORMAT_VERSION:
        raise ProjectError(
            "{path} was saved by a newer Nurie (format {version}); please update Nurie.", path=path, version=version
        )

    def get(name: str, mode: str) -> np.ndarray:
        nonlocal done
        if not _MEMBER.fullmatch(name):
            raise ValueError(Sentence("it names a picture {name}", name=repr(name[:60])))
        tell(min(1.0, done / every))
        done += sizes.get(name, 0)
        return pixels_of(read_member(archive, name, MAX_PICTURE), mode)

    def find(name: str) -> str:
        """A file that lies beside the project, so that another of its layers can be chosen, and that hints know it
        when it was saved anew."""
        beside = path.resolve().with_name(Path(name).name or path.name)
        return str(beside) if beside != path.resolve() and beside.is_file() else Path(name).name

    try:
        return project_of(description, get, find)
    except ProjectError as error:  # of a picture in it: which file is known here alone
        raise ProjectError("{path} is damaged: {reason}.", path=path, reason=reason_of(error)) from error


def _keep_older(path: Path) -> None:
    """Keeps the present file as `NAME.nurie~`, without a moment in which `path` is missing; not where the disk takes no
    name so long."""
    if not path.exists():
        return
    older = path.with_name(path.name + OLDER)
    fresh = part_of(older)
    try:
        with suppress(FileNotFoundError):
            fresh.unlink()
        try:
            os.link(path, fresh)
        except OSError:  # a file system without hard links
            shutil.copy2(path, fresh)
        os.replace(fresh, older)
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
    finally:
        fresh.unlink(missing_ok=True)
