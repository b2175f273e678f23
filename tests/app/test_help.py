"""The tour, the manual and the log."""

import logging
import re
import sys

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

import app.application as application
from app import logbook
from app.settings import Settings
from app.ui import log_window, manual_window
from app.ui.manual_window import FOLDER, manual_path, read_manual
from app.ui.tour import GAP, beside
from engine.errors import NurieError
from engine.resources import RESOURCES
from tests.app.doubles import ScriptedSession

# The tour


@pytest.fixture
def tour(window, qtbot):
    window.activateWindow()
    window.help_actions.tour.trigger()
    return window.help.tour


def test_the_tour_points_at_real_controls_and_covers_none_of_them(window, tour, qtbot):
    for number, step in enumerate(tour._steps):
        tour.go(number)
        target = step.target()
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        assert tour.spotlight.place.contains(place.adjusted(2, 2, -2, -2) & window.rect().adjusted(2, 2, -2, -2))
        callout = tour.callout.geometry()
        assert window.rect().contains(callout) and not callout.intersects(place), step.title
        assert tour.callout.text.heightForWidth(tour.callout.text.width()) <= tour.callout.text.height()
        assert tour.callout.next.hasFocus() or not window.isActiveWindow()


class Paints(QObject):
    """Which widgets are painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.of: set[QObject] = set()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.of.add(watched)
        return False


def test_a_step_of_the_tour_paints_what_it_leaves_and_where_it_goes_alone(window, tour, qtbot):
    sketch, reference, tags, menus = window.sketch.canvas, window.reference.canvas, window.tags.search, window.menuBar()
    tour.go(0)
    QApplication.processEvents()
    paints = Paints(sketch, reference, tags, menus)
    tour.spotlight.update()
    QApplication.processEvents()
    assert paints.of == {sketch, reference, tags, menus}  # all of them are seen
    paints.of.clear()
    tour.go(1)
    QApplication.processEvents()
    assert paints.of == {sketch, reference}
    tour.go(2)
    QApplication.processEvents()
    assert paints.of == {sketch, reference, tags}


def test_the_tour_goes_on_and_back_by_keys_and_ends_by_itself(window, tour, qtbot):
    callout = tour.callout
    assert tour.is_running and not callout.back.isEnabled()
    qtbot.keyClick(callout, Qt.Key.Key_Right)
    assert callout.count.text() == "2 of 6"
    qtbot.keyClick(callout, Qt.Key.Key_Left)
    assert callout.count.text() == "1 of 6"
    for _ in range(5):
        qtbot.mouseClick(callout.next, Qt.MouseButton.LeftButton)
    assert callout.next.text() == "Begin" and tour.is_running
    with qtbot.waitSignal(tour.ended):
        callout.next.click()
    assert not callout.isVisible() and not tour.spotlight.isVisible()


def test_return_presses_the_button_that_has_the_focus(window, tour, qtbot):
    qtbot.keyClick(tour.callout.next, Qt.Key.Key_Return)
    assert tour.callout.count.text() == "2 of 6"
    tour.callout.back.setFocus()
    qtbot.keyClick(tour.callout.back, Qt.Key.Key_Enter)
    assert tour.callout.count.text() == "1 of 6"
    tour.callout.skip.setFocus()
    qtbot.keyClick(tour.callout.skip, Qt.Key.Key_Return)
    assert not tour.is_running


def test_the_focus_goes_back_to_where_it_was(window, tour, qtbot):
    qtbot.keyClick(tour.callout.next, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.result.canvas


def test_escape_leaves_the_tour_wherever_the_focus_is(window, tour, qtbot):
    qtbot.keyClick(tour.callout.next, Qt.Key.Key_Escape)
    assert not tour.is_running
    tour.start()
    window.result.canvas.setFocus()
    window.escape.activated.emit()
    assert not tour.is_running


def test_what_is_shown_works_meanwhile(window, tour, qtbot):
    tour.go(3)
    middle = window.compare_bar.mapTo(window, window.compare_bar.rect().center())
    assert window.childAt(middle).window() is window and window.childAt(middle) is not tour.spotlight
    tour.go(0)
    window.docks[0].hide()
    tour._place()
    assert tour.spotlight.place.isNull() and window.rect().contains(tour.callout.geometry())
    window.resize(1000, 700)
    assert tour.spotlight.size() == window.size()


def test_the_tour_is_given_once(window, settings: Settings):
    assert not settings.tour_seen and "tour" not in window.help.__dict__
    window.help.greet()
    assert window.help.tour.is_running and settings.tour_seen
    window.help.leave_tour()
    window.help.greet()
    assert not window.help.tour.is_running


@pytest.mark.parametrize("place", [QRect(0, 80, 200, 300), QRect(700, 0, 300, 600), QRect(880, 10, 100, 30), QRect()])
def test_a_callout_stands_beside_and_within(place):
    room, size = QRect(0, 0, 1000, 620), QSize(320, 160)
    callout = QRect(beside(place, size, room), size)
    assert room.adjusted(GAP - 1, GAP - 1, 0, 0).contains(callout) and not callout.intersects(place)


# The manual


def test_every_picture_of_the_manual_is_there_and_every_picture_is_used():
    for path in FOLDER.glob("manual*.md"):
        folder = FOLDER / "pictures" / path.stem.removeprefix("manual").removeprefix(".")  # of this language
        there = {picture.relative_to(FOLDER).as_posix() for picture in folder.glob("*.webp")}
        assert there and set(re.findall(r"!\[[^]]*\]\(([^)]*)\)", path.read_text("utf-8"))) == there, path
    assert RESOURCES in FOLDER.parents  # it goes wherever the program goes


def test_the_manual_is_shown_with_its_pictures(window, qtbot):
    window.help_actions.manual.trigger()
    manual = window.help.manual
    qtbot.waitUntil(lambda: manual.contents.count() > 5)
    assert manual.page.pictures and not any(picture.isNull() for picture in manual.page.pictures.values())
    widest = max(picture.deviceIndependentSize().width() for picture in manual.page.pictures.values())
    assert widest <= manual_window.PICTURE_WIDTH
    assert manual.page.document().size().width() <= manual.page.viewport().width()  # nothing is cut off
    manual.contents.setCurrentRow(3)
    assert manual.page.verticalScrollBar().value() > 0
    qtbot.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_picture_is_shown_in_every_language(make_window, qtbot, monkeypatch, language):
    monkeypatch.setattr(manual_window, "current_language", lambda: language)
    window = make_window()
    window.help_actions.manual.trigger()
    manual = window.help.manual
    qtbot.waitUntil(lambda: manual.contents.count() > 5)
    document = manual.page.document()
    links = re.findall(r"!\[[^]]*\]\(([^)]*)\)", manual_path(language).read_text("utf-8"))
    assert set(links) == set(manual.page.pictures)  # and none of another language is kept in memory
    for link in links:
        picture = document.resource(QTextDocument.ResourceType.ImageResource, QUrl(link))
        assert picture is not None and picture.width() > 0, link


def test_the_manual_is_laid_out_once(window, qtbot, monkeypatch):
    """And not after each of its paragraphs, which would hold the window up."""
    laid_out: list[float] = []
    given = QTextBrowser.setDocument

    def watched(page: QTextBrowser, document: QTextDocument) -> None:
        layout = document.documentLayout()
        layout.documentSizeChanged.connect(lambda size: laid_out.append(size.height()))
        laid_out.append(0.0)
        given(page, document)

    monkeypatch.setattr(manual_window._Page, "setDocument", watched, raising=False)
    window.help_actions.manual.trigger()
    qtbot.waitUntil(lambda: window.help.manual.contents.count() > 5)
    qtbot.waitUntil(lambda: bool(laid_out) and laid_out[-1] > 0)
    assert laid_out[0] == 0.0  # all was said before
    assert len(laid_out) < window.help.manual.page.document().blockCount() / 4


def test_a_missing_manual_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(manual_window, "FOLDER", tmp_path)
    with pytest.raises(NurieError, match=r"manual\.md"):
        read_manual(manual_path("en"), 600, 1.0)


# The log


@pytest.fixture
def own_log():
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_the_log_is_written_shown_and_copied(own_log, window, qtbot):
    logbook.install()
    window.error_bar.show_message("The disk is full.")
    window.workspace.move_tag("red_hair", 2.0, 1)
    qtbot.waitUntil(lambda: len(window.session.requests) > 1)
    window.session.answer()
    window.help_actions.log.trigger()
    log = window.help.log
    qtbot.waitUntil(lambda: "The disk is full." in log.text.toPlainText())
    assert "Nurie" in log.text.toPlainText().splitlines()[0]
    logging.getLogger("elsewhere").info("one more line")
    qtbot.waitUntil(lambda: log.text.toPlainText().endswith("one more line"))
    log.copy_button.click()
    assert QGuiApplication.clipboard().text().rstrip() == log.text.toPlainText()
    log.close()
    assert not log._timer.isActive()


def test_the_log_stays_small(own_log, monkeypatch):
    monkeypatch.setattr(logbook, "MAX_BYTES", 2000)
    logbook.install()
    for number in range(200):
        logging.getLogger("soak").info("line %d", number)
    files = list(logbook.log_path().parent.iterdir())
    assert len(files) == 2 and all(path.stat().st_size <= 2000 for path in files)
    assert logbook.read_log(5000).endswith("line 199\n")


def test_a_folder_that_cannot_be_written_costs_the_log_alone(own_log, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NURIE_DATA", str(tmp_path / "file"))
    assert logbook.install() is None
    assert logbook.read_log(5000) == ""


def test_the_place_of_a_crash_stands_before_what_was_told(own_log):
    logbook.log_path().parent.mkdir(parents=True, exist_ok=True)
    logbook.crash_path().write_text("".join(f"crash {number}\n" for number in range(50)))
    logbook.log_path().with_name("nurie.log.1").write_text("older\n" * 100)
    logbook.log_path().write_text("newer\n" * 10)
    lines = logbook.read_log(40).splitlines()
    assert lines == [f"crash {number}" for number in range(40, 50)] + ["older"] * 20 + ["newer"] * 10


@pytest.fixture
def full_log(own_log, window, qtbot, monkeypatch):
    """The log's window on a log with more lines than it shows, and the place of a crash."""
    monkeypatch.setattr(log_window, "MAX_LINES", 200)
    logbook.log_path().parent.mkdir(parents=True, exist_ok=True)
    logbook.log_path().write_text(
        "".join(f"{'as long as such lines are ' * 3}line {number}\n" for number in range(400))
    )
    logbook.crash_path().write_text("Fatal Python error\n")
    window.help_actions.log.trigger()
    log = window.help.log
    qtbot.waitUntil(lambda: log.text.toPlainText().endswith("line 399"))
    return log


def tell(log, words: str, qtbot) -> None:
    with logbook.log_path().open("a") as file:
        file.write(f"{words}\n")
    log.refresh()
    qtbot.waitUntil(lambda: log.text.toPlainText().endswith(words))


def test_who_reads_in_the_log_stays_where_they_read(full_log, qtbot):
    bar = full_log.text.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    tell(full_log, "at its end", qtbot)
    assert bar.value() == bar.maximum(), "who stands at the end follows it"
    bar.setValue(20)
    cursor = QTextCursor(full_log.text.document().findBlockByNumber(30))
    cursor.select(QTextCursor.SelectionType.LineUnderCursor)
    full_log.text.setTextCursor(cursor)
    first, selected = full_log.text.firstVisibleBlock().text(), cursor.selectedText()
    for number in range(3):
        tell(full_log, f"while one reads {number}", qtbot)
    assert full_log.text.firstVisibleBlock().text() == first
    assert full_log.text.textCursor().selectedText() == selected
    full_log.text.moveCursor(QTextCursor.MoveOperation.End)
    tell(full_log, "at its end again", qtbot)
    assert full_log.text.blockCount() == 200, "what nobody reads stays however long the window is open"


def test_a_log_that_began_anew_is_shown_anew(full_log, qtbot):
    bar = full_log.text.verticalScrollBar()
    bar.setValue(5)
    logbook.log_path().write_text("".join(f"other {number}\n" for number in range(300)))
    full_log.refresh()
    qtbot.waitUntil(lambda: full_log.text.toPlainText().endswith("other 299"))
    assert bar.value() == 5


# Starting


@pytest.mark.parametrize("with_file", [False, True])
def test_the_tour_is_for_whoever_starts_without_a_file(
    with_file, settings, model_path, sketch_path, qtbot, monkeypatch: pytest.MonkeyPatch
):
    opened, log = [], []

    class App:
        def exec(self) -> int:
            return 0

    class Windows(application.Windows):
        def open(self, paths, demo=True):
            opened.append(super().open(paths, demo))
            qtbot.addWidget(opened[0])
            return opened[0]

    monkeypatch.setattr(application, "make_application", lambda argv: App())
    monkeypatch.setattr(application, "Settings", lambda: settings)
    monkeypatch.setattr(application, "Windows", lambda settings: Windows(settings, ScriptedSession))
    monkeypatch.setattr(application, "DEMO", {})
    monkeypatch.setattr(logbook, "install", lambda: log.append("installed"))
    monkeypatch.setattr(logbook, "take_over", lambda: log.append("took over"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert application.run([str(sketch_path)] if with_file else []) == 0
    (window,) = opened
    assert log == ["installed", "took over"]
    with qtbot.waitSignal(window.first_painted):
        pass
    qtbot.wait(50)
    assert ("tour" in window.help.__dict__) == (not with_file) == settings.tour_seen
    window.close()
