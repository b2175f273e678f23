"""The language of the window: the system's unless the user chose one.

The texts lie in `resources/translations`: the `.ts` files are the source, the `.qm` files what is loaded;
`tools/translations.py` keeps both in step with the code. A language takes effect when the window is opened,
as everywhere else: menus, panes and tags are named once.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"
LANGUAGES = {"en": "English", "ja": "日本語"}
"""The languages that the window speaks, each by its own name."""
SOURCE_LANGUAGE = "en"

_current = SOURCE_LANGUAGE


def current_language() -> str:
    """The language of the window, a key of `LANGUAGES`."""
    return _current


def system_language() -> str:
    """The first of the system's languages that the window speaks, else English."""
    for name in QLocale.system().uiLanguages():
        if (language := name.replace("_", "-").partition("-")[0]) in LANGUAGES:
            return language
    return SOURCE_LANGUAGE


def install(app: QApplication, language: str | None = None) -> None:
    """Loads a language's texts: ours, and Qt's own for its dialogs. Call it before any widget is made.

    Args:
        language: a key of `LANGUAGES`; the system's where it is None or unknown.
    """
    global _current
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    _current = language if language in LANGUAGES else system_language()
    QLocale.setDefault(QLocale(_current) if language in LANGUAGES else QLocale.system())
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{_current}", qt), (f"nurie_{_current}", str(FOLDER))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
