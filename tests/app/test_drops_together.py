"""What is dropped while something else is on its way, and what a dropped painting needs from elsewhere."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import app.workspace as workspace_module
from app.picture_sources import PictureSource
from engine.image_io import write_picture
from engine.painting_settings import PaintingSettings, file_hash
from tests.app.doubles import write_model, write_png
from tests.app.test_main_window import drop, files

LET_GO_S = 10.0


class Held:
    """Keeps work on files of some names waiting until they are let go."""

    def __init__(self, *names: str) -> None:
        self._gates = {name: threading.Event() for name in names}

    def wait(self, name: str) -> None:
        if name in self._gates:
            self._gates[name].wait(LET_GO_S)

    def let_go(self, name: str) -> None:
        self._gates[name].set()


@pytest.fixture
def hold_readings(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Held]:
    """Holds pictures up while they are read."""

    def hold(*names: str) -> Held:
        held, read = Held(*names), PictureSource.read

        def waiting(source: PictureSource) -> object:
            held.wait(source.name)
            return read(source)

        monkeypatch.setattr(PictureSource, "read", waiting)
        return held

    return hold


@pytest.fixture
def hold_looks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Held]:
    """Holds files up while they are looked through for settings."""

    def hold(*names: str) -> Held:
        held, look = Held(*names), workspace_module.settings_in

        def waiting(carrier: Path, models: list[Path]) -> object:
            held.wait(carrier.name)
            return look(carrier, models)

        monkeypatch.setattr(workspace_module, "settings_in", waiting)
        return held

    return hold


def write_painting(path: Path, tags: dict[str, float], model: Path | None = None) -> Path:
    digest = "" if model is None else file_hash(model)
    write_picture(path, np.full((60, 40, 3), 200, np.uint8), PaintingSettings("Lost", digest, tags).to_metadata())
    return path


def tags(window) -> dict[str, float]:
    return dict(window.workspace.document.tags.value)


def test_settings_that_come_back_leave_a_picture_that_is_being_read(window, qtbot, tmp_path, hold_readings):
    held = hold_readings("slow.png")
    drop(window.sketch, files(write_png(tmp_path / "slow.png", size=(100, 80))))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "reading…")
    drop(window.sketch, files(write_painting(tmp_path / "painting.png", {"red_hair": 2.0})))
    qtbot.waitUntil(lambda: tags(window) == {"red_hair": 2.0})
    assert window.sketch_header.detail == "reading…"
    held.let_go("slow.png")
    qtbot.waitUntil(lambda: window.sketch_header.detail == "slow.png")


@pytest.mark.parametrize("first", ["a.png", "b.png"])
def test_of_two_pictures_the_one_dropped_last_stays(window, qtbot, tmp_path, hold_looks, first):
    names = ["a.png", "b.png"]
    held = hold_looks(*names)
    for name in names:
        drop(window.sketch, files(write_png(tmp_path / name, size=(100, 80))))
    held.let_go(first)
    qtbot.waitUntil(lambda: window.sketch_header.detail == first)
    for name in names:
        held.let_go(name)
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    qtbot.waitUntil(lambda: window.sketch_header.detail == "b.png")


@pytest.mark.parametrize("first", ["a.png", "b.png"])
def test_of_two_paintings_the_settings_of_the_one_dropped_last_stay(window, qtbot, tmp_path, hold_looks, first):
    values = {"a.png": {"red_hair": 1.0}, "b.png": {"red_hair": 2.0}}
    held = hold_looks(*values)
    for name, moved in values.items():
        drop(window.sketch, files(write_painting(tmp_path / name, moved)))
    held.let_go(first)
    qtbot.waitUntil(lambda: tags(window) == values[first])
    for name in values:
        held.let_go(name)
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    qtbot.waitUntil(lambda: tags(window) == values["b.png"])


def test_a_picture_dropped_last_is_newer_than_one_that_is_being_read(window, qtbot, tmp_path, hold_readings):
    held = hold_readings("slow.png")
    drop(window.sketch, files(write_png(tmp_path / "slow.png", size=(100, 80))))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "reading…")
    drop(window.sketch, files(write_png(tmp_path / "other.png", size=(100, 80))))
    qtbot.waitUntil(lambda: window.sketch_header.detail == "other.png")
    held.let_go("slow.png")
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert window.sketch_header.detail == "other.png"


def test_settings_do_not_come_into_another_document(window, qtbot, tmp_path, hold_looks):
    held = hold_looks("painting.png")
    drop(window.sketch, files(write_painting(tmp_path / "painting.png", {"red_hair": 2.0})))
    window.workspace.forget_readings()  # as a project does that is opened
    held.let_go("painting.png")
    qtbot.waitUntil(lambda: window.workspace.background.is_idle)
    assert tags(window) == {}


def test_the_model_of_a_painting_is_found_where_weights_were_before(window, qtbot, tmp_path, settings):
    (tmp_path / "elsewhere").mkdir()
    model = write_model(tmp_path / "elsewhere" / "mine.safetensors", resolution=256)
    settings.add_known_model(model)
    drop(window.sketch, files(write_painting(tmp_path / "painting.png", {"red_hair": 2.0}, model)))
    qtbot.waitUntil(lambda: tags(window) == {"red_hair": 2.0})
    assert window.workspace.document.model.value.path == model
    assert "not on this machine" not in window.status.currentMessage()


@pytest.mark.parametrize("slow", ["sketch.png", "sea.png"])
def test_two_pictures_of_one_drop_are_one_step(window, qtbot, tmp_path, hold_readings, slow):
    document, stack = window.workspace.document, window.workspace.undo_stack
    before, steps = (document.sketch.value, document.reference.value), stack.count()
    paths = [write_png(tmp_path / name, (0, 60, 160)) for name in ("sketch.png", "sea.png")]
    held = hold_readings(slow)
    window.workspace.open_pictures("sketch", [PictureSource.of_path(path) for path in paths])
    qtbot.waitUntil(lambda: stack.count() == steps + 1)
    held.let_go(slow)
    qtbot.waitUntil(lambda: document.sketch.value is not before[0] and document.reference.value is not before[1])
    assert stack.count() == steps + 1 and stack.undoText() == "Change Sketch and Reference"
    stack.undo()
    assert (document.sketch.value, document.reference.value) == before
    stack.redo()
    assert [Path(picture.source).name for picture in (document.sketch.value, document.reference.value)] == [
        "sketch.png",
        "sea.png",
    ]
