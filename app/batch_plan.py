"""What is asked of a batch in the window → the command line that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.project.snapshot import Snapshot
from engine.batch.job import look_of_project
from engine.batch.palette import LIST_SUFFIXES
from engine.errors import BatchError
from engine.hints.drawn import file_of
from engine.project.archive import write_project
from engine.requests import Device, Precision
from engine.sentences import reason_of

CANVAS_FILE, PAGES_FILE, THUMBNAILS = "canvas.nurie", "pages.txt", "thumbnails"


def _tr(text: str) -> str:
    return QCoreApplication.translate("BatchPlan", text)


@dataclass(frozen=True, eq=False)
class BatchPlan:
    """What is asked for.

    Attributes:
        source: a folder or a comic archive.
        output: a folder, or for an archive the archive to write.
        canvas: the document as it is.
        reference: a picture or a palette in place of the canvas's reference, or None.
        project: a project in place of the canvas, or None.
        weights: files to look for the project's model among, beside those in the models' folders.
        format: one of `engine.batch.job.FORMATS`.
        overwrite: paints what is there already once more.
        only: the pages to paint, None for all.
        device, precision: where the networks run, and in which arithmetic.
    """

    source: Path
    output: Path
    canvas: Snapshot
    reference: Path | None = None
    project: Path | None = None
    weights: tuple[Path, ...] = ()
    format: str = "png"
    overwrite: bool = False
    only: Sequence[str] | None = None
    device: Device = "auto"
    precision: Precision = "auto"


def batch_arguments(plan: BatchPlan, folder: Path) -> list[str]:
    """The arguments of `main.py batch`. Writes what they name, so not on the GUI thread.

    Args:
        folder: takes the canvas as a project, the list of pages, and later the small pictures.

    Raises:
        NurieError: something is missing, or cannot be read or written.
    """
    words = [str(plan.source), "-o", str(plan.output), "--format", plan.format]
    words += ["--thumbnails", str(folder / THUMBNAILS), *_look(plan, folder)]
    for option, value in (("--device", plan.device), ("--precision", plan.precision)):
        if value != "auto":
            words += [option, value]
    if plan.overwrite:
        words.append("--overwrite")
    if plan.only is not None:
        pages = folder / PAGES_FILE
        try:
            pages.write_text("\n".join(plan.only), "utf-8", "surrogateescape")
        except OSError as error:
            raise BatchError("{path} cannot be written: {reason}.", path=pages, reason=reason_of(error)) from error
        words += ["--only", str(pages)]
    return words


def _look(plan: BatchPlan, folder: Path) -> list[str]:
    if plan.project is not None:
        look = look_of_project(plan.project, others=plan.weights)
        return ["--project", str(plan.project), "--model", str(look.model)]
    canvas = plan.canvas.project
    if plan.canvas.model is None:
        raise BatchError(_tr("There is no model yet; choose one first."))
    if canvas.reference is None and plan.reference is None:
        raise BatchError(_tr("There is no reference on the canvas; open one, or choose another here."))
    given = None if plan.reference is not None else canvas.reference
    # Hints know themselves which drawings they are laid over, should those be among the sketches.
    write_project(folder / CANVAS_FILE, replace(canvas, sketch=None, reference=given))
    words = ["--project", str(folder / CANVAS_FILE), "--model", str(plan.canvas.model.path)]
    if given is not None and (file := file_of(given)):
        words += ["--leave-out", file]  # the project has its pixels alone
    if plan.reference is not None:
        kind = "--palette" if plan.reference.suffix.lower() in LIST_SUFFIXES else "--reference"
        words += [kind, str(plan.reference)]
    return words
