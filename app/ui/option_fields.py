"""The exact numbers of a tool, in the header of the result."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QSpinBox, QWidget

from app.ui.number_field import is_no_part, is_undo, number_in, plain
from app.ui.theme import GRID

_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class OptionField(QSpinBox):
    """A whole number that says itself what it is, where there is room; Enter and Escape give the keys back."""

    left = Signal()
    """Enter or Escape was pressed."""

    def __init__(self, low: int, high: int, prefix: str, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("option")
        self.lineEdit().setObjectName("option")
        self.setRange(low, high)
        self._name = prefix
        self.setPrefix(prefix)
        self.setSuffix(suffix)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a turn of the wheel in passing takes no keys from the picture
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(prefix.strip())
        self.lineEdit().setAccessibleName(prefix.strip())
        self._least = self._width_of(f"{high}{suffix}") + GRID
        self._full = self._width_of(f"{prefix}{high}{suffix}") + 2 * GRID
        self.setFixedHeight(3 * GRID)
        self.setMaximumWidth(self._full)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._full, 3 * GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, 3 * GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the number stands alone, as its name is told by the tip."""
        super().resizeEvent(event)
        self.setPrefix(self._name if self.width() >= self._full else "")

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def validate(self, text: str, place: int) -> object:
        """A number out of the range may stand until it is done: of a 2000 that is typed a 200 would stay otherwise."""
        number = plain(self._bare(text))
        text = f"{self.prefix()}{number}{self.suffix()}"
        state, text, place = cast("tuple[QValidator.State, str, int]", super().validate(text, place))
        if state is QValidator.State.Invalid and number_in(number) is not None:
            state = QValidator.State.Intermediate
        return state, text, place

    def fixup(self, text: str) -> str:
        """The number of the range that is nearest."""
        number = number_in(self._bare(text))
        if number is None:
            return super().fixup(text)
        nearest = min(max(round(number), self.minimum()), self.maximum())
        return f"{self.prefix()}{self.textFromValue(nearest)}{self.suffix()}"

    def _bare(self, text: str) -> str:
        return text.removeprefix(self.prefix()).removesuffix(self.suffix())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if is_undo(event, self.lineEdit()) or is_no_part(event):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setValue(self.value())
        else:
            super().keyPressEvent(event)
        if event.key() in _LEAVING:
            self.lineEdit().setModified(False)
            self.left.emit()


class HexField(QLineEdit):
    """The colour as a number; Enter and Escape give the keys back."""

    given_up = Signal()
    """Escape was pressed: what was typed does not count."""
    left = Signal()
    """Enter or Escape was pressed."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if is_undo(event, self):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
        if event.key() in _LEAVING:
            self.left.emit()
