"""Walks the real window and keeps a picture of each of its states: `python -m tools.screenshots [PART…]`.

The window works with the weights and the demo drawing that come with it, so what the pictures show is real; the
training that is shown is one of a few steps. The window's own data is kept in a folder that goes away: nothing of
whoever runs this is read or changed. Needs no display.

`docs/screens` holds the states of the whole window, `resources/manual/pictures` what the manual shows of them, in `ja`
what the Japanese one does. Look at each: they are there to find what is ugly, cramped, misaligned or unclear. A part is
one of `PARTS`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

import app.application as application
from app import translation
from app.ending import wait_for_all
from app.session_like import OnAnswer, SessionLike
from app.settings import Settings
from app.ui import project_dialogs, theme
from app.ui.main_window import MainWindow
from engine.session import Session
from tools.grabbing import ROOT, until, virtual_screen
from tools.made_up import NoSession
from tools.walk import Walk

SIZE = (1440, 900)
PARTS = ("start", "tags", "comparing", "variants", "hints", "batch", "lines", "bars", "dialogs", "training", "looks")
"""What a walk in one window shows, each a method of `Walk`."""
ALONE = {"scale-125": ("en", "1.25"), "scale-150": ("en", "1.5"), "scale-200": ("en", "2"), "japanese": ("ja", "1")}
"""What needs a process of its own: language and scale."""
MANUAL = "manual-ja"
SHOWN_THERE = ("start", "tags", "comparing", "variants", "hints", "batch")
"""The parts of which a manual shows pictures."""


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
    wait_for_all()


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
        if argv[:1] == ["--manual"]:  # the pictures of a manual in another language
            with opened(folder, argv[1]) as window:
                if has_japanese():
                    walk = Walk(window, folder, argv[1])
                    walk.settle()
                    walk.go(SHOWN_THERE)
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
        if MANUAL in argv or not argv:
            subprocess.run([sys.executable, "-m", "tools.screenshots", "--manual", "ja"], check=True, cwd=ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
