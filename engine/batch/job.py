"""What a batch is to do: frozen values."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from engine.errors import BatchError
from engine.hints.drawn import DrawnHints, file_of, hints_on
from engine.hints.layer import Hints
from engine.image_io import EXPORT_SUFFIXES
from engine.model_info import read_model_info
from engine.project.archive import read_project
from engine.project.content import find_marked
from engine.requests import EVENNESS, Lines, LineSettings, Picture
from engine.resources import find_model, model_files
from engine.tags import applied_tags, known_tags

FORMATS = tuple(suffix[1:] for suffix in EXPORT_SUFFIXES if suffix not in (".jpeg", ".tif"))
"""What a batch writes."""
PAGE_FORMATS = ("png", "jpg", "webp")
"""What the pages of a comic archive may be, so that every reader shows them."""


@dataclass(frozen=True, eq=False)
class Look:
    """What all sketches of a batch have in common.

    Attributes:
        reference: the picture whose colours to take.
        model: the weights file.
        tags: the moved tags that are applied, name → value in 0..5.
        size: long side in pixels at which the networks run, `native`, or None for the model's own.
        lines, line_settings, evenness: as in `ColorizeRequest`.
        hints: each laid over the drawing that it was painted on, wherever that turns up; over no other.
    """

    reference: Picture
    model: Path
    tags: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    size: int | str | None = None
    lines: Lines = "keep"
    line_settings: LineSettings = LineSettings()
    evenness: float = EVENNESS
    hints: tuple[DrawnHints, ...] = ()

    def hints_for(self, sketch: Picture) -> Hints | None:
        """What is laid over a sketch's colours."""
        return hints_on(sketch, self.hints)


@dataclass(frozen=True, eq=False)
class BatchJob:
    """One batch.

    Attributes:
        source: a folder of sketches, or a comic archive.
        output: the folder to write to, or for an archive the archive itself.
        look: how they are coloured.
        format: one of `FORMATS`, of `PAGE_FORMATS` for an archive.
        suffix: added to the name of each file, or of the archive.
        overwrite: paints what is there already once more; else it is passed by.
        only: the pages to paint, None for all.
        leave_out: files that are no sketches where they lie among them, and are never painted over, such as the
            reference.
    """

    source: Path
    output: Path
    look: Look
    format: str = "png"
    suffix: str = ""
    overwrite: bool = False
    only: frozenset[str] | None = None
    leave_out: tuple[Path, ...] = ()

    def would_lose(self, output: Path) -> bool:
        """Whether writing a file would replace one that the batch goes by: of those left out, or the reference's own,
        which a project may name."""
        reference = file_of(self.look.reference)
        return any(_is_same(output, each) for each in (*self.leave_out, *([Path(reference)] if reference else [])))


@dataclass(frozen=True, eq=False)
class ProjectLook:
    """What a project says about colouring sketches.

    Attributes:
        reference: its reference, None where it has none.
        model: its weights.
        tags, line_settings, evenness, hints: as in `Look`.
    """

    reference: Picture | None
    model: Path
    tags: Mapping[str, float]
    line_settings: LineSettings
    evenness: float
    hints: tuple[DrawnHints, ...] = ()


def look_of_project(path: Path, model: str | Path | None = None, others: Sequence[Path] = ()) -> ProjectLook:
    """Reads what a project is coloured with.

    Args:
        path: the `.nurie` file.
        model: weights to take in place of its own, as `find_model` takes them; tags that they do not know are left
            out.
        others: weights files to look for its own among, beside those in the models' folders.

    Raises:
        ProjectError: it cannot be read.
        WeightsError: `model` cannot be found or read.
        BatchError: its own weights are not on this machine.
    """
    project = read_project(path)
    if model is not None or project.model is None:
        found: Path | None = find_model(model)
    else:
        found = find_marked(project.model, [*others, *model_files()])
    if found is None:
        name = project.model.name or project.model.file if project.model is not None else ""
        raise BatchError(
            "{path} was coloured with the model {name}, which is not here; choose another model for it.",
            path=path,
            name=name,
        )
    moved = known_tags(project.tags, read_model_info(found))
    tags = MappingProxyType(applied_tags(moved, project.muted, project.solo))
    return ProjectLook(project.reference, found, tags, project.line_settings, project.evenness, project.hints)


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file, also where letters' case does not count; not where one leads nowhere."""
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
