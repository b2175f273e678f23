"""Pictures on the side, asked through a bridge, beside the document's own."""

import pytest
from PySide6.QtWidgets import QApplication

from app.engine_bridge import EngineBridge, State
from app.model.document import Document, load_model
from app.preview_pacing import PREVIEW_SIZES
from app.side_jobs import MAX_FULL
from engine.requests import Failure
from tests.app.doubles import ScriptedSession, picture, write_model


@pytest.fixture
def bridge(document: Document) -> EngineBridge:
    bridge = EngineBridge(document)
    bridge.start(lambda on_answer: setattr(bridge, "session", ScriptedSession(on_answer)) or bridge.session)
    return bridge


def test_a_preview_on_the_side_is_delivered_and_leaves_the_result_alone(bridge, qtbot):
    got = []
    bridge.side.ask({"red_hair": 2.0}, got.append)
    (request,) = bridge.session.idle
    assert dict(request.tags) == {"red_hair": 2.0}
    assert request.output_size == PREVIEW_SIZES[0]
    bridge.session.answer_idle()
    qtbot.waitUntil(lambda: len(got) == 1)
    assert got[0].preview and got[0].nominal.toTuple() == (400, 600)
    assert bridge.shown is None and bridge.state is State.EMPTY


def test_a_full_one_is_as_large_as_the_sketch_up_to_a_limit(bridge):
    bridge.side.ask({}, print, full=True)
    assert bridge.session.idle[0].output_size == 600
    bridge._document.sketch.value = picture(255, 30, 3000)
    bridge.side.ask({}, print, full=True)
    assert bridge.session.idle[1].output_size == MAX_FULL


def test_the_urgent_goes_first_and_the_cancelled_never_comes(bridge, qtbot):
    got = []
    numbers = [bridge.side.ask({}, lambda _shown, name=name: got.append(name)) for name in "ab"]
    bridge.side.ask({}, lambda _shown: got.append("urgent"), first=True)
    bridge.side.cancel([numbers[0]])
    assert len(bridge.session.idle) == 2
    while bridge.session.idle:
        bridge.session.answer_idle()
    qtbot.waitUntil(lambda: got == ["urgent", "b"])


def test_an_answer_in_work_when_it_was_cancelled_is_dropped(bridge, qtbot):
    number = bridge.side.ask({}, lambda _shown: pytest.fail("it was cancelled"))
    bridge.side.cancel([number])
    bridge.session.on_answer(Failure(number, "too late"))
    QApplication.processEvents()


def test_failures_and_another_model_give_none(bridge, qtbot, tmp_path):
    got = []
    number = bridge.side.ask({}, got.append)
    bridge.session.on_answer(Failure(number, "no memory"))
    qtbot.waitUntil(lambda: got == [None])
    bridge.session.idle.clear()
    bridge.side.ask({}, got.append)
    bridge._document.model.value = load_model(write_model(tmp_path / "other.safetensors"))
    assert got == [None, None]
    assert bridge.session.idle == []


def test_nobody_is_asked_before_the_session_is_open(qapp):
    bridge = EngineBridge(Document())
    assert bridge.side.ask({}, print) is None
