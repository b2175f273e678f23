"""The number of a tag."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from app.ui.number_field import is_no_part, is_undo, number_in, plain
from app.ui.recoloring import Restyled
from app.ui.slider import STEPS, fine_step
from app.ui.theme import GRID, tokens
from engine.requests import TAG_MAX, TAG_MIN

_FIELD_MARGIN, _CURSOR = 2, 2  # of a QLineEdit: left and right of its text, and the room that it keeps for the cursor


class Number(QDoubleSpinBox, Restyled):
    """The value as a number. Undo and redo stay those of the document, and the wheel scrolls the panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(TAG_MIN, TAG_MAX)
        self.setDecimals(2)
        self.setSingleStep(0.1)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setObjectName("number")
        self.setFrame(False)  # a frame is drawn only where the number is typed
        self._moved = False
        self.restyle()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedSize(5 * GRID, 22)
        self.editingFinished.connect(lambda: self.lineEdit().setModified(False))

    def set_moved(self, moved: bool) -> None:
        """Draws the number plainly where it was moved, quietly where the reference gives it."""
        if moved != self._moved:
            self._moved = moved
            self.restyle()

    def restyle(self) -> None:
        """Only the two roles that differ from the theme's palette are set here; the others follow it."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        palette.setColor(QPalette.ColorRole.Text, self._color(self._moved))
        self.setPalette(palette)
        self.lineEdit().setPalette(palette)  # under a style sheet it does not inherit it

    def _color(self, moved: bool) -> QColor:
        return QColor(tokens().text if moved and self.isEnabled() else tokens().dim)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(tokens().accent))
            painter.setBrush(QColor(tokens().raised))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def draw(self, painter: QPainter, at: QPoint, value: float, moved: bool) -> None:
        """Draws it with that value while it is not typed, with its upper left corner at `at`: where its field would."""
        text, field = self.textFromValue(value), self.lineEdit()
        metrics, room = field.fontMetrics(), field.geometry().translated(at)
        x = room.x() + room.width() - _FIELD_MARGIN - _CURSOR - metrics.horizontalAdvance(text)
        y = room.y() + (room.height() - metrics.height() + 1) // 2 + metrics.ascent()
        painter.setFont(field.font())
        painter.setPen(self._color(moved))
        painter.drawText(x, y, text)

    def validate(self, text: str, place: int) -> object:
        """Comma and point are both the decimal sign, whatever the locale: a keypad has but one of them, and none of
        these numbers has thousands to part. A number out of the range may stand until it is done: of a 10 that is
        typed a 1 would stay otherwise."""
        sign = self.locale().decimalPoint()
        text = plain(text).replace(",", sign).replace(".", sign)
        state, text, place = cast("tuple[QValidator.State, str, int]", super().validate(text, place))
        if state is QValidator.State.Invalid and number_in(text) is not None:
            state = QValidator.State.Intermediate
        return state, text, place

    def fixup(self, text: str) -> str:
        """The number of the range that is nearest."""
        number = number_in(text)
        if number is None:
            return super().fixup(text)
        return self.textFromValue(min(max(number, self.minimum()), self.maximum()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Left and right belong to the text.
        if event.key() == Qt.Key.Key_Escape and self.lineEdit().isModified():
            self.setValue(self.value())
            self.lineEdit().setModified(False)
            self.selectAll()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and (step := fine_step(event)):
            self.setValue(self.value() + step / STEPS)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self.restyle()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.installEventFilter(self)  # of a hundred numbers one: each event is handed to it from Qt to Python

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.removeEventFilter(self)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape and self.lineEdit().isModified():
                event.accept()
                return True
            if is_undo(event, self.lineEdit()) or is_no_part(event):
                event.ignore()
                return True
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
