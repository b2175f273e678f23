"""Between the engine's results and the pane that shows them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.engine_bridge import State
from app.qimage import Pyramid
from app.shown import Shown
from app.ui.actions import Actions
from app.ui.image_pane import ImagePane
from app.ui.pane_header import PaneHeader
from app.workspace import Workspace


class ResultBinding(QObject):
    """Shows results, makes a stale one look stale, and asks for what is missing while there is none.

    Args:
        lines: gives the sketch as it is drawn on the canvas, where it is dark lines on white; it keeps the lines of
            a small preview crisp.
    """

    def __init__(
        self,
        pane: ImagePane,
        header: PaneHeader,
        workspace: Workspace,
        actions: Actions,
        lines: Callable[[], Pyramid | None],
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._header = header
        self._document = workspace.document
        self._bridge = workspace.bridge
        self._actions = actions
        self._lines = lines
        self._hover = workspace.hover
        self._bridge.shown_changed.connect(lambda shown: self._on_shown(self._hover.shown or shown))
        self._hover.changed.connect(lambda preview: self._on_shown(preview or self._bridge.shown))
        self._bridge.state_changed.connect(self._refresh)
        self._document.changed.connect(self._refresh)
        pane.canvas.scale_changed.connect(self._on_scale)
        self._refresh()

    def _on_shown(self, shown: Shown | None) -> None:
        if shown is None:
            self._pane.canvas.set_picture(None)
        else:
            lines = self._lines() if shown.preview else None
            beneath = shown.pyramid if lines is None else shown.drawable.colors or shown.pyramid
            self._pane.canvas.set_picture(beneath, shown.nominal, lines)
        self._pane.refresh()
        self._refresh()
        self._on_scale()

    def _refresh(self, _changed: object = None) -> None:
        """Marks the result, and says what is missing where there is none."""
        if self._hover.shown is not None:
            self._pane.canvas.set_badge(self.tr("Preview"), False)
            return
        state = self._bridge.state
        words = {State.COLORING: self.tr("Colouring…"), State.STALE: self.tr("Out of date")}
        # A preview of the newest values is unfinished, but it is not wrong: it gets the word and keeps its colours.
        self._pane.canvas.set_badge(words.get(state, ""), state in words and not self._bridge.is_up_to_date)
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        """One thing after the other, with the button that mends it."""
        document, actions, say = self._document, self._actions, self._pane.empty.say
        if document.model.value is None:
            say(self.tr("A model is needed to colour"), actions.open_model)
        elif document.sketch.value is None:
            say(self.tr("Drop a line drawing here to colour it"), actions.open_sketch)
        elif document.reference.value is None:
            say(self.tr("Now a reference: a picture with the colours to take"), actions.open_reference)
        elif self._bridge.state is State.COLORING:
            say(self.tr("Colouring…") if self._bridge.is_warm else self.tr("Loading the model…"), None)
        else:
            say(self.tr("The picture could not be coloured"), None)

    def _on_scale(self) -> None:
        canvas, view = self._pane.canvas, self._pane.canvas.viewport
        words, tip = [f"{canvas.scale():.0%}".replace("%", " %")], ""
        if view.mirrored:
            words.append(self.tr("mirrored"))
        if view.angle:
            words.append(f"{view.angle if view.angle <= 180 else view.angle - 360:.0f}°".replace("-", "−"))
        if len(words) > 1:
            tip = self.tr("Only the view is mirrored or turned, not the picture: View ▸ Upright View ends it")
        self._header.set_detail(" · ".join(words) if canvas.has_picture else "", tip)
