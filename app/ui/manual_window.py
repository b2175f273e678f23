"""The manual, as it lies with the program: no network and no other program is needed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from app.background import Background
from app.translation import current_language
from app.ui.leaving import leave_by_keys
from app.ui.theme import GRID
from engine.errors import NurieError
from engine.resources import RESOURCES
from engine.sentences import reason_of

FOLDER = RESOURCES / "manual"
PICTURE_WIDTH = 80 * GRID
_MARGIN = 3 * GRID
_LINE_PERCENT = 125.0
_PICTURE = "\ufffc"  # what stands for a picture in a text
_BLOCK = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Manual:
    """A manual that is read.

    Attributes:
        text: Markdown.
        pictures: what its pictures are called, relative to the manual → the pictures, decoded.
    """

    text: str
    pictures: dict[str, QImage]


def manual_path(language: str) -> Path:
    """The manual in a language, the English one where there is no other."""
    path = FOLDER / f"manual.{language}.md"
    return path if path.is_file() else FOLDER / "manual.md"


def read_manual(path: Path, width: int, scale: float) -> Manual:
    """Reads a manual and its pictures. Not on the GUI thread.

    Args:
        width: that its pictures may have, device-independent.
        scale: pixels of the screen a device-independent one.

    Raises:
        NurieError: the manual is missing.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise NurieError("{path} cannot be read: {reason}.", path=path, reason=reason_of(error)) from error
    pictures = {}
    for file in sorted((path.parent / "pictures").rglob("*.webp")):
        name = file.relative_to(path.parent).as_posix()
        if f"]({name})" not in text:
            continue  # of the manual in another language
        image = QImageReader(str(file)).read()
        most = round(min(width, PICTURE_WIDTH) * scale)
        if image.width() > most:
            image = image.scaledToWidth(most, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(scale)
        pictures[name] = image
    return Manual(text, pictures)


def _space(block: QTextCursor) -> None:
    """Gives a block air: between its lines, or around its picture."""
    style = block.blockFormat()
    if _PICTURE in block.block().text():
        style.setTopMargin(GRID)
        style.setBottomMargin(GRID)
    else:
        style.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        style.setBottomMargin(max(style.bottomMargin(), 4))
    if style.headingLevel() == 2:
        style.setTopMargin(3 * GRID)
    block.setBlockFormat(style)


class _Page(QTextBrowser):
    """Shows a manual; its pictures are in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: dict[str, QImage] = {}
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        picture = self.pictures.get(name.toString() if isinstance(name, QUrl) else name)
        return picture if picture is not None else super().loadResource(kind, name)


class ManualWindow(QWidget):
    """What is in the manual on the left, the manual on the right.

    Args:
        background: reads it.
        parent: the main window; this one is a window of its own.
    """

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Manual"))
        self.resize(QSize(116 * GRID, 96 * GRID).boundedTo(self.screen().availableSize() * 0.9))
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setFixedWidth(24 * GRID)
        self.contents.setSpacing(4)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = _Page()
        self.page.setAccessibleName(self.tr("Manual"))
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.contents.currentItemChanged.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.contents)
        layout.addWidget(self.page, 1)
        leave_by_keys(self)
        layout.activate()
        path, scale = manual_path(current_language()), self.devicePixelRatioF()
        room = self.page.width() - 2 * _MARGIN - self.page.verticalScrollBar().sizeHint().width()
        background.run(lambda: read_manual(path, room, scale), self._show, self.page.setPlainText)

    def _show(self, manual: Manual) -> None:
        self.page.pictures = manual.pictures
        # Not the page's own: that one is laid out anew after each change, which took four times as long.
        document = QTextDocument(self.page)
        document.setDocumentMargin(_MARGIN)
        document.setDefaultFont(self.font())
        document.setMarkdown(manual.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        block = document.begin()
        while block.isValid():
            _space(QTextCursor(block))
            if block.blockFormat().headingLevel() == 2:
                item = QListWidgetItem(block.text())
                item.setData(_BLOCK, block.blockNumber())
                self.contents.addItem(item)
            block = block.next()
        self.page.setDocument(document)
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        block = self.page.document().findBlockByNumber(item.data(_BLOCK))
        top = self.page.document().documentLayout().blockBoundingRect(block).top()
        self.page.verticalScrollBar().setValue(round(top) - 2 * GRID)
