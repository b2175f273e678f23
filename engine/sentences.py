"""Sentences for the user that another program can say in another language: a template and the values in it.

The engine and the trainer speak English and know no translations. What they say is an ordinary `str` for whoever prints
or logs it; whoever shows it to a person looks its template up and fills in the values (`Sentence.said`). As JSON a
sentence is `{"template": …, "values": {…}}`, in which values may be sentences again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from numbers import Real
from typing import Any

Value = str | int | float
TELL_VARIABLE = "NURIE_TELL"
"""Set to `json`, the last line of a command that fails is its sentence as JSON, for the program that started it."""


class Sentence(str):
    """An English text for the user, made of a template and what is filled in.

    Args:
        template: the text, with `{name}` where a value belongs, as `str.format` takes it; without values it is the
            text itself, braces and all.
        values: numbers and sentences are kept as they are, anything else as its text.
    """

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: object) -> Sentence:
        kept = {name: _kept(value) for name, value in values.items()}
        made = super().__new__(cls, template.format(**kept) if kept else template)
        made.template, made.values = str(template), kept
        return made

    def __reduce__(self) -> tuple[Callable[..., Sentence], tuple[str, dict[str, Value]]]:
        return _made, (self.template, dict(self.values))

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in another language.

        Args:
            translate: a template in that language, with the same names in braces; the template itself where there
                is none.
        """
        values = {
            name: value.said(translate) if isinstance(value, Sentence) else value for name, value in self.values.items()
        }
        words = translate(self.template)
        try:
            return words.format(**values) if values else words
        except (KeyError, ValueError, IndexError):  # a translation that does not fit its template
            return self.template.format(**values)

    def replaced(self, old: str, new: str) -> Sentence:
        """The sentence with `new` for `old` wherever that stands in its values, such as a shorter name of a file."""
        values = {
            name: value.replaced(old, new)
            if isinstance(value, Sentence)
            else value.replace(old, new)
            if isinstance(value, str)
            else value
            for name, value in self.values.items()
        }
        return Sentence(self.template, **values)

    def packed(self) -> dict[str, Any]:
        """The sentence as JSON values."""
        values = {name: v.packed() if isinstance(v, Sentence) else v for name, v in self.values.items()}
        return {"template": self.template, "values": values}

    @classmethod
    def unpacked(cls, packed: object) -> Sentence | None:
        """Inverse of `packed`; None for what is no sentence."""
        if not isinstance(packed, Mapping) or not isinstance(packed.get("template"), str):
            return None
        given = packed.get("values")
        values: dict[str, object] = {}
        for name, value in (given if isinstance(given, Mapping) else {}).items():
            values[str(name)] = (cls.unpacked(value) or "") if isinstance(value, Mapping) else value
        try:
            return cls(packed["template"], **values)
        except (KeyError, ValueError, IndexError, TypeError):
            return None


def packed(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Texts as JSON values that `unpacked` reads; empty ones are left out, what is no sentence is its own template."""
    return [(text if isinstance(text, Sentence) else Sentence(text)).packed() for text in texts if text]


def unpacked(values: object) -> list[Sentence]:
    """Inverse of `packed`; what is no sentence is left out."""
    found = [Sentence.unpacked(value) for value in values] if isinstance(values, list) else []
    return [sentence for sentence in found if sentence is not None]


def _kept(value: object) -> Value:
    if isinstance(value, Value):
        return value
    return float(value) if isinstance(value, Real) else str(value)  # NumPy's numbers are no Python numbers


def _made(template: str, values: dict[str, Value]) -> Sentence:
    return Sentence(template, **values)


TOO_LITTLE_MEMORY = Sentence("This machine's memory is too small for this picture; choose a smaller size.")

_REASONS = {
    errno.ENOENT: Sentence("No such file or directory"),
    errno.EACCES: Sentence("Permission denied"),
    errno.EPERM: Sentence("Operation not permitted"),
    errno.ENOSPC: Sentence("No space left on device"),
    errno.EDQUOT: Sentence("Disk quota exceeded"),
    errno.EROFS: Sentence("Read-only file system"),
    errno.EIO: Sentence("Input/output error"),
    errno.ENODEV: Sentence("No such device"),
    errno.EISDIR: Sentence("Is a directory"),
    errno.ENOTDIR: Sentence("Not a directory"),
    errno.EEXIST: Sentence("File exists"),
    errno.ENAMETOOLONG: Sentence("File name too long"),
    errno.EFBIG: Sentence("File too large"),
    errno.EMFILE: Sentence("Too many open files"),
}
"""In the words of the system, whatever system it is."""


def reason_of(error: BaseException) -> str:
    """What is wrong, in a few words that a sentence can hold: a `Sentence` where it is known what it means."""
    if isinstance(error, OSError) and error.errno is not None:
        return _REASONS.get(error.errno) or error.strerror or os.strerror(error.errno)
    if len(error.args) == 1 and isinstance(error.args[0], Sentence):
        return error.args[0]
    if isinstance(error, KeyError) and error.args:
        return Sentence("{name} is missing", name=repr(error.args[0]))
    return str(error) or type(error).__name__
