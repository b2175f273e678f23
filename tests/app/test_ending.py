"""Closed windows are gone at once; what they still have to end ends beside the others, and is waited for at the end."""

import gc
import os
import sys
import threading
import time
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

import app.application as application
import app.tool_process as tool_process
from app import ending
from app.ending import end_elsewhere, end_process, wait_for_all
from app.model.hint_commands import ClearHints
from app.model.presets import default_presets
from app.project.journal import journal_root
from app.tool_process import ToolProcess
from app.ui import theme
from engine.layered import export
from tests.app.test_projects import QuietSession

PATIENCE_S = 30.0
AT_ONCE_S = 1.0
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
SLOW = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), sys.exit(1)))
print("up", file=sys.stderr, flush=True)
time.sleep(60)
"""


@pytest.fixture
def gate():
    """Holds work back until it is set, at the test's end in any case."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def slow_export(gate: threading.Event, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Exports wait for the gate; set once one has begun."""
    write, begun = export.write_painting, threading.Event()

    def slow(*given: object) -> None:
        begun.set()
        gate.wait(PATIENCE_S)
        write(*given)

    monkeypatch.setattr(export, "write_painting", slow)
    return begun


def test_a_window_that_closes_holds_up_no_other(window, make_window, qtbot, tmp_path: Path, slow_export, gate):
    other = make_window()
    path = tmp_path / "out.png"
    window.workspace.export_result(path)
    qtbot.waitUntil(slow_export.is_set)
    begun, turns = time.monotonic(), []
    assert window.close() and not window.isVisible()
    assert time.monotonic() - begun < AT_ONCE_S
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: turns.append(path.exists()))
    timer.start()
    qtbot.waitUntil(lambda: len(turns) > 5)
    assert other.isVisible() and not any(turns)
    gate.set()
    qtbot.waitUntil(lambda: not ending._rests)
    assert path.exists() and window.session.closed


def test_the_end_of_the_program_waits_for_what_is_written(window, qtbot, tmp_path: Path, slow_export, gate):
    path = tmp_path / "out.png"
    window.workspace.export_result(path)
    qtbot.waitUntil(slow_export.is_set)
    window.close()
    threading.Timer(0.1, gate.set).start()
    wait_for_all()
    assert path.exists()


@pytest.fixture
def windows(qtbot, settings, model_path, monkeypatch, gate):
    """Windows whose sessions take until the gate is set to end."""

    class Slow(QuietSession):
        def close(self) -> None:
            gate.wait(PATIENCE_S)

    monkeypatch.setattr(application, "DEMO", {})
    windows = application.Windows(settings, lambda _on_answer: Slow())
    yield windows
    for window in windows.all:
        window.close()


def test_a_closed_window_is_kept_until_it_has_ended_and_no_longer(windows, qtbot, settings, gate, sketch_path):
    first, second = opened = [windows.open([]), windows.open([str(sketch_path)])]
    qtbot.waitUntil(lambda: opened[1].workspace.document.sketch.value is not None)
    qtbot.waitUntil(lambda: all(window.workspace.background.is_idle for window in windows.all))
    second.workspace.move_tag("red_hair", 2.0, 1)
    for open_beside in (second.actions_.batch, second.actions_.show_models, second.help_actions.manual):
        open_beside.trigger()
    seen = weakref.ref(second.workspace.document.sketch.value)
    second.close()
    second = None
    qtbot.wait(50)
    assert windows.all == [first] and isValid(opened[1]) and seen() is not None
    gate.set()
    qtbot.waitUntil(lambda: not isValid(opened[1]))
    opened.clear()

    def is_gone() -> bool:
        gc.collect()
        return seen() is None

    qtbot.waitUntil(is_gone)
    # What all windows share finds nobody there.
    settings.favourites.value = frozenset({"red_hair"})
    settings.presets.value = default_presets()
    settings.shortcut("swap").value = "Ctrl+9"
    settings.hint_tools.value = ""
    theme.choose_scheme(QApplication.instance(), "dark")
    qtbot.wait(100)
    theme.choose_scheme(QApplication.instance(), "")
    qtbot.wait(100)
    windows.report("told")
    assert first.error_bar.message == "told"


def test_what_is_done_to_a_closed_window_is_not_journalled(window, qtbot):
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: window.projects.journal.folder is not None)
    window.close()
    wait_for_all()
    window.workspace.undo_stack.push(ClearHints(window.workspace.document))  # as a stroke that was on its way
    window.workspace.move_tag("red_hair", 3.0, 2)
    qtbot.wait(100)
    assert list(journal_root().iterdir()) == []


def test_a_stroke_that_comes_too_late_is_not_taken(window, qtbot):
    qtbot.waitUntil(lambda: window.hints.can_paint)
    window.hints.painter.begin(window.hint_tools.brush(), 50.0, 50.0)
    window.hints.painter.end()
    window.hints.painter.close()
    window.close()
    QApplication.processEvents()
    assert window.workspace.document.fitting_hints() is None


def test_what_waits_in_vain_keeps_nobody(qtbot, qapp, caplog):
    def fail() -> None:
        raise ZeroDivisionError

    done = []
    end_elsewhere(qapp, (fail, lambda: done.append(threading.current_thread())))
    qtbot.waitUntil(lambda: not ending._rests)
    assert done and done[0] is not threading.main_thread() and "did not end well" in caplog.text


# Processes


def started(qtbot, code: str) -> QProcess:
    process = QProcess()
    process.start(sys.executable, ["-c", code])
    qtbot.waitUntil(lambda: bytes(process.readAllStandardOutput().data()).startswith(b"up"))
    return process


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM")
@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_deaf_process_is_killed_and_what_it_left_cleaned_up(qtbot, monkeypatch, at_the_end: bool):
    monkeypatch.setattr(ending, "KILL_MS", 200)
    process, cleaned = started(qtbot, DEAF), []
    pid = process.processId()
    process.terminate()
    begun = time.monotonic()
    end_process(process, lambda: cleaned.append(is_alive(pid)))
    end_process(process)
    assert time.monotonic() - begun < 0.1 and is_alive(pid)
    if at_the_end:
        wait_for_all()
    qtbot.waitUntil(lambda: not ending._rests)
    assert cleaned == [False]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM")
def test_a_command_ends_after_the_window_that_it_worked_for(qtbot, monkeypatch, tmp_path: Path):
    script = tmp_path / "slow.py"
    script.write_text(
        "import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), sys.exit(1)))\n"
        "print('up', file=sys.stderr, flush=True)\ntime.sleep(60)\n"
    )
    monkeypatch.setattr(tool_process, "PROGRAM", (sys.executable, str(script)))
    tool, said = ToolProcess(["synth"]), []
    tool.failed.connect(said.append)
    tool.start()
    qtbot.waitUntil(lambda: "up" in tool._text)
    begun = time.monotonic()
    tool.close()
    assert time.monotonic() - begun < 0.3 and tool.is_running
    qtbot.waitUntil(lambda: said == [""])
    qtbot.waitUntil(lambda: not ending._rests)
