"""The translations are whole, in step with the code, and seen in the window."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator

from app import translation
from app.model import commands
from app.model.document import Document
from app.tag_names import group_label, label, spoken
from engine.model_info import Tag
from tools import translations


@pytest.fixture
def japanese(qapp) -> Iterator[None]:
    before = QLocale()
    translation.install(qapp, "ja")
    yield
    translation.install(qapp, "en")
    QLocale.setDefault(before)


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_text_is_translated_and_no_other(language):
    found = translations.read(language)
    advice = "run python -m tools.translations and fill in what it names"
    assert set(found) == set(translations.texts_of_window()), advice
    assert [text for text, words in found.items() if not words] == [], advice


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_is_loaded_is_compiled_from_the_source(language):
    translator = QTranslator()
    assert translator.load(f"nurie_{language}", str(translation.FOLDER))
    for text, words in translations.read(language).items():
        assert translator.translate(text.context, text.source, n=1 if text.counts else -1) == words, text


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_is_filled_in_is_kept_in_every_language(language):
    for text, words in translations.read(language).items():
        assert set(re.findall(r"\{[^}]*\}|%n", words)) == set(re.findall(r"\{[^}]*\}|%n", text.source)), text


def test_texts_are_collected_from_classes_modules_and_plurals():
    texts = set(translations.texts_of_window())
    assert translations.Text("Actions", "&File") in texts
    assert translations.Text("WindowLayout", "Sketch") in texts
    assert translations.Text("TagPanel", "%n moved", counts=True) in texts


def test_the_window_speaks_japanese(japanese, make_window, qtbot):
    window = make_window()
    assert window.actions_.open_sketch.text() == "線画を開く…"
    assert window.sketch.empty.label.text() == "ここに線画をドロップ"
    assert window.status.state.text() == "着色する画像がありません"
    assert window.tags.groups["hair"].heading.text() == " 髪"
    window.workspace.move_tag("red_hair", 2.0, 1)
    assert window.tags.count.text() == "1 件変更"
    assert window.actions_.undo.text() == "取り消し 髪・赤を変更"


def test_names_of_tags_are_japanese_words(japanese):
    tag = Tag("light_brown_hair", "hair", 0)
    assert (label(tag), group_label("hair"), spoken(tag.name)) == ("明るい茶", "髪", "髪・明るい茶")
    assert "赤" in commands.MoveTag(Document(), "red_eyes", 1.0).text()


def test_the_systems_language_is_taken_where_the_window_speaks_it(monkeypatch):
    class Locale:
        languages = ("xx-YY", "ja-JP", "en-US")

        @classmethod
        def system(cls):
            return cls()

        def uiLanguages(self):
            return self.languages

    monkeypatch.setattr(translation, "QLocale", Locale)
    assert translation.system_language() == "ja"
    monkeypatch.setattr(Locale, "languages", ("xx",))
    assert translation.system_language() == "en"


def test_dates_are_written_as_in_the_windows_language_even_where_the_system_has_none(monkeypatch):
    class Locale(QLocale):
        spoken = "C"

        @classmethod
        def system(cls):
            return QLocale(cls.spoken)

    monkeypatch.setattr(translation, "QLocale", Locale)
    assert translation.locale_of("ja").name() == "ja_JP"
    assert translation.locale_of("en").name() == "en_US"
    Locale.spoken = "en_GB"
    assert translation.locale_of("en").name() == "en_GB"
    assert translation.locale_of("ja").name() == "ja_JP"


def test_the_files_lie_where_they_are_loaded_from():
    assert translations.FOLDER == translation.FOLDER == Path(translation.FOLDER).resolve()
