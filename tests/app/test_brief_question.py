"""What the window asks of the disk is answered in a moment, whatever has become of the drive."""

import errno
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from app import brief_question
from app.brief_question import asked
from app.settings import Settings
from app.ui import dialogs, project_dialogs
from app.ui.batch import dialogs as batch_dialogs

GONE = Path("/net/share")
SOON_S = 2.0


@pytest.fixture
def is_dir_of_the_drive(monkeypatch: pytest.MonkeyPatch):
    """Says what asking a drive that is gone does."""

    def set_answer(answer):
        real = Path.is_dir

        def is_dir(path: Path, **given) -> bool:
            return answer() if path == GONE else real(path, **given)

        monkeypatch.setattr(Path, "is_dir", is_dir)

    return set_answer


def refused() -> bool:
    raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")


@pytest.fixture
def silent():
    """A drive that answers when it is let go, at the test's end."""
    gate = threading.Event()
    yield lambda: gate.wait(60.0)
    gate.set()
    while brief_question._unanswered:
        time.sleep(0.01)


def test_what_is_there_is_told(tmp_path: Path):
    assert asked(Path.is_dir, tmp_path) and not asked(Path.is_dir, tmp_path / "none")
    assert not asked(Path.is_dir, Path("a\0b")), "which no path can be called"


@pytest.mark.parametrize("otherwise", [True, False])
def test_an_error_is_no_answer(otherwise: bool):
    assert asked(lambda _path: refused(), GONE, otherwise) is otherwise


def test_a_drive_that_does_not_answer_is_waited_for_once_and_briefly(silent):
    begun = time.monotonic()
    assert not any(asked(lambda _path: silent(), GONE) for _ in range(100))
    assert time.monotonic() - begun < SOON_S


@pytest.mark.parametrize("way", ["refused", "silent"])
def test_dialogs_open_elsewhere_where_the_drive_of_the_last_one_is_gone(
    qtbot, settings: Settings, monkeypatch: pytest.MonkeyPatch, is_dir_of_the_drive, silent, way: str
):
    is_dir_of_the_drive(refused if way == "refused" else silent)
    parent = dialogs.QWidget()
    qtbot.addWidget(parent)
    begun: list[str] = []
    for ask in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(dialogs.QFileDialog, ask, lambda _parent, _title, at, *_: (begun.append(at), ("", ""))[1])
    monkeypatch.setattr(
        dialogs.QFileDialog, "getExistingDirectory", lambda _parent, _title, at: (begun.append(at), "")[1]
    )
    monkeypatch.setattr(
        dialogs.QFileDialog, "exec", lambda dialog: (begun.append(dialog.directory().absolutePath()), 0)[1]
    )
    for kind in ("sketch", "reference", "model", "save", "project", "batch"):
        settings.set_folder(kind, GONE)
    dialogs.choose_picture(parent, settings, "sketch")
    dialogs.choose_references(parent, settings)
    dialogs.choose_model(parent, settings)
    dialogs.choose_save(parent, settings, None)
    project_dialogs.choose_project(parent, settings)
    project_dialogs.choose_project_file(parent, settings, GONE / "work.nurie", "")
    batch_dialogs.choose_folder(parent, settings)
    batch_dialogs.choose_archive(parent, settings)
    batch_dialogs.choose_output(parent, settings, GONE / "comic.cbz", True)
    batch_dialogs.choose_output(parent, settings, GONE / "pages", False)
    assert len(begun) == 10 and not any(place.startswith(str(GONE)) for place in begun)


def test_a_folder_to_begin_at_comes_before_the_last_one(tmp_path: Path):
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    settings.set_folder("project", tmp_path)
    (tmp_path / "other").mkdir()
    assert settings.folder("project", tmp_path / "other") == tmp_path / "other"
    assert settings.folder("project", tmp_path / "gone") == tmp_path
