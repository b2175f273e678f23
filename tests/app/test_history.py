"""The history as a value: what it keeps, and what falls out."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.model.document import Document
from app.model.history import History
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
