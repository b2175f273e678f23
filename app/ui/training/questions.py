"""The few questions that a training asks in a dialog of its own."""

from __future__ import annotations

import enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from app.settings import Settings
from app.ui.confirm import confirm_throw_away
from app.ui.training.options_form import MOST


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingQuestions", text)


class Leaving(enum.Enum):
    """What becomes of a training when the window closes."""

    GO_ON = "go on"
    PAUSE = "pause"
    STOP = "stop"
    STAY = "stay"  # the window does not close


def ask_leaving(parent: QWidget, count: int) -> Leaving:
    """Asks what the trainings that are at work shall do without the window."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(_tr("Training at Work"))
    box.setText(_tr("A training is at work.") if count == 1 else _tr("{n} trainings are at work.").format(n=count))
    box.setInformativeText(_tr("It needs no window, and Nurie finds it again when it is opened."))
    role = QMessageBox.ButtonRole
    buttons: dict[QPushButton, Leaving] = {
        box.addButton(_tr("Go On in the Background"), role.AcceptRole): Leaving.GO_ON,
        box.addButton(_tr("Pause"), role.ActionRole): Leaving.PAUSE,
        box.addButton(_tr("Save and Stop"), role.ActionRole): Leaving.STOP,
        box.addButton(_tr("Cancel"), role.RejectRole): Leaving.STAY,
    }
    box.setDefaultButton(next(iter(buttons)))
    box.exec()
    return next((leaving for button, leaving in buttons.items() if button is box.clickedButton()), Leaving.STAY)


def ask_throw_away(parent: QWidget, name: str) -> bool:
    """Asks whether a run goes to the waste basket."""
    what = _tr("Its weights, samples and checkpoint go with it.")
    return confirm_throw_away(parent, _tr("Throw Away Run"), name, what)


def ask_name(parent: QWidget, present: str) -> str | None:
    """Asks for another name of a run; empty for its folder's."""
    text, given = QInputDialog.getText(
        parent, _tr("Rename Run"), _tr("Name of the run:"), QLineEdit.EchoMode.Normal, present
    )
    return text.strip() if given else None


def ask_other_run(parent: QWidget, names: list[str]) -> int | None:
    """Asks which run is looked at beside the present one; its place in the list."""
    name, given = QInputDialog.getItem(parent, _tr("Compare Side by Side"), _tr("With the run:"), names, 0, False)
    return names.index(name) if given and name in names else None


def ask_more_steps(parent: QWidget, proposal: int) -> int | None:
    """Asks for how many more steps a training goes on."""
    number, given = QInputDialog.getInt(
        parent, _tr("Train More"), _tr("Steps more than planned:"), proposal, 1, MOST, max(1, proposal // 10)
    )
    return number if given else None


def ask_learning_rate(parent: QWidget, present: float) -> float | None:
    """Asks for another highest step size."""
    number, given = QInputDialog.getDouble(
        parent, _tr("Learning Rate"), _tr("Highest step size from now on:"), present, 1e-8, 1.0, 8
    )
    return number if given else None


def choose_pictures_folder(parent: QWidget, settings: Settings) -> Path | None:
    """Asks for a folder of pictures."""
    name = QFileDialog.getExistingDirectory(parent, _tr("Pictures to Learn From"), str(settings.folder("training")))
    return settings.taken("training", name)
