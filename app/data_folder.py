"""Where the app keeps data of its own that is no setting: the journals of the work in progress."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths

DATA_VARIABLE = "NURIE_DATA"


def data_folder() -> Path:
    """The folder: `$NURIE_DATA`, or the platform's place for a program's data. It need not exist."""
    if chosen := os.environ.get(DATA_VARIABLE):
        return Path(chosen).expanduser()
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
