"""Document ↔ project. A snapshot takes the document's frozen values, so any thread may read it afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.model.document import NO_TAGS, Document, Model
from engine.project.content import Project, mark_of


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The document at one moment.

    Attributes:
        project: everything but the model's mark, which only a reading of the weights file gives.
        model: the weights.
    """

    project: Project
    model: Model | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return self.project.sketch is None and self.project.reference is None

    def marked(self) -> Project:
        """The project as it is saved. Reads the weights file: not on the GUI thread.

        Raises:
            WeightsError: the weights file cannot be read.
        """
        if self.model is None:
            return self.project
        return replace(self.project, model=mark_of(self.model.path, self.model.info.name))


def snapshot_of(document: Document) -> Snapshot:
    """Takes the document as it is. GUI thread; copies nothing."""
    project = Project(
        document.sketch.value,
        document.reference.value,
        document.tags.value,
        hints=document.fitting_hints(),
        muted=document.muted.value,
        solo=document.solo.value,
        line_settings=document.line_settings.value,
    )
    return Snapshot(project, document.model.value)


def values_of(project: Project, model: Model | None) -> dict[str, Any]:
    """The values that the properties of a document take for a project: property name → value."""
    return {
        "model": model,
        "sketch": project.sketch,
        "reference": project.reference,
        "line_settings": project.line_settings,
        "tags": project.tags or NO_TAGS,
        "muted": project.muted,
        "solo": project.solo,
        "hints": project.hints,
    }
