"""Saving, opening and bringing back take seconds, in which the hand goes on: nothing of it is lost unasked."""

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.project import keeper
from app.project.journal import JOURNAL
from app.project.journal_file import read_journal
from app.ui import project_dialogs
from engine.project.archive import read_project, write_project
from engine.project.content import Project
from tests.app.project.test_recovery import bring_back
from tests.app.test_projects import held_back, leave_behind, picture, saved_as


@pytest.fixture
def held_saving(monkeypatch) -> tuple[threading.Event, threading.Event]:
    """Set once a saving has begun, and to let it end."""
    begun, go_on, real = threading.Event(), threading.Event(), keeper.write_project

    def write(*arguments, **more):
        begun.set()
        assert go_on.wait(20)
        return real(*arguments, **more)

    monkeypatch.setattr(keeper, "write_project", write)
    return begun, go_on


def saved_unheld(window, qtbot, path: Path, monkeypatch, held_saving) -> Path:
    """A project that was saved before savings are held."""
    begun, go_on = held_saving
    go_on.set()
    saved_as(window, qtbot, path, monkeypatch)
    begun.clear()
    go_on.clear()
    return path


def save(window, qtbot, held_saving, meanwhile: Callable[[], object]) -> None:
    begun, go_on = held_saving
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(begun.is_set)
    meanwhile()
    go_on.set()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)


def test_a_project_that_is_read_waits_until_the_present_one_is_saved(window, qtbot, tmp_path, monkeypatch, held_saving):
    second = tmp_path / "second.nurie"
    write_project(second, Project(picture(7)))
    first = saved_unheld(window, qtbot, tmp_path / "first.nurie", monkeypatch, held_saving)
    may_read = held_back(monkeypatch)
    window.projects.open(second)
    save(window, qtbot, held_saving, may_read.set)
    qtbot.waitUntil(lambda: window.projects.keeper.path == second)
    assert window.workspace.document.sketch.value.source.endswith("7.png") and not window.isWindowModified()
    assert Path(read_project(first).sketch.source).name == "sketch.png"
    window.workspace.move_tag("red_hair", 2.0, 1)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    assert Path(read_project(first).sketch.source).name == "sketch.png"
    assert dict(read_project(second).tags) == {"red_hair": 2.0}


def test_undo_does_not_call_saved_what_only_the_older_file_held(
    window, qtbot, tmp_path, monkeypatch, held_saving, unsaved_changes
):
    path = saved_unheld(window, qtbot, tmp_path / "a.nurie", monkeypatch, held_saving)
    window.workspace.move_tag("red_hair", 2.0, 1)
    save(window, qtbot, held_saving, lambda: window.workspace.move_tag("blue_hair", 1.0, 2))
    assert window.isWindowModified()
    for _ in range(2):
        window.actions_.undo.trigger()
    assert dict(window.workspace.document.tags.value) == {} and dict(read_project(path).tags) == {"red_hair": 2.0}
    assert window.isWindowModified()
    unsaved_changes.append("cancel")
    assert not window.close() and unsaved_changes == []


@pytest.mark.parametrize("leave", ["close", "open"])
def test_what_is_edited_while_the_last_is_saved_is_asked_about(
    window, qtbot, tmp_path, monkeypatch, held_saving, unsaved_changes, leave
):
    begun, go_on = held_saving
    other = tmp_path / "b.nurie"
    write_project(other, Project(picture(7)))
    path = saved_unheld(window, qtbot, tmp_path / "a.nurie", monkeypatch, held_saving)
    window.workspace.move_tag("red_hair", 2.0, 1)
    unsaved_changes += ["save", "cancel"]
    if leave == "close":
        assert not window.close()
    else:
        window.projects.open(other)
    qtbot.waitUntil(begun.is_set)
    window.workspace.move_tag("blue_hair", 1.0, 2)
    go_on.set()
    qtbot.waitUntil(lambda: unsaved_changes == [])
    assert window.isVisible() and window.projects.keeper.path == path and window.isWindowModified()
    assert dict(window.workspace.document.tags.value) == {"red_hair": 2.0, "blue_hair": 1.0}


def test_a_star_set_while_the_first_saving_runs_is_still_to_be_saved(window, qtbot, tmp_path, monkeypatch, held_saving):
    path = tmp_path / "a.nurie"
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: path)
    qtbot.waitUntil(lambda: bool(window.workspace.history.moments.value))
    number = window.workspace.history.moments.value[0].number
    window.workspace.history.star(number, True)
    assert not window.isWindowModified()  # nothing keeps it yet
    window.workspace.history.star(number, False)
    save(window, qtbot, held_saving, lambda: window.workspace.history.star(number, True))
    assert window.isWindowModified()
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    assert not window.isWindowModified() and [result.starred for result in read_project(path).history] == [True]


def test_undo_of_a_recovery_is_no_saved_work(
    make_window, qtbot, tmp_path, unsaved_changes, sketch_path, reference_path
):
    path = tmp_path / "a.nurie"
    write_project(path, Project(picture(9)))
    leave_behind("crashed", 250, path)
    window = make_window(sketch_path, reference_path)
    bring_back(window, qtbot)
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)
    window.actions_.undo.trigger()
    assert window.isWindowModified()
    unsaved_changes.append("cancel")
    assert not window.close() and unsaved_changes == []


def test_a_journal_that_cannot_be_read_is_kept_and_told(make_window, qtbot, monkeypatch):
    folder, real = leave_behind("crashed", 250), Path.open

    def refuse(path: Path, *arguments, **more):
        if path.name == JOURNAL and arguments[:1] == ("rb",):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, *arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        window = make_window()
        qtbot.waitUntil(lambda: "cannot be read" in window.error_bar.message)
    assert folder.is_dir()
    again = make_window()
    qtbot.waitUntil(again.notice_bar.isVisible)


def test_a_journal_of_another_version_is_kept_and_told(make_window, qtbot, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("engine.project.description.FORMAT_VERSION", 99)
        folder = leave_behind("crashed", 250)
    window = make_window()
    qtbot.waitUntil(lambda: "another version" in window.error_bar.message)
    assert folder.is_dir() and not window.notice_bar.isVisible()


def test_a_refused_journal_is_told_once(window, qtbot, own_data):
    own_data.write_text("a file where the folder is to be")
    told: list[str] = []
    window.projects.journal.failed.connect(told.append)
    for step in range(3):
        window.workspace.move_tag("red_hair", 1.0 + step, step)
        window.projects.journal.record_now()
    assert len(told) == 1
    own_data.unlink()
    window.workspace.move_tag("red_hair", 4.0, 9)
    window.projects.journal.record_now()
    assert window.projects.journal.flush() and window.projects.journal.folder is not None


def test_after_a_crash_another_layer_of_the_same_file_can_be_chosen(window, make_window, qtbot, sketch_path):
    window.workspace.move_tag("red_hair", 2.0, 1)
    window.projects.journal.record_now()
    assert window.projects.journal.flush()
    work = read_journal(window.projects.journal.folder / JOURNAL)
    assert work.project.sketch.source == str(sketch_path)
    assert Path(work.project.reference.source).is_absolute()


def test_snapshots_of_other_work_are_forgotten(window, qtbot, tmp_path, monkeypatch):
    saved_as(window, qtbot, tmp_path / "a.nurie", monkeypatch)
    comparing, actions = window.compare_binding.comparing, window.compare_actions
    qtbot.waitUntil(lambda: comparing.store("a"))
    actions.before[next(kind for kind in actions.before if kind.value == "a")].trigger()
    other = tmp_path / "b.nurie"
    write_project(other, Project(picture(7), picture(8)))
    window.projects.open(other)
    qtbot.waitUntil(lambda: window.projects.keeper.path == other)
    assert not comparing.has("a") and not actions.flip.isEnabled()
    assert comparing.before.value == "reference"


def test_the_older_copy_opens_without_taking_its_place(window, qtbot, tmp_path, monkeypatch, settings):
    path = saved_as(window, qtbot, tmp_path / "a.nurie", monkeypatch)
    window.workspace.move_tag("red_hair", 2.0, 1)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    older = path.with_name("a.nurie~")
    window.projects.open(older)
    qtbot.waitUntil(lambda: window.projects.keeper.path is None)
    assert dict(window.workspace.document.tags.value) == {} and window.isWindowModified()
    assert settings.recent_projects == [path]
    asked: list[Path | None] = []
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *those: asked.append(those[2]))
    window.projects.actions.save_project.trigger()
    assert asked == [None]
    assert dict(read_project(path).tags) == {"red_hair": 2.0}


def test_recent_projects_are_there_as_soon_as_one_is_saved(window, qtbot, tmp_path, monkeypatch):
    entry = window.projects.actions.recent_menu.menuAction()
    assert not entry.isEnabled()
    saved_as(window, qtbot, tmp_path / "a.nurie", monkeypatch)
    window.actions_.file_menu.aboutToShow.emit()
    assert entry.isEnabled() and [action.text() for action in entry.menu().actions()] == ["a.nurie"]


def test_a_project_of_a_relative_path_is_found_from_everywhere(make_window, qtbot, tmp_path, monkeypatch, settings):
    monkeypatch.chdir(tmp_path)
    write_project(Path("a.nurie"), Project(picture(7), picture(8)))
    window = make_window(Path("a.nurie"))
    qtbot.waitUntil(lambda: window.projects.keeper.path is not None)
    assert settings.recent_projects == [tmp_path / "a.nurie"]
