from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import icons, recoloring, theme


class Paints(QObject):
    """How many widgets are painted between two rounds of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.most = self.now = self.all = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.now += 1
            self.all += 1
            self.most = max(self.most, self.now)
        return False

    def pause(self) -> None:
        self.now = 0


def test_another_theme_is_painted_part_by_part_and_leaves_nothing_frozen(window, qtbot, monkeypatch):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    with qtbot.waitExposed(window):
        window.show()
    visible = [widget for widget in app.allWidgets() if widget.isVisible()]
    opaque = {widget for widget in visible if widget.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)}
    assert len(visible) > 2 * recoloring.PART
    resting = {widget for widget in visible if not widget.updatesEnabled()}
    paints, go_on = Paints(), recoloring.Recoloring._go_on
    monkeypatch.setattr(recoloring.Recoloring, "_go_on", lambda self: (paints.pause(), go_on(self))[1])
    before = window.grab().toImage().pixelColor(2, 2)
    app.installEventFilter(paints)
    window.repaint()
    painted = 0
    while painted != paints.all:  # until the window is at rest
        painted = paints.all
        qtbot.wait(200)
    paints.most = 0
    try:
        theme.choose_scheme(app, "light" if theme.tokens() is theme.DARK else "dark")
        qtbot.waitUntil(lambda: recoloring.Recoloring._at_work is None)
        qtbot.wait(50)
    finally:
        app.removeEventFilter(paints)
        after = window.grab().toImage().pixelColor(2, 2)
        theme.choose_scheme(app, "")
        recoloring.Recoloring.finish()
    assert 0 < paints.most <= 2 * recoloring.PART  # a part, and what the window itself paints beside its parts
    assert before != after
    assert {widget for widget in visible if not widget.updatesEnabled()} == resting
    assert {w for w in visible if w.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)} == opaque


def test_what_was_moved_still_stands_out_in_another_theme(window, qtbot):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    theme.choose_scheme(app, "dark")
    recoloring.Recoloring.finish()
    window.show()
    window.workspace.move_tag("red_hair", 2.0, 1)
    row, other = window.tags.row("red_hair"), window.tags.row("blue_hair")
    assert row.controls.label.letters.bold() and not other.controls.label.letters.bold()
    try:
        theme.choose_scheme(app, "light")
        recoloring.Recoloring.finish()
        assert row.controls.label.letters.bold() and not other.controls.label.letters.bold()
        for which, color in ((row, theme.LIGHT.text), (other, theme.LIGHT.dim)):
            edit = which.controls.number.lineEdit()
            assert edit.palette().color(edit.foregroundRole()).name() == color
    finally:
        theme.choose_scheme(app, "")
        recoloring.Recoloring.finish()


class Silent(QWidget):
    """It may not be asked for its children: among them are actions, layouts and timers, and each that Python sees for
    the first time is wrapped, which took 15 ms at the first change of the theme."""

    def children(self) -> list[QObject]:
        raise AssertionError("asked for children")


def test_parts_are_all_that_is_visible_and_found_without_asking_for_children(window):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    silent = Silent(window)
    silent.show()
    count, parts = recoloring._parts(window, recoloring._shown_within(app))
    visible = [widget for widget in app.allWidgets() if widget.isVisible() and widget.window() is window]
    shown = [widget for widget in visible if widget.updatesEnabled()]  # others are painted by what they stand in
    assert silent in shown and count == len(shown)
    assert len(parts) > 1 and all(0 < number <= recoloring.PART for number, _ in parts)


def test_parts_are_painted_from_the_top_down_and_some_at_a_time(window):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    theme.choose_scheme(app, "light" if theme.tokens() is theme.DARK else "dark")
    work = recoloring.Recoloring._at_work
    assert work is not None
    while not work._parts:
        work._go_on()
    waiting = [part for _, part in work._parts]
    turns = 0
    while work._parts:
        work._go_on()
        turns += 1
    theme.choose_scheme(app, "")
    recoloring.Recoloring.finish()
    heights = [part.mapTo(window, QPoint(0, 0)).y() for part in reversed(waiting)]
    assert heights == sorted(heights)
    assert 1 < turns < len(waiting)


def test_the_themes_colours_are_not_asked_of_the_system_at_each_painting(window, qtbot, monkeypatch):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    asked, of_system = [], theme._of_system
    monkeypatch.setattr(theme, "_of_system", lambda: (asked.append(1), of_system())[1])
    window.grab()
    assert asked == []
    app.styleHints().colorSchemeChanged.emit(app.styleHints().colorScheme())
    assert asked


def test_icons_are_drawn_once_for_each_colour(window, monkeypatch):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    drawn, draw = [], icons.draw_glyph
    window.grab()
    monkeypatch.setattr(icons, "draw_glyph", lambda *args: (drawn.append(args[1]), draw(*args)))
    window.grab()
    assert set(drawn) <= {"magnifying-glass", "x"}  # fields paint their icons themselves
    theme.choose_scheme(app, "light" if theme.tokens() is theme.DARK else "dark")
    theme.Recoloring.finish()
    icons._pixmap.cache_clear()
    window.grab()
    theme.choose_scheme(app, "")
    theme.Recoloring.finish()
    assert drawn
