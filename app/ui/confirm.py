"""The one question before something that is not taken back: what happens, and a way out that is the default."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def _tr(text: str) -> str:
    return QCoreApplication.translate("Confirm", text)


def confirm(parent: QWidget, title: str, question: str, detail: str, action: str, destroys: bool = False) -> bool:
    """Asks whether `action`, which is what the button says, may be done; Enter and Escape leave all as it is.

    Args:
        parent: the window that the question belongs to.
        title: of the dialog.
        question: one sentence.
        detail: what comes of it.
        action: the words on the button that agrees.
        destroys: whether something is lost by it.
    """
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)  # the style's own is of another family than ours
    box.setWindowTitle(title)
    box.setText(question)
    box.setInformativeText(detail)
    role = QMessageBox.ButtonRole.DestructiveRole if destroys else QMessageBox.ButtonRole.AcceptRole
    agreed = box.addButton(action, role)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is agreed


def confirm_throw_away(parent: QWidget, title: str, name: str, detail: str) -> bool:
    """Asks whether what is called `name` goes to the waste basket."""
    question = _tr("Move “{name}” to the waste basket?").format(name=name)
    return confirm(parent, title, question, detail, _tr("Move to Waste Basket"), destroys=True)
