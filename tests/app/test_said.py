"""What engine and trainer say is said in the window's language, wherever it came from."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale

import main
from app import translation
from app.model.batch_run import BatchRun
from app.model.training_run import TrainingRun
from app.picture_sources import PictureSource
from app.translation import last_word, said, said_of
from app.ui.batch.words import batch_words, page_words
from engine.batch.runner import HINTS_NOTE
from engine.errors import NurieError
from engine.model_info import read_model_info
from engine.sentences import TELL_VARIABLE, Sentence, packed
from engine.tags import edits
from trainer.events import EventWriter, parse_event
from trainer.health import Health
from trainer.signs import Signs


@pytest.fixture
def japanese(qapp) -> Iterator[None]:
    before = QLocale()
    translation.install(qapp, "ja")
    yield
    translation.install(qapp, "en")
    QLocale.setDefault(before)


def test_a_file_that_is_no_picture_and_one_that_is_cut_short(japanese, make_window, qtbot, tmp_path: Path, sketch_path):
    window = make_window()
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "cut.png").write_bytes(sketch_path.read_bytes()[:60])
    for name, words in (("text.png", "開ける画像ではありません"), ("cut.png", "途中で切れています")):
        window.workspace.open_pictures("sketch", [PictureSource.of_path(tmp_path / name)])
        qtbot.waitUntil(lambda words=words: words in window.error_bar.message)
        assert str(tmp_path / name) in window.error_bar.message


def test_damaged_weights_and_unknown_tags(japanese, tmp_path: Path, model_path: Path):
    (tmp_path / "m.safetensors").write_bytes(model_path.read_bytes()[:-9])
    with pytest.raises(NurieError) as cut:
        read_model_info(tmp_path / "m.safetensors")
    assert "でないか、壊れています" in said(cut.value)
    info = read_model_info(model_path)
    with pytest.raises(NurieError) as unknown:
        edits({info.tags[0].name + "x": 1.0}, info)
    assert said(unknown.value).endswith(f"{info.tags[0].name} のことですか？")


def test_what_comes_of_a_batch(japanese):
    run = BatchRun()
    run.set_pages(["a.png"])
    run.begin()
    run.apply({"event": "started", "pages": ["a.png"], "notes": [HINTS_NOTE], "said": packed([HINTS_NOTE])})
    error = Sentence("{name} is empty; choose another picture.", name="a.png")
    run.apply({"event": "page", "page": "a.png", "outcome": "failed", "message": error, "said": packed([error])})
    assert page_words(run.pages[0]) == "a.png は空です。別の画像を選んでください。"
    assert batch_words(run).endswith("ヒントなしで着色します。")


def test_warnings_and_the_end_of_a_training(japanese, tmp_path: Path):
    signs, stream = Signs(), io.StringIO()
    warning = next(
        words for words in (signs.of_terms({"discriminator": 0.01, "gan": 9.0}, 7) for _ in range(99)) if words
    )
    events = EventWriter(None, stream)
    events.write("started", step=0, steps=9, options={})
    events.write("warning", message=warning)
    with pytest.raises(NurieError) as sick:
        Health(kept=5).check_terms({"l1": float("nan")}, 8)
    events.write("failed", message=sick.value.sentence)
    run = TrainingRun(tmp_path)
    run.apply([event for line in stream.getvalue().splitlines() if (event := parse_event(line)) is not None])
    assert said(run.warnings[-1]).startswith("識別ネットワークが勝ちました。ステップ 7 までの 20 回")
    assert said(run.last_words).startswith(
        "ステップ 8 で損失 l1 が数値でなくなりました。ステップ 5 の重みは残っています。"
    )


def test_the_last_word_of_a_command(japanese, capsys, monkeypatch):
    monkeypatch.setenv(TELL_VARIABLE, "json")
    assert main.main(["tags", "/nowhere/a.png"]) == 1
    assert (
        last_word("torch warns\n" + capsys.readouterr().err)
        == "/nowhere/a.png はありません。画像の名前を確かめてください。"
    )
    assert last_word("nurie: in English only.\n") == "in English only." and last_word("\n") == ""
    assert last_word("12") == "12"
    monkeypatch.delenv(TELL_VARIABLE)
    assert main.main(["tags", "/nowhere/a.png"]) == 1
    assert capsys.readouterr().err == "nurie: /nowhere/a.png does not exist; check the name of the picture.\n"


def test_what_is_known_in_english_only_stays_english(japanese):
    assert said("Nobody translated {this}.") == "Nobody translated {this}." and said("") == ""
    assert said_of(None, "as it was") == "as it was" and said_of(json.loads("[{}]"), "so") == "so"
    assert said(Sentence("{count:.1f} of it", count=np.float32(1.25))) == "1.2 of it"
