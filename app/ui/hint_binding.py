"""Between the hand on the result's canvas, the painter, and the document."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QInputDevice, QKeyEvent, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit

from app.hints.painter import HintPainter, Painted
from app.hints.tools import HintTools, Tool
from app.model.hint_commands import ChangeHints, ClearHints
from app.ui.canvas import Canvas
from app.ui.eyedropper import Eyedropper
from app.ui.hint_overlay import HintOverlay
from app.workspace import Workspace
from engine.hints.layer import Hints

_BUSY_AFTER_MS = 300
_LEAST_PRESSURE = 0.05  # of the size: a pen that just touches leaves a thin line, not none


class HintBinding(QObject):
    """Turns presses into strokes, fills and picked colours, and draws the document's hints.

    Args:
        workspace: the document, its undo stack and the result.
        tools: what is in the hand.
        canvas: the result's.
        reference: the reference's, from which colours can be picked.
    """

    noticed = Signal(str)
    """Something the picture does not show: one short sentence."""
    covered = Signal(float)
    """The hand paints where something else lies over the result: from which x of the canvas on it wants to see it."""
    failed = Signal(str)

    def __init__(self, workspace: Workspace, tools: HintTools, canvas: Canvas, reference: Canvas) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._document = workspace.document
        self._tools = tools
        self._canvas = canvas
        self._reference = reference
        self._ground: Hints | None = None
        self._own_change = self._is_closed = False
        self._stroking = False
        self._picking = False
        self._panning = False
        self._eyedropper = Eyedropper(workspace, tools, canvas, reference)
        self.painter = HintPainter(self)
        self.overlay = HintOverlay(canvas)
        self.painter.drawn.connect(self.overlay.take, Qt.ConnectionType.QueuedConnection)
        self.painter.painted.connect(self._on_painted, Qt.ConnectionType.QueuedConnection)
        self.painter.missed.connect(self._on_missed, Qt.ConnectionType.QueuedConnection)
        self.painter.busy.connect(self._on_busy, Qt.ConnectionType.QueuedConnection)
        self.painter.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._busy_timer = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(lambda: self.noticed.emit(self.tr("Looking for the area…")))
        self._document.changed.connect(self._on_document)
        tools.changed.connect(self._on_tools)
        canvas.installEventFilter(self)
        reference.installEventFilter(self)
        self._on_document("hints")
        self._on_tools()

    @property
    def can_paint(self) -> bool:
        """Whether there is a result to paint on."""
        return self._ground is not None and self._canvas.nominal == QSize(*self._ground.size)

    def clear(self) -> None:
        """Takes all hints of the sketch away."""
        if self._document.fitting_hints() is not None:
            self._workspace.undo_stack.push(ClearHints(self._document))

    def close(self) -> None:
        """What is being painted comes too late."""
        self._is_closed = True

    # Document and painter

    def _on_document(self, name: str) -> None:
        if name not in ("hints", "sketch", "line_settings") or self._own_change:
            return
        sketch = self._document.sketch.value
        ground = self._document.fitting_hints()
        if ground is None and sketch is not None:
            ground = Hints(sketch.width, sketch.height)
        self._ground = ground
        self._stroking = False
        self._show_ground()

    def _show_ground(self) -> None:
        self.painter.show(self._ground, self._document.sketch.value, self._document.line_settings.value)

    def _on_painted(self, painted: Painted) -> None:
        if self._is_closed:
            return
        if painted.before is not self._ground:
            # The ground changed while this was painted, by undo or by another sketch: it has no place there.
            self._show_ground()
            return
        self._ground = painted.after
        self._own_change = True
        try:
            self._workspace.undo_stack.push(ChangeHints(self._document, painted.deed, painted.after))
        finally:
            self._own_change = False

    def _on_missed(self) -> None:
        self.noticed.emit(self.tr("That is a line; click beside it to fill"))

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._busy_timer.start()
            return
        if not self._busy_timer.isActive():
            self.noticed.emit("")  # it said that it was looking
        self._busy_timer.stop()

    # The hand

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._reference:
            return self._on_reference(event)
        if isinstance(event, QTabletEvent):
            return self._on_pen(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            return self._on_space(event)
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if event.type() == QEvent.Type.Enter:
            self._take_keys()
        elif event.type() == QEvent.Type.Leave:
            self.overlay.set_outline(None)
        elif event.type() == QEvent.Type.FocusOut:
            self._panning = False
            self._on_tools()
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        kind, left = event.type(), Qt.MouseButton.LeftButton
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            if event.button() != left or not self._paints_now:
                return False
            self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
            self._press(event.position(), 1.0, event.modifiers(), False)
            return True
        if kind == QEvent.Type.MouseMove:
            self._show_outline(event.position())
            return self._drag(event.position(), 1.0)
        return kind == QEvent.Type.MouseButtonRelease and event.button() == left and self._lift()

    def _on_pen(self, event: QTabletEvent) -> bool:
        """A pen; a consumed event does not come again as one of a mouse."""
        kind, position, tip = event.type(), event.position(), Qt.MouseButton.LeftButton
        if kind != QEvent.Type.TabletMove and event.button() != tip:
            if not (self._stroking or self._picking):
                return False
            # A button of the barrel, pressed by the way: the stroke goes on.
        elif kind == QEvent.Type.TabletPress:
            # What lies on the canvas, the divider of a comparison, knows no pens: Qt then offers it to the canvas.
            if not self._paints_now or self._canvas.childAt(position.toPoint()) is not None:
                return False
            self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
            eraser_end = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._press(position, _pressure(event), event.modifiers(), eraser_end)
        elif kind == QEvent.Type.TabletMove:
            self._show_outline(position)
            if not self._drag(position, _pressure(event)):
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
        """A hand that comes to paint finds Space, [ and ] working, whichever list was clicked before; what is being
        typed is left alone."""
        typing = isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox | QPlainTextEdit)
        if self._tools.tool is not Tool.HAND and self.can_paint and not typing:
            self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_reference(self, event: QEvent) -> bool:
        """The eyedropper reaches into the reference too."""
        if self._tools.tool is not Tool.PICK or not isinstance(event, QMouseEvent):
            return False
        released = event.type() == QEvent.Type.MouseButtonRelease
        if not (event.button() if released else event.buttons()) & Qt.MouseButton.LeftButton:
            return False
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove):
            self._eyedropper.take_from_reference(event.position())
        elif released:
            self._tools.put_back()
        return True

    @property
    def _paints_now(self) -> bool:
        return self._tools.tool is not Tool.HAND and not self._panning and self.can_paint

    def _press(self, position: QPointF, pressure: float, modifiers: Qt.KeyboardModifier, eraser_end: bool) -> None:
        point = self._canvas.to_picture(position)
        tools = self._tools
        if tools.tool is Tool.PICK or modifiers & Qt.KeyboardModifier.AltModifier:
            self._picking = True
            self._pick(position)
        elif tools.tool is Tool.FILL and not eraser_end:
            x, y = int(point.x() // 1), int(point.y() // 1)
            if QRect(QPoint(0, 0), self._canvas.nominal).contains(x, y):
                self._uncover(position, 0.0)
                self.painter.fill(tools.brush(), x, y, tools.gap)
        else:
            self._stroking = True
            self._uncover(position, tools.brush(eraser_end).size)
            self.painter.begin(tools.brush(eraser_end), point.x(), point.y(), pressure)

    def _drag(self, position: QPointF, pressure: float) -> bool:
        point = self._canvas.to_picture(position)
        if self._stroking:
            self._uncover(position, self._tools.tip.size)
            self.painter.move(point.x(), point.y(), pressure)
        elif self._picking:
            self._pick(position)
        return self._stroking or self._picking

    def _lift(self) -> bool:
        if self._picking:
            self._picking = False
            self._tools.put_back()
            return True
        if self._stroking:
            self._stroking = False
            self.painter.end()
            return True
        return False

    def _pick(self, position: QPointF) -> None:
        if self._ground is not None:
            self._eyedropper.take_from_result(position, self._ground)

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
        # The outline follows a hand that only hovers.
        self._canvas.setMouseTracking(tool.strokes)
        if not tool.strokes:
            self.overlay.set_outline(None)
        elif self._canvas.underMouse():
            self._show_outline(QPointF(self._canvas.mapFromGlobal(self._canvas.cursor().pos())))

    def _show_outline(self, position: QPointF) -> None:
        if self._tools.tool.strokes and not self._panning and self.can_paint:
            self.overlay.set_outline(position, self._tools.tip.size)


def _pressure(event: QTabletEvent) -> float:
    """The share of the brush's size, 0..1; all of it for a pen that feels no pressure."""
    if not event.pointingDevice().hasCapability(QInputDevice.Capability.Pressure):
        return 1.0
    return max(_LEAST_PRESSURE, event.pressure())
