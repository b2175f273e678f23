"""Builds and wires everything, and runs it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app import translation
from app.engine_bridge import OnAnswer, SessionLike
from app.model.document import SLOTS
from app.picture_sources import PictureSource
from app.settings import Settings
from app.ui import theme
from app.ui.icons import app_icon
from app.ui.main_window import MainWindow
from app.workspace import Workspace, load_model
from engine import __version__
from engine.errors import WeightsError
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
    translation.install(app, settings.language)
    theme.install(app)
    theme.choose_scheme(app, settings.theme)
    app.setWindowIcon(app_icon())
    return app


def make_window(
    paths: list[str], settings: Settings, make_session: Callable[[OnAnswer], SessionLike] = Session
) -> MainWindow:
    """The window, with its model and pictures on their way; the session starts once it is shown.

    Args:
        paths: sketch and reference; none of them opens the demo.
        settings: where the layout is remembered.
        make_session: opens the engine's session, given what to call with each answer.
    """
    workspace = Workspace()
    window = MainWindow(workspace, settings)
    workspace.setParent(window)
    _choose_default_model(window)
    files = [Path(path) for path in paths] or [path for path in DEMO.values() if path.is_file()]
    for slot, path in zip(SLOTS, files, strict=False):
        workspace.open_pictures(slot, [PictureSource.of_path(path)], undoable=False)
    # The first paint comes first: loading the engine takes seconds, and the window must not wait for it.
    window.first_painted.connect(lambda: workspace.bridge.start(make_session))
    return window


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
        window.error_bar.show_message(str(error))


def run(paths: list[str]) -> int:
    """Opens the window and runs until it is closed.

    Args:
        paths: at most a sketch and a reference.

    Returns:
        The exit status.
    """
    app = make_application(sys.argv[:1])
    window = make_window(paths, Settings())

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("unexpected error", exc_info=(kind, error, trace))
        window.error_bar.show_message(app.tr("Something went wrong inside Nurie ({error}).").format(error=error))

    sys.excepthook = report
    window.show()
    return app.exec()
