"""The pictures that something is to be said of, as a contact sheet: a click leaves one out or takes it in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.model.picture_check import CheckedPicture, changed, read_check
from app.qimage import to_qimage
from app.ui.theme import GRID, RADIUS, tokens
from engine.errors import NurieError
from engine.image_io import read_picture
from engine.scaling import fitted, resized
from trainer.picture_choice import PictureChoice, read_choice, write_choice

SIDE = 10 * GRID
AT_ONCE = 16
"""Thumbnails made in one go; what is seen first comes first."""
MOST = 600
_PICTURE, _IMAGE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _TilePainter(QStyledItemDelegate):
    """Draws a picture, its reason beneath; what is left out is pale and crossed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(SIDE + GRID, SIDE + 3 * GRID)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors = tokens()
        picture: CheckedPicture = index.data(_PICTURE)
        image: QImage | None = index.data(_IMAGE)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        box = QRectF(rect.left() + GRID / 2, rect.top() + GRID / 2, SIDE, SIDE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(colors.accent), 1.5) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.canvas))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setOpacity(1.0 if picture.wanted else 0.35)
        if image is not None:
            place = QRectF(QPointF(0, 0), image.size())
            place.moveCenter(box.center())
            painter.drawImage(place.topLeft(), image)
        painter.setOpacity(1.0)
        if not picture.wanted:
            painter.setPen(QPen(QColor(colors.text), 2))
            cross = box.adjusted(SIDE * 0.4, SIDE * 0.4, -SIDE * 0.4, -SIDE * 0.4)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        painter.setPen(QColor(colors.dim))
        words = QRectF(box.left(), box.bottom() + 2, SIDE, 2 * GRID)
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(SIDE))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, elided)
        painter.restore()


class PictureSheet(QWidget):
    """The contact sheet of a data folder. It is hidden while there is nothing to say.

    Args:
        background: reads the report, makes thumbnails, keeps the choice.
    """

    choice_changed = Signal(bool)
    """The choice is kept; True where pictures were taken in that have to be prepared first."""
    failed = Signal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._data: Path | None = None
        self._ticket = 0
        self._pictures: list[CheckedPicture] = []
        self._choice = PictureChoice()
        self._writing = False
        self.words = QLabel()
        self.words.setObjectName("detail")
        self.shown = QComboBox()
        self.shown.addItems([self.tr("What is doubtful"), self.tr("All pictures")])
        self.shown.setAccessibleName(self.tr("Which pictures"))
        self.shown.currentIndexChanged.connect(self._fill)
        self.leave_button = QPushButton(self.tr("Leave These Out"))
        self.leave_button.setToolTip(self.tr("Learn from none of the doubtful pictures shown here"))
        self.leave_button.clicked.connect(self._leave_all)
        for control in (self.shown, self.leave_button):
            control.setFixedHeight(4 * GRID)
        self.list = QListWidget()
        self.list.setItemDelegate(_TilePainter(self.list))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFixedHeight(2 * (SIDE + 3 * GRID) + GRID)
        self.list.setAccessibleName(self.tr("Pictures to learn from"))
        self.list.itemClicked.connect(self._toggle)
        self.list.itemActivated.connect(self._toggle)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.shown)
        row.addWidget(self.leave_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(self.list)
        self.hide()

    def set_data(self, data: Path | None) -> None:
        """Shows the pictures of another folder, or none."""
        self._ticket += 1
        ticket, self._data = self._ticket, data
        if data is None:
            self._take(PictureChoice(), [])
            return

        def done(read: tuple[PictureChoice, list[CheckedPicture]]) -> None:
            if ticket == self._ticket:
                self._take(*read)

        self._background.run(lambda: (read_choice(data), read_check(data)), done, self.failed.emit)

    def is_drawn(self) -> bool:
        """Whether every picture that is listed and can be read is seen."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return all(item.data(_IMAGE) is not None or item.data(_PICTURE).reason == "unreadable" for item in items)

    def _take(self, choice: PictureChoice, pictures: list[CheckedPicture]) -> None:
        self._choice, self._pictures = choice, pictures
        self.setVisible(bool(pictures))
        self._fill()

    def _fill(self) -> None:
        every = self.shown.currentIndex() == 1
        self.list.clear()
        for picture in [one for one in self._pictures if every or one.reason or not one.wanted][:MOST]:
            item = QListWidgetItem(self._reason(picture))
            item.setData(_PICTURE, picture)
            self._describe(item, picture)
            self.list.addItem(item)
        self.list.setVisible(self.list.count() > 0)
        self._say()
        self._draw_from(0, self._ticket)

    def _reason(self, picture: CheckedPicture) -> str:
        names = {
            "unreadable": self.tr("unreadable"),
            "tiny": self.tr("too small"),
            "grey": self.tr("grey"),
            "empty": self.tr("empty"),
            "duplicate": self.tr("alike"),
            "no lines": self.tr("without lines"),
            "transparent": self.tr("transparent"),
            "untagged": self.tr("without tags"),
        }
        return names.get(picture.reason, picture.reason)

    def _describe(self, item: QListWidgetItem, picture: CheckedPicture) -> None:
        stands = self.tr("learned from") if picture.wanted else self.tr("left out")
        item.setToolTip("\n".join(part for part in (picture.source, picture.detail, stands) if part))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{picture.source}, {self._reason(picture)}, {stands}")

    def _say(self) -> None:
        out = sum(not picture.wanted for picture in self._pictures)
        self.words.setText(self.tr("{n} pictures are left out; a click changes that.").format(n=out))
        doubtful = [picture for picture in self._pictures if picture.reason and picture.name and picture.wanted]
        self.leave_button.setEnabled(bool(doubtful))

    def _draw_from(self, first: int, ticket: int) -> None:
        """Makes the thumbnails, some at a time, until another folder is shown."""
        items = [self.list.item(row) for row in range(first, min(first + AT_ONCE, self.list.count()))]
        if not items or ticket != self._ticket:
            return
        count, paths = self.list.count(), [item.data(_PICTURE).path for item in items]

        def done(images: Sequence[QImage | None]) -> None:
            if ticket != self._ticket or self.list.count() != count:
                return  # filled anew meanwhile
            for row, image in enumerate(images, first):
                self.list.item(row).setData(_IMAGE, image)
            self._draw_from(first + AT_ONCE, ticket)

        self._background.run(lambda: [thumbnail(path) for path in paths], done, self.failed.emit)

    def _toggle(self, item: QListWidgetItem) -> None:
        picture: CheckedPicture = item.data(_PICTURE)
        if picture.can_change:
            self._change([picture])

    def _leave_all(self) -> None:
        self._change([picture for picture in self._pictures if picture.reason and picture.name and picture.wanted])

    def _change(self, pictures: Sequence[CheckedPicture]) -> None:
        """Shows the change at once, and keeps it."""
        turned: dict[str, CheckedPicture] = {}
        for picture in pictures:
            self._choice, turned[picture.source] = changed(self._choice, picture)
        self._pictures = [turned.get(picture.source, picture) for picture in self._pictures]
        for row in range(self.list.count()):
            item = self.list.item(row)
            if (picture := turned.get(item.data(_PICTURE).source)) is not None:
                item.setData(_PICTURE, picture)
                self._describe(item, picture)
        self._say()
        self._keep()

    def _keep(self) -> None:
        """Writes the choice, one after the other: the last click has the last word."""
        data, choice = self._data, self._choice
        if data is None or self._writing:
            return
        self._writing = True

        def ended() -> None:
            self._writing = False
            if self._data == data and self._choice != choice:
                self._keep()

        def done(_none: object) -> None:
            ended()
            waiting = any(picture.wanted and not picture.name for picture in self._pictures)
            self.choice_changed.emit(waiting)

        def failed(message: str) -> None:
            ended()
            self.failed.emit(message)

        self._background.run(lambda: write_choice(data, choice), done, failed)


def thumbnail(path: Path) -> QImage | None:
    """The picture small; None where it cannot be read. Not on the GUI thread."""
    try:
        pixels = read_picture(path).pixels
    except NurieError:
        return None
    return to_qimage(resized(pixels, fitted((pixels.shape[1], pixels.shape[0]), SIDE - GRID)))
