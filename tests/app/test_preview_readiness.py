"""Before a hand moves, the engine has looked at the drawing at the size of its previews."""

from dataclasses import replace

import numpy as np
import pytest

from app.engine_bridge import EngineBridge, State
from app.model.document import Document, load_model
from app.preview_pacing import PREVIEW_SIZES
from app.preview_readiness import PreviewReadiness
from app.workspace import Workspace
from engine.requests import ColorizeResult, Failure, LineSettings
from tests.app.doubles import PROBABILITIES, ScriptedSession, picture, write_model


@pytest.fixture
def bridge(document: Document, qtbot) -> EngineBridge:
    """Its session is `bridge.session`."""
    bridge = EngineBridge(document)
    PreviewReadiness(document, bridge, bridge)
    bridge.start(lambda on_answer: setattr(bridge, "session", ScriptedSession(on_answer)) or bridge.session)
    return bridge


def full(bridge: EngineBridge, qtbot, **milliseconds: float) -> None:
    """The newest picture in full is asked for and there, from networks that took so long."""
    before = len(bridge.session.requests)
    bridge.retry()
    qtbot.waitUntil(lambda: len(bridge.session.requests) > before and bridge._pending is None)
    request, pixels = bridge.session.requests[-1], np.zeros((6, 4, 3), np.uint8)
    assert request.output_size is None
    bridge.session.on_answer(
        ColorizeResult(request.number, pixels, PROBABILITIES, {"total": 9.0, **milliseconds}, "cpu", "fp32", (170, 256))
    )
    qtbot.waitUntil(lambda: bridge.state is State.READY)


def test_a_drawing_is_made_ready_once_and_another_or_other_lines_again(bridge, document, qtbot):
    document.tags.value = {"red_hair": 1.0}
    full(bridge, qtbot)
    (request,) = bridge.session.idle
    assert (request.size, request.output_size, dict(request.tags)) == (
        PREVIEW_SIZES[0],
        PREVIEW_SIZES[0],
        {"red_hair": 1.0},
    )
    bridge.session.answer_idle()
    document.reference.value = picture(20)
    full(bridge, qtbot)
    assert not bridge.session.idle
    document.sketch.value = picture(254)
    full(bridge, qtbot)
    assert bridge.session.answer_idle().sketch is document.sketch.value
    document.line_settings.value = replace(LineSettings(), threshold=0.4)
    full(bridge, qtbot)
    assert bridge.session.answer_idle().line_settings.threshold == 0.4


def test_previews_grow_when_the_drawing_is_ready_and_a_second_picture_was_in_time(bridge, document, qtbot):
    for _ in range(3):
        full(bridge, qtbot, decode=100.0)
    smallest = bridge.pacing.size(512)
    assert smallest == PREVIEW_SIZES[-1] == bridge.session.answer_idle().size
    qtbot.waitUntil(lambda: bridge.side.is_idle)
    for _ in range(2):
        full(bridge, qtbot, decode=10.0)
    assert bridge.pacing.size(512) == smallest
    for left in (1, 0):
        (request,) = bridge.session.idle
        assert request.size == request.output_size == PREVIEW_SIZES[0]
        bridge.session.answer_idle()
        qtbot.waitUntil(lambda left=left: len(bridge.session.idle) == left)
    qtbot.waitUntil(lambda: bridge.pacing.size(512) == PREVIEW_SIZES[0])


def test_where_drafts_are_painted_one_makes_ready_for_the_others(bridge, document, qtbot):
    for _ in range(3):
        full(bridge, qtbot, decode=100.0)
    request, pixels = bridge.session.idle.pop(), np.zeros((256, 171, 3), np.uint8)
    assert request.draft and not bridge.session.idle
    times = {"draft": 9.0, "total": 12.0}
    bridge.session.on_answer(ColorizeResult(request.number, pixels, PROBABILITIES, times, "cpu", "fp32", (171, 256)))
    qtbot.waitUntil(lambda: bridge.side.is_idle)
    assert not bridge.session.idle and bridge.pacing.size(512) == PREVIEW_SIZES[-1]


def test_a_drawing_that_is_gone_is_not_asked_for_once_more(bridge, document, qtbot):
    for decode in (100.0, 100.0, 100.0, 10.0, 10.0):
        full(bridge, qtbot, decode=decode)
    document.sketch.value = None
    while bridge.session.idle:
        bridge.session.answer_idle()
    qtbot.waitUntil(lambda: bridge.side.is_idle)
    assert not bridge.session.idle and bridge.state is State.EMPTY


def test_what_failed_is_tried_again_and_small_drawings_need_nothing(bridge, document, qtbot, tmp_path):
    full(bridge, qtbot)
    request = bridge.session.idle.pop()
    bridge.session.on_answer(Failure(request.number, "no"))
    qtbot.waitUntil(lambda: bridge.side.is_idle)
    document.reference.value = picture(30)
    full(bridge, qtbot)
    assert len(bridge.session.idle) == 1
    bridge.session.answer_idle()
    document.model.value = load_model(write_model(tmp_path / "small.safetensors", resolution=128))
    document.sketch.value = picture(255, 100, 100)
    full(bridge, qtbot)
    assert not bridge.session.idle


def test_a_window_makes_its_drawings_ready(document, qtbot):
    workspace = Workspace()
    bridge = workspace.bridge
    bridge.start(lambda on_answer: setattr(bridge, "session", ScriptedSession(on_answer)) or bridge.session)
    for name in ("model", "sketch", "reference"):
        getattr(workspace.document, name).value = getattr(document, name).value
    full(bridge, qtbot)
    assert [request.size for request in bridge.session.idle] == [PREVIEW_SIZES[0]]
    workspace.close()
    workspace.wait()
