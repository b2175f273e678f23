"""Builds and wires everything, and runs it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication

from app import logbook, translation
from app.ending import wait_for_all
from app.garbage_collector import GarbageCollector
from app.model.document import SLOTS, load_model
from app.picture_sources import PictureSource
from app.session_like import OnAnswer, SessionLike
from app.settings import Settings
from app.ui import theme
from app.ui.icons import app_icon
from app.ui.main_window import MainWindow
from app.ui.theme import GRID
from app.workspace import Workspace
from engine import __version__
from engine.errors import WeightsError
from engine.process_memory import share_arenas
from engine.project.archive import is_project
from engine.resources import RESOURCES, find_model
from engine.session import Session

log = logging.getLogger(__name__)

DEMO = {"sketch": RESOURCES / "demo" / "sketch.png", "reference": RESOURCES / "demo" / "reference.png"}


def make_application(argv: list[str]) -> QApplication:
    """The `QApplication`, with name, language, style and icon."""
    QApplication.setOrganizationName("Nurie")
    QApplication.setApplicationName("Nurie")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("nurie")
    app = QApplication(argv)
    settings = Settings()
    translation.install(app, settings.language.value)
    theme.install(app)
    theme.choose_scheme(app, settings.theme.value)
    app.setWindowIcon(app_icon())
    return app


def make_window(
    paths: list[str],
    settings: Settings,
    make_session: Callable[[OnAnswer], SessionLike] = Session,
    demo: bool = True,
) -> MainWindow:
    """The window, with its model and pictures on their way; the session starts once it is shown.

    Args:
        paths: a project, or sketch and reference.
        settings: where the layout is remembered.
        make_session: opens the engine's session, given what to call with each answer.
        demo: whether the demo opens where no paths are given.
    """
    workspace = Workspace(known_models=lambda: settings.known_models)
    window = MainWindow(workspace, settings)
    workspace.setParent(window)
    logbook.follow(workspace)
    _choose_default_model(window)
    files = [Path(path).absolute() for path in paths] or [path for path in DEMO.values() if demo and path.is_file()]
    if opens_project(files):
        window.projects.open(files[0])
    else:
        for slot, path in zip(SLOTS, files, strict=False):
            workspace.open_pictures(slot, [PictureSource.of_path(path)], undoable=False)
    # The first paint comes first: loading the engine takes seconds, and the window must not wait for it.
    window.first_painted.connect(lambda: workspace.bridge.start(make_session))
    window.first_painted.connect(window.projects.recovery.look)
    return window


def opens_project(files: list[Path]) -> bool:
    """Whether what is to be opened is a project."""
    return bool(files) and is_project(files[0])


def _choose_default_model(window: MainWindow) -> None:
    """Reads the default model's description; its header is so small that the first picture can wait for it."""
    try:
        path = find_model()
    except WeightsError:
        # The engine's sentence names the command line's way out; a window has its own.
        window.error_bar.show_message(window.tr("No model is installed; choose one with File ▸ Open Model…"))
        return
    try:
        window.workspace.document.model.value = load_model(path)
    except WeightsError as error:
        window.error_bar.show_message(translation.said(error))


class Windows:
    """All windows of the program; the last one that closes ends it. GUI thread.

    Args:
        settings: shared by all.
        make_session: see `make_window`; each window has a session of its own.
    """

    def __init__(self, settings: Settings, make_session: Callable[[OnAnswer], SessionLike] = Session) -> None:
        self._settings = settings
        self._make_session = make_session
        self._quitting = False
        self.all: list[MainWindow] = []
        """Those that are open, oldest first."""

    def open(self, paths: list[str], demo: bool = True) -> MainWindow:
        """Opens another window, a little aside of the one before; a project that a window has is shown there."""
        files = [Path(path) for path in paths]
        if opens_project(files) and (has_it := self._show_again(files[0])):
            return has_it
        window = make_window(paths, self._settings, self._make_session, demo)
        if self.all:
            window.move(self.all[-1].pos() + QPoint(4 * GRID, 4 * GRID))
        self.all.append(window)
        window.projects.show_elsewhere = lambda path: self._show_again(path, window) is not None
        window.projects.window_wanted.connect(lambda: self.open([], demo=False))
        window.projects.recovery_wanted.connect(self._recover)
        window.actions_.quit.triggered.connect(self.quit)
        window.projects.gone.connect(lambda: self._on_gone(window))
        window.projects.stayed.connect(self._stay)
        window.ended.connect(window.deleteLater)  # its pictures, and what else Python would never see is not needed
        window.show()
        return window

    def _show_again(self, project: Path, besides: MainWindow | None = None) -> MainWindow | None:
        """Brings up the window that has this project, if another than `besides` has."""
        others = (window for window in self.all if window is not besides)
        return next((window for window in others if window.projects.show_again(project)), None)

    def _recover(self) -> None:
        self.open([], demo=False).projects.recovery.is_asked_for = True  # it looks once it is on the screen

    def quit(self) -> None:
        """Closes all windows, the newest first, each with its question; one that is kept keeps those before it."""
        self._quitting = True
        self._close_next()

    def _close_next(self) -> None:
        if self._quitting and self.all:
            self.all[-1].close()

    def _on_gone(self, window: MainWindow) -> None:
        self.all = [other for other in self.all if other is not window]
        QTimer.singleShot(0, self._close_next)

    def _stay(self) -> None:
        self._quitting = False

    def report(self, message: str) -> None:
        """Tells of a failure in the window that is in use."""
        active = [window for window in self.all if window.isActiveWindow()]
        for window in (active or self.all)[-1:]:
            window.error_bar.show_message(message)


def run(paths: list[str]) -> int:
    """Opens the window and runs until the last one is closed.

    Args:
        paths: a project, or at most a sketch and a reference.

    Returns:
        The exit status.
    """
    share_arenas()
    app = make_application(sys.argv[:1])
    collector = GarbageCollector()
    logbook.install()
    logbook.take_over()
    settings = Settings()
    windows = Windows(settings)

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("unexpected error", exc_info=(kind, error, trace))
        windows.report(app.tr("Something went wrong inside Nurie ({error}).").format(error=error))

    sys.excepthook = report
    window = windows.open(paths)
    if not paths:  # whoever opens a file has something to do
        window.first_painted.connect(window.help.greet)
    status = app.exec()
    wait_for_all()
    collector.close()
    settings.save()  # what was set after the last window saved
    return status
