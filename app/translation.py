"""The language of the window: the system's unless the user chose one.

The texts lie in `resources/translations`: the `.ts` files are the source, the `.qm` files what is loaded;
`tools/translations.py` keeps both in step with the code. A language takes effect when the window is opened,
as everywhere else: menus, panes and tags are named once.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from engine.errors import NurieError
from engine.sentences import Sentence, unpacked

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"
LANGUAGES = {"en": "English", "ja": "日本語"}
"""The languages that the window speaks, each by its own name."""
SOURCE_LANGUAGE = "en"

SENTENCES = "Sentences"
"""The context of what engine and trainer say."""
_current = SOURCE_LANGUAGE


def current_language() -> str:
    """The language of the window, a key of `LANGUAGES`."""
    return _current


def said(what: str | NurieError) -> str:
    """What the engine or the trainer says, in the window's language; what is known in English only stays so.
    Any thread."""
    text = what.sentence if isinstance(what, NurieError) else what
    sentence = text if isinstance(text, Sentence) else Sentence(text)
    return sentence.said(_translate) if sentence else ""


def said_of(values: object, otherwise: str) -> str:
    """Sentences that came as JSON (`engine.sentences.packed`), in the window's language.

    Args:
        otherwise: what is said where they are none, as in events of an older program.
    """
    return " ".join(said(sentence) for sentence in unpacked(values)) or otherwise


def _translate(template: str) -> str:
    return QCoreApplication.translate(SENTENCES, template)


def last_word(errors: str) -> str:
    """The last line of what a command of ours printed on standard error, in the window's language; empty where it
    said nothing. The command was started with `TELL_VARIABLE`."""
    lines = [line.strip() for line in errors.splitlines()]
    last = next((line for line in reversed(lines) if line), "")
    with suppress(ValueError):
        return said_of(json.loads(last), last)
    return last.removeprefix("nurie: ")


def system_language() -> str:
    """The first of the system's languages that the window speaks, else English."""
    for name in QLocale.system().uiLanguages():
        if (language := name.replace("_", "-").partition("-")[0]) in LANGUAGES:
            return language
    return SOURCE_LANGUAGE


def locale_of(language: str) -> QLocale:
    """How dates and numbers are written in a language: as the system does where it speaks it: it knows the country."""
    system = QLocale.system()
    return system if system.language() == QLocale(language).language() else QLocale(language)


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
    QLocale.setDefault(locale_of(_current))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{_current}", qt), (f"nurie_{_current}", str(FOLDER))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
