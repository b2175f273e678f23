"""What a crash left comes back without putting anything else at risk."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import app.application as application
from app.project import journal, keeper, recovery
from app.project.journal import JOURNAL, hold, journal_root
from app.project.journal_file import read_journal
from app.project.recovery import interrupted_sessions
from engine.project.archive import read_project, write_project
from engine.project.content import Project
from tests.app.test_projects import QuietSession, held_back, leave_behind, move_tag, picture


def bring_back(window, qtbot) -> None:
    qtbot.waitUntil(window.notice_bar.isVisible)
    window.notice_bar.buttons[0].click()


# The journal that took the work over


@pytest.fixture(params=["the folder cannot be made", "the lock is refused"])
def refusing(request: pytest.FixtureRequest):
    """Refuses new sessions within `with`."""

    @contextmanager
    def refusing() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patched:
            if "lock" in request.param:
                patched.setattr(journal, "hold", lambda _folder: None)
            else:
                patched.setattr(Path, "mkdir", refused)
            yield

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    return refusing


def test_the_only_journal_is_kept_where_a_new_one_cannot_be_begun(make_window, qtbot, refusing):
    folder = leave_behind("crashed", 250)
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)
    with refusing():
        window.notice_bar.buttons[0].click()
        qtbot.waitUntil(lambda: window.workspace.document.sketch.value is not None)
        qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert "kept safe" in window.error_bar.message
    assert read_journal(folder / JOURNAL).name == "250.png"
    assert [path.name for path in journal_root().iterdir()] == ["crashed"], "what was begun in vain is swept away"
    assert hold(folder) is None, "no other window offers it as well"
    window.close()
    assert [session.summary.name for session in interrupted_sessions(journal_root())[0]] == ["250.png"]


def test_the_only_journal_is_kept_where_the_new_one_cannot_be_written(make_window, qtbot, monkeypatch):
    folder = leave_behind("crashed", 250)
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.JournalFile, "write", refuse)
    window.notice_bar.buttons[0].click()
    qtbot.waitUntil(lambda: "No space left" in window.error_bar.message)
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert (folder / JOURNAL).exists() and hold(folder) is None


def test_a_flush_says_no_where_nothing_could_be_begun(window, qtbot, own_data):
    kept = window.projects.journal
    assert kept.flush(), "there is nothing to keep"
    own_data.write_text("a file where the folder should be")
    move_tag(window, qtbot)
    kept.record_now()
    assert not kept.flush()
    window.actions_.undo.trigger()
    kept.record_now()
    assert kept.flush(), "there is nothing to keep any more"


# The window it comes to


@pytest.fixture
def windows(qtbot, settings, model_path, monkeypatch):
    monkeypatch.setattr(application, "DEMO", {})
    windows = application.Windows(settings, lambda on_answer: QuietSession())
    yield windows
    for window in windows.all:
        window.close()


def comes_in_another(windows, qtbot, path: Path) -> None:
    """Work on another project came in a window of its own; the first one has its own project."""
    qtbot.waitUntil(lambda: len(windows.all) == 2 and windows.all[1].isWindowModified())
    first, second = windows.all
    qtbot.addWidget(second)
    assert second.workspace.document.sketch.value.pixels[0, 0, 0] == 250
    qtbot.waitUntil(lambda: first.projects.keeper.path == path)
    assert first.workspace.document.sketch.value.pixels[0, 0, 0] == 7 and not first.isWindowModified()
    assert not first.notice_bar.isVisible()
    qtbot.waitUntil(lambda: not (journal_root() / "crashed").exists())


def test_work_on_another_project_comes_in_a_window_of_its_own(windows, qtbot, tmp_path):
    a, b = tmp_path / "a.nurie", tmp_path / "b.nurie"
    for path, value in ((a, 9), (b, 7)):
        write_project(path, Project(picture(value)))
    leave_behind("crashed", 250, a)
    first = windows.open([str(b)])
    qtbot.addWidget(first)
    qtbot.waitUntil(lambda: first.projects.keeper.path == b)
    bring_back(first, qtbot)
    comes_in_another(windows, qtbot, b)
    second = windows.all[1]
    assert second.projects.keeper.path == a
    second.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not second.isWindowModified())
    assert [read_project(path).sketch.pixels[0, 0, 0] for path in (a, b)] == [250, 7]


def test_work_comes_in_a_window_of_its_own_while_a_project_is_opened(windows, qtbot, tmp_path, monkeypatch):
    path, may_read = tmp_path / "b.nurie", held_back(monkeypatch)
    write_project(path, Project(picture(7)))
    leave_behind("crashed", 250)
    first = windows.open([str(path)])
    qtbot.addWidget(first)
    bring_back(first, qtbot)
    assert len(windows.all) == 2
    may_read.set()
    comes_in_another(windows, qtbot, path)


def test_work_comes_in_a_window_of_its_own_where_a_project_was_opened_while_it_was_read(
    windows, qtbot, tmp_path, monkeypatch
):
    path, may_read, real = tmp_path / "b.nurie", threading.Event(), recovery.read_journal
    write_project(path, Project(picture(7)))

    def slow(path: Path) -> object:
        may_read.wait(10)
        return real(path)

    monkeypatch.setattr(recovery, "read_journal", slow)
    leave_behind("crashed", 250)
    first = windows.open([])
    qtbot.addWidget(first)
    bring_back(first, qtbot)
    first.projects.open(path)
    qtbot.waitUntil(lambda: first.projects.keeper.path == path)
    assert len(windows.all) == 1
    may_read.set()
    comes_in_another(windows, qtbot, path)


def test_a_window_is_vacant_again_once_a_project_could_not_be_opened(make_window, qtbot, tmp_path):
    (tmp_path / "bad.nurie").write_bytes(b"PK but no more")
    leave_behind("crashed", 250)
    window = make_window(tmp_path / "bad.nurie")
    qtbot.waitUntil(lambda: "bad.nurie" in window.error_bar.message)
    bring_back(window, qtbot)
    qtbot.waitUntil(lambda: window.workspace.document.sketch.value is not None)


def test_a_window_that_is_being_saved_is_not_vacant(window, qtbot, tmp_path, monkeypatch):
    assert window.projects.keeper.is_vacant
    monkeypatch.setattr(keeper, "write_project", lambda *_: None)
    window.projects.keeper.save(tmp_path / "work.nurie")
    assert not window.projects.keeper.is_vacant
    qtbot.waitUntil(lambda: window.projects.keeper.path is not None)
    assert not window.projects.keeper.is_vacant
