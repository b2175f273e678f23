"""A handle by which the result is dragged out of the window, into another program or a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from app.ui.icons import icon
from app.works import Work, Works
from engine.progress import Tell

PREVIEW = 128
"""Long side in pixels of what hangs on the pointer."""
Write = Callable[[Path, Tell], QImage]


class DragButton(QToolButton):
    """Pulled at, it has the picture written to a file; the drag begins once that is there and the button is held still.
    Let go of before, the writing is called off.

    Args:
        works: write.
    """

    asked = Signal()
    """Pulled at: whoever has the picture calls `give`."""
    failed = Signal(str)

    def __init__(self, works: Works[Work], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._works = works
        self._work: Work | None = None
        self._pressed_at: QPoint | None = None
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
            write: writes it to a path and gives its pixels, on a thread of its own; it tells how far it is.
            name: what the file is called, without its suffix.
        """
        if not self._held or self._work is not None:
            return  # let go before the picture was there, or pulled at twice meanwhile
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="nurie-drag-", ignore_cleanup_errors=True)
        self._number += 1
        path = Path(self._folder.name) / str(self._number) / f"{name or 'nurie'}.png"

        def made(tell: Tell) -> tuple[Path, QImage]:
            path.parent.mkdir()
            return path, write(path, tell)

        work = self._work = Work(words=self.tr("Writing the picture to drag… let go to call it off"), is_held=True)
        self._works.run(work, made, lambda made: self._drag(work, *made), self.failed.emit)

    def close_files(self) -> None:
        """Takes away what was written; nobody drags any more. Any thread."""
        if self._folder is not None:
            self._folder.cleanup()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._pressed_at is None:
            return
        pulled = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if pulled >= QApplication.startDragDistance():
            self._pressed_at, self._held = None, True
            self.asked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go()
        super().mouseReleaseEvent(event)

    def _let_go(self) -> None:
        self._held, self._pressed_at = False, None
        work, self._work = self._work, None
        if work is not None:
            self._works.call_off(work)

    def _drag(self, work: Work, path: Path, image: QImage) -> None:
        if work is not self._work:
            return  # let go before it was there
        self._work = None
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
