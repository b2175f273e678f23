"""A form made from an options dataclass: one row a field, its help text beneath the pointer and in small print."""

from __future__ import annotations

import typing
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui.check_box import CheckBox
from app.ui.theme import GRID, inset

# What the guided part asks for itself, and what concerns the command line alone.
LEFT_OUT = frozenset(
    {"data", "run", "init_from", "preset", "hardware", "steps", "hours", "name", "own_sketch", "own_reference"}
    | {"resume", "dry_run", "json_events"}
)
CONTEXT = "TrainingOptions"
"""Under which the texts of options are translated."""
MOST = 100_000_000
ROWS_AT_ONCE = 4


def texts_of(field: Field[Any]) -> tuple[str, str]:
    """What an option is called and its documentation, in English."""
    return field.name.replace("_", " ").capitalize(), str(field.metadata["help"])


def shown_fields(kind: type) -> list[Field[Any]]:
    """The options of a class that a form has a row for."""
    return [field for field in fields(kind) if field.name not in LEFT_OUT and field.default is not MISSING]


def number_of(hint: Any) -> type[int] | type[float] | None:
    """The kind of number that an option of this type holds, be it one that may be left out; None for what is none."""
    return next((kind for kind in (int, float) if kind in (hint, *typing.get_args(hint))), None)


class OptionsForm(QWidget):
    """Edits the fields of one options class.

    Args:
        kind: the dataclass, each field made by `trainer.options.option`.
        at_once: whether all rows are made now; otherwise whoever made the form calls `grow`.
    """

    changed = Signal()

    def __init__(self, kind: type, parent: QWidget | None = None, at_once: bool = True) -> None:
        super().__init__(parent)
        self._hints = typing.get_type_hints(kind)
        self.editors: dict[str, QWidget] = {}
        self._defaults: dict[str, Any] = {}
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._missing = shown_fields(kind)
        while at_once and self.grow():
            pass

    def grow(self) -> bool:
        """Makes some more rows; tells whether any are left to be made. A row is six widgets, and a form has forty."""
        for field in self._missing[:ROWS_AT_ONCE]:
            self._add(self._form, field)
        del self._missing[:ROWS_AT_ONCE]
        return bool(self._missing)

    def values(self) -> dict[str, Any]:
        """The fields that differ from their defaults; text that is no number is left as it stands in the class."""
        values = {name: self._read(name) for name in self.editors}
        return {name: value for name, value in values.items() if value != self._defaults[name]}

    def _add(self, form: QFormLayout, field: Field[Any]) -> None:
        editor = self._editor(field)
        title, help_text = (QCoreApplication.translate(CONTEXT, text) for text in texts_of(field))
        editor.setAccessibleName(title)
        editor.setToolTip(help_text)
        self.editors[field.name] = editor
        self._defaults[field.name] = field.default
        label = QLabel(title)
        label.setToolTip(help_text)
        label.setFixedSize(17 * GRID, 4 * GRID)
        editor.setFixedHeight(4 * GRID)
        explained = QWidget()
        column = QVBoxLayout(explained)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(editor)
        words = QLabel(help_text)
        words.setObjectName("detail")
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(words)
        form.addRow(label, explained)

    def _editor(self, field: Field[Any]) -> QWidget:
        hint, choices = self._hints[field.name], field.metadata.get("choices")
        default: Any = field.default
        if hint is bool:
            check = CheckBox(self.tr("On"))
            check.setChecked(default)
            check.toggled.connect(self.changed)
            return check
        if choices:
            combo = QComboBox()
            combo.addItems(choices if default in choices else ("", *choices))  # one that may be left out
            combo.setCurrentText(default or "")
            combo.currentTextChanged.connect(self.changed)
            return combo
        if hint is int:
            spin = QSpinBox()
            inset(spin)
            spin.setRange(0, MOST)
            spin.setValue(default)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(self.changed)
            return spin
        line = QLineEdit("" if default is None else repr(default))
        if number_of(hint) is not None:
            line.editingFinished.connect(lambda: self._take_back(field.name, line))
        line.editingFinished.connect(self.changed)
        return line

    def _take_back(self, name: str, line: QLineEdit) -> None:
        """Shows the number that is taken where what was typed is none."""
        if line.text().strip():
            value = self._read(name)
            try:
                self._number(name, line.text())
            except ValueError:
                line.setText("" if value is None else repr(value))

    def _number(self, name: str, text: str) -> int | float:
        """Raises ValueError for what is no number of the option's kind."""
        return (number_of(self._hints[name]) or float)(text.replace(",", "."))

    def _read(self, name: str) -> Any:
        editor, hint = self.editors[name], self._hints[name]
        if isinstance(editor, CheckBox):
            return editor.isChecked()
        if isinstance(editor, QComboBox):
            return editor.currentText() or self._defaults[name]
        if isinstance(editor, QSpinBox):
            return editor.value()
        assert isinstance(editor, QLineEdit)
        text = editor.text().strip()
        if number_of(hint) is not None:
            try:
                return self._number(name, text)
            except ValueError:
                return self._defaults[name]
        return (Path(text) if text else None) if Path in typing.get_args(hint) else text
