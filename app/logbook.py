"""The log: what Nurie did and what went wrong, in a small file of this machine that is never sent anywhere.

Everything that uses `logging` ends here, Qt's own messages as well. The file starts anew when it is full and keeps
one older part. Where a library brings the whole process down, the place is written beside it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import platform
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from app.data_folder import data_folder
from app.shown import Shown
from app.workspace import Workspace
from engine import __version__

log = logging.getLogger(__name__)

MAX_BYTES = 256 * 1024
"""How large a part of the log may grow; there are two."""
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_path() -> Path:
    """The file that is written now; the older part lies beside it with `.1` at its end."""
    return data_folder() / "log" / "nurie.log"


def crash_path() -> Path:
    """Where the place of a crash inside a library is written."""
    return log_path().with_name("crash.log")


def install() -> logging.Handler | None:
    """Begins the log. A folder that cannot be written costs the log and nothing else.

    Returns:
        What writes the file, or None.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    on_terminal = logging.StreamHandler()
    on_terminal.setLevel(logging.WARNING)
    root.addHandler(on_terminal)
    try:
        handler = _file_handler()
    except OSError as error:
        log.warning("there will be no log: %s", error)
        return None
    root.addHandler(handler)
    system = f"{platform.system()} {platform.release().partition('-')[0]} {platform.machine()}"
    log.info("Nurie %s, Python %s, Qt %s, %s", __version__, platform.python_version(), qVersion(), system)
    return handler


def take_over() -> None:
    """Brings into the log what else would be told to the terminal or to nobody: warnings, errors of threads, Qt's
    messages, and where a library brought the process down."""
    logging.captureWarnings(True)
    threading.excepthook = _on_thread_error
    qInstallMessageHandler(_on_qt_message)
    with contextlib.suppress(OSError):
        crash_path().parent.mkdir(parents=True, exist_ok=True)
        full = crash_path().exists() and crash_path().stat().st_size > MAX_BYTES
        file = crash_path().open("w" if full else "a", encoding="utf-8")
        faulthandler.enable(file)  # which stays open as long as the program runs


def follow(workspace: Workspace) -> None:
    """Writes down what is coloured, on what and how fast, and what was done that cannot be seen."""
    workspace.bridge.shown_changed.connect(_on_shown)
    workspace.noticed.connect(log.info)


def read_log(most: int) -> str:
    """What the log holds: the places of the last crashes, and then what was told, oldest first, so that what is new
    stands at the end. Not on the GUI thread.

    Args:
        most: lines; of crashes a quarter at most.
    """
    crashes = _lines(crash_path())[-(most // 4) :]
    told = _lines(log_path().with_name(f"{log_path().name}.1")) + _lines(log_path())
    return "".join([*crashes, *told[-(most - len(crashes)) :]])


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines(True)
    except OSError:
        return []


def _file_handler() -> RotatingFileHandler:
    log_path().parent.mkdir(parents=True, exist_ok=True)
    odd = "backslashreplace"  # a file's name may be in no encoding at all
    handler = RotatingFileHandler(log_path(), maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", errors=odd)
    handler.rotator = _rename  # another Nurie may hold the file open, which some systems do not let be renamed
    handler.setFormatter(logging.Formatter(_FORMAT))
    return handler


def _rename(source: str, target: str) -> None:
    with contextlib.suppress(OSError):
        os.replace(source, target)


def _on_shown(shown: Shown | None) -> None:
    if shown is not None and not shown.preview:
        result = shown.result
        total = result.milliseconds.get("total", 0.0)
        log.info("coloured at %d × %d on %s, %s, in %.0f ms", *result.size, result.device, result.precision, total)
        for note in result.notes:
            log.warning("%s", note)


def _on_thread_error(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        log.critical("a thread failed", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    del context
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", message)
