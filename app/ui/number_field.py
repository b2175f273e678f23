"""What fields for exact numbers have in common: what may be typed, and which keys are the window's all the same."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)")
_PART = re.compile(r"[\d.,+-]")


def plain(text: str) -> str:
    """What was typed, with the full-width digits and signs of an input method as those of a keyboard."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").replace("、", ",")


def number_in(text: str) -> float | None:
    """The number that a text is, in the range of the field or not; None where it is none, or not yet."""
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def is_undo(event: QKeyEvent, edit: QLineEdit) -> bool:
    """Whether a key undoes or redoes while nothing is typed that it could be meant for: then it means the document."""
    return not edit.isModified() and any(event.matches(key) for key in _HISTORY)


def is_no_part(event: QKeyEvent) -> bool:
    """Whether a key's letter can be no part of a number, so that it may choose a tool."""
    text = event.text()
    return bool(text) and text.isprintable() and not event.modifiers() & ~_TYPING and not _PART.search(plain(text))
