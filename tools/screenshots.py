"""Walks the real window and keeps a picture of each of its states: `python -m tools.screenshots [PART…]`.

The window works with the weights and the demo drawing that come with it, so what the pictures show is real; only the
training that the run page shows is made up, as a true one takes hours. The window's own data is kept in a folder that
goes away: nothing of whoever runs this is read or changed. Needs no display.

`docs/screens` holds the states of the whole window, `resources/manual/pictures` what the manual shows of them.
Look at each: they are there to find what is ugly, cramped, misaligned or unclear. A part is one of `PARTS`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontDatabase, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import app.application as application
from app import translation
from app.engine_bridge import OnAnswer, SessionLike, State
from app.hints.tools import Tool
from app.picture_sources import PictureSource
from app.run_library import runs_folder
from app.settings import Settings
from app.ui import project_dialogs, theme
from app.ui.main_window import MainWindow
from app.ui.tag_slider import TagSlider
from engine.session import Session
from trainer.events import EventWriter
from trainer.options import StageTwoOptions, to_json

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs" / "screens"
PICTURES = ROOT / "resources" / "manual" / "pictures"
SIZE = (1440, 900)
PARTS = ("start", "tags", "comparing", "variants", "hints", "lines", "bars", "dialogs", "training", "looks")
"""What a walk in one window shows, each a method of `Walk`."""
ALONE = {"scale-125": ("en", "1.25"), "scale-150": ("en", "1.5"), "scale-200": ("en", "2"), "japanese": ("ja", "1")}
"""What needs a process of its own: language and scale."""
PATIENCE_S = 300.0
"""How long a colouring may take on a machine that does other work as well."""
QUALITY = 82
OVER = (Qt.WindowType.Popup, Qt.WindowType.Dialog)
MakeSession = Callable[[OnAnswer], SessionLike]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def virtual_screen(folder: Path) -> None:
    """Chooses a platform without display, on a screen of a usual size, unless another one is chosen already."""
    if "QT_QPA_PLATFORM" not in os.environ:
        screen = {"name": "virtual", "x": 0, "y": 0, "width": 1920, "height": 1200, "logicalDpi": 96, "dpr": 1}
        config = folder / "screen.json"
        config.write_text(json.dumps({"screens": [screen]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"


def until(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
    """Lets the window work until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"nothing happened for {seconds:g} seconds")
        QTest.qWait(20)


def write(pixmap: QPixmap, path: Path) -> None:
    """Writes a WebP, small enough for a repository."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(buffer.data().data())).convert("RGB").save(path, quality=QUALITY, method=6)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", flush=True)


def seen(window: QWidget) -> QPixmap:
    """A window and what lies over it: menus and dialogs, which a platform without screen does not compose."""
    QTest.qWait(50)
    picture = window.grab()
    painter = QPainter(picture)
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible() and other.windowType() in OVER:
            corner = other.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(corner, other.grab())
            painter.setPen(QColor(theme.tokens().border))
            painter.drawRect(QRect(corner, other.size()).adjusted(-1, -1, 0, 0))
    painter.end()
    return picture


class Walk:
    """The window, and the states that it is brought into, one after the other.

    Args:
        window: shown, with the demo in it.
        folder: for files that the walk needs.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self._folder = folder

    def keep(self, name: str, window: QWidget | None = None) -> None:
        """Writes what is seen now."""
        write(seen(window or self.window), SCREENS / f"{name}.webp")

    def part(self, name: str, *widgets: QWidget) -> None:
        """Writes, for the manual, the part of a window that some of its widgets take."""
        window = widgets[0].window()
        rect = QRect()
        for widget in widgets:
            rect |= QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        write(seen(window).copy(rect), PICTURES / f"{name}.webp")

    def settle(self) -> None:
        """Waits until the full picture is seen."""
        bridge = self.window.workspace.bridge
        QTest.qWait(30)
        until(lambda: bridge.state is State.READY)
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
        until(lambda: window.workspace.bridge.side.is_idle)
        self.move(red_hair=2.0)
        self.move(green_background=1.5)
        self.row("red_hair").star_button.click()
        self.keep("tags")
        self.part("tags", window.docks[2])
        window.tags.search.setText("blond")
        self.keep("search")
        window.tags.search.clear()
        presets.list.setCurrentRow(1)
        menu = presets.make_menu(window.settings.presets[1].name)
        menu.popup(presets.list.mapToGlobal(QPoint(120, 20)))
        self.keep("presets")
        menu.close()
        row = self.row("blue_hair")
        middle = QPointF(row.swatch.rect().center())
        QApplication.sendEvent(row.swatch, QEnterEvent(middle, middle, row.swatch.mapToGlobal(middle)))
        until(lambda: window.workspace.hover.shown is not None)
        self.keep("hover")
        QApplication.sendEvent(row.swatch, QEvent(QEvent.Type.Leave))

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
        QTest.qWait(300)

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
        QTest.qWait(300)
        self.keep("training-new", training)
        write_run(runs_folder() / "flowers", self._folder)
        window.training.show_runs()
        until(lambda: training.run_page.watcher is not None and bool(training.run_page.watcher.run.samples))
        QTest.qWait(500)
        self.keep("training-run", training)
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


def end_badly(folder: Path) -> bool:
    """Lets another window be killed over its work."""
    crash = [sys.executable, "-m", "tools.screenshots", "--crash", str(folder)]
    subprocess.run(crash, check=False, cwd=ROOT, stdout=subprocess.DEVNULL)
    return True


def write_run(root: Path, folder: Path) -> None:
    """A run as a training of some hours leaves it, with invented numbers: for the picture of the page alone."""
    options = StageTwoOptions(data=folder / "flowers", run=root, steps=3000)
    (root / "samples").mkdir(parents=True)
    (root / "options.json").write_text(json.dumps(to_json(options)))
    demo = [Image.open(path).convert("RGB").resize((256, 256)) for path in application.DEMO.values()]
    sheet = Image.new("RGB", (256 * len(demo), 256))
    for place, picture in enumerate(demo):
        sheet.paste(picture, (256 * place, 0))
    random = np.random.default_rng(0)
    events = EventWriter(root / "events.jsonl")
    events.write("started", step=0, steps=options.steps, options=to_json(options), device="cpu", pid=os.getpid())
    for step in range(10, options.steps + 1, 10):
        loss = 0.08 + 0.25 * np.exp(-step / 600) + random.normal(0, 0.006)
        rate = 50.0 + random.normal(0, 2)
        events.write(
            "step",
            step=step,
            losses={"l1": loss, "inversion": 0.5 * loss},
            learning_rate=options.learning_rate,
            images_per_second=rate,
            waiting_share=0.01,
        )
        if step % 500 == 0:
            path = root / "samples" / f"{step:07d}.png"
            sheet.save(path)
            events.write("sample", step=step, path=f"samples/{path.name}")
    events.write("done", step=options.steps)


class NoSession:
    """Colours nothing: for a window that is only to end badly."""

    def __init__(self, on_answer: object) -> None: ...
    def submit(self, request: object) -> None: ...
    def submit_idle(self, request: object, first: bool = False) -> None: ...
    def cancel_idle(self, numbers: object) -> None: ...
    def warm_up(self, model: Path) -> None: ...
    def close(self) -> None: ...


@contextmanager
def opened(
    folder: Path, language: str, make_session: Callable[[OnAnswer], SessionLike] = Session
) -> Iterator[MainWindow]:
    """The window as somebody new finds it, with the data of its own in `folder`."""
    for name in ("DATA", "RUNS", "MODELS"):
        os.environ[f"NURIE_{name}"] = str(folder / name.lower())
    qt = QApplication.instance() or application.make_application(sys.argv[:1])
    assert isinstance(qt, QApplication)
    translation.install(qt, language)
    theme.choose_scheme(qt, "dark")
    application.logbook.install()
    project_dialogs.ask_to_save = lambda _parent, _name, done: done("discard")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = application.make_window([], settings, make_session)
    window.resize(*SIZE)
    window.show()
    yield window
    window.close()


def has_japanese() -> bool:
    """Whether there is a font that has Japanese letters."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.Japanese))


def main(argv: list[str]) -> int:
    if argv[:1] == ["--crash"]:
        with opened(Path(argv[1]), "en", NoSession) as window:
            until(lambda: window.workspace.document.is_complete)
            window.workspace.move_tag("pink_hair", 2.0, 1)
            window.projects.journal.record_now()
            window.projects.journal.flush()
            os._exit(1)
    with tempfile.TemporaryDirectory(prefix="nurie-walk-") as name:
        folder = Path(name)
        virtual_screen(folder)
        if argv[:1] == ["--one"]:  # one picture of the start, in a process of its own
            with opened(folder, argv[2]) as window:
                if argv[2] == "ja" and not has_japanese():
                    print("no font here has Japanese letters: that picture is left out")
                    return 0
                walk = Walk(window, folder)
                walk.settle()
                walk.move(red_hair=2.0)
                walk.keep(argv[1])
                if argv[2] == "ja":
                    window.help.tour.start()
                    walk.keep(f"{argv[1]}-tour")
            return 0
        if parts := [part for part in PARTS if part in argv or not argv]:
            with opened(folder, "en") as window:
                walk = Walk(window, folder)
                walk.settle()
                walk.go(parts)
        for name, (language, scale) in ALONE.items():
            if name in argv or not argv:
                one = [sys.executable, "-m", "tools.screenshots", "--one", name, language]
                subprocess.run(one, check=True, cwd=ROOT, env={**os.environ, "QT_SCALE_FACTOR": scale})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
