"""What a project keeps of the past: results with their settings, and the layer of a sketch."""

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from app.model import history
from app.model.document import Document
from app.model.history import History
from app.project.journal import JOURNAL, journal_root
from app.project.journal_file import JournalFile, read_journal
from app.project.journalled import Work
from engine.painting_settings import file_hash
from engine.project.archive import read_project, write_project
from engine.project.content import PastResult, Project
from engine.requests import Picture
from tests.app.test_history import picture
from tests.app.test_main_window import drop, files
from tests.app.test_projects import saved_as

GREEN, BLUE = (30, 200, 30), (20, 40, 220)


def result(window, qtbot, name: str, value: float, color: tuple[int, int, int]) -> None:
    """Moves a tag and answers what is then asked for."""
    before = len(window.workspace.history.moments.value)
    window.workspace.move_tag(name, value, 1)
    session = window.session
    qtbot.waitUntil(lambda: session.requests[-1].output_size is None and session.requests[-1].tags.get(name) == value)
    session.answer(color=color)
    qtbot.waitUntil(lambda: len(window.workspace.history.moments.value) == before + 1)


def middle(image: QImage) -> tuple[int, int, int]:
    color = image.pixelColor(image.width() // 2, image.height() // 3)
    return color.red(), color.green(), color.blue()


def test_results_with_stars_and_settings_come_back_with_the_project(window, make_window, qtbot, tmp_path, monkeypatch):
    result(window, qtbot, "red_hair", 2.0, GREEN)
    result(window, qtbot, "blue_eyes", 3.0, BLUE)
    known = window.workspace.history.moments.value
    window.history.star_asked.emit(known[1].number, True)
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    again = make_window(path)
    qtbot.waitUntil(lambda: again.projects.keeper.path == path)
    moments = again.workspace.history.moments.value
    assert [moment.starred for moment in moments] == [False, True, False]
    assert [middle(moment.image) for moment in moments[1:]] == [GREEN, BLUE]
    assert [dict(moment.painting["tags"]) for moment in moments] == [dict(m.painting["tags"]) for m in known]
    assert len(again.history.list.keys) == 3
    # The result of now is one of them, and not kept a second time.
    qtbot.waitUntil(lambda: bool(again.session.requests))
    again.session.answer()
    qtbot.waitUntil(lambda: again.status.state.text() == "ready")
    assert again.workspace.history.of(again.workspace.document) is moments[2]
    assert len(again.workspace.history.moments.value) == 3
    # Each restores all its settings.
    again.history.chosen.emit(moments[1].number)
    assert dict(again.workspace.document.tags.value) == {"red_hair": 2.0}
    again.actions_.undo.trigger()
    assert dict(again.workspace.document.tags.value) == {"red_hair": 2.0, "blue_eyes": 3.0}


def test_a_star_is_a_change_of_a_project_that_has_a_file(window, qtbot, tmp_path, monkeypatch):
    result(window, qtbot, "red_hair", 2.0, GREEN)
    window.actions_.undo.trigger()
    number = window.workspace.history.moments.value[0].number
    window.history.star_asked.emit(number, True)
    assert not window.isWindowModified()  # nothing holds it, so nothing can be missing there
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    window.history.star_asked.emit(number, False)
    assert window.isWindowModified()
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    assert not window.isWindowModified()
    assert [result.starred for result in read_project(path).history] == [False, False]
    window.history.removed.emit(number)
    assert window.isWindowModified()
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.projects.keeper.is_saving)
    assert len(read_project(path).history) == 1


def test_another_project_brings_its_own_past(window, qtbot, tmp_path):
    past = Project(picture(1), picture(2), {"red_hair": 1.0})
    write_project(tmp_path / "a.nurie", Project(picture(3), picture(4), history=(past_result(past),)))
    write_project(tmp_path / "b.nurie", Project(picture(5), picture(6)))
    for name, count in (("a", 1), ("b", 0)):
        window.projects.open(tmp_path / f"{name}.nurie")
        qtbot.waitUntil(lambda name=name: window.projects.keeper.path == tmp_path / f"{name}.nurie")
        assert len(window.workspace.history.moments.value) == count
        for moment in window.workspace.history.moments.value:
            assert moment.painting["model"] is window.workspace.document.model.value


def past_result(work: Project) -> PastResult:
    return PastResult(work, np.full((30, 20, 3), 90, np.uint8))


def left_by_a_crash(name: str, values: Iterable[float] = (1.0, 2.0)) -> None:
    sketch, reference = picture(3), picture(4)
    works = [Project(sketch, reference, {"red_hair": value}) for value in values]
    folder = journal_root() / name
    folder.mkdir(parents=True)
    past = tuple(past_result(work) for work in works)
    JournalFile(folder / JOURNAL).write(Work(replace(works[-1], history=past), name="work.nurie"))


def test_recovered_work_keeps_its_past(make_window, qtbot):
    left_by_a_crash("crashed")
    window = make_window()
    qtbot.waitUntil(window.notice_bar.isVisible)
    window.notice_bar.buttons[0].click()
    qtbot.waitUntil(lambda: len(window.workspace.history.moments.value) == 2)
    assert window.workspace.history.of(window.workspace.document) is not None  # equal pictures are one
    model = window.workspace.document.model.value
    assert all(moment.painting["model"] is model for moment in window.workspace.history.moments.value)


def test_every_result_and_star_is_in_the_journal(window, make_window, qtbot):
    result(window, qtbot, "red_hair", 2.0, GREEN)
    result(window, qtbot, "blue_eyes", 3.0, BLUE)
    window.history.star_asked.emit(window.workspace.history.moments.value[-1].number, True)
    journal = window.projects.journal
    journal.record_now()
    assert journal.flush()
    past = read_journal(journal.folder / JOURNAL).project.history
    assert [past_result.work.tags.get("blue_eyes") for past_result in past] == [None, None, 3.0]
    assert [past_result.starred for past_result in past] == [False, False, True]
    assert tuple(past[-1].image[past[-1].image.shape[0] // 3, past[-1].image.shape[1] // 2]) == BLUE
    mark = past[-1].work.model
    assert mark is not None and mark.digest == file_hash(window.workspace.document.model.value.path)


def test_what_is_saved_is_bounded(qapp, monkeypatch):
    monkeypatch.setattr(history, "SAVED_MOMENTS", 2)
    document, kept = Document(), History()
    document.sketch.value, document.reference.value = picture(1), picture(2)
    for value in range(5):
        document.tags.value = {"red_hair": float(value)}
        kept.record(document, QImage(8, 8, QImage.Format.Format_RGB32))
    kept.star(1, True)
    assert [moment.number for moment in kept.saved(document)] == [1, 4, 5]
    assert len(kept.moments.value) == 5


def write_layers(path: Path) -> Path:
    Image.new("RGB", (40, 30), "white").save(path.with_name("m.png"))
    Image.new("RGBA", (40, 30), (0, 0, 0, 255)).save(path.with_name("l.png"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_name("m.png"), "mergedimage.png")
        archive.write(path.with_name("l.png"), "data/l.png")
        archive.writestr("stack.xml", '<image><stack><layer name="Ink" src="data/l.png"/></stack></image>')
    return path


@pytest.mark.parametrize("beside", [True, False])
def test_the_layer_of_a_sketch_comes_back_and_another_can_be_chosen(
    window, make_window, qtbot, tmp_path, monkeypatch, beside
):
    drop(window.sketch, files(write_layers(tmp_path / "figure.ora")))
    document = window.workspace.document
    qtbot.waitUntil(lambda: document.sketch.value.layers == ("Ink",))
    window.workspace.choose_layer("Ink")
    qtbot.waitUntil(lambda: document.sketch.value.layer == "Ink")
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    if not beside:
        (tmp_path / "figure.ora").unlink()
    again = make_window(path)
    qtbot.waitUntil(lambda: again.projects.keeper.path == path)
    sketch: Picture = again.workspace.document.sketch.value
    assert (sketch.layers, sketch.layer) == (("Ink",), "Ink")
    merged, ink = again.line_menu.layers.actions()
    assert ink.isChecked() and ink.isEnabled() and merged.isEnabled() == beside
    if beside:
        merged.trigger()
        qtbot.waitUntil(lambda: again.workspace.document.sketch.value.layer == "")
        assert (again.workspace.document.sketch.value.pixels == 255).all()
