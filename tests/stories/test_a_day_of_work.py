"""A whole story: drop, adjust, paint a hint, undo, save, go on, be killed, recover, reopen.

The second half runs in a process of its own that is killed with SIGKILL, as a pulled plug would.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt

import app.application as application
from app.ending import wait_for_all
from app.hints.tools import Tool
from app.project.journal import JOURNAL, journal_root
from app.settings import Settings
from app.ui import project_dialogs
from engine.hints.composite import with_hints
from engine.line_art import line_art
from engine.project.archive import read_project
from tests.app.doubles import ScriptedSession, write_model, write_png
from tests.app.test_hints import hint, stroke
from tests.app.test_main_window import drag, drop, files

ROOT = Path(__file__).resolve().parents[2]
RED, BLUE = (220, 30, 40), (40, 80, 220)

# The day after: the project is opened, a stroke is made, a tag moved, and then nothing more is ever done.
KILLED = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
import app.application as application
from app.hints.tools import Tool
from app.settings import Settings
from tests.app.doubles import ScriptedSession
from tests.app.test_hints import at
from tests.stories.test_a_day_of_work import BLUE
from tools.waiting import wait

folder = Path(sys.argv[1])
application.find_model = lambda: folder / "model.safetensors"
qt = application.make_application([])
sessions = []
settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
make = lambda on_answer: sessions.append(ScriptedSession(on_answer)) or sessions[-1]
window = application.make_window([str(folder / "work.nurie")], settings, make)
window.resize(1200, 800)
window.show()

def until(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "nothing happened for 30 seconds"
        wait(10)

until(lambda: sessions and sessions[0].requests)
sessions[0].answer()
until(lambda: window.hints.can_paint)
window.hint_tools.tool = Tool.BRUSH
window.hint_tools.set_tip(size=40)
window.hint_tools.color = BLUE
canvas, left, none = window.result.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
QTest.mousePress(canvas, left, none, at(window, 60, 500))
QTest.mouseMove(canvas, at(window, 160, 500))
QTest.mouseRelease(canvas, left, none, at(window, 160, 500))
until(lambda: window.workspace.undo_stack.count() == 1)
window.workspace.move_tag("blue_hair", 3.0, 7)
window.projects.journal.record_now()
assert window.projects.journal.flush()
print("edited", flush=True)
qt.exec()
"""


@pytest.fixture
def open_window(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Opens windows as the program does, on one model, one settings file and a session that is answered at once."""
    model = write_model(tmp_path / "model.safetensors")
    monkeypatch.setattr(application, "find_model", lambda: model)
    monkeypatch.setattr(application, "DEMO", {})
    windows = []

    class Prompt(ScriptedSession):
        def submit(self, request) -> None:
            super().submit(request)
            self.answer()

    def open_window(*paths: Path):
        settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
        window = application.make_window([str(path) for path in paths], settings, Prompt)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1200, 800)
        window.show()
        return window

    yield open_window
    for window in windows:
        window.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_day_of_work(open_window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sketch, reference = write_png(tmp_path / "sketch.png"), write_png(tmp_path / "reference.png", (90, 160, 220))
    project = tmp_path / "work.nurie"

    # Drop, adjust, paint, undo, redo, save.
    window = open_window()
    qtbot.waitUntil(lambda: window.isVisible())
    drop(window.sketch, files(sketch, reference))
    qtbot.waitUntil(lambda: window.status.state.text() == "ready", timeout=20_000)
    qtbot.waitUntil(lambda: window.hints.can_paint)
    drag(qtbot, window.tags.row("red_hair").controls.slider, 2)
    window.hint_tools.tool = Tool.BRUSH
    window.hint_tools.set_tip(size=40)
    window.hint_tools.color = RED
    stroke(window, qtbot, (250, 100), (350, 100))
    stroke(window, qtbot, (250, 200), (350, 200))
    window.actions_.undo.trigger()
    assert hint(window, 300, 200)[3] == 0 and hint(window, 300, 100) == (*RED, 255)
    moved = dict(window.workspace.document.tags.value)
    monkeypatch.setattr(project_dialogs, "choose_project_file", lambda *_: project)
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=20_000)
    window.close()
    wait_for_all()
    assert not any(journal_root().iterdir())

    # The next day: opened again, edited, killed.
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline() == "edited\n", process.stderr.read()
    process.kill()
    process.wait(30)
    assert len(list(journal_root().glob(f"*/{JOURNAL}"))) == 1

    # The start after: the work is offered as it was at the last edit, and is brought back.
    window = open_window()
    qtbot.waitUntil(window.notice_bar.isVisible, timeout=20_000)
    assert "work.nurie" in window.notice_bar.message
    qtbot.mouseClick(window.notice_bar.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.workspace.document.hints.value), timeout=20_000)
    assert dict(window.workspace.document.tags.value) == {**moved, "blue_hair": 3.0}
    assert hint(window, 300, 100) == (*RED, 255) and hint(window, 100, 500) == (*BLUE, 255)
    assert hint(window, 300, 200)[3] == 0
    assert window.isWindowModified() and window.projects.keeper.path == project
    assert "blue_hair" not in read_project(project).tags  # the file is as it was saved

    # Saved over the older file, which stays beside it; the picture has the hints in it.
    window.projects.actions.save_project.trigger()
    qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=20_000)
    assert "blue_hair" not in read_project(Path(f"{project}~")).tags
    qtbot.waitUntil(lambda: window.status.state.text() == "ready", timeout=20_000)
    window.workspace.export_result(tmp_path / "out.png")
    qtbot.waitUntil((tmp_path / "out.png").exists, timeout=20_000)
    document, shown = window.workspace.document, window.workspace.bridge.shown
    art = line_art(document.sketch.value, document.line_settings.value)
    expected = with_hints(shown.result.pixels, document.fitting_hints(), art)
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "out.png")), expected)
    window.close()

    # And once more: nothing is offered, everything is there.
    window = open_window(project)
    qtbot.waitUntil(lambda: window.projects.keeper.path == project, timeout=20_000)
    assert dict(window.workspace.document.tags.value) == {**moved, "blue_hair": 3.0}
    qtbot.waitUntil(lambda: window.hints.can_paint, timeout=20_000)
    assert hint(window, 100, 500) == (*BLUE, 255)
    assert not window.notice_bar.isVisible() and not window.isWindowModified()
