"""A card of a list: a picture, a line of words, and a star where there is one."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.drawn_once import drawing
from app.ui.icons import put_glyph
from app.ui.theme import GRID, RADIUS, Tokens, tokens

IMAGE, STAR, CURRENT = (Qt.ItemDataRole.UserRole + number for number in range(1, 4))
"""What a card's item holds: its picture, whether it has a star, and whether it shows what is on the canvas."""
_PAD = 4
_MARK = 2 * GRID
_MOST_KEPT = 96
Index = QModelIndex | QPersistentModelIndex


class Look(NamedTuple):
    """All that a card's drawing depends on.

    Attributes:
        image: the key of its picture, None while it has none.
        words, starred: what is said of it.
        current, focused, hovered: whether it shows what is on the canvas, has the focus, lies under the hand.
        size, ratio: of the card, in device-independent pixels, and how many device pixels each of them has.
        colors: those of the theme.
    """

    image: int | None
    words: str
    starred: bool
    current: bool
    focused: bool
    hovered: bool
    size: tuple[int, int]
    ratio: float
    colors: Tokens


class Card(QStyledItemDelegate):
    """Draws a picture, the words beneath it, and a star where there is one. A card is copied as long as it looks the
    same: every move of a tag has the whole strip painted, and drawing a card takes ten times as long as copying it."""

    def __init__(self, side: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._list = parent
        self._kept: dict[Look, QPixmap] = {}
        self.side = side

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return card_size(self.side, option.fontMetrics.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state, image = option.state, index.data(IMAGE)
        look = Look(
            image.cacheKey() if image is not None else None,
            str(index.data()),
            bool(index.data(STAR)),
            bool(index.data(CURRENT)),
            bool(state & QStyle.StateFlag.State_HasFocus),
            bool(state & QStyle.StateFlag.State_MouseOver),
            option.rect.size().toTuple(),
            self._list.devicePixelRatioF(),
            tokens(),
        )
        card = self._kept.get(look)
        if card is None:
            while len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            font, size, ground = option.font, option.rect.size(), QColor(look.colors.window)
            card = drawing(size, look.ratio, lambda on: self._draw(on, look, image, font), ground)
            self._kept[look] = card
        painter.drawPixmap(option.rect.topLeft(), card)

    def _draw(self, painter: QPainter, look: Look, image: QImage | None, font: QFont) -> None:
        """Draws a card with its upper left corner at 0, 0."""
        colors, room = look.colors, QRect(QPoint(), QSize(*look.size))
        painter.setFont(font)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(room).adjusted(1, 1, -1, -1)
        picture = QRectF(card.x() + _PAD, card.y() + _PAD, card.width() - 2 * _PAD, self.side)
        if look.hovered or look.focused or look.current:
            edged = look.focused or look.current
            painter.setPen(QPen(QColor(colors.accent), 1.5) if edged else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(card, RADIUS, RADIUS)
        if image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.canvas))
            painter.drawRoundedRect(picture, 3, 3)
            faint = QColor(colors.text)
            faint.setAlphaF(0.3)
            third = self.side // 3
            put_glyph(painter, "image", picture.adjusted(third, third, -third, -third), faint, look.ratio)
        else:
            size = QSize(image.size()).scaled(picture.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(QPoint(), size.expandedTo(QSize(1, 1)))  # a very long picture is a line, not nothing
            box.moveCenter(picture.center().toPoint())
            painter.drawImage(box, image)
        if look.starred:
            corner = QRectF(picture.right() - _MARK - 2, picture.top() + 2, _MARK, _MARK)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.window))
            painter.drawEllipse(corner)
            put_glyph(painter, "star", corner.adjusted(2, 2, -2, -2), QColor(colors.accent), look.ratio)
        painter.setPen(QColor(colors.text if look.hovered or look.focused or look.current else colors.dim))
        line = self._line(room)
        words = QFontMetrics(font).elidedText(look.words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        editor.setGeometry(self._line(option.rect).adjusted(-2, -4, 2, 4))

    def _line(self, rect: QRect) -> QRect:
        """Where the words stand in a card."""
        return QRect(
            rect.x() + 2 * _PAD,
            rect.y() + self.side + 2 * _PAD,
            rect.width() - 4 * _PAD,
            rect.height() - self.side - 3 * _PAD,
        )


def card_size(side: int, line_height: int) -> QSize:
    """The size of a card whose picture is `side` device-independent pixels wide and high."""
    return QSize(side + 2 * _PAD + 2, side + line_height + 4 * _PAD)
