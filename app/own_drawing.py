"""The drawing on the canvas as a training takes it along: two files in the run's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.model.document import Document
from engine.errors import TrainingError
from engine.image_io import write_picture
from engine.line_art import line_art
from engine.requests import LineSettings, Picture

SKETCH_FILE, REFERENCE_FILE = "own-sketch.png", "own-reference.png"


@dataclass(frozen=True)
class Drawing:
    """A sketch, how its lines are found, and its reference."""

    sketch: Picture
    lines: LineSettings
    reference: Picture


def no_drawing() -> Drawing | None:
    """Where there is no canvas."""
    return None


def drawing_of(document: Document) -> Drawing | None:
    """What lies on the canvas, None where sketch or reference is missing. GUI thread."""
    sketch, reference = document.sketch.value, document.reference.value
    if sketch is None or reference is None:
        return None
    return Drawing(sketch, document.line_settings.value, reference)


def write_drawing(run: Path, drawing: Drawing) -> None:
    """Writes the sketch as dark lines on white, and the reference. Not on the GUI thread.

    Raises:
        NurieError: the folder cannot be written.
    """
    try:
        run.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        words = QCoreApplication.translate("OwnDrawing", "{folder} cannot be written: {reason}.")
        raise TrainingError(words.format(folder=run, reason=error.strerror or error)) from error
    write_picture(run / SKETCH_FILE, line_art(drawing.sketch, drawing.lines).pixels)
    write_picture(run / REFERENCE_FILE, drawing.reference.pixels)
