"""Reading zip archives of others, in memory: ORA, KRA, CBZ, projects."""

from __future__ import annotations

import zipfile
import zlib

from engine.sentences import Sentence

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)
"""What `zipfile` raises where an archive is damaged, lacks a member, is encrypted or packed in an unknown way.
(OSError comes besides, where the disk refuses.)"""


def read_member(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, most: int) -> bytes:
    """One file of an archive, in memory; what it claims of its size is not believed.

    Raises:
        ValueError: it unpacks to more than `most` bytes.
        KeyError: it is not there.
        Exception: the others of `DAMAGE`, and OSError.
    """
    with archive.open(member) as file:
        data = file.read(most + 1)
    if len(data) > most:
        name = member if isinstance(member, str) else member.filename
        raise ValueError(Sentence("{name} is larger than {most} MiB", name=name, most=most >> 20))
    return data
