"""The window on the real engine, with a tiny model of random weights."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import app.application as application
from app.engine_bridge import State
from tests.engine.tiny_models import colors, drawing, tiny_model, write_model


@pytest.fixture
def window(qtbot, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    model = write_model(tmp_path / "tiny.safetensors", tiny_model())
    monkeypatch.setattr(application, "find_model", lambda: model)
    Image.fromarray(drawing(150, 100).pixels).save(tmp_path / "sketch.png")
    Image.fromarray(colors(80, 90).pixels).save(tmp_path / "reference.png")
    window = application.make_window([str(tmp_path / "sketch.png"), str(tmp_path / "reference.png")], settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.workspace.bridge.state is State.READY, timeout=180_000)
    yield window
    window.close()


def test_a_drawing_is_coloured_changed_and_saved(window, qtbot, tmp_path: Path):
    bridge = window.workspace.bridge
    first = bridge.shown.result
    assert first.pixels.shape == (100, 150, 3)
    row = window.tags.row("red_hair")
    assert row.controls.number.value() == pytest.approx(first.probabilities["red_hair"], abs=0.006)

    row.controls.number.setValue(4.0)
    qtbot.waitUntil(lambda: bridge.state is State.READY and bridge.shown.result.number > first.number, timeout=180_000)
    assert not np.array_equal(bridge.shown.result.pixels, first.pixels)

    window.actions_.undo.trigger()
    number = bridge.shown.result.number
    qtbot.waitUntil(lambda: bridge.state is State.READY and bridge.shown.result.number > number, timeout=180_000)
    assert np.array_equal(bridge.shown.result.pixels, first.pixels)

    window.workspace.export_result(tmp_path / "out.png")
    qtbot.waitUntil((tmp_path / "out.png").exists)
    assert np.array_equal(np.asarray(Image.open(tmp_path / "out.png")), first.pixels)
    assert not window.error_bar.isVisible()


def test_damaged_weights_are_told(window, qtbot, tmp_path: Path):
    good = (tmp_path / "tiny.safetensors").read_bytes()
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(good[:-16] + np.full(4, np.nan, np.float32).tobytes())
    window.workspace.open_model(bad)
    qtbot.waitUntil(lambda: "bad.safetensors" in window.error_bar.message, timeout=180_000)
    assert window.workspace.bridge.state is State.STALE
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: window.workspace.bridge.state is State.READY, timeout=180_000)
