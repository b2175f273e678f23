"""The work as the journal keeps it: frozen values. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.project.file_state import ABSENT, FileState
from engine.project.content import Project


@dataclass(frozen=True, eq=False)
class Work:
    """The work at one moment, as it is journalled.

    Attributes:
        project: without the model's mark; results of the past have theirs.
        model_path, model_name: the weights; the journal never leaves this machine, so their path is kept.
        project_path: the file the work belongs to.
        name: what to call it.
        is_modified: whether it differs from that file.
        project_state: what that file was when it was last read or written.
    """

    project: Project
    model_path: Path | None = None
    model_name: str = ""
    project_path: Path | None = None
    name: str = ""
    is_modified: bool = True
    project_state: FileState = ABSENT


@dataclass(frozen=True)
class Summary:
    """What the last state of a journal says of itself, without any picture."""

    name: str
    time: datetime
    is_modified: bool
