"""The hand on the canvases: its presses become strokes, fills and picked colours, its moves the ring of the brush."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QInputDevice, QKeyEvent, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit

from app.hints.painter import HintPainter
from app.hints.tools import HintTools, Tool
from app.ui.canvas import Canvas
from app.ui.eyedropper import Eyedropper
from app.ui.hint_overlay import HintOverlay
from app.ui.touch import is_on_screen
from engine.hints.layer import Hints

_LEFT = Qt.MouseButton.LeftButton  # of a pen: its tip
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_LEAST_PRESSURE = 0.05  # of the size: a pen that just touches leaves a thin line, not none


class HintHand(QObject):
    """Tells the painter and the eyedropper what mouse and pen do. GUI thread only.

    Args:
        tools: what is in the hand.
        canvas: the result's.
        reference: the reference's, from which colours can be picked.
        painter: paints what the hand does.
        overlay: draws the ring of the brush.
        eyedropper: takes what is picked.
    """

    covered = Signal(float)
    """The hand paints where something else lies over the result: from which x of the canvas on it wants to see it."""

    def __init__(
        self,
        tools: HintTools,
        canvas: Canvas,
        reference: Canvas,
        painter: HintPainter,
        overlay: HintOverlay,
        eyedropper: Eyedropper,
    ) -> None:
        super().__init__(canvas)
        self._tools = tools
        self._canvas = canvas
        self._reference = reference
        self._painter = painter
        self._overlay = overlay
        self._eyedropper = eyedropper
        self.ground: Hints | None = None
        """The layer that it paints on."""
        self._stroking = False
        self._picks_from: Canvas | None = None
        self._by_pen = False  # what the hand does now; mouse and pen may both be on the desk
        self._eraser_end = False  # of the pen, which is over the canvas or was the last to be
        self._panning = False
        tools.changed.connect(self._on_tools)
        canvas.installEventFilter(self)
        reference.installEventFilter(self)
        self._on_tools()

    @property
    def can_paint(self) -> bool:
        """Whether there is a result to paint on."""
        return self.ground is not None and self._canvas.nominal == QSize(*self.ground.size)

    def drop_stroke(self) -> None:
        """What it paints on is another layer now: the painter has dropped the stroke in the making."""
        self._stroking = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._reference:
            return isinstance(event, QMouseEvent) and self._on_reference(event)
        if isinstance(event, QTabletEvent):
            return self._on_pen(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            return self._on_space(event)
        if isinstance(event, QMouseEvent):
            return not is_on_screen(event) and self._on_mouse(event)
        if isinstance(event, QTouchEvent) and self._is_at_work:
            event.accept()
            return True  # the palm beside a pen that paints moves no paper
        if event.type() == QEvent.Type.Enter:
            self._take_keys()
        elif event.type() == QEvent.Type.Leave:
            self._overlay.set_outline(None)
        elif event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowBlocked):
            self._lift()  # the release may be another window's
        elif event.type() == QEvent.Type.FocusOut:
            self._panning = False
            self._on_tools()
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        if event.type() in _PRESSES:
            if event.button() == _LEFT and self._paints_now:
                self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
                self._press(event, 1.0, by_pen=False)
                return True
            if event.button() == _LEFT and self._panning:
                self._canvas.mousePressEvent(event)  # also the second one of a hurry, which would zoom
                return True
            return False
        if event.type() == QEvent.Type.MouseMove:
            self._show_ring(event)
            return self._goes_on(event, by_pen=False) and self._drag(event.position(), 1.0)
        ends = event.type() == QEvent.Type.MouseButtonRelease and event.button() == _LEFT
        return ends and not self._by_pen and self._lift()

    def _on_pen(self, event: QTabletEvent) -> bool:
        """A pen; a consumed event does not come again as one of a mouse."""
        kind = event.type()
        if kind != QEvent.Type.TabletMove and event.button() != _LEFT:
            if not self._is_at_work:
                return False
            # A button of the barrel, pressed by the way: the stroke goes on.
        elif kind == QEvent.Type.TabletPress:
            # What lies on the canvas, the divider of a comparison, knows no pens: Qt then offers it to the canvas.
            if not self._paints_now or self._canvas.childAt(event.position().toPoint()) is not None:
                return False
            self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
            self._press(event, _pressure(event), by_pen=True)
        elif kind == QEvent.Type.TabletMove:
            self._show_ring(event)
            if not (self._goes_on(event, by_pen=True) and self._drag(event.position(), _pressure(event))):
                return False
        elif not self._lift():
            return False
        event.accept()
        return True

    def _on_space(self, event: QKeyEvent) -> bool:
        """Space holds the hand for as long as it is down."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if self._tools.tool is Tool.HAND and not self._panning:
            return False
        if not event.isAutoRepeat():  # also where the hand was taken meanwhile: what is let go of is not held any more
            self._panning = event.type() == QEvent.Type.KeyPress
            self._on_tools()
        return True

    def _take_keys(self) -> None:
        """A hand that comes to paint finds Space, [ and ] working, whichever list or number was used before; what is
        being typed is left alone, and so is an empty field, which waits for it."""
        focus = QApplication.focusWidget()
        field = focus.lineEdit() if isinstance(focus, QAbstractSpinBox) else focus
        typing = isinstance(field, QLineEdit) and (field.isModified() or not field.text())
        if self._tools.tool is not Tool.HAND and self.can_paint and not typing:
            self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_reference(self, event: QMouseEvent) -> bool:
        """The eyedropper reaches into the reference too."""
        if event.type() in _PRESSES:
            if event.button() != _LEFT or not self._picks_with(event.modifiers()) or is_on_screen(event):
                return False
            self._lift()
            self._by_pen, self._picks_from = False, self._reference
            self._pick(event.position())
            return True
        if self._picks_from is not self._reference:
            return False
        if event.type() == QEvent.Type.MouseMove:
            return self._goes_on(event, by_pen=False) and self._drag(event.position(), 1.0)
        return event.button() == _LEFT and self._lift()

    # What the hand does

    @property
    def _paints_now(self) -> bool:
        return self._tools.tool is not Tool.HAND and not self._panning and self.can_paint

    @property
    def _is_at_work(self) -> bool:
        return self._stroking or self._picks_from is not None

    def _picks_with(self, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a press takes a colour: with the eyedropper, and with Alt whatever else paints."""
        tool = self._tools.tool
        return tool is Tool.PICK or (tool is not Tool.HAND and bool(modifiers & Qt.KeyboardModifier.AltModifier))

    def _press(self, event: QMouseEvent | QTabletEvent, pressure: float, by_pen: bool) -> None:
        self._lift()  # what a release that was never told has left
        self._by_pen, self._eraser_end = by_pen, _is_eraser_end(event)
        position, tools = event.position(), self._tools
        point = self._canvas.to_picture(position)
        if self._picks_with(event.modifiers()):
            self._picks_from = self._canvas
            self._pick(position)
        elif tools.tool is Tool.FILL and not self._eraser_end:
            x, y = int(point.x() // 1), int(point.y() // 1)
            if QRect(QPoint(0, 0), self._canvas.nominal).contains(x, y):
                self._uncover(position, 0.0)
                self._painter.fill(tools.brush(), x, y, tools.gap)
        else:
            self._stroking = True
            brush = tools.brush(self._eraser_end)
            self._uncover(position, brush.size)
            self._painter.begin(brush, point.x(), point.y(), pressure)

    def _goes_on(self, event: QMouseEvent | QTabletEvent, by_pen: bool) -> bool:
        """Whether a move is one of what the hand does. A move with nothing pressed ends that: the release went to
        another window, a dialog that came up meanwhile, and nobody told."""
        if not self._is_at_work or by_pen != self._by_pen:
            return False
        if not event.buttons() & _LEFT:
            self._lift()
        return self._is_at_work

    def _drag(self, position: QPointF, pressure: float) -> bool:
        if self._stroking:
            point = self._canvas.to_picture(position)
            self._uncover(position, self._tools.brush(self._eraser_end).size)
            self._painter.move(point.x(), point.y(), pressure)
        else:
            self._pick(position)
        return True

    def _lift(self) -> bool:
        """Ends what the hand does; says whether it did anything."""
        if self._picks_from is not None:
            self._picks_from = None
            self._tools.put_back()
            return True
        if self._stroking:
            self._stroking = False
            self._painter.end()
            return True
        return False

    def _pick(self, position: QPointF) -> None:
        if self._picks_from is self._reference:
            self._eyedropper.take_from_reference(position)
        elif self.ground is not None:
            self._eyedropper.take_from_result(position, self.ground)

    def _uncover(self, position: QPointF, size: float) -> None:
        """What the result is compared with makes way for a hand that paints there; `size` is in the sketch's pixels."""
        if self._canvas.before_at(position.x()) is not None:
            self.covered.emit(position.x() - size * self._canvas.scale() / (2 * self._canvas.devicePixelRatioF()))

    # What is seen of the tool

    def _on_tools(self) -> None:
        tool, cross = Tool.HAND if self._panning else self._tools.tool, Qt.CursorShape.CrossCursor
        hand = Qt.CursorShape.OpenHandCursor if self._panning else None
        self._canvas.set_hand(hand if tool is Tool.HAND else cross)
        self._reference.set_hand(cross if tool is Tool.PICK else None)
        self._canvas.setMouseTracking(tool is not Tool.HAND)  # the ring follows a hand that only hovers
        if self._ring is None:
            self._overlay.set_outline(None)
        elif self._canvas.underMouse():
            self._ring_at(QPointF(self._canvas.mapFromGlobal(self._canvas.cursor().pos())))

    @property
    def _ring(self) -> float | None:
        """The size in the sketch's pixels of what a press would paint or take away, None where it would do neither."""
        tool = self._tools.tool
        paints = tool.strokes or (tool is Tool.FILL and self._eraser_end)
        return self._tools.brush(self._eraser_end).size if paints and self._paints_now else None

    def _show_ring(self, event: QMouseEvent | QTabletEvent) -> None:
        self._eraser_end = _is_eraser_end(event)
        self._ring_at(event.position())

    def _ring_at(self, position: QPointF) -> None:
        size = self._ring
        self._overlay.set_outline(position if size is not None else None, size or 0.0)


def _is_eraser_end(event: QMouseEvent | QTabletEvent) -> bool:
    """Whether it is of the other end of a pen; one that hovers comes as a mouse."""
    return event.pointerType() == QPointingDevice.PointerType.Eraser


def _pressure(event: QTabletEvent) -> float:
    """The share of the brush's size, 0..1; all of it for a pen that feels no pressure."""
    if not event.pointingDevice().hasCapability(QInputDevice.Capability.Pressure):
        return 1.0
    return max(_LEAST_PRESSURE, event.pressure())
