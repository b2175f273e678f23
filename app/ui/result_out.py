"""The result on its way out of the window without a file's name: copied, or dragged into another program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from app.hints.finish import finished
from app.qimage import to_qimage
from app.shown import Shown
from app.ui.drag_button import DragButton
from app.works import Work
from app.workspace import Workspace
from engine.progress import Tell, within
from engine.project.pixels import png_of

_FILE = 0.9
"""Which share of a drag's work its file is."""
_PIXELS = 0.8
"""Which share of a copy's work its pixels are, where hints are laid over them."""
_FAST = 1
"""Compression level: who copies pastes soon."""


class ResultOut(QObject):
    """Gives the full result with its hints, as soon as it is there. GUI thread.

    Args:
        workspace: has the result.
        handle: what it is dragged by.
    """

    noticed = Signal(str)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, handle: DragButton) -> None:
        super().__init__(handle)
        self._workspace = workspace
        self._handle = handle
        handle.asked.connect(lambda: workspace.bridge.when_ready(self._give))
        handle.failed.connect(self.failed)

    def copy(self) -> None:
        """Puts the result on the clipboard."""
        self._workspace.bridge.when_ready(self._copy)

    def _copy(self, shown: Shown) -> None:
        drawn = shown.pyramid.levels[0] if self._workspace.document.fitting_hints() is None else None
        pixels = finished(self._workspace.document, shown)

        def make(tell: Tell) -> tuple[QImage, bytes]:
            whole = pixels(within(tell, 0.0, _PIXELS))
            return to_qimage(whole) if drawn is None else drawn, png_of(whole, _FAST, within(tell, _PIXELS, 1.0))

        self._workspace.works.run(
            Work(words=self.tr("Copying…")),
            make,
            lambda made: self._put(*made),
            self.failed.emit,
            lambda: self.noticed.emit(self.tr("Called off the copying")),
        )

    def _put(self, image: QImage, png: bytes) -> None:
        """Other programs mostly ask for a PNG, which Qt would make of the image while the window waits."""
        mime = QMimeData()
        mime.setImageData(image)
        mime.setData("image/png", png)
        QGuiApplication.clipboard().setMimeData(mime)
        self.noticed.emit(self.tr("Copied the result"))

    def _give(self, shown: Shown) -> None:
        """As Export writes it, so that the file brings its settings back where it is dropped."""
        hints, pixels = self._workspace.document.fitting_hints(), finished(self._workspace.document, shown)

        def write(path: Path, tell: Tell) -> QImage:
            from engine.layered.export import write_painting  # which loads OpenCV: not before the window is there

            write_painting(path, shown.request, shown.result, hints, within(tell, 0.0, _FILE))
            return to_qimage(pixels(within(tell, _FILE, 1.0)))

        self._handle.give(write, Path(shown.request.sketch.source).stem)
