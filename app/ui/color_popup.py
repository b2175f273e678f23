"""A small colour chooser that opens beside its button: saturation and value, hue, and the colours used last."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.hints.tools import HintTools, hex_of
from app.ui.theme import GRID, tokens
from engine.hints.brush import Color

_FIELD = 22 * GRID
_BAR = 2 * GRID
_COLUMNS = 6
_RING = 6.5


class _Surface(QWidget):
    """Something that a colour is chosen on by pressing, dragging, or with the arrow keys."""

    chosen = Signal(float, float)
    """Across and down, 0..1."""

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.at = QPointF(0, 0)
        self.hue = 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(event.position().x() / self.width(), event.position().y() / self.height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-0.01, 0.0),
            Qt.Key.Key_Right: (0.01, 0.0),
            Qt.Key.Key_Up: (0.0, -0.01),
            Qt.Key.Key_Down: (0.0, 0.01),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self._choose(self.at.x() + move[0], self.at.y() + move[1])

    def _choose(self, x: float, y: float) -> None:
        self.chosen.emit(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))


class _Field(_Surface):
    """Saturation across, value down."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            box = QRectF(self.rect())
            across = QLinearGradient(box.topLeft(), box.topRight())
            across.setColorAt(0, QColor("white"))
            across.setColorAt(1, QColor.fromHsvF(self.hue, 1, 1))
            down = QLinearGradient(box.topLeft(), box.bottomLeft())
            down.setColorAt(0, QColor(0, 0, 0, 0))
            down.setColorAt(1, QColor("black"))
            for gradient in (across, down):
                painter.setBrush(gradient)
                painter.drawRoundedRect(box, 4, 4)
            place = (self.at.x() * self.width(), self.at.y() * self.height())
            edge = _RING + 1
            centre = QPointF(*(min(max(each, edge), _FIELD - edge) for each in place))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for color, radius in ((QColor(0, 0, 0, 160), _RING), (QColor("white"), _RING - 1)):
                painter.setPen(QPen(color, 1.5))
                painter.drawEllipse(centre, radius, radius)


class _Hues(_Surface):
    """Hue down."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            box = QRectF(self.rect())
            down = QLinearGradient(box.topLeft(), box.bottomLeft())
            for step in range(7):
                down.setColorAt(step / 6, QColor.fromHsvF(step % 6 / 6, 1, 1))
            painter.setBrush(down)
            painter.drawRoundedRect(box, 4, 4)
            y = min(max(self.at.y() * self.height(), 3.0), self.height() - 3.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for color, reach in ((QColor(0, 0, 0, 160), 3.0), (QColor("white"), 2.0)):
                painter.setPen(QPen(color, 1.5))
                painter.drawRoundedRect(QRectF(1, y - reach, self.width() - 2, 2 * reach), 2, 2)


class ColorPopup(QFrame):
    """Changes the colour of the tools while it is open.

    It has hue, saturation and value of its own: a grey has no hue, and in a dark colour many of them are the same three
    numbers of 0..255, so that from the colour alone the markers would not know where they stand. GUI thread only.

    Args:
        tools: whose colour.
    """

    def __init__(self, tools: HintTools, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("colorPopup")
        self._tools = tools
        self._hue = self._saturation = self._value = 0.0
        self._color: Color | None = None
        """What they make, once rounded to 0..255."""
        self._before = tools.colors
        """The colours used last, without those that are tried."""
        self.field = _Field(QSize(_FIELD, _FIELD))
        self.field.setAccessibleName(self.tr("Saturation and value"))
        self.hues = _Hues(QSize(_BAR, _FIELD))
        self.hues.setAccessibleName(self.tr("Hue"))
        self.field.chosen.connect(lambda x, y: self._try(self._hue, x, 1 - y))
        self.hues.chosen.connect(lambda _x, y: self._try(y, self._saturation, self._value))
        choosers = QHBoxLayout()
        choosers.setSpacing(GRID)
        choosers.addWidget(self.field)
        choosers.addWidget(self.hues)
        self._recent = QGridLayout()
        self._recent.setSpacing(4)
        self._recent.setColumnStretch(_COLUMNS, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(choosers)
        layout.addLayout(self._recent)
        self._follow()
        tools.changed.connect(self._follow)

    def open_below(self, widget: QWidget) -> None:
        """Shows it under a widget, its right edges aligned."""
        self._before = self._tools.colors
        self._fill_recent()
        self.adjustSize()
        corner = widget.mapToGlobal(widget.rect().bottomLeft())
        screen = widget.screen().availableGeometry()
        x = min(corner.x(), screen.right() - self.width())
        self.move(max(x, screen.left()), corner.y() + 4)
        self.show()
        self.field.setFocus()

    def _try(self, hue: float, saturation: float, value: float) -> None:
        """Gives the tools what was chosen here, each of the three 0..1."""
        self._hue, self._saturation, self._value = hue, saturation, value
        color = QColor.fromHsvF(hue, saturation, value)
        self._color = color.red(), color.green(), color.blue()
        self._show()
        self._tools.try_color(self._color, self._before)

    def _follow(self) -> None:
        """Takes the colour of the tools where it was not chosen here."""
        if self._tools.color == self._color:
            return
        self._color, self._before = self._tools.color, self._tools.colors
        color = QColor(*self._color)
        self._saturation, self._value = color.hsvSaturationF(), color.valueF()
        if self._saturation > 0:  # a grey has no hue: that of the colour before stays
            self._hue = color.hsvHueF()
        self._show()

    def _show(self) -> None:
        self.field.hue = self._hue
        self.field.at = QPointF(self._saturation, 1 - self._value)
        self.hues.at = QPointF(0, self._hue)
        self.field.update()
        self.hues.update()

    def _fill_recent(self) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for index, color in enumerate(self._tools.colors):
            button = ColorButton(color)
            button.clicked.connect(lambda _on=False, color=color: self._choose(color))
            self._recent.addWidget(button, index // _COLUMNS, index % _COLUMNS)

    def _choose(self, color: Color) -> None:
        self._tools.color = color
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.setPen(QColor(tokens().border))
            painter.setBrush(QColor(tokens().raised))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class ColorButton(QToolButton):
    """A colour as a button.

    Args:
        color: RGB 0..255.
    """

    def __init__(self, color: Color, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(3 * GRID, 3 * GRID)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._color = color
        self.set_color(color)

    def set_color(self, color: Color) -> None:
        """Shows another colour."""
        self._color = color
        self.setToolTip(hex_of(color))
        self.setAccessibleName(self.tr("Colour {hex}").format(hex=hex_of(color)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = QColor(tokens().accent if self.hasFocus() else tokens().text)
            if not self.hasFocus():
                edge.setAlphaF(0.28)
            painter.setPen(edge)
            painter.setBrush(QColor(*self._color))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)
