"""The dialogs about projects: which to open, where to save, and whether to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.settings import Settings
from engine.project.archive import SUFFIX

Answer = Literal["save", "discard", "cancel"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProjectDialogs", text)


def choose_project(parent: QWidget, settings: Settings) -> Path | None:
    """Asks for a project to open; None when the user thinks better of it."""
    folder = str(settings.folder("project"))
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Open Project"), folder, _patterns())
    return settings.taken("project", name)


def choose_project_file(parent: QWidget, settings: Settings, present: Path | None, stem: str) -> Path | None:
    """Asks where to save, proposing the `present` file, or a name of that `stem`."""
    proposal = present or settings.folder("project") / f"{stem or _tr('untitled')}{SUFFIX}"
    dialog = QFileDialog(parent, _tr("Save Project As"), str(proposal.parent), _patterns())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX.lstrip("."))
    dialog.selectFile(proposal.name)
    return settings.taken("project", dialog.selectedFiles()[0] if dialog.exec() else "")


def ask_to_save(parent: QWidget, name: str, done: Callable[[Answer], Any]) -> None:
    """Asks what to do with changes that no file holds; returns at once and calls `done` with the answer."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setText(_tr("Save the changes to “{name}”?").format(name=name))
    box.setInformativeText(_tr("They are lost otherwise."))
    kind = QMessageBox.StandardButton
    box.setStandardButtons(kind.Save | kind.Discard | kind.Cancel)
    box.setDefaultButton(kind.Save)
    answers: dict[int, Answer] = {kind.Save.value: "save", kind.Discard.value: "discard"}
    box.finished.connect(lambda result: done(answers.get(result, "cancel")))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _patterns() -> str:
    return _tr("Nurie projects ({patterns})").format(patterns=f"*{SUFFIX}")
