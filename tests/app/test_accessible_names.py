"""Every control of every window and dialog tells a screen reader what it is, and keys reach it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QKeySequenceEdit,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTextBrowser,
    QWidget,
)

from app.hints.tools import Tool
from app.run_library import find_runs
from app.ui.canvas import Canvas
from app.ui.color_popup import ColorPopup, _Surface
from app.ui.compare_view import Divider
from app.ui.confirm import confirm
from app.ui.drag_button import DragButton
from app.ui.model_questions import RolesDialog
from app.ui.swatch import SwatchButton
from app.ui.tag_slider import TagSlider
from app.ui.training.sample_view import WipePicture
from tests.app.doubles import TAGS
from tests.app.test_run_library import make_run

PARTS = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView, QKeySequenceEdit)
CONTROLS = (
    *PARTS,
    QAbstractButton,
    QAbstractSlider,
    QPlainTextEdit,
    QTextBrowser,
    Canvas,
    Divider,
    WipePicture,
    _Surface,
    TagSlider,
)


def controls(window: QWidget) -> list[QWidget]:
    """All of the window's controls that are its own, and not a part of another control or of another window."""
    found = [widget for widget in window.findChildren(QWidget) if isinstance(widget, CONTROLS)]
    return [
        widget
        for widget in found
        if not widget.objectName().startswith("qt_")
        and not widget.isHidden()  # by itself, e.g. the button of an empty pane that has nothing to offer
        and not isinstance(widget, QScrollBar)
        and widget.window() is window
        and not any(isinstance(parent, PARTS) for parent in parents(widget))
    ]


def parents(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    parent = widget.parentWidget()
    while parent is not None:
        found.append(parent)
        parent = parent.parentWidget()
    return found


def name_of(control: QWidget) -> str:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return control.accessibleName() or text or control.toolTip()


def nameless(window: QWidget) -> list[QWidget]:
    return [control for control in controls(window) if not name_of(control).strip("…")]


def unreachable(window: QWidget, main=None) -> list[QWidget]:
    """The controls that can be used now and that Tab never comes to."""
    wanted = {
        control
        for control in controls(window)
        if control.isVisible()
        and control.isEnabled()
        and not isinstance(control, SwatchButton)  # the slider beside it does the same
        and not isinstance(control, DragButton)  # keys copy and export
        and not (isinstance(control, QAbstractButton) and main is not None and has_action(control, main))
    }
    met: set[QWidget] = set()
    for _ in range(2000):
        window.focusNextPrevChild(True)
        focus = window.focusWidget()
        if focus is None or (focus in met and wanted <= met):
            break
        met.add(focus)
        met.update(parents(focus))  # of what is composed of parts, such as a spin box
    for button in window.findChildren(QRadioButton):  # Tab comes to one of a group, arrows to the others
        group = button.group()
        if group is not None and met.intersection(group.buttons()):
            met.add(button)
    return [control for control in controls(window) if control in wanted - met]


def has_action(button: QAbstractButton, window) -> bool:
    """Whether what a button does stands in a menu as well, which keys reach."""
    action = getattr(button, "defaultAction", lambda: None)()
    menus = [entry.menu() for entry in window.menuBar().actions()]
    return action is not None and any(action in menu.actions() for menu in menus)


def described(found: list[QWidget]) -> list[str]:
    return [f"{type(w).__name__} {name_of(w)!r} in {type(w.parentWidget()).__name__}" for w in found]


def assert_manners(window: QWidget, least: int, main=None) -> None:
    """Looks through a window that is shown, of which so many controls are known to be there at least."""
    assert window.isVisible() and len(controls(window)) >= least
    assert window.windowTitle()
    assert described(nameless(window)) == []
    assert described(unreachable(window, main)) == []


def test_the_main_window(window, qtbot):
    for tool in (Tool.BRUSH, Tool.FILL):
        window.hint_tools.tool = tool
        assert_manners(window, 70, window)
    window.compare_actions.wipe.trigger()
    assert_manners(window, 70, window)


def test_the_rows_of_tags_for_a_screen_reader(window, monkeypatch):
    at_rest = len(controls(window))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    for group in window.tags.groups.values():
        group.heading.setChecked(True)
    for row in window.tags.findChildren(TagSlider):
        row.look_around()
    assert_manners(window, at_rest + 7 * sum(map(len, TAGS.values())), window)


@pytest.fixture
def training(window, runs_folder: Path, qtbot) -> Iterator[QWidget]:
    for name in ("one", "two"):
        for sample in (make_run(runs_folder, name) / "samples").glob("*.png"):
            Image.new("RGB", (64, 32)).save(sample)
    training = window.training.window
    training.show()
    training.set_runs(find_runs())
    yield training


def settled(window: QWidget, qtbot) -> None:
    """Waits until no more controls come."""
    seen = -1
    while (count := len(controls(window))) != seen:
        seen = count
        qtbot.wait(100)


def test_the_page_of_a_new_training(training, qtbot):
    training.show_new()
    page = training.start_page
    page.data.set_folder(Path("/pictures"))
    qtbot.waitUntil(page.advanced.isCheckable)  # the page is made part by part
    for verb in page.choice.group.buttons():
        verb.click()
        page.advanced.setChecked(True)
        settled(training, qtbot)
        assert_manners(training, 30)


def test_tab_through_the_list_of_runs_leaves_the_page_of_a_new_training(training):
    training.show_new()
    training.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert training.pages.currentWidget() is training.start_page and training.list.current is None


def test_the_pages_of_runs(training, runs_folder: Path, qtbot):
    training.watch(runs_folder / "one")
    qtbot.waitUntil(lambda: training.run_page.watcher.run.step == 12)
    training.set_runs(find_runs())
    assert_manners(training, 10)
    one, two = training.list.runs[:2]
    training.compare_page.show_runs(one, two)
    training.pages.setCurrentWidget(training.compare_page)
    assert_manners(training, 5)


def test_the_list_of_models(window, qtbot):
    window.training.show_models()
    models = window.training._models
    qtbot.waitUntil(lambda: models.list.topLevelItemCount() > 0)
    assert_manners(models, 5)
    models.reject()


def test_the_batch(window, tmp_path: Path, sketch_path: Path, qtbot):
    window.actions_.batch.trigger()
    batch = window.batches.window
    assert_manners(batch, 6)
    (tmp_path / "pages").mkdir()
    shutil.copy(sketch_path, tmp_path / "pages")
    batch.set_source(tmp_path / "pages")
    qtbot.waitUntil(lambda: len(batch.run.pages) == 1)
    assert_manners(batch, 7)


def test_the_variants(window):
    window.compare_actions.variants.trigger()
    for kind in range(window.variants.kind.count()):
        window.variants.kind.setCurrentIndex(kind)
        assert_manners(window.variants, 4)


def test_the_windows_of_the_help_menu(window, qtbot):
    window.help_actions.manual.trigger()
    qtbot.waitUntil(lambda: window.help.manual.contents.count() > 3)
    assert_manners(window.help.manual, 2)
    window.help_actions.log.trigger()
    assert_manners(window.help.log, 3)
    window.help_actions.tour.trigger()
    callout = window.help.tour.callout
    assert described(nameless(window)) == [] and callout.isVisible()
    assert callout.windowTitle() or callout.accessibleName()
    window.help.leave_tour()


def test_the_dialogs_of_keys_and_of_the_authors_files(window, qtbot, settings):
    window.preferences.keys.trigger()
    keys = next(widget for widget in QApplication.topLevelWidgets() if type(widget).__name__ == "ShortcutsDialog")
    qtbot.waitUntil(keys.isVisible)
    assert_manners(keys, 6)
    keys.close()
    roles = RolesDialog(settings, [Path("resnet34.pth")], window)
    roles.show()
    assert_manners(roles, 7)
    roles.close()


def test_the_choice_of_a_colour(window, qtbot):
    window.hint_tools.color = (10, 20, 30)  # one that was used lately can be taken again
    qtbot.addWidget(popup := ColorPopup(window.hint_tools))
    popup.setWindowFlags(Qt.WindowType.Tool)  # there is no keyboard to grab without a screen
    popup.open_below(window.tool_strip)
    assert len(controls(popup)) >= 3 and described(nameless(popup)) == []
    assert described(unreachable(popup)) == []
    popup.close()


def test_a_question_names_what_its_buttons_do(window, monkeypatch: pytest.MonkeyPatch):
    asked = []

    def look(box: QMessageBox) -> int:
        box.show()
        asked.append(([name_of(button) for button in box.buttons()], box.windowTitle(), box.defaultButton()))
        assert box.findChild(QDialogButtonBox) is not None and described(nameless(box)) == []
        box.close()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    assert confirm(window, "Throw Away", "Throw it away?", "It is gone then.", "Throw Away", destroys=True) is False
    (names, title, default) = asked[0]
    assert {name.replace("&", "") for name in names} == {"Throw Away", "Cancel"} and title == "Throw Away"
    assert default.text().replace("&", "") == "Cancel"


def test_controls_that_are_drawn_by_hand_take_the_focus(window):
    for canvas in window.findChildren(Canvas):
        assert canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
