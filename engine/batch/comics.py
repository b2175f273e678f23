"""Comic archives (CBZ, ZIP): their pages as sketches, and their files carried into another archive as they are."""

from __future__ import annotations

import os
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from engine.archives import DAMAGE, read_member
from engine.batch.pages import in_order, is_page
from engine.errors import BatchError, PictureError
from engine.image_io import decode_picture
from engine.layered.archive import MAX_FILE_BYTES
from engine.requests import Picture
from engine.sentences import Sentence, reason_of

Carry = Callable[[str, zipfile.ZipFile], bool]
"""Lays a file into an archive as it is, whatever is wrong with it; False where nothing of it can be read."""
_ENCRYPTED, _SIZES_FOLLOW, _UTF_8 = 0x1, 0x8, 0x800  # flags of a file in an archive
_HEADER = struct.Struct("<4s22xHH")  # stands before a file: signature, then the lengths of what follows
# Names in no Unicode are in the code page of the machine that packed them.
_CODE_PAGES = ("utf-8", "cp932", "gb18030")


class ArchiveSource:
    """The pictures of a comic archive. Nothing of it is ever unpacked to the disk, and names that lead out of it are
    passed by. The archive is opened for each reading, so that nobody else is kept from it.

    Raises:
        BatchError: it is missing, no archive, damaged, behind a password, or holds no pictures.
    """

    notes: tuple[Sentence, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path
        with opened(path) as archive:
            infos = {name: info for name, info in members_of(archive).items() if _is_inside(name)}
        if any(info.flag_bits & _ENCRYPTED for info in infos.values()):
            raise BatchError("{path} is kept behind a password; save it without one.", path=path)
        self._marks = {name: (info.CRC, info.file_size) for name, info in infos.items()}
        self.pages = in_order([name for name in infos if is_page(name)], path)
        self.others = tuple(name for name in infos if not is_page(name))

    def mark(self, page: str) -> str:
        """See `Source`."""
        return repr((page, *self._marks[page]))

    def read(self, page: str) -> Picture:
        """See `Source`."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                data = read_member(archive, members_of(archive)[page], MAX_FILE_BYTES)
        except (*DAMAGE, OSError) as error:
            raise PictureError(
                "{name} in {path} cannot be read: {reason}.", name=page, path=self.path, reason=reason_of(error)
            ) from error
        return decode_picture(data, page)

    @contextmanager
    def carrying(self) -> Iterator[Carry]:
        """See `Source`."""
        with carrying_out_of(self.path) as carry:
            yield carry


def opened(path: Path) -> zipfile.ZipFile:
    """Opens an archive.

    Raises:
        BatchError: it is missing, none, or damaged.
    """
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BatchError("{path} does not exist; check the name of the archive.", path=path) from error
    except zipfile.BadZipFile as error:
        raise BatchError("{path} is no CBZ, or it is cut short.", path=path) from error
    except (*DAMAGE, OSError) as error:
        raise BatchError("{path} cannot be read: {reason}.", path=path, reason=reason_of(error)) from error


def members_of(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by their names, the last of those that share one."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    decode = _decoder([info for info in infos if not info.flag_bits & _UTF_8])
    return {info.filename if info.flag_bits & _UTF_8 else decode(info): info for info in infos}


def _decoder(infos: list[zipfile.ZipInfo]) -> Callable[[zipfile.ZipInfo], str]:
    """How names in no Unicode are read, which `zipfile` takes for DOS's own: all by the first code page that fits
    them, as one machine packed them."""

    def decode(info: zipfile.ZipInfo, code_page: str) -> str:
        raw = info.orig_filename.encode("cp437").partition(b"\0")[0]
        return info.filename if raw.isascii() else raw.decode(code_page)

    for code_page in _CODE_PAGES:
        try:
            for info in infos:
                decode(info, code_page)
        except UnicodeDecodeError:
            continue
        return lambda info: decode(info, code_page)
    return lambda info: info.filename


@contextmanager
def carrying_out_of(path: Path) -> Iterator[Carry]:
    """Carries files of an archive into another one packed as they are, so that a damaged one is no more damaged than
    it was, and nothing that claims to be small grows large.

    Raises:
        BatchError: it is missing, none, or damaged as a whole.
    """
    with opened(path) as archive, path.open("rb") as file:
        members = members_of(archive)
        left = os.fstat(file.fileno()).st_size  # files that lie over each other may be many times as much

        def carry(name: str, target: zipfile.ZipFile) -> bool:
            nonlocal left
            info = members.get(name)
            data = _packed(file, info, left) if info is not None else None
            if info is None or data is None:
                return False
            left -= len(data)
            _append(target, name, info, data)
            return True

        yield carry


def _packed(file: IO[bytes], info: zipfile.ZipInfo, most: int) -> bytes | None:
    """The bytes of a file as they lie in its archive; None where they do not, or are more than `most`."""
    if info.header_offset < 0 or info.compress_size > min(most, MAX_FILE_BYTES):
        return None
    try:
        file.seek(info.header_offset)
        header = file.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(b"PK\3\4"):
            return None
        _, *lengths = _HEADER.unpack(header)
        file.seek(sum(lengths), os.SEEK_CUR)
        data = file.read(info.compress_size)
    except OSError:
        return None
    return data if len(data) == info.compress_size else None


def _append(target: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, data: bytes) -> None:
    """Adds a packed file to an archive that is written. `zipfile` itself packs all that it takes, so this does what its
    `mkdir` does."""
    added = zipfile.ZipInfo(name, info.date_time)
    for field in ("compress_type", "CRC", "compress_size", "file_size", "external_attr", "extract_version"):
        setattr(added, field, getattr(info, field))
    added.flag_bits = info.flag_bits & ~_SIZES_FOLLOW
    assert target.fp is not None
    target.fp.seek(target.start_dir)
    added.header_offset = target.start_dir
    target.fp.write(added.FileHeader() + data)
    target.start_dir = target.fp.tell()
    target.filelist.append(added)
    target.NameToInfo[name] = added


def _is_inside(name: str) -> bool:
    """Whether a name in an archive stays in the folder that it would be unpacked to."""
    parts = re.split(r"[/\\]", name)
    return not name.startswith(("/", "\\")) and ".." not in parts and ":" not in parts[0] and "\0" not in name
