"""What is dropped on a window that is no project: pictures, wherever they fall, and folders and comics for a batch."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from app.brief_question import asked
from app.model.document import SLOTS, Slot
from app.picture_sources import PictureSource, offers_picture
from app.translation import said
from app.ui.dragged import Dragged
from app.ui.image_pane import dropped_sources
from app.ui.project_binding import project_in
from app.ui.window_layout import WindowLayout
from engine.batch.sources import ARCHIVE_SUFFIXES
from engine.errors import PictureError
from engine.image_io import READABLE_SUFFIXES

MOST_ASKED = 4
"""Of how many paths the disk is asked whether they are folders."""


class DropBinding(QObject):
    """Takes what is dropped. A picture that falls on no pane of its own is taken as on the result.

    Args:
        window: whose panes and docks take drops, and itself.
        show_batch: opens the window of batches, filled with a folder or a comic; None leaves it as it is.
    """

    refused = Signal(str)
    """What was dropped holds no picture: one sentence."""

    def __init__(self, window: WindowLayout, show_batch: Callable[[Path | None], Any]) -> None:
        super().__init__(window)
        self._workspace = workspace = window.workspace
        self._bar = window.passing_bar
        self._handle = window.drag_button
        self._show_batch = show_batch
        self._dragged = Dragged(lambda mime: (project_in(mime) is not None, offers_picture(mime), batch_in(mime)))
        window.sketch.dropped.connect(lambda sources: workspace.drop("sketch", sources))
        window.reference.dropped.connect(lambda sources: workspace.open_pictures("reference", sources))
        window.result.dropped.connect(self.take)
        window.compare_view.before.dropped.connect(self.take)
        workspace.left_out.connect(self._tell_left_out)
        # A dock that floats is a window of its own, which passes no drop on.
        self._anywhere = (window, *window.docks)
        self.targets = (*self._anywhere, window.sketch, window.reference, window.result, window.compare_view.before)
        """What takes drops: between them nothing of the window is left out."""
        for widget in self.targets:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def take(self, sources: list[PictureSource]) -> None:
        """A picture dropped on the result fills what is missing, the sketch first; a saved painting brings back
        its settings."""
        missing: list[Slot] = [slot for slot in SLOTS if self._workspace.document.picture(slot).value is None]
        self._workspace.drop(missing[0] if missing else "sketch", sources)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._dragged.see(event)
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return False
        falls = event.type() == QEvent.Type.Drop
        has_project, has_pictures, batch = self._dragged.of(event)
        if has_project:
            return False  # whoever has projects takes it
        if batch is not None:
            event.acceptProposedAction()
            if falls:
                self._show_batch(batch)
            return True
        if watched not in self._anywhere or not has_pictures or event.source() is self._handle:
            return False  # the result that is dragged out comes back in only where it is meant to: on a pane
        if not falls:
            event.acceptProposedAction()
            return True
        assert isinstance(event, QDropEvent)
        try:
            self.take(dropped_sources(event))
        except PictureError as error:
            self.refused.emit(said(error))
        return True

    def _tell_left_out(self, sources: list[PictureSource]) -> None:
        """Two have their places: the others are named, with what takes any number."""
        folder = next((source.path.parent for source in sources if source.path is not None), None)
        text = (
            self.tr("There is room for one sketch and one reference: “{name}” was left out.")
            if len(sources) == 1
            else self.tr("There is room for one sketch and one reference: “{name}” and {count} more were left out.")
        )
        self._bar.offer(
            text.format(name=sources[0].name, count=len(sources) - 1),
            [(self.tr("Batch…"), lambda: self._show_batch(folder))],
            glyph="stack",
        )


def batch_in(mime: QMimeData) -> Path | None:
    """The folder or the comic among what is dragged, of which a batch is made; a folder is looked for among the first
    that are not called pictures."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    comics = (path for path in paths if path.suffix.lower() in ARCHIVE_SUFFIXES)
    others = (path for path in paths if path.suffix.lower() not in READABLE_SUFFIXES)
    folders = (path for path in itertools.islice(others, MOST_ASKED) if asked(Path.is_dir, path))
    return next(itertools.chain(comics, folders), None)
