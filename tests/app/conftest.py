"""A window on a small model and a session whose answers the test gives."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

import app.application as application
import app.ui.training.machine_field as machine_field
from app.hints.tools import Tool
from app.model.document import Document, load_model
from app.settings import Settings
from app.training_machine import Machine
from app.ui.main_window import MainWindow
from tests.app.doubles import ScriptedSession, picture, write_model, write_png


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.presets.value = ()  # their thumbnails would stand in the queue of every test
    return settings


@pytest.fixture(autouse=True)
def runs_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where runs lie; never those of whoever runs the tests."""
    monkeypatch.setenv("NURIE_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("NURIE_MODELS", str(tmp_path / "models"))
    return tmp_path / "runs"


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """What the window takes this machine for; asking for it would load torch."""
    machine = Machine("cpu", "CPU", 0, "cpu")
    monkeypatch.setattr(machine_field, "find_machine", lambda: machine)
    return machine


@pytest.fixture
def model_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = write_model(tmp_path / "model.safetensors")
    monkeypatch.setattr(application, "find_model", lambda: path)
    return path


@pytest.fixture
def sketch_path(tmp_path: Path) -> Path:
    return write_png(tmp_path / "sketch.png")


@pytest.fixture
def reference_path(tmp_path: Path) -> Path:
    return write_png(tmp_path / "reference.png", (90, 160, 220))


@pytest.fixture
def document(qapp, tmp_path: Path) -> Document:
    """A complete one, without any window."""
    document = Document()
    document.model.value = load_model(write_model(tmp_path / "m.safetensors"))
    document.sketch.value, document.reference.value = picture(255), picture(9)
    return document


MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def make_window(qtbot, settings: Settings, model_path: Path, monkeypatch) -> Iterator[MakeWindow]:
    """Opens windows on a `ScriptedSession`, kept as `window.session`, and closes them at the end."""
    monkeypatch.setattr(application, "DEMO", {})
    # What nobody sees would stand in the queue of every test.
    monkeypatch.setattr("app.workspace.PreviewReadiness", lambda *_: None)
    windows: list[MainWindow] = []

    def make(*paths: Path) -> MainWindow:
        application.theme.apply(application.QApplication.instance())
        application.theme.Recoloring.finish()

        def session(on_answer):
            window.session = ScriptedSession(on_answer)
            return window.session

        window = application.make_window([str(path) for path in paths], settings, session)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1200, 800)
        window.show()
        qtbot.waitUntil(lambda: hasattr(window, "session"))
        return window

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def window(make_window: MakeWindow, qtbot, sketch_path: Path, reference_path: Path) -> MainWindow:
    """A window with a sketch, a reference and their finished colouring."""
    window = make_window(sketch_path, reference_path)
    qtbot.waitUntil(lambda: len(window.session.requests) == 1)
    window.session.answer()
    qtbot.waitUntil(lambda: window.status.state.text() == "ready")
    qtbot.waitUntil(lambda: not window.sketch.is_empty and not window.reference.is_empty)
    return window


@pytest.fixture
def brush(window: MainWindow) -> MainWindow:
    """The same, with a wide brush in the hand."""
    window.hint_tools.tool = Tool.BRUSH
    window.hint_tools.set_tip(size=60)
    window.hint_tools.color = (20, 160, 90)
    return window
