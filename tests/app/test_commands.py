import numpy as np
import pytest
from PySide6.QtGui import QUndoStack

from app.model import commands
from app.model.document import Document
from engine.requests import Picture


@pytest.fixture
def document(qapp) -> Document:
    return Document()


@pytest.fixture
def stack(qapp) -> QUndoStack:
    return QUndoStack()


def picture(value: int) -> Picture:
    return Picture(np.full((2, 2, 3), value, np.uint8))


def test_opening_and_swapping_are_undone_one_by_one(document, stack):
    sketch, reference = picture(1), picture(2)
    stack.push(commands.SetPicture(document, "sketch", sketch))
    stack.push(commands.SetPicture(document, "reference", reference))
    stack.push(commands.SwapPictures(document))
    assert (document.sketch.value, document.reference.value) == (reference, sketch)
    stack.undo()
    assert (document.sketch.value, document.reference.value) == (sketch, reference)
    stack.undo()
    assert document.reference.value is None
    stack.redo()
    assert document.reference.value is reference


def test_one_gesture_is_one_step(document, stack):
    for value in (0.5, 1.0, 1.5):
        stack.push(commands.MoveTag(document, "red_hair", value, gesture=7))
    stack.push(commands.MoveTag(document, "red_hair", 2.0, gesture=8))
    assert stack.count() == 2
    stack.undo()
    assert dict(document.tags.value) == {"red_hair": 1.5}
    stack.undo()
    assert dict(document.tags.value) == {}
    stack.redo()
    assert dict(document.tags.value) == {"red_hair": 1.5}


def test_a_gesture_that_ends_where_it_began_leaves_no_step(document, stack):
    stack.push(commands.MoveTag(document, "red_hair", 1.0, gesture=1))
    stack.push(commands.ResetTag(document, "red_hair", gesture=1))
    assert stack.count() == 0
    assert not document.tags.value


def test_only_this_color_is_one_step(document, stack):
    stack.push(commands.MoveTag(document, "blue_hair", 1.0, gesture=1))
    stack.push(commands.OnlyThisColor(document, "red_hair", 2.0, ("blue_hair", "brown_hair")))
    assert dict(document.tags.value) == {"red_hair": 2.0, "blue_hair": 0.0, "brown_hair": 0.0}
    stack.undo()
    assert dict(document.tags.value) == {"blue_hair": 1.0}


def test_reset_of_some_tags_keeps_the_others(document, stack):
    stack.push(commands.MoveTag(document, "blue_hair", 1.0, gesture=1))
    stack.push(commands.MoveTag(document, "red_eyes", 1.0, gesture=2))
    stack.push(commands.ResetTags(document, frozenset({"blue_hair"})))
    assert dict(document.tags.value) == {"red_eyes": 1.0}
    stack.push(commands.ResetTags(document))
    assert not document.tags.value


def test_the_document_names_what_changed(document, stack):
    seen = []
    document.changed.connect(seen.append)
    stack.push(commands.SetPicture(document, "reference", picture(1)))
    stack.push(commands.MoveTag(document, "blue_hair", 1.0, gesture=1))
    assert seen == ["reference", "tags"]
    assert not document.is_complete
