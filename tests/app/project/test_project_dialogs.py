"""Where a project is saved: typed into Qt's own dialog, as where the system has none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget

from app.ui import project_dialogs


@pytest.fixture
def chosen(qtbot, settings, tmp_path: Path):
    """Types names into the dialog, one each time it stands there, and answers the questions that follow; gives what
    comes of it, and what was asked."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def chosen(*names: str, answers: tuple[str, ...] = ()) -> tuple[Path | None, list[str]]:
        typed, left, asked = list(names), list(answers), []

        def turn() -> None:
            if not open_still:
                return
            QTimer.singleShot(20, turn)  # first: what follows may be answered in a loop of its own
            widget = QApplication.activeModalWidget()
            if isinstance(widget, QMessageBox):
                asked.append(widget.text())
                answer = left.pop(0)
                (button,) = (b for b in widget.buttons() if b.text().replace("&", "") == answer)
                button.click()
            elif isinstance(widget, QFileDialog):
                field = widget.findChild(QLineEdit, "fileNameEdit")
                if typed:
                    field.setText(typed.pop(0))
                    qtbot.keyClick(field, Qt.Key.Key_Return)
                else:
                    widget.reject()

        open_still = True
        QTimer.singleShot(20, turn)
        found = project_dialogs.choose_project_file(parent, settings, tmp_path / "before.nurie", "before")
        open_still = False
        return found, asked

    return chosen


Chosen = Callable[..., tuple[Path | None, list[str]]]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("page", "page.nurie"),
        ("page 1.5", "page 1.5.nurie"),
        ("page.png", "page.png.nurie"),
        ("page.nurie", "page.nurie"),
        ("page 1.5.NURIE", "page 1.5.NURIE"),
    ],
)
def test_whatever_is_typed_is_called_a_project(chosen: Chosen, tmp_path: Path, settings, typed: str, name: str):
    assert chosen(typed) == (tmp_path / name, [])
    assert settings.folder("project") == tmp_path


def test_a_file_that_the_added_suffix_hits_is_asked_about(chosen: Chosen, tmp_path: Path):
    (tmp_path / "page 1.5.nurie").write_bytes(b"")
    question = "Replace “page 1.5.nurie”?"
    assert chosen("page 1.5", answers=("Replace",)) == (tmp_path / "page 1.5.nurie", [question])
    # Who does not want that is asked for another name, or thinks better of it.
    assert chosen("page 1.5", "page 1.6", answers=("Cancel",)) == (tmp_path / "page 1.6.nurie", [question])
    assert chosen("page 1.5", answers=("Cancel",)) == (None, [question])


def test_qt_asks_about_the_name_that_was_typed(chosen: Chosen, tmp_path: Path):
    (tmp_path / "page.nurie").write_bytes(b"")
    found, asked = chosen("page.nurie", answers=("Yes",))
    assert found == tmp_path / "page.nurie" and len(asked) == 1 and "page.nurie" in asked[0]
