"""A handle by which the result is dragged out of the window, into another program or a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from app.background import Background
from app.ui.icons import icon

PREVIEW = 128
"""Long side in pixels of what hangs on the pointer."""
Write = Callable[[Path], QImage]


class DragButton(QToolButton):
    """Pressed, it has the picture written to a file; the drag begins once that is there and the button is held still.

    Args:
        background: writes.
    """

    asked = Signal()
    """Pressed: whoever has the picture calls `give`."""
    failed = Signal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0
        self._held = False
        self.setObjectName("header")
        self.setIcon(icon("hand-grabbing"))
        self.setIconSize(QSize(16, 16))
        self.setToolTip(self.tr("Drag the result into another program"))
        self.setAccessibleName(self.toolTip())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys have Copy and Export

    def give(self, write: Write, name: str) -> None:
        """Takes the picture.

        Args:
            write: writes it to a path and gives its pixels, on a thread of its own.
            name: what the file is called, without its suffix.
        """
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="nurie-drag-", ignore_cleanup_errors=True)
        self._number += 1
        path = Path(self._folder.name) / str(self._number) / f"{name or 'nurie'}.png"

        def made() -> tuple[Path, QImage]:
            path.parent.mkdir()
            return path, write(path)

        self._background.run(made, self._drag, self.failed.emit)

    def close_files(self) -> None:
        """Takes away what was written; nobody drags any more."""
        if self._folder is not None:
            self._folder.cleanup()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.asked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False
        super().mouseReleaseEvent(event)

    def _drag(self, made: tuple[Path, QImage]) -> None:
        if not self._held:
            return  # let go before it was there
        path, image = made
        drag = QDrag(self)
        drag.setMimeData(mime_of(path, image))
        small = image.scaled(PREVIEW, PREVIEW, Qt.AspectRatioMode.KeepAspectRatio)
        drag.setPixmap(QPixmap.fromImage(small))
        drag.setHotSpot(QPoint(small.width() // 2, small.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)
        self._held = False
        self.setDown(False)


def mime_of(path: Path, image: QImage) -> QMimeData:
    """A picture as other programs take it: some want the file, some the pixels."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    mime.setImageData(image)
    return mime
