"""What the window of batches asks in dialogs of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.settings import Settings
from app.ui.confirm import confirm
from app.ui.dialogs import READABLE_PATTERNS
from engine.batch.palette import LIST_SUFFIXES
from engine.batch.sources import ARCHIVE_SUFFIXES


def _tr(text: str) -> str:
    return QCoreApplication.translate("BatchDialogs", text)


def choose_folder(parent: QWidget, settings: Settings) -> Path | None:
    """Asks for a folder of sketches; None when the user thinks better of it."""
    name = QFileDialog.getExistingDirectory(parent, _tr("Folder of Sketches"), str(settings.folder("batch")))
    return settings.taken("batch", name)


def choose_archive(parent: QWidget, settings: Settings) -> Path | None:
    """Asks for a comic archive."""
    folder = str(settings.folder("batch"))
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Comic to Colour"), folder, _archives())
    return settings.taken("batch", name)


def choose_output(parent: QWidget, settings: Settings, present: Path, is_archive: bool) -> Path | None:
    """Asks where to write, beginning at the `present` place: a folder, or an archive."""
    folder = settings.folder("batch", present.parent)
    if is_archive:
        name, _ = QFileDialog.getSaveFileName(parent, _tr("Coloured Comic"), str(folder / present.name), _archives())
    else:
        name = QFileDialog.getExistingDirectory(parent, _tr("Folder to Write To"), str(folder))
    return Path(name) if name else None


def choose_colors(parent: QWidget, settings: Settings) -> Path | None:
    """Asks for a picture or a palette to take colours from."""
    patterns = f"{READABLE_PATTERNS} {' '.join(f'*{suffix}' for suffix in LIST_SUFFIXES)}"
    folder, text = str(settings.folder("reference")), _tr("Pictures and Palettes ({patterns})")
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Reference or Palette"), folder, text.format(patterns=patterns))
    return settings.taken("reference", name)


def ask_to_stop(parent: QWidget, done: int, every: int) -> bool:
    """Asks whether a batch at work may end with the program."""
    question = _tr("A batch is at work: {done} of {every} are done.").format(done=done, every=every)
    what = _tr("What is done stays, and the same batch goes on with the rest another time.")
    return confirm(parent, _tr("Batch at Work"), question, what, _tr("Stop and Close"))


def _archives() -> str:
    return _tr("Comics ({patterns})").format(patterns=" ".join(f"*{suffix}" for suffix in ARCHIVE_SUFFIXES))
