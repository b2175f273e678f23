"""What a hand may do to the whole window, each gesture made of a random generator."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.engine_bridge import State
from app.hints.tools import Tool
from app.picture_sources import PictureSource
from app.ui.main_window import MainWindow
from app.ui.tag_controls import TagControls
from app.ui.tag_slider import TagSlider
from app.ui.theme import choose_scheme
from engine.requests import LineSettings
from tools.hand import LEFT, NONE, Hand
from tools.waiting import wait


class Gestures:
    """Random gestures on a window.

    Args:
        window: shown, with a sketch and a reference.
        folder: for exported pictures and projects.
        pictures: files that are opened, some of which cannot be read.
        choices: chooses gestures and what they do.
    """

    def __init__(self, window: MainWindow, folder: Path, pictures: list[Path], choices: random.Random) -> None:
        self.window = window
        self._folder = folder
        self._pictures = pictures
        self._random = choices
        self._hand = Hand()
        self._gestures: list[tuple[Callable[[], None], int]] = [
            (self.slide, 12),
            (self.keys_on_a_slider, 4),
            (self.number, 3),
            (self.row_button, 4),
            (self.hover, 4),
            (self.search, 3),
            (self.fold, 2),
            (self.undo_and_redo, 8),
            (self.wipe, 4),
            (self.side_by_side, 2),
            (self.hold, 3),
            (self.snapshots, 3),
            (self.zoom_and_pan, 8),
            (self.turn, 2),
            (self.paint, 6),
            (self.clear_hints, 1),
            (self.swap, 2),
            (self.open_picture, 4),
            (self.lines, 2),
            (self.preset, 4),
            (self.history, 4),
            (self.variants, 2),
            (self.theme, 1),
            (self.panes, 1),
            (self.save_picture, 1),
            (self.save_project, 2),
            (self.open_project, 1),
            (self.help, 1),
            (self.escape, 2),
            (self.rest_a_while, 3),
        ]

    def choose(self) -> Callable[[], None]:
        """A gesture, by how often a hand makes it."""
        gestures, weights = zip(*self._gestures, strict=True)
        return self._random.choices(gestures, weights)[0]

    def pause(self) -> int:
        """Milliseconds between two gestures."""
        return self._random.randint(1, 60)

    def slide(self) -> None:
        row = self._row()
        if row is None:
            return
        slider = self._woken(row).slider
        self._hand.move(slider, self._along(slider))
        self._hand.press()
        for _ in range(self._to(12) + 1):
            self._hand.move(slider, self._along(slider))
            wait(8)
        self._hand.release()

    def keys_on_a_slider(self) -> None:
        row = self._row()
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)
            keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete)
            for _ in range(self._to(6) + 1):
                QTest.keyClick(row.controls.slider, self._random.choice(keys))
                wait(8)  # no hand is faster, and each key is a turn of its own

    def number(self) -> None:
        row = self._row()
        if row is not None:
            self._woken(row).number.setValue(self._random.uniform(-1, 6))

    def row_button(self) -> None:
        row = self._row()
        if row is not None:
            self._hand.click(self._random.choice(self._woken(row).buttons))

    def hover(self) -> None:
        row = self._row()
        if row is not None:
            self._hand.move(self._woken(row).swatch)
            wait(self._to(300))

    def _woken(self, row: TagSlider) -> TagControls:
        """The controls of a row, when the hand has come to it."""
        self._hand.move(row, QPoint(1, row.height() // 2))
        wait(1)
        return row.controls

    def _along(self, slider: QWidget) -> QPoint:
        return QPoint(self._to(slider.width()), slider.height() // 2)

    def search(self) -> None:
        text = self._random.choice(("", "", "red", "hair", "blue eyes", "no such tag", "青"))
        self.window.tags.search.setText(text)

    def fold(self) -> None:
        self._random.choice(list(self.window.tags.groups.values())).heading.click()

    def undo_and_redo(self) -> None:
        for _ in range(self._to(5) + 1):
            actions = self.window.actions_
            (actions.undo if self._random.random() < 0.6 else actions.redo).trigger()
            wait(self._to(20))

    def wipe(self) -> None:
        self.window.compare_actions.wipe.trigger()
        divider = self.window.compare_view.divider
        if divider.isVisible():
            QTest.mousePress(divider, LEFT, NONE, divider.rect().center())
            for _ in range(6):
                QTest.mouseMove(divider, QPoint(self._to(200) - 100, divider.height() // 2))
                wait(8)
            QTest.mouseRelease(divider, LEFT, NONE, divider.rect().center())

    def side_by_side(self) -> None:
        self.window.compare_actions.side_by_side.trigger()

    def hold(self) -> None:
        button = self.window.compare_bar.hold
        QTest.mousePress(button, LEFT)
        wait(self._to(60))
        QTest.mouseRelease(button, LEFT)

    def snapshots(self) -> None:
        actions = self.window.compare_actions
        self._random.choice((actions.store_a, actions.store_b, actions.flip, *actions.before.values())).trigger()

    def zoom_and_pan(self) -> None:
        canvas = self.window.result.canvas
        at = QPointF(self._to(canvas.width()), self._to(canvas.height()))
        for _ in range(self._to(5) + 1):
            turn = QPoint(0, self._random.choice((-120, 120)))
            none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(at, canvas.mapToGlobal(at), QPoint(), turn, none, NONE, phase, False)
            QApplication.sendEvent(canvas, event)
            wait(8)
        self.window.hint_tools.tool = Tool.HAND
        self._drag(canvas, *(self._place(canvas) for _ in range(4)))
        if self._random.random() < 0.3:
            actions = self.window.actions_
            self._random.choice((actions.fit, actions.actual_size, actions.link_reference)).trigger()

    def turn(self) -> None:
        actions = self.window.view_actions
        self._random.choice((actions.mirror, actions.left, actions.right, actions.upright)).trigger()

    def paint(self) -> None:
        tools, canvas = self.window.hint_tools, self.window.result.canvas
        tools.tool = self._random.choice((Tool.BRUSH, Tool.BRUSH, Tool.ERASER, Tool.FILL, Tool.PICK))
        tools.set_tip(size=self._random.randint(1, 80), softness=self._random.randint(0, 100))
        red, green, blue = (self._random.randrange(256) for _ in range(3))
        tools.color = (red, green, blue)
        self._drag(canvas, *(self._place(canvas) for _ in range(self._to(6) + 1)))
        tools.tool = Tool.HAND

    def clear_hints(self) -> None:
        self.window.hint_actions.clear.trigger()

    def swap(self) -> None:
        self.window.actions_.swap.trigger()

    def open_picture(self) -> None:
        sources = [PictureSource.of_path(path) for path in self._random.sample(self._pictures, self._to(2) + 1)]
        self.window.workspace.drop(self._random.choice(("sketch", "reference")), sources)

    def lines(self) -> None:
        ink = self._random.choice(("auto", "as-is", "dark", "light", "transparent"))
        threshold = self._random.choice((None, self._random.randint(1, 255)))
        self.window.workspace.set_line_settings(LineSettings(ink=ink, threshold=threshold))

    def preset(self) -> None:
        panel = self.window.tags.presets
        what = self._random.random()
        if what < 0.3 or not panel.list.keys:
            panel.keep_button.click()
        elif what < 0.4 and len(panel.list.keys) > 4:
            panel.removed.emit(self._random.choice(panel.list.keys))
        elif what < 0.6:
            panel.peeked.emit(self._random.choice(panel.list.keys))
            wait(self._to(250))
            panel.peek_ended.emit()
        else:
            panel.chosen.emit(self._random.choice(panel.list.keys))

    def history(self) -> None:
        strip = self.window.history
        if strip.list.keys:
            number = self._random.choice(strip.list.keys)
            what = self._random.random()
            if what < 0.2:
                strip.star_asked.emit(number, self._random.random() < 0.5)
            elif what < 0.3:
                strip.removed.emit(number)
            else:
                strip.chosen.emit(number)
            wait(8)
        strip.search.setText(self._random.choice(("", "", "red")))

    def variants(self) -> None:
        window = self.window.variants
        self.window.compare_actions.variants.trigger()
        window.kind.setCurrentIndex(self._to(3))
        window.count.setValue(2 + self._to(2))
        window.start()
        wait(self._to(300))
        if window.cards.keys and self._random.random() < 0.5:
            window.cards.chosen.emit(self._random.choice(window.cards.keys))
        window.close()
        self.window.activateWindow()  # as any desktop does

    def theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        choose_scheme(app, self._random.choice(("light", "dark")))

    def panes(self) -> None:
        self.window.actions_.show_panes.trigger()
        wait(30)
        self.window.actions_.show_panes.trigger()

    def save_picture(self) -> None:
        suffix = self._random.choice((".png", ".jpg", ".ora", ".psd"))
        if self.window.workspace.bridge.state is State.READY:
            self.window.workspace.export_result(self._folder / f"out{suffix}")

    def save_project(self) -> None:
        if not self.window.projects.keeper.is_saving:
            self.window.projects.keeper.save(self._folder / f"work{self._to(2)}.nurie")

    def open_project(self) -> None:
        path = self._folder / f"work{self._to(2)}.nurie"
        if path.is_file():
            self.window.projects.keeper.open(path)

    def help(self) -> None:
        tour = self.window.help.tour
        tour.start()
        for _ in range(self._to(8)):
            tour.go(self._to(7))
            wait(8)
        tour.leave()
        wait(8)
        self.window.help_actions.log.trigger()
        wait(30)
        self.window.help.log.close()
        self.window.activateWindow()

    def escape(self) -> None:
        self.window.error_bar.dismiss()
        self.window.tags.search.clear()

    def rest_a_while(self) -> None:
        wait(self._to(600))

    def _row(self) -> TagSlider | None:
        """A row of an unfolded group, scrolled to where the hand can reach it."""
        tags = self.window.tags
        rows = [row for group in tags.groups.values() for row in group.rows.values() if row.isVisible()]
        if not rows:
            return None
        row = self._random.choice(rows)
        tags.findChild(QScrollArea).ensureWidgetVisible(row)
        return row

    def _drag(self, widget: QWidget, *places: QPoint) -> None:
        QTest.mousePress(widget, LEFT, NONE, places[0])
        for place in places[1:]:
            QTest.mouseMove(widget, place)
            wait(8)
        QTest.mouseRelease(widget, LEFT, NONE, places[-1])

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(self._to(widget.width()), self._to(widget.height()))

    def _to(self, end: int) -> int:
        """A whole number from 0 up to, not with, `end`."""
        return self._random.randrange(max(1, end))
