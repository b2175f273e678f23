"""The settings of the tool in the hand, in the header of the result: only those that it has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QWidget

from app.hints.tools import GAP_MAX, SIZE_MAX, SIZE_MIN, HintTools, Tool, hex_of, parse_color
from app.ui.color_popup import ColorButton, ColorPopup
from app.ui.theme import GRID

_PAINTS = (Tool.BRUSH, Tool.FILL, Tool.PICK)


class _Field(QSpinBox):
    """A whole number that says itself what it is; Enter gives the keys back to the picture."""

    def __init__(self, low: int, high: int, prefix: str, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("option")  # the room is too low for what other fields have around their text
        self.setRange(low, high)
        self.setPrefix(prefix)
        self.setSuffix(suffix)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(prefix.strip())
        self.lineEdit().setAccessibleName(prefix.strip())
        widest = self.fontMetrics().horizontalAdvance(f"{prefix}{high}{suffix}")
        self.setFixedSize(widest + GRID, 3 * GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()


class ToolOptions(QWidget):
    """Colour, size, opacity, softness, gap; hidden for the hand.

    Args:
        tools: what is shown and changed.
    """

    def __init__(self, tools: HintTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.swatch = ColorButton(tools.color)
        self.popup = ColorPopup(tools, self)
        self.swatch.clicked.connect(lambda: self.popup.open_below(self.swatch))
        self.hex = QLineEdit()
        self.hex.setObjectName("option")
        self.hex.setMaxLength(7)
        self.hex.setFixedSize(self.hex.fontMetrics().horizontalAdvance("#dddddd") + 2 * GRID, 3 * GRID)
        self.hex.setAccessibleName(self.tr("Colour as hexadecimal"))
        self.hex.setToolTip(self.tr("The exact colour: #rrggbb"))
        self.hex.editingFinished.connect(self._on_hex)
        self.size_field = _Field(SIZE_MIN, SIZE_MAX, self.tr("Size "), self.tr(" px"))
        self.size_field.setToolTip(self.tr("Diameter in pixels of the sketch ([ and ])"))
        self.opacity = _Field(1, 100, self.tr("Opacity "), " %")
        self.softness = _Field(0, 100, self.tr("Softness "), " %")
        self.gap = _Field(0, GAP_MAX, self.tr("Close gaps "), self.tr(" px"))
        self.gap.setToolTip(self.tr("Openings in the lines up to this size hold the fill back"))
        self.size_field.valueChanged.connect(lambda value: tools.set_tip(size=value))
        self.opacity.valueChanged.connect(lambda value: tools.set_tip(opacity=value))
        self.softness.valueChanged.connect(lambda value: tools.set_tip(softness=value))
        self.gap.valueChanged.connect(lambda value: setattr(tools, "gap", value))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(4)
        self._shown = {
            self.swatch: _PAINTS,
            self.hex: _PAINTS,
            self.size_field: (Tool.BRUSH, Tool.ERASER),
            self.opacity: (Tool.BRUSH, Tool.ERASER, Tool.FILL),
            self.softness: (Tool.BRUSH, Tool.ERASER),
            self.gap: (Tool.FILL,),
        }
        for widget in self._shown:
            layout.addWidget(widget)
        tools.changed.connect(self._refresh)
        self._refresh()

    def _on_hex(self) -> None:
        color = parse_color(self.hex.text())
        if color is not None:
            self._tools.color = color
        self._refresh()

    def _refresh(self) -> None:
        tools, tip = self._tools, self._tools.tip
        values = (
            (self.size_field, tip.size),
            (self.opacity, tip.opacity),
            (self.softness, tip.softness),
            (self.gap, tools.gap),
        )
        for field, value in values:
            blocked = field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(blocked)
        self.swatch.set_color(tools.color)
        self.hex.setText(hex_of(tools.color))
        for widget, of in self._shown.items():
            widget.setVisible(tools.tool in of)
