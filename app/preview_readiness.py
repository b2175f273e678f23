"""Makes the engine ready for previews while the hand rests: a slider's first step is to be as quick as the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.engine_bridge import EngineBridge, State
from app.model.document import Document
from app.shown import Shown


class PreviewReadiness(QObject):
    """When a drawing's full picture is there, asks for one at the size of its previews, which nobody sees: the engine
    keeps what it works out of the drawing at that size. GUI thread.

    So the first step does not wait for it, nor one that brings previews of another size. Where it paints drafts, whose
    size is their own, that is all.
    """

    def __init__(self, document: Document, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._bridge = bridge
        self._ready: tuple[object, ...] = ()
        bridge.state_changed.connect(self._on_state)

    def _on_state(self, state: State) -> None:
        bridge, document = self._bridge, self._document
        sketch, model, shown = document.sketch.value, document.model.value, bridge.shown
        if state is not State.READY or not bridge.has_previews or sketch is None or model is None or shown is None:
            return
        size, by = bridge.pacing.next_size(model.info.resolution), shown.result
        now = (sketch.key, document.line_settings.value, model.path, by.device, by.precision, size)
        if now == self._ready:
            return
        self._ready = now

        def made_ready(shown: Shown | None) -> None:
            if shown is None:
                self._ready = ()
            elif document.is_complete and "draft" not in shown.result.milliseconds and size != bridge.pacing.size(size):
                # Once more: the first picture of a size says little.
                ask(lambda again: None if again is None else bridge.pacing.settle(size, again.result))

        def ask(done: Callable[[Shown | None], None]) -> None:
            bridge.side.ask(document.applied_tags(), done, size=size)

        ask(made_ready)
