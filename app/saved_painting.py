"""What a painting that Nurie saved brings back: its settings, and the model that they were used with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.model.document import Model, load_model
from engine.errors import WeightsError
from engine.painting_settings import PaintingSettings, find_by_hash, read_settings
from engine.resources import model_files


def settings_in(carrier: Path | bytes, models: Sequence[Path]) -> tuple[PaintingSettings, Model | None] | None:
    """The settings in a saved painting, and their model where it is at hand; None where it is no such painting.

    Reads whole weights files, so not on the GUI thread.

    Args:
        carrier: the file, or its bytes.
        models: weights files to look for the model among, before those in the models' folders.
    """
    settings = read_settings(carrier)
    if settings is None:
        return None
    path = find_by_hash(settings.model_hash, [*models, *model_files()]) if settings.model_hash else None
    try:
        return settings, None if path is None else load_model(path)
    except WeightsError:
        return settings, None
