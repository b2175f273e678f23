import gc
import weakref

import numpy as np
import pytest

from app.model import commands
from app.model.document import Document, load_model
from app.undo import UndoStack
from engine.requests import Picture
from tests.app.doubles import write_model


@pytest.fixture
def document(qapp) -> Document:
    return Document()


@pytest.fixture
def stack(qapp) -> UndoStack:
    return UndoStack()


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


def test_the_steps_of_a_gesture_are_let_go_of(document, stack):
    steps = [commands.MoveTag(document, "red_hair", value, gesture=7) for value in (0.5, 1.0, 1.5)]
    for step in steps:
        stack.push(step)
    held = [weakref.ref(step) for step in steps]
    del step, steps
    gc.collect()
    assert [each() is not None for each in held] == [True, False, False]
    stack.push(commands.ResetTag(document, "red_hair", gesture=7))
    gc.collect()
    assert held[0]() is None


def test_the_menu_says_what_the_last_step_of_a_gesture_did(document, stack, qapp):
    action = stack.createUndoAction(None)
    stack.push(commands.MoveTag(document, "red_hair", 0.5, gesture=7))
    stack.push(commands.OnlyThisColor(document, "red_hair", 2.0, ()))
    stack.push(commands.MoveTag(document, "blue_hair", 1.0, gesture=8))
    stack.push(commands.ResetTag(document, "red_hair", gesture=8))
    assert stack.count() == 3 and action.text() == f"Undo {stack.undoText()}" and "Reset" in action.text()


def test_what_was_saved_or_undone_is_no_part_of_a_gesture_any_more(document, stack):
    stack.push(commands.MoveTag(document, "red_hair", 0.5, gesture=7))
    stack.setClean()
    stack.push(commands.MoveTag(document, "red_hair", 1.0, gesture=7))
    assert stack.count() == 2 and not stack.isClean()
    stack.undo()
    stack.push(commands.MoveTag(document, "red_hair", 1.5, gesture=7))
    assert stack.count() == 2
    stack.undo()
    assert dict(document.tags.value) == {"red_hair": 0.5} and stack.isClean()


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


def test_mute_and_solo_decide_what_is_applied(document, stack, tmp_path):
    document.model.value = load_model(write_model(tmp_path / "m.safetensors"))
    stack.push(commands.MoveTag(document, "red_hair", 2.0))
    stack.push(commands.MoveTag(document, "blue_eyes", 0.0))
    stack.push(commands.MuteTag(document, "red_hair", True))
    assert document.applied_tags() == {"blue_eyes": 0.0}
    assert document.moved_tags() == {"red_hair": 2.0, "blue_eyes": 0.0}
    stack.push(commands.SoloTag(document, "red_hair"))
    assert document.applied_tags() == {"red_hair": 2.0}  # who listens to one alone wants to hear it
    stack.push(commands.SoloTag(document, None))
    stack.push(commands.MuteTag(document, "red_hair", False))
    assert document.applied_tags() == document.moved_tags()
    for _ in range(2):
        stack.undo()
    assert document.applied_tags() == {"red_hair": 2.0}


def test_a_tag_that_is_reset_is_neither_muted_nor_solo(document, stack):
    stack.push(commands.MoveTag(document, "red_hair", 2.0))
    stack.push(commands.MuteTag(document, "red_hair", True))
    stack.push(commands.SoloTag(document, "red_hair"))
    stack.push(commands.ResetTag(document, "red_hair"))
    assert document.muted.value == frozenset() and document.solo.value is None
    stack.undo()
    assert document.muted.value == {"red_hair"} and document.solo.value == "red_hair"


def test_a_whole_set_of_tags_takes_the_place_of_the_old(document, stack):
    stack.push(commands.MoveTag(document, "red_hair", 2.0))
    stack.push(commands.ApplyTags(document, "Night", {"blue_eyes": 3.0}))
    assert dict(document.tags.value) == {"blue_eyes": 3.0}
    assert "Night" in stack.undoText()
    stack.undo()
    assert dict(document.tags.value) == {"red_hair": 2.0}


def hidden(document):
    """Red hair and blue eyes moved, both muted, and the hair solo."""
    document.tags.value = {"red_hair": 2.0, "blue_eyes": 1.0}
    document.muted.value, document.solo.value = frozenset({"red_hair", "blue_eyes"}), "red_hair"


def test_a_whole_set_of_tags_is_applied_whatever_was_muted_or_solo(document, stack):
    hidden(document)
    before = document.painting()
    stack.push(commands.ApplyTags(document, "Night", {"red_hair": 3.0}))
    assert dict(document.tags.value) == {"red_hair": 3.0}
    assert document.muted.value == frozenset() and document.solo.value is None
    assert commands.ApplyTags(document, "Night", {"red_hair": 3.0}).changes_nothing
    stack.undo()
    assert document.has_painting(before)


def test_a_set_of_tags_that_is_added_leaves_the_others_muted(document, stack):
    hidden(document)
    stack.push(commands.ApplyTags(document, "Night", {"red_hair": 3.0}, add=True))
    assert dict(document.tags.value) == {"red_hair": 3.0, "blue_eyes": 1.0}
    assert document.muted.value == {"blue_eyes"} and document.solo.value is None
    assert commands.ApplyTags(document, "Night", {"red_hair": 3.0}, add=True).changes_nothing


def test_a_tag_that_is_tried_is_seen(document, stack, tmp_path):
    hidden(document)
    try_eyes = commands.TryTag(document, "blue_eyes", 2.0)
    assert try_eyes.applied() == {}  # there is no model yet
    document.model.value = load_model(write_model(tmp_path / "m.safetensors"))
    assert try_eyes.applied() == {"blue_eyes": 2.0}
    stack.push(try_eyes)
    assert document.muted.value == {"red_hair"} and document.solo.value is None
    assert document.applied_tags() == {"blue_eyes": 2.0}
    stack.push(commands.OnlyThisColor(document, "red_hair", 2.0, ("blue_hair",)))
    assert document.applied_tags() == {"blue_eyes": 2.0, "red_hair": 2.0, "blue_hair": 0.0}
    stack.push(commands.SoloTag(document, "red_hair"))
    stack.push(commands.TryTag(document, "red_hair", 3.0))
    assert document.solo.value == "red_hair"  # it is seen alone


def test_a_painting_is_restored_in_one_step(document, stack):
    stack.push(commands.SetPicture(document, "sketch", picture(1)))
    stack.push(commands.MoveTag(document, "red_hair", 2.0))
    kept = document.painting()
    stack.push(commands.SetPicture(document, "sketch", picture(2)))
    stack.push(commands.ResetTags(document))
    assert not document.has_painting(kept)
    stack.push(commands.RestorePainting(document, "Go Back", kept))
    assert document.has_painting(kept)
    stack.undo()
    assert not document.tags.value and document.sketch.value is not kept["sketch"]


def test_the_document_names_what_changed(document, stack):
    seen = []
    document.changed.connect(seen.append)
    stack.push(commands.SetPicture(document, "reference", picture(1)))
    stack.push(commands.MoveTag(document, "blue_hair", 1.0, gesture=1))
    assert seen == ["reference", "tags"]
    assert not document.is_complete
