"""Document ↔ project. A snapshot takes the document's frozen values, so any thread may read it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtGui import QImage

from app.model.document import NO_TAGS, PAINTING, SLOTS, Document, Model
from app.model.history import Moment
from app.qimage import from_qimage, to_qimage
from engine.errors import WeightsError
from engine.hints.drawn import told_of
from engine.project.content import ModelMark, PastResult, Project, mark_of
from engine.requests import Picture


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The document at one moment.

    Attributes:
        project: everything but the model's mark, which only a reading of the weights file gives.
        model: the weights.
        history: finished results, oldest first.
    """

    project: Project
    model: Model | None
    history: tuple[Moment, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return self.project.sketch is None and self.project.reference is None

    def marked(self) -> Project:
        """The project as it is saved. Reads the weights files: not on the GUI thread. Those that cannot be read have a
        mark without a digest: the work is to be saved all the same."""
        marks: dict[Path, ModelMark] = {}
        history = tuple(past_result(moment, marks) for moment in self.history)
        return replace(self.project, model=_mark_of(self.model, marks), history=history)


def past_result(moment: Moment, marks: dict[Path, ModelMark]) -> PastResult:
    """A moment as it is saved. Reads the weights files as `Snapshot.marked` does: not on the GUI thread.

    Args:
        marks: keeps what was read of the weights files.
    """
    values = dict(moment.painting)
    mark = _mark_of(values.pop("model"), marks)
    image = np.ascontiguousarray(from_qimage(moment.image)[..., :3])
    return PastResult(Project(**values, model=mark), image, moment.starred)


def _mark_of(model: Model | None, marks: dict[Path, ModelMark]) -> ModelMark | None:
    if model is None:
        return None
    if model.path not in marks:
        try:
            marks[model.path] = mark_of(model.path, model.info.name)
        except WeightsError:
            marks[model.path] = ModelMark(model.info.name, model.path.name, 0, "")
    return marks[model.path]


def snapshot_of(document: Document, history: tuple[Moment, ...] = ()) -> Snapshot:
    """Takes the document as it is, and results of `History.saved`. GUI thread; copies nothing."""
    sketches = (document.sketch.value, *(moment.painting["sketch"] for moment in history))
    project = Project(
        document.sketch.value,
        document.reference.value,
        document.tags.value,
        hints=told_of(document.hints.value, sketches),
        muted=document.muted.value,
        solo=document.solo.value,
        line_settings=document.line_settings.value,
        evenness=document.evenness.value,
    )
    return Snapshot(project, document.model.value, history)


def values_of(project: Project, model: Model | None) -> dict[str, Any]:
    """The values that the properties of a document take for a project: property name → value."""
    return {
        "model": model,
        "sketch": project.sketch,
        "reference": project.reference,
        "line_settings": project.line_settings,
        "evenness": project.evenness,
        "tags": project.tags or NO_TAGS,
        "muted": project.muted,
        "solo": project.solo,
        "hints": project.hints,
    }


Recalled = tuple[dict[str, Any], QImage, bool]
"""A result of the past as `History.replace` takes it."""


def recalled(
    project: Project, find: Callable[[ModelMark], Model | None], known: Iterable[Picture | None] = ()
) -> list[Recalled]:
    """The results that a project keeps, oldest first. Any thread, but not the GUI's.

    Args:
        find: gives the weights of a mark where they are on this machine; it is asked once for each.
        known: pictures that stand in for equal ones of the project.
    """
    pictures = {picture.key: picture for picture in known if picture is not None}
    models: dict[ModelMark, Model | None] = {}
    found = []
    for result in project.history:
        mark = result.work.model
        if mark is not None and mark not in models:
            models[mark] = find(mark)
        values = values_of(result.work, models[mark] if mark is not None else None)
        for slot in SLOTS:
            if values[slot] is not None:
                values[slot] = pictures.get(values[slot].key, values[slot])
        found.append(({name: values[name] for name in PAINTING}, to_qimage(result.image), result.starred))
    return found
