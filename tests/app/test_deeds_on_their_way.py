"""What the hand has painted and what is not worked out yet is the last thing it did, for undo and for closing."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.hints.tools import Tool
from engine.hints.regions import Areas
from tests.app.test_projects import saved_as

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def painting(window, qtbot):
    """A window whose result can be painted on."""
    window.session.answer()
    qtbot.waitUntil(lambda: window.hints.can_paint)
    return window


@pytest.fixture
def held_fill(monkeypatch) -> threading.Event:
    """Lets a fill find its area."""
    go_on, real = threading.Event(), Areas.at

    def at(*arguments):
        assert go_on.wait(20)
        return real(*arguments)

    monkeypatch.setattr(Areas, "at", at)
    return go_on


def middle(window) -> QPoint:
    return window.result.canvas.rect().center()


def click(window) -> None:
    QTest.mouseClick(window.result.canvas, LEFT, NONE, middle(window))


def undo(window) -> None:
    assert window.actions_.undo.isEnabled()
    window.actions_.undo.trigger()


def settle(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.workspace.undo_stack.is_expecting)
    window.hints.painter._pool.waitForDone()
    qtbot.wait(20)


def test_undo_means_the_fill_that_is_still_looked_for(painting, qtbot, held_fill):
    workspace, stack = painting.workspace, painting.workspace.undo_stack
    workspace.move_tag("red_hair", 2.0, 1)
    painting.hint_tools.tool = Tool.FILL
    click(painting)
    undo(painting)
    assert dict(workspace.document.tags.value) == {"red_hair": 2.0}
    held_fill.set()
    settle(painting, qtbot)
    assert stack.count() == 1 and workspace.document.fitting_hints() is None
    undo(painting)
    assert dict(workspace.document.tags.value) == {} and stack.canRedo()
    click(painting)  # the next one is wanted
    qtbot.waitUntil(lambda: workspace.document.fitting_hints() is not None)


def test_undo_with_the_brush_down_takes_this_stroke_alone(painting, qtbot):
    workspace, canvas = painting.workspace, painting.result.canvas
    painting.hint_tools.tool = Tool.BRUSH
    undone = painting.actions_.undo
    assert not undone.isEnabled()
    QTest.mousePress(canvas, LEFT, NONE, middle(painting))
    QTest.mouseMove(canvas, middle(painting) + QPoint(20, 5))
    undo(painting)
    QTest.mouseMove(canvas, middle(painting) + QPoint(30, 5))
    QTest.mouseRelease(canvas, LEFT, NONE, middle(painting) + QPoint(30, 5))
    settle(painting, qtbot)
    assert workspace.document.fitting_hints() is None and not undone.isEnabled()
    assert not any(painting.hints.overlay._tiles.values())
    click(painting)
    qtbot.waitUntil(lambda: workspace.document.fitting_hints() is not None)
    settle(painting, qtbot)
    undo(painting)
    assert workspace.document.fitting_hints() is None


def test_a_window_asks_for_the_fill_that_is_still_looked_for(
    painting, qtbot, held_fill, tmp_path, monkeypatch, unsaved_changes
):
    saved_as(painting, qtbot, tmp_path / "a.nurie", monkeypatch)
    painting.hint_tools.tool = Tool.FILL
    click(painting)
    unsaved_changes.append("cancel")
    assert not painting.close() and unsaved_changes == []
    held_fill.set()
    settle(painting, qtbot)
    assert painting.isWindowModified()


def test_a_fill_on_a_line_leaves_nothing_on_its_way(painting, qtbot, monkeypatch):
    monkeypatch.setattr(Areas, "at", lambda *_: None)
    painting.hint_tools.tool = Tool.FILL
    click(painting)
    settle(painting, qtbot)
    assert not painting.projects.keeper.is_modified and not painting.actions_.undo.isEnabled()
