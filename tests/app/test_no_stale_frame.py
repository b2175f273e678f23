"""Ten thousand random edits through the true session: no frame is shown that belongs to something older."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

import engine.session as session_module
from app import engine_bridge
from app.engine_bridge import EngineBridge, State
from app.model.document import Document, load_model
from app.shown import Shown
from engine.progress import go_on
from engine.requests import ColorizeRequest, ColorizeResult, Picture
from engine.session import Session
from tests.app.doubles import write_model

EDITS = 10_000
REST_EVERY = 50
TAG = "red_hair"
VALUES = 200


def blank(value: int) -> Picture:
    return Picture(np.full((12, 8, 3), value, np.uint8))


def color_of(request: ColorizeRequest) -> tuple[int, int, int]:
    """What a request is about, as a colour."""
    value = round(request.tags.get(TAG, 0.0) * VALUES / 5)
    return int(request.sketch.pixels[0, 0, 0]), int(request.reference.pixels[0, 0, 0]), value


class FlatPainter:
    """The session's worker, with a painter that takes no time: one colour that tells what was asked for."""

    def answer(self, task) -> ColorizeResult | None:
        if not isinstance(task, ColorizeRequest):
            return None
        go_on()
        height, width = task.sketch.height, task.sketch.width
        pixels = np.full((height, width, 3), color_of(task), np.uint8)
        return ColorizeResult(task.number, pixels, {}, {"total": 1.0}, "cpu", "fp32", (width, height))


@pytest.fixture
def document(qapp: QApplication, tmp_path: Path) -> Document:
    document = Document()
    document.model.value = load_model(write_model(tmp_path / "m.safetensors"))
    document.sketch.value, document.reference.value = blank(0), blank(1)
    return document


def test_no_stale_frame(document: Document, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "_Worker", FlatPainter)
    monkeypatch.setattr(engine_bridge, "REST_MS", 1)
    bridge = EngineBridge(document)
    asked: list[tuple[int, int, int]] = []  # what the document was, after each edit
    last, frames, stale = -1, 0, 0

    def wanted() -> tuple[int, int, int]:
        sketch, reference = document.sketch.value, document.reference.value
        assert sketch is not None and reference is not None
        value = round(document.applied_tags().get(TAG, 0.0) * VALUES / 5)
        return int(sketch.pixels[0, 0, 0]), int(reference.pixels[0, 0, 0]), value

    def look(shown: Shown | None) -> None:
        nonlocal last, frames, stale
        assert shown is not None
        red, green, blue = (int(part) for part in shown.result.pixels[0, 0])
        frames += 1
        # Of the pictures on the desk, whatever the tags; and no older than the frame before.
        stale += (red, green) != wanted()[:2] or shown.result.number <= last
        last = shown.result.number
        color = shown.pyramid.levels[0].pixelColor(0, 0)
        assert (color.red(), color.green(), color.blue()) == (red, green, blue)
        assert (red, green, blue) in asked

    bridge.shown_changed.connect(look)
    asked.append(wanted())
    bridge.start(Session)
    random = np.random.default_rng(0)
    try:
        for number in range(EDITS):
            kind = random.random()
            if kind < 0.7:
                document.tags.value = {TAG: float(random.integers(VALUES + 1)) * 5 / VALUES}
            elif kind < 0.8:
                document.tags.value = {}
            elif kind < 0.9:
                document.sketch.value = blank(int(random.integers(256)))
            else:
                document.reference.value = blank(int(random.integers(256)))
            asked.append(wanted())
            if random.random() < 0.5:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            if number % REST_EVERY == 0:  # the hand rests, however busy the machine is
                before = frames
                qtbot.waitUntil(lambda before=before: frames > before or bridge.state is State.READY)
        qtbot.waitUntil(lambda: bridge.state is State.READY, timeout=30_000)
        assert stale == 0
        assert frames > EDITS / REST_EVERY / 2, "hardly a frame was shown"
        assert bridge.shown is not None
        assert tuple(int(part) for part in bridge.shown.result.pixels[0, 0]) == wanted()
    finally:
        bridge.close()
        bridge.wait()
