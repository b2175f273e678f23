"""Keeps the translations in step with the code: `python -m tools.translations` writes the `.ts` and `.qm` files.

Every text of the window is collected: `self.tr("…")` in the context of its class, `_tr("…")` in the context that
the module's `_tr` names, `QCoreApplication.translate("Context", "…")`; what engine and trainer say, which is the first
argument of their errors and of `Sentence`; and names and documentation of the trainings' options, of which the window
makes forms. Translations that are there are kept, new texts are marked unfinished, texts that are gone are dropped.
`lrelease`, which PySide brings, compiles the result.
(Its `lupdate` does not know contexts given by a function, which is why the texts are collected here.)
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import PySide6

from app.translation import SENTENCES
from app.ui.training import options_form
from engine import errors
from trainer.options import STAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("ja",)
# What else than `self` is asked for a translation, and the class that it is.
INSTANCES = {"window": "MainWindow", "app": "QApplication"}


SPEAKERS = frozenset(
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.NurieError)
) | {"Sentence", "NotSaved"}
"""What engine and trainer make sentences with: their first argument is one, or its template."""
SPOKEN = ("engine", "trainer")
UNHEARD = (
    "engine/commands/jobs.py",
    "engine/commands/benchmark.py",
    "engine/benchmark/",
    "trainer/ablat",
    "trainer/benchmark.py",
    "trainer/evaluat",
    "trainer/imagenet.py",
    "trainer/metrics/",
    "trainer/options/measuring.py",
)
"""What the window never runs: how paths of such modules begin."""


@dataclass(frozen=True, order=True)
class Text:
    """One text of the window.

    Attributes:
        context: the class or name under which Qt looks it up.
        source: the English text.
        counts: whether it holds `%n`, a number.
    """

    context: str
    source: str
    counts: bool = False


class _Collector(ast.NodeVisitor):
    def __init__(self, tree: ast.Module) -> None:
        self.found: set[Text] = set()
        self._classes: list[str] = []
        self._module_context = _context_of_module(tree)
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        function = node.func
        if not texts:
            return
        if isinstance(function, ast.Name) and function.id in SPEAKERS:
            self.found.add(Text(SENTENCES, texts[0]))
        elif isinstance(function, ast.Name) and function.id == "_tr" and self._module_context:
            self.found.add(Text(self._module_context, texts[0]))
        elif isinstance(function, ast.Attribute) and function.attr == "translate" and len(texts) == 2:
            self.found.add(Text(texts[0], texts[1]))
        elif isinstance(function, ast.Attribute) and function.attr == "tr" and isinstance(function.value, ast.Name):
            owner = self._classes[-1] if function.value.id == "self" else INSTANCES[function.value.id]
            self.found.add(Text(owner, texts[0], counts=len(node.args) == 3))


def _context_of_module(tree: ast.Module) -> str | None:
    """The context that the module's function `_tr` names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                    return str(call.args[0].value)
    return None


def texts_of_window() -> list[Text]:
    """All texts of the window, the sentences of engine and trainer and the options of trainings, sorted."""
    found: set[Text] = set()
    for room in ("app", *SPOKEN):
        for path in sorted((ROOT / room).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith(UNHEARD):
                found |= _Collector(ast.parse(path.read_text("utf-8"))).found
    shown = (field for kind in STAGES.values() for field in options_form.shown_fields(kind))
    found |= {Text(options_form.CONTEXT, text) for field in shown for text in options_form.texts_of(field)}
    return sorted(found)


def read(language: str) -> dict[Text, str]:
    """The translations in a language's `.ts` file; unfinished ones are empty."""
    path = FOLDER / f"nurie_{language}.ts"
    if not path.is_file():
        return {}
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            words = translation.findtext("numerusform") or translation.text or ""
            counts = message.get("numerus") == "yes"
            found[Text(context.findtext("name", ""), message.findtext("source", ""), counts)] = words
    return found


def write(language: str, translations: dict[Text, str]) -> None:
    """Writes a language's `.ts` file with all texts of the window, and compiles it."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in texts_of_window():
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message", {"numerus": "yes"} if text.counts else {})
        ET.SubElement(message, "source").text = text.source
        words = translations.get(text, "")
        translation = ET.SubElement(message, "translation", {} if words else {"type": "unfinished"})
        (ET.SubElement(translation, "numerusform") if text.counts else translation).text = words
    ET.indent(root, "  ")
    path = FOLDER / f"nurie_{language}.ts"
    body = ET.tostring(root, "unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")
    compile_to(path, path.with_suffix(".qm"))


def compile_to(source: Path, target: Path) -> None:
    """Compiles a `.ts` file."""
    lrelease = next(Path(PySide6.__file__).parent.glob("lrelease*"))
    subprocess.run([lrelease, "-silent", source, "-qm", target], check=True)


def main() -> int:
    """Brings all files up to date; says which texts wait for a translation."""
    missing = 0
    for language in LANGUAGES:
        translations = read(language)
        write(language, translations)
        for text in texts_of_window():
            if not translations.get(text):
                missing += 1
                print(f"{language}: {text.context}: {text.source!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
