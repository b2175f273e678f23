"""The states of the main window, one after the other, and a picture of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import app.application as application
from app.engine_bridge import State
from app.hints.tools import Tool
from app.model.batch_run import BatchState
from app.picture_sources import PictureSource
from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.tag_slider import TagSlider
from tools import training_pictures
from tools.grabbing import ROOT, seen, until, write
from tools.hand import LEFT, NONE, Hand
from tools.made_up import end_badly
from tools.waiting import wait

SCREENS = ROOT / "docs" / "screens"
PICTURES = ROOT / "resources" / "manual" / "pictures"


class Walk:
    """The window, and the states that it is brought into, one after the other.

    Args:
        window: shown, with the demo in it.
        folder: for files that the walk needs.
        manual: the language of the manual that this is for, whose pictures alone are then written; "" for the English
            one and all states.
    """

    def __init__(self, window: MainWindow, folder: Path, manual: str = "") -> None:
        self.window = window
        self._folder = folder
        self._manual = manual

    def keep(self, name: str, window: QWidget | None = None) -> None:
        """Writes what is seen now."""
        if not self._manual:
            write(seen(window or self.window), SCREENS / f"{name}.webp")

    def part(self, name: str, *widgets: QWidget) -> None:
        """Writes, for the manual, the part of a window that some of its widgets take."""
        window = widgets[0].window()
        rect = QRect()
        for widget in widgets:
            rect |= QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        write(seen(window).copy(rect), PICTURES / self._manual / f"{name}.webp")

    def settle(self) -> None:
        """Waits until the full picture is seen, and the presets' own."""
        bridge = self.window.workspace.bridge
        wait(30)
        until(lambda: bridge.state is State.READY and bridge.side.is_idle)
        until(lambda: self.window.result.canvas.veil == 0)

    def move(self, **tags: float) -> None:
        """Moves tags, as two gestures would."""
        for number, (name, value) in enumerate(tags.items()):
            self.window.workspace.move_tag(name, value, 1000 + number)
        self.settle()

    def row(self, name: str) -> TagSlider:
        """The row of a tag."""
        row = self.window.tags.row(name)
        assert row is not None, name
        return row

    def go(self, parts: Sequence[str]) -> None:
        """Some of `PARTS`."""
        for part in parts:
            getattr(self, part)()

    def start(self) -> None:
        self.keep("start")
        self.part("window", self.window)
        self.part("inputs", self.window.docks[0], self.window.docks[1])
        tour = self.window.help.tour
        tour.start()
        self.keep("tour")
        tour.go(2)
        self.keep("tour-tags")
        tour.leave()

    def tags(self) -> None:
        window = self.window
        presets = window.tags.presets
        self.move(red_hair=2.0)
        self.move(green_background=1.5)
        hand, row = Hand(), self.row("red_hair")
        hand.move(row)
        hand.click(row.controls.star_button)
        wait(50)  # its group has one row more above it
        hand.move(row)
        self.keep("tags")
        self.part("tags", window.docks[2])
        window.tags.search.setText("blond")
        self.keep("search")
        window.tags.search.clear()
        presets.list.setCurrentRow(1)
        menu = presets.make_menu(window.settings.presets.value[1].name)
        menu.popup(presets.list.mapToGlobal(QPoint(120, 20)))
        self.keep("presets")
        menu.close()
        wait(50)  # a hand comes only then
        row = self.row("blue_hair")
        hand.move(row)
        hand.move(row.controls.swatch)
        until(lambda: window.workspace.hover.shown is not None)
        self.keep("hover")
        hand.move(window.tags.search)

    def comparing(self) -> None:
        window, actions = self.window, self.window.compare_actions
        actions.store_a.trigger()
        actions.wipe.trigger()
        until(lambda: window.compare_binding.comparing.picture is not None)
        self.keep("wipe")
        self.part("wipe", window.result_header, window.compare_view)
        actions.wipe.trigger()
        actions.side_by_side.trigger()
        self.keep("side-by-side")
        self.move(red_hair=0.0, purple_hair=2.0)
        actions.store_b.trigger()
        actions.before[next(key for key in actions.before if key.name == "A")].trigger()
        self.keep("ab")
        actions.side_by_side.trigger()
        self.move(purple_hair=0.0, blue_background=1.5)
        window.history.list.setCurrentRow(0)
        moment = window.history_binding.history.moments.value[-2].number
        window.history_binding.history.star(moment, True)
        menu = window.history.make_menu(moment)
        menu.popup(window.history.list.mapToGlobal(QPoint(140, -40)))
        self.keep("history")
        menu.close()
        self.part("history", window.docks[3])

    def variants(self) -> None:
        window = self.window
        window.compare_actions.variants.trigger()
        variants = window.variants
        variants.across.setCurrentIndex(max(0, variants.across.findData("blue_hair")))
        variants.down.setCurrentIndex(max(0, variants.down.findData("pink_background")))
        variants.count.setValue(4)
        variants.start()
        until(lambda: not variants.run.is_running)
        self.keep("variants", variants)
        self.part("variants", variants)
        variants.close()

    def hints(self) -> None:
        window, tools = self.window, self.window.hint_tools
        until(lambda: window.hints.can_paint)
        tools.tool, tools.color = Tool.BRUSH, (214, 92, 104)
        tools.set_tip(size=36)
        self.stroke((0.28, 0.93), (0.42, 0.9), (0.55, 0.93))
        tools.tool, tools.color = Tool.FILL, (120, 170, 220)
        self.stroke((0.5, 0.86))
        window.result.canvas.setFocus()
        self.keep("hints")
        self.part("hints", window.result_header, window.compare_view, window.tool_strip)
        window.tool_options.swatch.click()
        until(window.tool_options.popup.isVisible)
        self.keep("hint-color")
        window.tool_options.popup.close()
        tools.tool = Tool.HAND

    def stroke(self, *points: tuple[float, float]) -> None:
        """A stroke on the result through points in shares of the picture's sides."""
        canvas, document = self.window.result.canvas, self.window.workspace.document
        before = document.hints.value
        target = canvas.target()
        places = [
            canvas.turn().map(QPointF(target.x() + x * target.width(), target.y() + y * target.height())).toPoint()
            for x, y in points
        ]
        QTest.mousePress(canvas, LEFT, NONE, places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas, place)
        QTest.mouseRelease(canvas, LEFT, NONE, places[-1])
        until(lambda: document.hints.value is not before)
        wait(300)

    def batch(self) -> None:
        """A chapter with a broken page, coloured as the canvas is."""
        chapter = self._folder / "chapter"
        chapter.mkdir()
        sketch = Image.open(application.DEMO["sketch"]).convert("L").resize((512, 512), Image.Resampling.LANCZOS)
        for number, page in enumerate((sketch, ImageOps.mirror(sketch), sketch.crop((96, 0, 416, 320))), 1):
            page.save(chapter / f"page {number}.png")
        (chapter / "page 4.png").write_bytes(b"no picture at all")
        self.window.actions_.batch.trigger()
        batch = self.window.batches.window
        batch.set_source(chapter)
        until(lambda: len(batch.run.pages) == 4)
        batch.start()
        until(lambda: batch.run.state.value in (BatchState.DONE, BatchState.BROKEN))
        wait(500)  # for the last thumbnail
        self.keep("batch", batch)
        self.part("batch", batch)
        batch.close()

    def lines(self) -> None:
        """A pencil drawing on grey paper: what was detected, and the menu that overrides it."""
        window = self.window
        paper = self._folder / "pencil on paper.png"
        sketch = np.asarray(Image.open(application.DEMO["sketch"]).convert("L"), np.float32)
        shade = np.linspace(0.96, 0.8, sketch.shape[1], dtype=np.float32)[None]
        noise = np.random.default_rng(0).normal(0, 3, sketch.shape)
        grey = np.clip((70 + sketch * 0.66) * shade + noise, 0, 255).astype(np.uint8)
        Image.fromarray(grey).save(paper)
        window.workspace.open_pictures("sketch", [PictureSource.of_path(paper)])
        until(lambda: window.sketch_header.detail == paper.name)
        self.settle()
        window.line_menu.popup(window.sketch_header.mapToGlobal(QPoint(120, window.sketch_header.height())))
        self.keep("lines")
        window.line_menu.close()
        window.actions_.undo.trigger()
        self.settle()

    def bars(self) -> None:
        window = self.window
        if end_badly(self._folder):
            window.projects.recovery.look()
            until(window.notice_bar.isVisible)
            self.keep("recovery")
            window.notice_bar.dismiss()
        broken = self._folder / "broken.png"
        broken.write_bytes(b"no picture at all")
        window.workspace.open_pictures("sketch", [PictureSource.of_path(broken)])
        until(window.error_bar.isVisible)
        self.keep("error")
        window.error_bar.dismiss()

    def dialogs(self) -> None:
        window = self.window
        window.preferences.keys.trigger()
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        dialog.move(window.mapToGlobal(window.rect().center()) - dialog.rect().center())
        self.keep("shortcuts")
        dialog.close()
        window.help_actions.log.trigger()
        until(lambda: bool(window.help.log.text.toPlainText()))
        self.keep("log", window.help.log)
        window.help.log.close()
        window.help_actions.manual.trigger()
        until(lambda: window.help.manual.contents.count() > 0)
        self.keep("manual", window.help.manual)
        window.help.manual.close()

    def training(self) -> None:
        window = self.window
        window.training.show_new()
        training = window.training.window
        until(lambda: training.pages.currentWidget() is training.start_page)
        until(lambda: training.start_page.preset.isVisible() and training.start_page.machine.is_settled)
        wait(300)
        self.keep("training-new", training)
        training_pictures.walk(training, self._folder, self.keep, until)
        training.close()

    def looks(self) -> None:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        theme.choose_scheme(qt, "light")
        theme.Recoloring.finish()
        self.keep("light")
        self.window.help.tour.start()
        self.keep("tour-light")
        self.window.help.tour.leave()
        theme.choose_scheme(qt, "dark")
        theme.Recoloring.finish()
