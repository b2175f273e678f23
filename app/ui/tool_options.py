"""The settings of the tool in the hand, in the header of the result: only those that it has."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.hints.tools import GAP_MAX, SIZE_MAX, SIZE_MIN, HintTools, Tool, hex_of, parse_color
from app.ui.color_popup import ColorButton, ColorPopup
from app.ui.option_fields import HexField, OptionField
from app.ui.pane_header import Wrapping
from app.ui.theme import GRID

_PAINTS = (Tool.BRUSH, Tool.FILL, Tool.PICK)


class ToolOptions(Wrapping):
    """Colour, size, opacity, softness, gap; hidden for the hand. It never widens its window: in the narrowest one
    what there is no room for is left out, the number of the colour first.

    Args:
        tools: what is shown and changed.
    """

    left = Signal()
    """Something exact was typed, or given up: the keys are the picture's again."""

    def __init__(self, tools: HintTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.swatch = ColorButton(tools.color)
        self.popup = ColorPopup(tools, self)
        self.swatch.clicked.connect(lambda: self.popup.open_below(self.swatch))
        self.hex = HexField()
        self.hex.setObjectName("option")
        self.hex.setFixedSize(self.hex.fontMetrics().horizontalAdvance("#dddddd") + GRID + 2, 3 * GRID)
        self.hex.setAccessibleName(self.tr("Colour as hexadecimal"))
        self.hex.setToolTip(self.tr("The exact colour: #rrggbb"))
        self.hex.editingFinished.connect(self._on_hex)
        self.hex.given_up.connect(self._refresh)
        self.hex.left.connect(self.left)
        self.size_field = OptionField(SIZE_MIN, SIZE_MAX, self.tr("Size "), self.tr(" px"))
        self.size_field.setToolTip(self.tr("Diameter in pixels of the sketch ([ and ])"))
        self.opacity = OptionField(1, 100, self.tr("Opacity "), " %")
        self.softness = OptionField(0, 100, self.tr("Softness "), " %")
        self.opacity.setToolTip(self.tr("Opacity in percent"))
        self.softness.setToolTip(self.tr("How soft the edge is, in percent"))
        self.gap = OptionField(0, GAP_MAX, self.tr("Close gaps "), self.tr(" px"))
        self.gap.setToolTip(self.tr("Openings in the lines up to this size hold the fill back"))
        self.size_field.valueChanged.connect(lambda value: tools.set_tip(size=value))
        self.opacity.valueChanged.connect(lambda value: tools.set_tip(opacity=value))
        self.softness.valueChanged.connect(lambda value: tools.set_tip(softness=value))
        self.gap.valueChanged.connect(lambda value: setattr(tools, "gap", value))
        for field in (self.size_field, self.opacity, self.softness, self.gap):
            field.left.connect(self.left)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 4, 0)
        self._row.setSpacing(4)
        self._shown = {
            self.swatch: _PAINTS,
            self.hex: _PAINTS,
            self.size_field: (Tool.BRUSH, Tool.ERASER),
            self.opacity: (Tool.BRUSH, Tool.ERASER, Tool.FILL),
            self.softness: (Tool.BRUSH, Tool.ERASER),
            self.gap: (Tool.FILL,),
        }
        for widget in self._shown:
            self._row.addWidget(widget)
        self._tool = tools.tool
        self._left_out: set[QWidget] = set()
        tools.changed.connect(self._refresh)
        self._refresh()

    @property
    def wanted_width(self) -> int:
        """See `Wrapping`."""
        widgets = self._of_tool()
        return self._together(map(_least_width, widgets)) if widgets else 0

    def sizeHint(self) -> QSize:
        widths = (min(widget.sizeHint().width(), widget.maximumWidth()) for widget in self._of_tool())
        return QSize(self._together(widths), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._leave_out()
        return super().event(event)

    def _of_tool(self) -> list[QWidget]:
        return [widget for widget, of in self._shown.items() if self._tool in of]

    def _together(self, widths: Iterable[int]) -> int:
        """The width of widgets beside each other."""
        widths, margins = list(widths), self._row.contentsMargins()
        return sum(widths) + self._row.spacing() * max(0, len(widths) - 1) + margins.left() + margins.right()

    def _leave_out(self) -> None:
        """Leaves out what there is no room for."""
        kept, left_out = self._of_tool(), set()
        for widget in (self.hex, self.softness, self.opacity):
            if widget in kept and self._together(map(_least_width, kept)) > self.width():
                kept.remove(widget)
                left_out.add(widget)
        if left_out != self._left_out:
            self._left_out = left_out
            self._show()

    def _show(self) -> None:
        of_tool = self._of_tool()
        for widget in self._shown:
            widget.setVisible(widget in of_tool and widget not in self._left_out)

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
        if tools.tool is not self._tool:
            self._tool, self._left_out = tools.tool, set()
            self.updateGeometry()
        self._show()


def _least_width(widget: QWidget) -> int:
    return min(max(widget.minimumWidth(), widget.minimumSizeHint().width()), widget.maximumWidth())
