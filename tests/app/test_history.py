"""The history as a value: what it keeps, and what falls out."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.model.document import Document
from app.model.history import History
from engine.project.archive import write_project
from engine.project.content import Project
from engine.requests import Picture

IMAGE = QImage(8, 8, QImage.Format.Format_RGB32)


def picture(value: int, side: int = 4, source: str = "") -> Picture:
    return Picture(np.full((side, side, 3), value, np.uint8), None, source)


@pytest.fixture
def document(qapp) -> Document:
    document = Document()
    document.sketch.value, document.reference.value = picture(1, source="/a/girl.png"), picture(2, source="/b/sea.jpg")
    return document


def test_each_state_is_kept_once_and_found_again(document):
    history = History()
    history.record(document, IMAGE)
    history.record(document, IMAGE)
    document.tags.value = {"red_hair": 2.0, "blue_eyes": 3.0}
    history.record(document, IMAGE)
    assert [moment.number for moment in history.moments.value] == [1, 2]
    assert history.of(document).number == 2
    document.tags.value = {}
    assert history.of(document).number == 1
    document.reference.value = picture(2)  # equal pixels, but another picture
    assert history.of(document) is None


def test_words_tell_the_strongest_move_and_everything_that_may_be_looked_for(document):
    history = History()
    document.tags.value = {"red_hair": 2.0, "blue_eyes": 3.0}
    history.record(document, IMAGE)
    (moment,) = history.moments.value
    assert moment.title == "blue eyes 3.0 +1"
    for words in ("red hair 2.00", "girl.png", "sea.jpg"):
        assert words in moment.details


def test_words_tell_what_applies_alone(document):
    history = History()
    document.tags.value = {"light_purple_hair": 2.5, "red_hair": 2.0}
    history.record(document, IMAGE)
    document.muted.value = frozenset({"light_purple_hair"})
    history.record(document, IMAGE)
    document.solo.value = "light_purple_hair"
    history.record(document, IMAGE)
    document.solo.value, document.muted.value = None, frozenset(document.tags.value)
    history.record(document, IMAGE)
    titles = [moment.title for moment in history.moments.value]
    assert titles == ["light purple hair 2.5 +1", "red hair 2.0", "light purple hair 2.5", ""]
    assert "purple" not in history.moments.value[1].details


def test_the_oldest_fall_out_and_the_starred_stay(document):
    history = History(max_moments=3)
    for value in range(5):
        document.tags.value = {"red_hair": float(value)}
        history.record(document, IMAGE)
        if value == 0:
            history.star(1, True)
    assert [moment.number for moment in history.moments.value] == [1, 3, 4, 5]
    history.remove(4)
    history.clear()
    assert [moment.number for moment in history.moments.value] == [1]


def test_large_pictures_of_the_past_are_bounded_in_bytes(document):
    history = History(max_bytes=3 * 100 * 100 * 3)
    for value in range(6):
        document.reference.value = picture(value, 100)
        history.record(document, IMAGE)
    assert [moment.number for moment in history.moments.value] == [3, 4, 5, 6]  # the newest is the document's own
    document.reference.value = picture(9, 1000)
    history.record(document, IMAGE)
    assert history.moments.value[-1].number == 7


def test_what_was_forgotten_comes_back_in_its_order(document):
    history, edited = History(), []
    history.edited.connect(lambda: edited.append(True))
    for value in range(4):
        document.tags.value = {"red_hair": float(value)}
        history.record(document, IMAGE)
    history.star(2, True)
    before = history.moments.value
    bring_back = history.remove(2)
    assert [moment.number for moment in history.moments.value] == [1, 3, 4]
    bring_back()
    assert history.moments.value == before
    edited.clear()
    bring_back = history.clear()
    document.tags.value = {"blue_eyes": 1.0}
    history.record(document, IMAGE)
    bring_back()
    assert history.moments.value[:-1] == before and history.moments.value[-1].number == 5
    assert len(edited) == 2


def forget(strip, number: int, entry: str) -> None:
    next(action for action in strip.make_menu(number).actions() if action.text() == entry).trigger()


@pytest.mark.parametrize("entry", ["Forget", "Forget All but the Starred"])
def test_the_window_offers_to_bring_it_back(window, qtbot, tmp_path, entry):
    strip, moments = window.history, window.history_binding.history.moments
    qtbot.waitUntil(lambda: len(moments.value) == 1)
    before = moments.value
    forget(strip, before[0].number, entry)
    assert moments.value == () and window.passing_bar.isVisible()
    (undo,) = window.passing_bar.buttons
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert moments.value == before and strip.list.keys == [before[0].number]
    forget(strip, before[0].number, entry)
    write_project(tmp_path / "other.nurie", Project())
    window.projects.open(tmp_path / "other.nurie")
    qtbot.waitUntil(lambda: window.projects.keeper.path is not None)
    assert not window.passing_bar.isVisible()  # of other work


def test_a_project_keeps_all_that_is_starred(document, monkeypatch):
    monkeypatch.setattr("app.model.history.SAVED_PICTURE_BYTES", 2 * 100 * 100 * 3)
    monkeypatch.setattr("app.model.history.SAVED_MOMENTS", 3)
    history = History()
    for value in range(9):
        document.reference.value = picture(value, 100)
        history.record(document, IMAGE)
    for number in (1, 2, 3, 4):
        history.star(number, True)
    # Of the others the newest is the document's own, and two more have room.
    assert [moment.number for moment in history.saved(document)] == [1, 2, 3, 4, 7, 8, 9]
    document.reference.value = picture(9, 100)
    assert [moment.number for moment in history.saved(document)] == [1, 2, 3, 4, 8, 9]
