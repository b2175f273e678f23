"""What the engine says can be said in another language, here and beyond the process."""

import ast
import errno
import json
import pickle
from pathlib import Path

import pytest

from engine import errors
from engine.errors import NurieError, PictureError
from engine.image_io import read_picture
from engine.sentences import Sentence, packed, reason_of, unpacked
from tools.translations import UNHEARD

ROOT = Path(__file__).resolve().parents[2]
GERMAN = {"{name} is damaged: {reason}.": "{name} ist kaputt: {reason}.", "a tag is no number": "kein Tag"}
NESTED = Sentence("{name} is damaged: {reason}.", name="a{b}.png", reason=Sentence("a tag is no number"))


def german(template: str) -> str:
    return GERMAN.get(template, template)


def test_a_sentence_is_its_english_and_can_be_said_in_another_language():
    assert NESTED == "a{b}.png is damaged: a tag is no number."
    assert NESTED.said(german) == "a{b}.png ist kaputt: kein Tag."
    assert Sentence("with {braces} and no values").said(german) == "with {braces} and no values"
    assert Sentence("{x:.1f} GB", x=1.26).said(german) == "1.3 GB"


def test_a_translation_that_does_not_fit_is_said_in_english():
    assert Sentence("{name} is empty", name="a").said(lambda _: "{nom} est vide") == "a is empty"


@pytest.mark.parametrize("there_and_back", [lambda s: pickle.loads(pickle.dumps(s)), lambda s: of_json([s])[0]])
def test_it_comes_whole_through_another_process(there_and_back):
    again = there_and_back(NESTED)
    assert again == NESTED and again.said(german) == NESTED.said(german)


def of_json(texts: list[str]) -> list[Sentence]:
    return unpacked(json.loads(json.dumps(packed(texts))))


def test_what_is_no_sentence_is_left_out():
    assert of_json(["plain", ""]) == ["plain"]
    for foreign in (None, "text", [1, {"template": 3}, {"template": "{gone}", "values": {"other": 1}}], [{}]):
        assert unpacked(foreign) == []


def test_names_are_made_shorter_within_a_sentence():
    shorter = Sentence("{path} is empty; {why}", path="/a/b.png", why=Sentence("{path}!", path="/a/b.png")).replaced(
        "/a/b.png", "b.png"
    )
    assert shorter == "b.png is empty; b.png!" and shorter.said(german) == shorter


def test_an_error_carries_its_sentence_and_survives_pickling():
    error = PictureError("{name} is empty", name="x")
    assert str(error) == "x is empty" and error.sentence.template == "{name} is empty"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is PictureError and again.sentence.values == {"name": "x"}


def test_reasons_of_the_system_are_sentences():
    full = reason_of(OSError(errno.ENOSPC, "whatever the system calls it"))
    assert isinstance(full, Sentence) and full == "No space left on device"
    assert reason_of(OSError(errno.ENOTTY, "Inappropriate ioctl")) == "Inappropriate ioctl"
    assert reason_of(KeyError("tags")) == "'tags' is missing"
    assert reason_of(NurieError("{a}", a=1)) == "1" and reason_of(ValueError()) == "ValueError"


def test_a_file_that_is_no_picture_says_so_in_any_language(tmp_path: Path):
    (tmp_path / "text.png").write_text("hello")
    with pytest.raises(PictureError) as caught:
        read_picture(tmp_path / "text.png")
    template = caught.value.sentence.template
    assert caught.value.sentence.said(lambda t: t.replace("is no picture", "ist kein Bild")).startswith(
        f"{tmp_path / 'text.png'} ist kein Bild"
    ), template


KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, NurieError)}
ENGLISH_ALONE = ("engine/commands/", *UNHEARD)


def test_errors_have_templates_and_no_filled_in_text():
    """What is filled in beforehand has no translation: such a sentence would be English in a Japanese window."""
    filled = []
    for room in ("engine", "trainer", "app"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(ENGLISH_ALONE):
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in KINDS | {"Sentence"}:
                    continue
                if any(isinstance(arg, ast.JoinedStr) for arg in node.args):
                    filled.append(f"{name}:{node.lineno}")
    assert filled == []
