"""Work whose weights file is gone is saved all the same."""

from app.ui import project_dialogs
from engine.project.archive import read_project
from engine.project.content import ModelMark, mark_of
from tests.app.doubles import write_model
from tests.app.test_project_history import GREEN, result
from tests.app.test_projects import move_tag, saved_as


def test_work_whose_weights_are_gone_is_saved_and_said(window, make_window, qtbot, tmp_path, monkeypatch, model_path):
    result(window, qtbot, "red_hair", 2.0, GREEN)
    model_path.unlink()
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    assert not window.isWindowModified() and not window.error_bar.isVisible()
    notice = window.notice_bar.message
    assert "work.nurie is saved" in notice and "test stage-two" in notice
    assert [button.text() for button in window.notice_bar.buttons] == ["Open Model…"]
    project = read_project(path)
    assert dict(project.tags) == {"red_hair": 2.0} and len(project.history) == 2
    assert project.model == ModelMark("test stage-two", "model.safetensors", 0, "")

    # Where it is opened, other weights stand in, of whatever name, and are said to.
    write_model(model_path, resolution=256)
    again = make_window(path)
    qtbot.waitUntil(lambda: again.projects.keeper.path == path)
    missing = "“test stage-two”, the model of this project, is not on this machine"
    assert missing in again.notice_bar.message
    again.projects.recovery.look()  # as at the start, where it may end later than the project is read
    qtbot.waitUntil(lambda: again.workspace.background.is_idle)
    assert missing in again.notice_bar.message
    assert again.workspace.document.model.value.info.resolution == 256
    assert not again.isWindowModified()


def test_weights_that_are_back_are_named_again(window, qtbot, tmp_path, monkeypatch, model_path):
    content = model_path.read_bytes()
    model_path.unlink()
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    window.notice_bar.dismiss()
    model_path.write_bytes(content)
    saved_as(window, qtbot, path, monkeypatch)
    assert read_project(path).model == mark_of(model_path, "test stage-two")
    assert not window.notice_bar.isVisible()


def test_a_window_whose_weights_are_gone_can_be_saved_on_the_way_out(
    window, qtbot, tmp_path, monkeypatch, model_path, unsaved_changes
):
    move_tag(window, qtbot)
    model_path.unlink()
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: tmp_path / "work.nurie")
    unsaved_changes.append("save")
    with qtbot.waitSignal(window.projects.gone):
        window.close()
    assert read_project(tmp_path / "work.nurie").tags.keys() == {"red_hair"}


def test_a_project_that_has_a_file_is_saved_there(window, qtbot, tmp_path, monkeypatch, model_path):
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    model_path.unlink()
    move_tag(window, qtbot)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    assert not window.isWindowModified() and read_project(path).tags.keys() == {"red_hair"}
