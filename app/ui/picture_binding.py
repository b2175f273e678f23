"""Between a picture of the document and the pane that shows it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal

from app.model.properties import Property, bind
from app.picture_work import PictureWork
from app.qimage import Pyramid
from app.ui.image_pane import ImagePane
from app.ui.pane_header import PaneHeader
from app.ui.viewport import Viewport
from engine.requests import Picture


class PictureBinding(QObject):
    """Makes a picture drawable on a pool thread, then shows it; the newest one wins.

    Args:
        viewport: shows the whole picture whenever it is of another size than the one before.

    Attributes:
        pyramid: the picture as the pane draws it, None while it is empty.
    """

    shown = Signal(object)
    """Another `pyramid`, or None."""
    preparing = Signal(bool)
    """Whether a picture that was read is still being made drawable."""

    def __init__(
        self,
        pane: ImagePane,
        header: PaneHeader,
        source: Property[Picture | None],
        work: PictureWork,
        viewport: Viewport,
    ) -> None:
        super().__init__(pane)
        self.pyramid: Pyramid | None = None
        self._pane = pane
        self._header = header
        self._source = source
        self._work = work
        self._viewport = viewport
        self._size = QSize()
        self._instead: Pyramid | None = None
        self._reading = False
        self._note = ""
        bind(source, self._on_picture)

    def set_reading(self, reading: bool) -> None:
        """Says in the header that another picture is being read."""
        self._reading = reading
        self._describe()

    def set_note(self, note: str) -> None:
        """Says something of the picture on the picture itself; empty says nothing."""
        self._note = note
        self._pane.canvas.set_badge(note, False)
        self._describe()

    def show_instead(self, pyramid: Pyramid | None) -> None:
        """Shows something else of the same size in the picture's place, until another picture comes; None ends it."""
        if pyramid is not self._instead:
            self._instead = pyramid
            self._pane.canvas.set_picture(pyramid or self.pyramid)
            self._pane.refresh()

    def _on_picture(self, picture: Picture | None) -> None:
        self._instead = None
        self._describe()
        if picture is None:
            self.preparing.emit(False)
            self._show(None)
            return

        def done(pyramid: Pyramid) -> None:
            if self._source.value is picture:
                self.preparing.emit(False)
                self._show(pyramid)

        def failed(message: str) -> None:
            if self._source.value is picture:
                self.preparing.emit(False)
            self._pane.refused.emit(message)

        if not self._work.ask(picture, "as it is", lambda picture: Pyramid.of(picture.pixels), done, failed):
            self.preparing.emit(True)

    def _show(self, pyramid: Pyramid | None) -> None:
        self.pyramid = pyramid
        if pyramid is not None and pyramid.size != self._size:
            self._size = pyramid.size
            self._viewport.fit()  # what was looked at closely is not in this one
        self._pane.canvas.set_picture(self._instead or pyramid)
        self._pane.refresh()
        self.shown.emit(pyramid)

    def _describe(self) -> None:
        picture = self._source.value
        if self._reading:
            self._header.set_detail(self.tr("reading…"))
        elif picture is None:
            self._header.set_detail("")
        else:
            size = f"{picture.width} × {picture.height}"
            name = Path(picture.source).name
            told = [part for part in (picture.source, picture.layer, size, self._note) if part]
            self._header.set_detail(name or size, "\n".join(told))
