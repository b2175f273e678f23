"""Where models lie: with the program and in the user's own folder. Imports no torch."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.errors import WeightsError

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DEFAULT_MODEL = RESOURCES / "models" / "nurie.safetensors"
SUFFIX = ".safetensors"


def user_models_folder() -> Path:
    """The folder for models of the user's own: `$NURIE_MODELS`, or the platform's place for a program's data.

    It need not exist.
    """
    if chosen := os.environ.get("NURIE_MODELS"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return data / "Nurie" / "models"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Nurie" / "models"
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "nurie" / "models"


def model_files() -> list[Path]:
    """Every weights file that lies in the two folders: the program's first, each by name."""
    files: list[Path] = []
    for folder in (DEFAULT_MODEL.parent, user_models_folder()):
        if folder.is_dir():
            files += sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file())
    return files


def find_model(wanted: str | Path | None = None) -> Path:
    """The weights file meant by `wanted`: a path, or the name of a file in one of the two folders, with or
    without its suffix. None means the default model, or where that is missing the first of the user's own.

    Raises:
        WeightsError: there is none.
    """
    files = model_files()
    if wanted is None:
        if DEFAULT_MODEL.is_file():
            return DEFAULT_MODEL
        if files:
            return files[0]
        raise WeightsError(
            "No model is there, neither {shipped} nor any in {folder}; name a weights file "
            "with --model, or put one there.",
            shipped=DEFAULT_MODEL,
            folder=user_models_folder(),
        )
    path = Path(wanted)
    if path.is_file():
        return path
    for file in files:
        if str(wanted) in (file.name, file.stem):
            return file
    if path.is_dir():
        raise WeightsError(
            "{path} is a folder, not a weights file; name the {suffix} file in it.", path=path, suffix=SUFFIX
        )
    raise WeightsError("The weights file {path} does not exist; the command models lists those that do.", path=path)
