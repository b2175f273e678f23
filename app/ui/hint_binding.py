"""Between the hand on the result's canvas, the painter, and the document."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.hints.painter import HintPainter, Painted
from app.hints.tools import HintTools
from app.model.hint_commands import ChangeHints, ClearHints
from app.ui.canvas import Canvas
from app.ui.eyedropper import Eyedropper
from app.ui.hint_hand import HintHand
from app.ui.hint_overlay import HintOverlay
from app.workspace import Workspace
from engine.hints.layer import Hints

_BUSY_AFTER_MS = 300


class HintBinding(QObject):
    """Draws the document's hints, and makes what the hand paints a step of the document.

    Args:
        workspace: the document, its undo stack and the result.
        tools: what is in the hand.
        canvas: the result's.
        reference: the reference's, from which colours can be picked.
    """

    noticed = Signal(str)
    """Something the picture does not show: one short sentence."""
    covered = Signal(float)
    """See `HintHand`."""
    failed = Signal(str)

    def __init__(self, workspace: Workspace, tools: HintTools, canvas: Canvas, reference: Canvas) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._document = workspace.document
        self._own_change = self._is_closed = False
        self.painter = HintPainter(self)
        self.overlay = HintOverlay(canvas)
        eyedropper = Eyedropper(workspace, tools, canvas, reference)
        self._hand = HintHand(tools, canvas, reference, self.painter, self.overlay, eyedropper)
        self._hand.covered.connect(self.covered)
        self.painter.drawn.connect(self.overlay.take, Qt.ConnectionType.QueuedConnection)
        self.painter.painted.connect(self._on_painted, Qt.ConnectionType.QueuedConnection)
        self.painter.began.connect(lambda: workspace.undo_stack.expect(self._call_off))
        self.painter.settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)
        self.painter.missed.connect(self._on_missed, Qt.ConnectionType.QueuedConnection)
        self.painter.busy.connect(self._on_busy, Qt.ConnectionType.QueuedConnection)
        self.painter.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._busy_timer = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(lambda: self.noticed.emit(self.tr("Looking for the area…")))
        self._document.changed.connect(self._on_document)
        self._on_document("hints")

    @property
    def can_paint(self) -> bool:
        """Whether there is a result to paint on."""
        return self._hand.can_paint

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
        self._hand.ground = ground
        self._hand.drop_stroke()
        self._show_ground()

    def _show_ground(self) -> None:
        self.painter.show(self._hand.ground, self._document.sketch.value, self._document.line_settings.value)

    def _on_painted(self, painted: Painted) -> None:
        if self._is_closed:
            return
        if painted.before is not self._hand.ground or painted.number <= self.painter.called_off:
            # The ground changed while this was painted, by undo or by another sketch: it has no place there.
            self._show_ground()
            return
        self._on_settled(painted.number)
        self._hand.ground = painted.after
        self._own_change = True
        try:
            self._workspace.undo_stack.push(ChangeHints(self._document, painted.deed, painted.after))
        finally:
            self._own_change = False

    def _call_off(self) -> None:
        self.painter.call_off()
        self._hand.drop_stroke()

    def _on_settled(self, number: int) -> None:
        if number == self.painter.given:
            self._workspace.undo_stack.expect(None)

    def _on_missed(self) -> None:
        self.noticed.emit(self.tr("That is a line; click beside it to fill"))

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._busy_timer.start()
            return
        if not self._busy_timer.isActive():
            self.noticed.emit("")  # it said that it was looking
        self._busy_timer.stop()
