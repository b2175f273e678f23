"""Pacing and the dropping of what came too late, on a document without any window."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.engine_bridge import EngineBridge, State
from app.model.document import Document, load_model
from app.preview_pacing import PREVIEW_SIZES
from engine.requests import ColorizeResult, Failure
from engine.session import WARM_UP_NUMBER
from tests.app.doubles import ScriptedSession, picture, write_model


@pytest.fixture
def bridge(document: Document, qtbot) -> EngineBridge:
    """A bridge whose first colouring is done; its session is `bridge.session`."""
    bridge = EngineBridge(document)
    bridge.start(lambda on_answer: setattr(bridge, "session", ScriptedSession(on_answer)) or bridge.session)
    bridge.retry()
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 1)
    bridge.session.answer()
    qtbot.waitUntil(lambda: bridge.state is State.READY)
    return bridge


def test_what_rests_is_asked_at_the_models_resolution_and_answered_at_the_sketchs_size(bridge):
    request = bridge.session.requests[0]
    assert (request.size, request.output_size) == (512, None)
    assert bridge.shown.pyramid.size.toTuple() == (400, 600)
    assert not bridge.shown.preview


def test_a_moving_tag_gives_previews_and_the_full_picture_when_it_rests(bridge, document, qtbot):
    for value in (1.0, 2.0, 3.0):
        document.tags.value = {"red_hair": value}
        qtbot.wait(20)
    previews = bridge.session.requests[1:]
    assert [request.output_size for request in previews] == [PREVIEW_SIZES[0]] * 3
    assert [dict(request.tags) for request in previews] == [{"red_hair": v} for v in (1.0, 2.0, 3.0)]
    bridge.session.answer()
    qtbot.waitUntil(lambda: bridge.shown.preview)
    assert bridge.state is State.COLORING
    assert bridge.shown.nominal.toTuple() == (400, 600)  # it stands in the full picture's place
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 5)
    assert bridge.session.requests[-1].output_size is None
    bridge.session.answer()
    qtbot.waitUntil(lambda: bridge.state is State.READY)


def test_several_changes_of_one_moment_are_one_request(bridge, document, qtbot):
    document.sketch.value, document.reference.value = document.reference.value, document.sketch.value
    qtbot.wait(50)
    assert len(bridge.session.requests) == 2
    assert bridge.session.requests[-1].sketch is document.sketch.value


def test_older_answers_are_dropped(bridge, document, qtbot):
    document.tags.value = {"red_hair": 1.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    document.tags.value = {"red_hair": 2.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 3)
    bridge.session.answer(2, (0, 0, 99))
    qtbot.waitUntil(lambda: bridge.shown.result.number == bridge.session.requests[2].number)
    bridge.session.answer(1, (77, 0, 0))
    QApplication.processEvents()
    assert bridge.shown.result.number == bridge.session.requests[2].number


def test_an_answer_for_another_sketch_is_dropped(bridge, document, qtbot):
    first = bridge.shown
    document.tags.value = {"red_hair": 1.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    document.sketch.value = picture(250)
    bridge.session.answer(1)
    QApplication.processEvents()
    assert bridge.shown is first
    assert bridge.state is State.COLORING


def test_nothing_is_shown_once_a_picture_is_gone(bridge, document, qtbot):
    document.tags.value = {"red_hair": 1.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    document.reference.value = None
    assert bridge.state is State.EMPTY
    assert bridge.shown is None
    bridge.session.answer(1)
    qtbot.wait(200)
    assert bridge.shown is None
    assert len(bridge.session.requests) == 2


def test_a_failure_leaves_the_old_picture_stale(bridge, document, qtbot):
    first = bridge.shown
    document.reference.value = picture(20)
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    with qtbot.waitSignal(bridge.failed) as failed:
        bridge.session.fail("The colours came out flat; try another reference.")
    assert failed.args == ["The colours came out flat; try another reference."]
    assert bridge.state is State.STALE
    assert bridge.shown is first
    document.reference.value = picture(30)
    assert bridge.state is State.COLORING


def test_an_old_failure_says_nothing(bridge, document, qtbot):
    document.reference.value = picture(20)
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    document.reference.value = picture(30)
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 3)
    with qtbot.assertNotEmitted(bridge.failed, wait=50):
        bridge.session.fail("old", 1)
    assert bridge.state is State.COLORING


def test_who_waits_gets_the_full_picture_of_the_newest_document(bridge, document, qtbot):
    got = []
    document.tags.value = {"red_hair": 1.0}
    bridge.when_ready(got.append)
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    bridge.session.answer()
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 3)
    assert got == []  # a preview is not what is saved
    bridge.session.answer()
    qtbot.waitUntil(lambda: bool(got))
    assert not got[0].preview
    bridge.when_ready(got.append)
    assert got[1] is got[0]


def test_who_waits_is_told_when_there_is_nothing(document, qtbot):
    bridge = EngineBridge(document)
    with qtbot.waitSignal(bridge.failed):
        bridge.when_ready(lambda shown: pytest.fail("there is nothing to give"))


def test_only_tags_that_the_model_knows_are_asked(bridge, document, qtbot):
    document.tags.value = {"red_hair": 1.0, "unknown_tag": 2.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    assert dict(bridge.session.requests[1].tags) == {"red_hair": 1.0}


def test_a_model_of_stage_one_moves_no_tags(bridge, document, qtbot, tmp_path):
    document.tags.value = {"red_hair": 1.0}
    document.model.value = load_model(write_model(tmp_path / "one.safetensors", "stage-one"))
    qtbot.waitUntil(lambda: bool(bridge.session.requests[1:]))
    assert dict(bridge.session.requests[-1].tags) == {}


def test_slow_previews_become_smaller(bridge, document, qtbot):
    document.tags.value = {"red_hair": 1.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    request = bridge.session.requests[1]
    pixels = np.zeros((8, 8, 3), np.uint8)
    bridge.session.on_answer(
        ColorizeResult(request.number, pixels, {}, {"decode": 40.8, "total": 50.0}, "cpu", "fp32", (256, 171))
    )
    qtbot.waitUntil(lambda: bridge.shown.preview)
    document.tags.value = {"red_hair": 2.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 3)
    assert bridge.session.requests[2].output_size == 192


def test_a_small_sketch_at_a_small_model_needs_no_preview(bridge, document, qtbot, tmp_path):
    document.model.value = load_model(write_model(tmp_path / "small.safetensors", resolution=128))
    document.sketch.value = picture(255, 100, 100)
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    document.tags.value = {"red_hair": 1.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 3)
    assert bridge.session.requests[2].output_size is None


def test_the_engine_warms_up_while_pictures_are_missing(document, qtbot):
    document.sketch.value = None
    bridge = EngineBridge(document)
    session = []
    bridge.start(lambda on_answer: session.append(ScriptedSession(on_answer)) or session[0])
    assert session[0].warmed == [document.model.value.path]
    with qtbot.waitSignal(bridge.failed) as failed:
        session[0].on_answer(Failure(WARM_UP_NUMBER, "The weights are damaged."))
    assert failed.args == ["The weights are damaged."]
    assert bridge.state is State.EMPTY


def test_closing_drops_what_is_on_its_way(bridge, document, qtbot):
    document.tags.value = {"red_hair": 1.0}
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    bridge.close()
    bridge.wait()
    with qtbot.assertNotEmitted(bridge.shown_changed, wait=200):
        bridge.session.answer()
    assert bridge.session.closed
    assert len(bridge.session.requests) == 2


def test_a_preview_of_the_newest_values_is_up_to_date_and_one_of_older_values_is_not(bridge, document, qtbot):
    assert bridge.is_up_to_date
    document.tags.value = {"red_hair": 1.0}
    assert not bridge.is_up_to_date
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    bridge.session.answer()
    qtbot.waitUntil(lambda: bridge.shown.preview)
    assert bridge.is_up_to_date
    document.reference.value = picture(77)
    assert not bridge.is_up_to_date


def test_a_device_that_is_chosen_while_the_first_picture_is_on_its_way_makes_it(document, qtbot):
    bridge = EngineBridge(document)
    bridge.choose_placement("auto", "fp32")  # as the window does before the engine is there
    bridge.start(lambda on_answer: setattr(bridge, "session", ScriptedSession(on_answer)) or bridge.session)
    bridge.retry()
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 1)
    bridge.choose_placement("cpu", "fp32")
    bridge.session.answer()
    qtbot.waitUntil(lambda: len(bridge.session.requests) == 2)
    assert (bridge.session.requests[-1].device, bridge.session.requests[-1].precision) == ("cpu", "fp32")
    assert bridge.state is State.COLORING
