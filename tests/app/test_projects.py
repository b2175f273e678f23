"""Projects in the window: opened, saved, asked about, brought back."""

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

import app.application as application
from app.ending import wait_for_all
from app.project import keeper
from app.project.file_state import ABSENT, FileState
from app.project.journal import JOURNAL, journal_root
from app.project.journal_file import JournalFile, read_journal
from app.project.journalled import Work
from app.project.keeper import ProjectKeeper
from app.project.recovery import interrupted_sessions
from app.ui import project_dialogs
from engine.progress import Tell
from engine.project.archive import read_project, write_project
from engine.project.content import ModelMark, Project, mark_of
from engine.requests import LineSettings, Picture
from tests.app.doubles import write_model, write_png
from tests.app.test_main_window import drag, drop, files


def saved_as(window, qtbot, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: path)
    window.projects.actions.save_project_as.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    return path


def move_tag(window, qtbot, value: float = 2.0) -> None:
    drag(qtbot, window.tags.row("red_hair").controls.slider, value)


def picture(value: int, size: int = 40) -> Picture:
    return Picture(np.full((size, size, 3), value, np.uint8), None, f"{value}.png")


def test_the_title_tells_name_and_changes(window, qtbot, tmp_path, monkeypatch):
    assert window.windowTitle() == "sketch.png[*] – Nurie"
    assert not window.isWindowModified()
    move_tag(window, qtbot)
    assert window.isWindowModified()
    saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    assert not window.isWindowModified()
    assert window.windowTitle() == "work.nurie[*] – Nurie"
    window.actions_.undo.trigger()
    assert window.isWindowModified()
    window.actions_.redo.trigger()
    assert not window.isWindowModified()


def test_a_saved_project_opens_as_it_was(window, make_window, qtbot, tmp_path, monkeypatch):
    move_tag(window, qtbot)
    window.workspace.move_tag("blue_eyes", 1.0, 7)
    window.workspace.mute_tag("blue_eyes", True)
    window.workspace.solo_tag("red_hair")
    window.workspace.set_line_settings(LineSettings("dark", threshold=180))
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    value = window.workspace.document.tags.value["red_hair"]
    again = make_window(path)
    qtbot.waitUntil(lambda: again.projects.keeper.path == path)
    document = again.workspace.document
    assert dict(document.tags.value) == {"red_hair": value, "blue_eyes": 1.0}
    assert (document.muted.value, document.solo.value) == ({"blue_eyes"}, "red_hair")
    assert document.line_settings.value == LineSettings("dark", threshold=180)
    assert document.sketch.value.key == window.workspace.document.sketch.value.key
    assert document.model.value == window.workspace.document.model.value
    assert again.tags.row("red_hair").controls.number.value() == pytest.approx(value, abs=0.006)
    assert not again.isWindowModified() and not again.workspace.undo_stack.canUndo()
    qtbot.waitUntil(lambda: bool(again.session.requests))
    assert dict(again.session.requests[-1].tags) == {"red_hair": value}
    assert again.session.requests[-1].line_settings == LineSettings("dark", threshold=180)
    assert not again.notice_bar.isVisible() and not again.error_bar.isVisible()


def test_save_asks_for_a_file_once(window, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "work.nurie"
    asked = []
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *a: asked.append(a[2:]) or path)
    for value in (1.0, 3.0):
        move_tag(window, qtbot, value)
        window.projects.actions.save_project.trigger()
        qtbot.waitUntil(lambda: not window.isWindowModified())
    assert asked == [(None, "sketch")]
    assert dict(read_project(path).tags) == dict(window.workspace.document.tags.value)
    assert Path(f"{path}~").exists()
    assert window.settings.recent_projects == [path]


def test_what_is_changed_while_saving_is_not_taken_for_saved(window, qtbot, tmp_path, monkeypatch):
    move_tag(window, qtbot)
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: tmp_path / "work.nurie")
    window.projects.actions.save_project.trigger()
    move_tag(window, qtbot, 4.0)
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    assert window.isWindowModified()


def test_a_saving_that_works_takes_back_what_the_last_one_said(window, qtbot, tmp_path, monkeypatch):
    move_tag(window, qtbot)
    saved_as(window, qtbot, tmp_path / "gone" / "work.nurie", monkeypatch)
    assert "folder is not there" in window.error_bar.message
    saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    assert not window.error_bar.message
    window.error_bar.show_message("of something else")
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    assert window.error_bar.message


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_refusing_disk_loses_nothing_and_says_so(window, qtbot, tmp_path, monkeypatch, reason):
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    before = path.read_bytes()
    move_tag(window, qtbot)

    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == path:  # the journal lies on another disk
            raise OSError(reason, os.strerror(reason))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: os.strerror(reason) in window.error_bar.message)
    assert "work.nurie" in window.error_bar.message
    assert window.isWindowModified() and path.read_bytes() == before


def test_a_damaged_project_leaves_the_work_alone(window, qtbot, tmp_path):
    bad = tmp_path / "bad.nurie"
    bad.write_bytes(b"PK but no more")
    before = window.workspace.document.sketch.value
    assert drop(window.result, files(bad))
    qtbot.waitUntil(lambda: "bad.nurie" in window.error_bar.message)
    assert window.workspace.document.sketch.value is before
    assert window.projects.keeper.path is None


@pytest.mark.parametrize("where", ["sketch", "result", "window"])
def test_a_dropped_project_opens(window, qtbot, tmp_path, where):
    path = tmp_path / "dropped.nurie"
    write_project(path, Project(picture(250), picture(90)))
    assert drop(window if where == "window" else getattr(window, where), files(path))
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)
    assert window.sketch_header.detail == "250.png"
    assert window.workspace.document.model.value is not None  # the present one colours what names none


def test_recent_projects_are_offered_and_forgotten_when_gone(window, qtbot, tmp_path):
    path = tmp_path / "one.nurie"
    write_project(path, Project(picture(250)))
    window.projects.open(path)
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)
    actions = window.projects.actions
    actions.fill_recent()
    assert [action.text() for action in actions.recent_menu.actions()] == ["one.nurie"]
    path.unlink()
    actions.recent_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: "one.nurie" in window.error_bar.message)
    actions.fill_recent()
    assert not actions.recent_menu.actions() and not actions.recent_menu.menuAction().isEnabled()


def test_missing_weights_are_told_and_others_colour(window, qtbot, tmp_path):
    path = tmp_path / "foreign.nurie"
    write_project(path, Project(picture(250), picture(90), {}, ModelMark("Sumi", "sumi.safetensors", 5, "00" * 32)))
    present = window.workspace.document.model.value
    window.projects.open(path)
    qtbot.waitUntil(window.notice_bar.isVisible)
    assert "Sumi" in window.notice_bar.message and "test stage-two" in window.notice_bar.message
    assert [button.text() for button in window.notice_bar.buttons] == ["Open Model…"]
    assert window.workspace.document.model.value is present


def test_weights_chosen_before_are_found_again(window, qtbot, tmp_path):
    other = write_model(tmp_path / "other.safetensors", "stage-one")
    window.workspace.open_model(other)
    qtbot.waitUntil(lambda: window.workspace.document.model.value.path == other)
    window.actions_.undo.trigger()
    path = tmp_path / "other.nurie"
    write_project(path, Project(picture(250), picture(90), {}, mark_of(other, "test stage-one")))
    window.projects.open(path)
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)
    assert window.workspace.document.model.value.path == other
    assert not window.notice_bar.isVisible()


# The question


def test_closing_asks_and_can_be_called_off(window, qtbot, unsaved_changes):
    move_tag(window, qtbot)
    unsaved_changes.append("cancel")
    assert not window.close()
    assert window.isVisible() and not window.session.closed
    assert window.close()
    wait_for_all()
    assert window.session.closed


def test_closing_can_save_first(window, qtbot, tmp_path, monkeypatch, unsaved_changes):
    path = tmp_path / "work.nurie"
    move_tag(window, qtbot)
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: path)
    unsaved_changes.append("save")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert read_project(path).tags["red_hair"] == window.workspace.document.tags.value["red_hair"]


def test_a_save_that_fails_keeps_the_window_open(window, qtbot, tmp_path, monkeypatch, unsaved_changes):
    move_tag(window, qtbot)
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: tmp_path / "gone" / "work.nurie")
    unsaved_changes.append("save")
    window.close()
    qtbot.waitUntil(lambda: "folder is not there" in window.error_bar.message)
    assert window.isVisible() and window.isWindowModified()


def test_opening_asks_too(window, qtbot, tmp_path, unsaved_changes):
    path = tmp_path / "other.nurie"
    write_project(path, Project(picture(250)))
    move_tag(window, qtbot)
    unsaved_changes += ["cancel", "discard"]
    window.projects.open(path)
    assert window.projects.keeper.path is None
    window.projects.open(path)
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)


def held_back(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """What lets projects be read, which wait for it from now on."""
    may_read = threading.Event()

    def slow(path: Path, tell: Tell) -> Project:
        may_read.wait(10)
        return read_project(path, tell)

    monkeypatch.setattr(keeper, "read_project", slow)
    return may_read


def test_an_edit_made_while_a_project_is_read_is_asked_about(window, qtbot, tmp_path, monkeypatch, unsaved_changes):
    path, may_read = tmp_path / "other.nurie", held_back(monkeypatch)
    write_project(path, Project(picture(250)))
    window.projects.open(path)
    move_tag(window, qtbot)
    moved = window.workspace.document.tags.value
    unsaved_changes.append("cancel")
    may_read.set()
    qtbot.waitUntil(lambda: not unsaved_changes)
    assert window.workspace.document.tags.value == moved and window.projects.keeper.path is None


def test_an_untouched_window_closes_without_a_question(window, unsaved_changes):
    unsaved_changes.append("cancel")
    assert window.close()


def test_the_question_itself(window, qtbot, monkeypatch):
    monkeypatch.undo()
    answers = []
    for key, answer in ((Qt.Key.Key_Escape, "cancel"), (Qt.Key.Key_Return, "save")):
        project_dialogs.ask_to_save(window, "work", answers.append)
        box = window.findChild(project_dialogs.QMessageBox)
        assert "work" in box.text()
        qtbot.keyClick(box, key)
        assert answers.pop() == answer
        qtbot.waitUntil(lambda: window.findChild(project_dialogs.QMessageBox) is None)


# The journal


def test_every_edit_is_in_the_journal_and_a_closed_window_leaves_none(window, qtbot, tmp_path):
    journal = window.projects.journal
    assert not journal_root().exists()  # nothing that no file holds
    move_tag(window, qtbot)
    qtbot.waitUntil(lambda: journal.folder is not None)
    for undo in (False, True):
        if undo:
            window.actions_.undo.trigger()
            drop(window.sketch, files(write_png(tmp_path / "other.png", size=(100, 80))))
            qtbot.waitUntil(lambda: window.sketch_header.detail == "other.png")
        journal.record_now()
        assert journal.flush()
        project = read_journal(journal.folder / JOURNAL).project
        assert dict(project.tags) == dict(window.workspace.document.tags.value)
        assert project.sketch.key == window.workspace.document.sketch.value.key
    window.close()
    wait_for_all()
    assert list(journal_root().iterdir()) == []


def test_a_saved_document_is_not_offered(window, qtbot, tmp_path, monkeypatch):
    move_tag(window, qtbot)
    journal = window.projects.journal
    journal.record_now()
    saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    journal.record_now()
    assert journal.flush()
    assert not read_journal(journal.folder / JOURNAL).is_modified


def leave_behind(name: str, value: int, project_path: Path | None = None, model: Path | None = None) -> Path:
    folder = journal_root() / name
    folder.mkdir(parents=True)
    project = Project(picture(value), picture(90), {"red_hair": 3.0})
    state = ABSENT if project_path is None else FileState.of(project_path)
    work = Work(project, model, "gone", project_path, f"{value}.png", project_state=state)
    JournalFile(folder / JOURNAL).write(work)
    return folder


def test_interrupted_work_is_offered_in_a_bar_and_brought_back(make_window, qtbot, model_path, tmp_path):
    folder = leave_behind("crashed", 250, tmp_path / "a.nurie", model_path)
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)
    assert "250.png" in window.notice_bar.message
    bring, _ = window.notice_bar.buttons
    qtbot.mouseClick(bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace.document.sketch.value is not None)
    assert dict(window.workspace.document.tags.value) == {"red_hair": 3.0}
    assert window.isWindowModified() and window.projects.keeper.path == tmp_path / "a.nurie"
    assert not window.notice_bar.isVisible() and not window.error_bar.isVisible()
    # The old journal goes only once the new one holds the work.
    qtbot.waitUntil(lambda: not folder.exists())
    again = read_journal(window.projects.journal.folder / JOURNAL)
    assert again.project.sketch.key == window.workspace.document.sketch.value.key
    window.actions_.undo.trigger()
    assert window.workspace.document.sketch.value is None


def test_two_interrupted_works_one_thrown_away(make_window, qtbot):
    first, second = leave_behind("1", 250), leave_behind("2", 251)
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)
    offered = window.notice_bar.message
    window.notice_bar.buttons[1].click()
    qtbot.waitUntil(lambda: window.notice_bar.message not in ("", offered))
    qtbot.waitUntil(lambda: first.exists() != second.exists())
    window.notice_bar.close_button.click()
    assert not window.notice_bar.isVisible()
    window.close()
    assert len(interrupted_sessions(journal_root())[0]) == 1  # put aside: it is asked again


def test_work_of_two_windows_comes_back_in_two_windows(qtbot, tmp_path, settings, model_path, monkeypatch):
    monkeypatch.setattr(application, "find_model", lambda: model_path)
    leave_behind("1", 250), leave_behind("2", 251)
    windows = application.Windows(settings, lambda on_answer: QuietSession())
    first = windows.open([], demo=False)
    qtbot.waitUntil(first.notice_bar.isVisible)
    first.notice_bar.buttons[0].click()
    qtbot.waitUntil(lambda: first.isWindowModified() and first.notice_bar.isVisible())
    kept = first.workspace.document.sketch.value
    first.notice_bar.buttons[0].click()
    qtbot.waitUntil(lambda: len(windows.all) == 2 and windows.all[1].isWindowModified())
    second = windows.all[1].workspace.document.sketch.value
    assert first.workspace.document.sketch.value is kept
    assert {name for work in (kept, second) for name in [work.pixels[0, 0, 0]]} == {250, 251}
    assert not any(window.notice_bar.isVisible() for window in windows.all)
    for window in windows.all:
        window.close()


def test_a_recovery_whose_weights_are_gone_is_coloured_by_the_present_ones(make_window, qtbot, tmp_path):
    leave_behind("crashed", 250, None, tmp_path / "gone.safetensors")
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)
    window.notice_bar.buttons[0].click()
    qtbot.waitUntil(lambda: "not there any more" in window.error_bar.message)
    assert window.workspace.document.model.value.info.name == "test stage-two"


def test_a_journal_that_cannot_be_written_is_told(window, qtbot, own_data):
    own_data.write_text("a file where the folder should be")
    move_tag(window, qtbot)
    qtbot.waitUntil(lambda: "kept safe" in window.error_bar.message)


# Several windows


@pytest.fixture
def windows(qtbot, settings, model_path, monkeypatch):
    monkeypatch.setattr(application, "DEMO", {})
    windows = application.Windows(settings, lambda on_answer: QuietSession())
    yield windows
    for window in windows.all:
        window.close()


def test_windows_are_opened_side_by_side_and_keep_apart(windows, qtbot):
    first = windows.open([])
    first.projects.actions.new_window.trigger()
    second = windows.all[-1]
    for window in (first, second):
        window.workspace.move_tag("red_hair", 1.0, 1)
        qtbot.waitUntil(lambda window=window: window.projects.journal.folder is not None)
    assert first.projects.journal.folder != second.projects.journal.folder
    first.close()
    assert second.isVisible() and second.projects.journal.folder.exists()


def test_quit_closes_all_windows_unless_one_is_kept(windows, qtbot, unsaved_changes):
    first, second, _third = (windows.open([]) for _ in range(3))
    second.workspace.move_tag("red_hair", 1.0, 1)
    unsaved_changes.append("cancel")
    first.actions_.quit.trigger()
    qtbot.waitUntil(lambda: not unsaved_changes)
    assert windows.all == [first, second] and second.isVisible() and first.isVisible()
    unsaved_changes.append("discard")
    second.actions_.close_window.trigger()  # the quitting was called off: this one alone
    qtbot.waitUntil(lambda: windows.all == [first])
    qtbot.wait(50)
    assert first.isVisible()
    first.actions_.quit.trigger()
    assert windows.all == [] and not first.isVisible()


def test_a_quit_that_meets_an_open_question_is_called_off(windows, qtbot, monkeypatch, tmp_path):
    first, second = (windows.open([]) for _ in range(2))
    answers: list[Callable[[project_dialogs.Answer], object]] = []
    monkeypatch.setattr(project_dialogs, "ask_to_save", lambda _window, _name, done: answers.append(done))
    second.workspace.move_tag("red_hair", 1.0, 1)
    write_project(tmp_path / "a.nurie", Project(picture(7)))
    second.projects.open(tmp_path / "a.nurie")
    first.actions_.quit.trigger()
    answers.pop()("discard")
    qtbot.waitUntil(lambda: second.projects.keeper.path is not None)
    assert answers == [] and first.isVisible() and second.isVisible()
    second.actions_.close_window.trigger()
    qtbot.wait(50)
    assert windows.all == [first] and first.isVisible()


def test_a_project_that_a_window_has_is_shown_there(windows, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "one.nurie"
    write_project(path, Project(picture(250)))
    first, second = windows.open([str(path)]), windows.open([])
    qtbot.waitUntil(lambda: first.projects.keeper.path == path)
    (tmp_path / "linked.nurie").symlink_to(path)
    actions = second.projects.actions
    monkeypatch.setattr(project_dialogs, "choose_project", lambda *_: tmp_path / "linked.nurie")
    second.workspace.move_tag("red_hair", 1.0, 1)  # what is in the window stays, and nothing is asked
    for ask_for_it in (
        lambda: (actions.fill_recent(), actions.recent_menu.actions()[0].trigger()),
        actions.open_project.trigger,
        lambda: drop(second.result, files(path)),
        lambda: windows.open([str(path)]),
    ):
        first.showMinimized()
        second.activateWindow()
        ask_for_it()
        qtbot.waitUntil(first.isActiveWindow)
        assert not first.isMinimized()
        assert "one.nurie is open" in first.status.currentMessage()
    assert len(windows.all) == 2 and second.projects.keeper.path is None and second.isWindowModified()
    with qtbot.waitSignal(first.projects.keeper.opened):
        first.projects.open(path)  # in the window itself, it is read once more
    first.close()
    second.projects.actions.open_project.trigger()
    qtbot.waitUntil(lambda: second.projects.keeper.path == tmp_path / "linked.nurie")


@pytest.fixture
def overtaken(monkeypatch) -> list[str]:
    """Answers the question about a file that was saved elsewhere; a question without an answer fails."""
    answers: list[str] = []
    monkeypatch.setattr(project_dialogs, "ask_to_replace", lambda _window, _name, done: done(answers.pop(0)))
    return answers


@pytest.fixture
def beside(window, make_window, qtbot, tmp_path, monkeypatch):
    """Another window on the project of the first one, which it has saved with red hair at 4."""
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    beside = make_window(path)
    qtbot.waitUntil(lambda: beside.projects.keeper.path == path)
    beside.workspace.move_tag("red_hair", 4.0, 1)
    beside.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not beside.isWindowModified())
    return beside


@pytest.mark.parametrize("answer", ["cancel", "replace", "elsewhere"])
def test_what_was_saved_elsewhere_is_not_replaced_unasked(
    window, beside, qtbot, tmp_path, monkeypatch, overtaken, answer
):
    path, other = tmp_path / "work.nurie", tmp_path / "other.nurie"
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: other)
    move_tag(window, qtbot, 1.0)
    mine = window.workspace.document.tags.value["red_hair"]
    overtaken.append(answer)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not overtaken and not window.projects.keeper.is_saving)
    assert window.isWindowModified() == (answer == "cancel")
    assert read_project(path).tags["red_hair"] == (mine if answer == "replace" else 4.0)
    assert other.exists() == (answer == "elsewhere")
    assert window.projects.keeper.path == (other if answer == "elsewhere" else path)
    if answer == "cancel":
        assert "Called off" in window.status.currentMessage()
        return
    move_tag(window, qtbot, 3.0)  # what it has saved itself is no question
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.isWindowModified())


def test_what_another_program_removed_is_saved_anew(window, qtbot, tmp_path, monkeypatch, overtaken):
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    path.unlink()
    move_tag(window, qtbot)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert path.exists()


def test_saving_on_the_way_out_asks_too(window, beside, qtbot, tmp_path, monkeypatch, unsaved_changes, overtaken):
    path, other = tmp_path / "work.nurie", tmp_path / "other.nurie"
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: other)
    move_tag(window, qtbot, 1.0)
    for answer in ("cancel", "elsewhere"):
        unsaved_changes.append("save")
        overtaken.append(answer)
        with qtbot.waitSignal(window.projects.stayed if answer == "cancel" else window.projects.gone):
            window.close()
        assert window.isVisible() == (answer == "cancel")
    assert read_project(path).tags["red_hair"] == 4.0
    assert read_project(other).tags["red_hair"] == window.workspace.document.tags.value["red_hair"]


def test_two_windows_that_save_at_once_do_not_write_at_once(window, beside, qtbot, tmp_path, monkeypatch, overtaken):
    path, may_write, writers = tmp_path / "work.nurie", threading.Event(), []

    def slow(path: Path, project: Project, *rest: object) -> None:
        writers.append(project)
        may_write.wait(10)
        write_project(path, project)

    monkeypatch.setattr(keeper, "write_project", slow)
    beside.workspace.move_tag("red_hair", 5.0, 2)
    beside.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: len(writers) == 1)
    window.projects.keeper.file_state = FileState.of(path)  # it has seen what was saved before
    move_tag(window, qtbot, 1.0)
    overtaken.append("cancel")
    window.projects.actions.save_project.trigger()
    may_write.set()
    qtbot.waitUntil(lambda: not overtaken and not window.projects.keeper.is_saving)
    assert len(writers) == 1 and read_project(path).tags["red_hair"] == 5.0


def test_the_question_about_a_file_that_was_saved_elsewhere(window, qtbot):
    answers = []

    def press(box: project_dialogs.QMessageBox, words: str) -> None:
        (button,) = (button for button in box.buttons() if button.text().replace("&", "") == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    for answer, act in (
        ("cancel", lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape)),
        ("elsewhere", lambda box: qtbot.keyClick(box, Qt.Key.Key_Return)),
        ("elsewhere", lambda box: press(box, "Save As…")),
        ("replace", lambda box: press(box, "Replace")),
        ("cancel", lambda box: press(box, "Cancel")),
    ):
        project_dialogs.ask_to_replace(window, "work.nurie", answers.append)
        box = window.findChild(project_dialogs.QMessageBox)
        assert "work.nurie" in box.text()
        act(box)
        assert answers == [answer]
        answers.clear()
        qtbot.waitUntil(lambda: window.findChild(project_dialogs.QMessageBox) is None)


def test_recovered_work_does_not_replace_what_was_saved_since(make_window, qtbot, tmp_path, overtaken):
    path = tmp_path / "work.nurie"
    write_project(path, Project(picture(250)))
    leave_behind("crashed", 251, path)
    write_project(path, Project(picture(250), picture(90)))
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)
    window.notice_bar.buttons[0].click()
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)
    overtaken.append("cancel")
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not overtaken and not window.projects.keeper.is_saving)
    assert read_project(path).reference is not None


def test_recovered_work_is_saved_without_a_question_where_its_file_is_as_it_was(
    make_window, qtbot, tmp_path, overtaken
):
    path = tmp_path / "work.nurie"
    write_project(path, Project(picture(250)))
    leave_behind("crashed", 251, path)
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)
    window.notice_bar.buttons[0].click()
    qtbot.waitUntil(lambda: window.projects.keeper.path == path)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert read_project(path).sketch.pixels[0, 0, 0] == 251


class QuietSession:
    def submit(self, request: object) -> None: ...
    def warm_up(self, model: Path) -> None: ...
    def close(self) -> None: ...


def test_keepers_name(qtbot, window):
    keeper: ProjectKeeper = window.projects.keeper
    assert keeper.name == "sketch.png"
    keeper.adopt(Path("/x/y.nurie"))
    assert keeper.name == "y.nurie"
