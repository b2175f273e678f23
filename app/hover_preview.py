"""What a click would do, shown on the current sketch while the hand rests over it. Never an undo step."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine_bridge import EngineBridge
from app.model.document import Document
from app.shown import Shown

DWELL_MS = 120
"""A hand that passes by asks for nothing."""


class HoverPreview(QObject):
    """At most one preview, of the settings that the hand is over. GUI thread only."""

    changed = Signal(object)
    """The `Shown` of a preview, or None when the document's own result is to be seen again."""

    def __init__(self, document: Document, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self._document = document
        self._side = bridge.side
        self._wanted: Mapping[str, float] | None = None
        self._job: int | None = None
        self._dwell = QTimer(self, singleShot=True, interval=DWELL_MS)
        self._dwell.timeout.connect(self._ask)
        document.changed.connect(lambda _name: self.clear())

    def show(self, tags: Mapping[str, float]) -> None:
        """The hand came to rest where a click would move the tags so."""
        self._forget()
        model = self._document.model.value
        if self._document.is_complete and model is not None and model.has_sliders:
            self._wanted = model.known(tags)
            self._dwell.start()

    def clear(self) -> None:
        """The hand went away."""
        self._forget()
        if self.shown is not None:
            self.shown = None
            self.changed.emit(None)

    def _forget(self) -> None:
        self._dwell.stop()
        self._wanted = None
        if self._job is not None:
            self._side.cancel([self._job])
            self._job = None

    def _ask(self) -> None:
        if self._wanted is not None and self._document.is_complete:
            self._job = self._side.ask(self._wanted, self._done, first=True)

    def _done(self, shown: Shown | None) -> None:
        self._job = None
        if shown is not None:
            self.shown = shown
            self.changed.emit(shown)
