"""The pages of a batch: the result small, the name, and how it stands."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.brief_question import asked
from app.model.batch_run import BatchRun, PageEntry, PageState
from app.ui.batch.words import page_words
from app.ui.icons import draw_glyph
from app.ui.theme import GRID, RADIUS, tokens

THUMBNAIL = 6 * GRID
MOST_IMAGES = 1000
"""Small pictures kept, the newest; rows of older ones show the sign of their state."""
_ENTRY, _IMAGE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_GLYPHS = {
    PageState.WAITING: "image",
    PageState.PAINTING: "paint-brush",
    PageState.DONE: "check",
    PageState.SKIPPED: "check",
    PageState.FAILED: "warning-circle",
}
Index = QModelIndex | QPersistentModelIndex


class PageModel(QAbstractListModel):
    """Shows a run's pages to a view. GUI thread only."""

    def __init__(self, run: BatchRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._images: OrderedDict[int, QImage] = OrderedDict()
        run.replaced.connect(self._replace)
        run.page_changed.connect(self._tell)

    def set_image(self, place: int, image: QImage) -> None:
        """Gives a page its small picture."""
        self._images[place] = image
        while len(self._images) > MOST_IMAGES:
            self._images.popitem(last=False)
        self._tell(place)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self._run.pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._run.pages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.name}\n{page_words(entry)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.name}, {page_words(entry)}"
        if role == _ENTRY:
            return entry
        return self._images.get(index.row()) if role == _IMAGE else None

    def _replace(self) -> None:
        self.beginResetModel()
        self._images.clear()
        self.endResetModel()

    def _tell(self, place: int) -> None:
        index = self.index(place)
        self.dataChanged.emit(index, index)


class _RowPainter(QStyledItemDelegate):
    """Draws a page: picture or sign, name, and beneath it the state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(20 * GRID, THUMBNAIL + GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = tokens()
        entry: PageEntry = index.data(_ENTRY)
        image: QImage | None = index.data(_IMAGE)
        rect = QRectF(option.rect).adjusted(2, 1, -2, -1)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(QColor(colors.raised if chosen else colors.hover))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        box = QRectF(rect.left() + 4, rect.center().y() - THUMBNAIL / 2 + 2, THUMBNAIL - 4, THUMBNAIL - 4)
        self._draw_picture(painter, box, image, entry.state)
        text = QRectF(
            box.right() + 1.5 * GRID, rect.top() + 5, rect.right() - box.right() - 2.5 * GRID, rect.height() / 2 - 5
        )
        metrics = painter.fontMetrics()
        painter.setPen(QColor(colors.text))
        name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideMiddle, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
        text.translate(0, text.height())
        painter.setPen(QColor(_state_color(entry.state)))
        words = metrics.elidedText(page_words(entry), Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    @staticmethod
    def _draw_picture(painter: QPainter, box: QRectF, image: QImage | None, state: PageState) -> None:
        colors = tokens()
        painter.setBrush(QColor(colors.canvas))
        painter.drawRoundedRect(box, 4, 4)
        if image is None or state is not PageState.DONE:
            color = QColor(_state_color(state))
            draw_glyph(painter, _GLYPHS[state], box.adjusted(12, 12, -12, -12), color)
            return
        size = QRectF(image.rect()).size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(box.topLeft(), size.expandedTo(QSizeF(1, 1)))  # a very long page is a line, not nothing
        shown.moveCenter(box.center())
        painter.drawImage(shown, image)


class PageList(QListView):
    """Every page, in reading order; Enter or a double click opens the picture of one that is done.

    Args:
        run: whose pages they are.
    """

    def __init__(self, run: BatchRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.pages = PageModel(run, self)
        self.setModel(self.pages)
        self.setItemDelegate(_RowPainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Sketches"))
        self.activated.connect(self._open)
        run.page_changed.connect(self._follow)

    def _follow(self, place: int) -> None:
        """Keeps what is painted in sight, unless the hand is on the list."""
        if self._run.pages[place].state is PageState.PAINTING and not self.underMouse():
            self.scrollTo(self.pages.index(place))

    def _open(self, index: QModelIndex) -> None:
        entry = self._run.pages[index.row()]
        if entry.state in (PageState.DONE, PageState.SKIPPED):
            path = Path(entry.output)
            # The pages of a comic lie in it, once it is written.
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if asked(Path.exists, path) else self._run.output)))


def _state_color(state: PageState) -> str:
    colors = tokens()
    return {PageState.PAINTING: colors.accent, PageState.FAILED: colors.on_danger}.get(state, colors.dim)
