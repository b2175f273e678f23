"""The undo commands of hints. A step keeps the layers before and after, which share every tile but the changed ones."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication

from app.model.commands import Change
from app.model.document import Document
from engine.hints.drawn import DrawnHints, painted
from engine.hints.layer import Hints

Deed = Literal["paint", "erase", "fill"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("HintCommands", text)


class ChangeHints(Change):
    """One stroke or fill on the present sketch."""

    def __init__(self, document: Document, deed: Deed, hints: Hints) -> None:
        text = {"paint": _tr("Brush Stroke"), "erase": _tr("Erase"), "fill": _tr("Fill")}[deed]
        super().__init__(document, text, {"hints": _with(document, hints)})


class ClearHints(Change):
    """All hints of the present sketch go."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, _tr("Clear Hints"), {"hints": _with(document, None)})


def _with(document: Document, hints: Hints | None) -> tuple[DrawnHints, ...]:
    sketch, layers = document.sketch.value, document.hints.value
    return layers if sketch is None else painted(layers, sketch, hints)
