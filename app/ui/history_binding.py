"""Between the finished results, the history that keeps them, and the strip that shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.engine_bridge import State
from app.model.properties import bind
from app.ui.history_strip import SIDE, HistoryStrip
from app.ui.notice_bar import NoticeBar
from app.workspace import Workspace


class HistoryBinding(QObject):
    """Records each finished result, and goes back to one in a single undo step.

    Args:
        strip: where they are shown.
        workspace: what they are results of.
        bar: offers to bring back what was forgotten.
    """

    def __init__(self, strip: HistoryStrip, workspace: Workspace, bar: NoticeBar) -> None:
        super().__init__(strip)
        self._bar = bar
        self._strip = strip
        self._workspace = workspace
        self.history = workspace.history
        workspace.bridge.state_changed.connect(self._on_state)
        workspace.document.changed.connect(lambda _name: self._mark())
        strip.chosen.connect(self._restore)
        strip.star_asked.connect(self.history.star)
        strip.removed.connect(self._remove)
        strip.clear_asked.connect(self._clear)
        bind(self.history.moments, strip.set_moments)

    def _on_state(self, state: State) -> None:
        shown = self._workspace.bridge.shown
        if state is State.READY and shown is not None:
            self.history.record(self._workspace.document, shown.pyramid.level_for(2 * SIDE))
            self._mark()

    def _mark(self) -> None:
        moment = self.history.of(self._workspace.document)
        self._strip.set_current(moment.number if moment is not None else None)

    def _remove(self, number: int) -> None:
        self._bar.offer_undo(self.tr("Forgot a result"), self.history.remove(number))

    def _clear(self) -> None:
        before = len(self.history.moments.value)
        bring_back = self.history.clear()
        if count := before - len(self.history.moments.value):
            text = self.tr("Forgot the results without a star: {count}").format(count=count)
            self._bar.offer_undo(text, bring_back)

    def _restore(self, number: int) -> None:
        if moment := self.history.get(number):
            self._workspace.restore(self.tr("Go Back in the History"), moment.painting)
