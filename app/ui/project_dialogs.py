"""The dialogs about projects: which to open, where to save, and whether to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.brief_question import asked
from app.settings import Settings
from app.ui.confirm import confirm
from engine.project.archive import OLDER, SUFFIX

Answer = Literal["save", "discard", "cancel"]
Overtaken = Literal["elsewhere", "replace", "cancel"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProjectDialogs", text)


def choose_project(parent: QWidget, settings: Settings) -> Path | None:
    """Asks for a project to open; None when the user thinks better of it."""
    folder = str(settings.folder("project"))
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Open Project"), folder, _patterns(f"*{SUFFIX}{OLDER}"))
    return settings.taken("project", name)


def choose_project_file(parent: QWidget, settings: Settings, present: Path | None, stem: str) -> Path | None:
    """Asks where to save, proposing the `present` file, or a name of that `stem`; None when the user thinks better of
    it. What it gives is always called a project."""
    folder = settings.folder("project", present and present.parent)
    dialog = QFileDialog(parent, _tr("Save Project As"), str(folder), _patterns())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX.lstrip("."))
    dialog.selectFile(present.name if present is not None else f"{stem or _tr('untitled')}{SUFFIX}")
    while dialog.exec():
        chosen = Path(dialog.selectedFiles()[0])
        path = _called_a_project(chosen)
        # The dialog has asked about the name that was typed, and knows nothing of this one.
        if path == chosen or not asked(Path.is_file, path, otherwise=True) or _may_replace(parent, path.name):
            return settings.taken("project", str(path))
        dialog.selectFile(path.name)
    return None


def ask_to_save(parent: QWidget, name: str, done: Callable[[Answer], Any]) -> None:
    """Asks what to do with changes that no file holds; returns at once and calls `done` with the answer."""
    box = _question(parent, _tr("Save the changes to “{name}”?").format(name=name), _tr("They are lost otherwise."))
    kind = QMessageBox.StandardButton
    box.setStandardButtons(kind.Save | kind.Discard | kind.Cancel)
    box.setDefaultButton(kind.Save)
    answers: dict[int, Answer] = {kind.Save.value: "save", kind.Discard.value: "discard"}
    box.finished.connect(lambda result: done(answers.get(result, "cancel")))
    box.open()


def ask_to_replace(parent: QWidget, name: str, done: Callable[[Overtaken], Any]) -> None:
    """Asks where to save what another window or program has saved a file for since; returns at once and calls `done`
    with the answer."""
    box = _question(
        parent,
        _tr("“{name}” has changed since it was opened in this window.").format(name=name),
        _tr("Another window or program has saved it. Replacing it loses what was saved there."),
    )
    elsewhere = box.addButton(_tr("Save As…"), QMessageBox.ButtonRole.AcceptRole)
    replace = box.addButton(_tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(elsewhere)

    def finished(_result: int) -> None:
        clicked = box.clickedButton()
        done("elsewhere" if clicked is elsewhere else "replace" if clicked is replace else "cancel")

    box.finished.connect(finished)
    box.open()


def _called_a_project(path: Path) -> Path:
    """A path with the suffix of projects: Qt adds none to a name with a dot in it, such as `page 1.5`."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def _may_replace(parent: QWidget, name: str) -> bool:
    question = _tr("Replace “{name}”?").format(name=name)
    detail = _tr("There is a file of this name already.")
    return confirm(parent, _tr("Save Project As"), question, detail, _tr("Replace"), destroys=True)


def _question(parent: QWidget, text: str, detail: str) -> QMessageBox:
    """A question about the window, still without answers, that is gone once it is answered."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setText(text)
    box.setInformativeText(detail)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def _patterns(*more: str) -> str:
    return _tr("Nurie projects ({patterns})").format(patterns=" ".join([f"*{SUFFIX}", *more]))
