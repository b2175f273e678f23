"""The few dialogs: files to open and to write, and who made this."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.model.document import Slot
from app.settings import Settings
from engine.image_io import EXPORT_SUFFIXES, LAYERED_SUFFIXES, READABLE_SUFFIXES, WRITABLE_SUFFIXES
from engine.requests import Picture

READABLE_PATTERNS = " ".join(f"*{suffix}" for suffix in READABLE_SUFFIXES)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dialogs", text)


def choose_picture(parent: QWidget, settings: Settings, slot: Slot) -> Path | None:
    """Asks for a picture file; None when the user thinks better of it."""
    title = _tr("Open Sketch") if slot == "sketch" else _tr("Open Reference")
    return _choose_file(parent, settings, slot, title, _tr("Pictures ({patterns})").format(patterns=READABLE_PATTERNS))


def choose_references(parent: QWidget, settings: Settings) -> list[Path]:
    """Asks for picture files, as many as one likes; none when the user thinks better of it."""
    patterns = _tr("Pictures ({patterns})").format(patterns=READABLE_PATTERNS)
    folder = str(settings.folder("reference"))
    names, _ = QFileDialog.getOpenFileNames(parent, _tr("Add References"), folder, patterns)
    if names:
        settings.set_folder("reference", Path(names[0]).parent)
    return [Path(name) for name in names]


def choose_model(parent: QWidget, settings: Settings) -> Path | None:
    """Asks for a weights file."""
    return _choose_file(parent, settings, "model", _tr("Open Model"), _tr("Models (*.safetensors)"))


def choose_save(parent: QWidget, settings: Settings, sketch: Picture | None) -> Path | None:
    """Asks where to write the result, proposing a name after the sketch's; PNG where no suffix is given."""
    stem = Path(sketch.source).stem if sketch is not None and sketch.source else "nurie"
    proposal = settings.folder("save") / _tr("{name} coloured.png").format(name=stem)
    kinds = (
        (_tr("Pictures ({patterns})"), EXPORT_SUFFIXES),
        (_tr("Flat Pictures ({patterns})"), WRITABLE_SUFFIXES),
        (_tr("Layers ({patterns})"), LAYERED_SUFFIXES),
    )
    patterns = ";;".join(text.format(patterns=" ".join(f"*{suffix}" for suffix in kind)) for text, kind in kinds)
    dialog = QFileDialog(parent, _tr("Export Result"), str(proposal.parent), patterns)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("png")  # added before the dialog asks whether to write over a file
    dialog.selectFile(proposal.name)
    return settings.taken("save", dialog.selectedFiles()[0] if dialog.exec() else "")


def show_about(parent: QWidget) -> None:
    """Says what this is, beside the work that goes on."""
    box = QMessageBox(parent)
    box.setWindowTitle(_tr("About Nurie"))
    box.setIconPixmap(parent.window().windowIcon().pixmap(QSize(64, 64)))
    box.setText(f"<b>Nurie</b> {QGuiApplication.applicationVersion()}")
    box.setInformativeText(
        _tr(
            "Colours line drawings after a reference picture and colour tags, on this machine alone.\n\n"
            "After “Two-Step Training: Adjustable Sketch Colourization via Reference Image and Text Tag”. "
            "Licence: Apache-2.0. Icons: Phosphor (MIT)."
        )
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _choose_file(parent: QWidget, settings: Settings, kind: str, title: str, patterns: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, str(settings.folder(kind)), patterns)
    return settings.taken(kind, name)
