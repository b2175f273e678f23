"""Pictures in a row or a grid, each with a line of words; moved through by hand and by keys."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.ui.theme import GRID
from app.ui.thumbnail_card import CURRENT, IMAGE, STAR, Card, card_size

_KEY = Qt.ItemDataRole.UserRole


class ThumbnailList(QListWidget):
    """Cards that are chosen by a click or Enter; each has a key by which it is known outside.

    Args:
        side: width and height of the pictures.
        wraps: a grid that scrolls down, and not a row that scrolls sideways.
    """

    chosen = Signal(object)
    """The key of a card that was clicked, or entered by keys."""
    hovered = Signal(object)
    """The key of the card under the hand."""
    unhovered = Signal()
    """The hand left the cards."""
    renamed = Signal(object, str)
    """A card's key, and the words that were typed under it."""

    def __init__(self, side: int, wraps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[Hashable] = []
        self._cards: dict[Hashable, QListWidgetItem] = {}
        self._current_key: Hashable | None = None
        # Asked for now: Qt's class of it is found among all, 10 ms the first time, and that would be the first result.
        self._pane = self.viewport()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWrapping(wraps)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(Card(side, self))
        self._wraps = wraps
        self._columns = 0
        if not wraps:
            height = card_size(side, self.fontMetrics().height()).height()
            self.setFixedHeight(height + 2 * GRID)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for surface in (self, self._pane):  # what is dropped here is the window's
            surface.setAcceptDrops(False)
        self.itemEntered.connect(lambda item: self.hovered.emit(item.data(_KEY)))
        self.viewportEntered.connect(self.unhovered)
        self.itemChanged.connect(self._on_changed)

    @property
    def columns(self) -> int:
        """How many cards stand beside each other in a grid; 0 for as many as there is room for."""
        return self._columns

    @columns.setter
    def columns(self, columns: int) -> None:
        self._columns = columns
        self._centre()

    def room_of(self, columns: int) -> int:
        """The width that so many columns need, with the scroll bar."""
        card = self.visualItemRect(self.item(0)).width() + 2 * self.spacing()
        return columns * card + self.verticalScrollBar().sizeHint().width() + 4

    def _centre(self) -> None:
        """Leaves to the grid what its columns need, in the middle; the scroll bar stays at the edge."""
        spare = self.width() - self.room_of(self._columns) if self._columns and self.count() else 0
        self.setViewportMargins(max(0, spare // 2), 0, max(0, spare - spare // 2), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wraps:
            self._centre()

    @property
    def keys(self) -> list[Hashable]:
        """The keys of the cards, in their order."""
        return [*self._keys]

    def card(self, key: Hashable) -> QListWidgetItem | None:
        """The card of a key."""
        return self._cards.get(key)

    def add(self, key: Hashable, words: str, tip: str = "", editable: bool = False, at: int | None = None) -> None:
        """Adds a card without a picture, at the end or before the one `at` that place."""
        card = QListWidgetItem(words)
        card.setData(_KEY, key)
        card.setToolTip(tip or words)
        card.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}. {tip}" if tip else words)
        if editable:
            card.setFlags(card.flags() | Qt.ItemFlag.ItemIsEditable)
        at = len(self._keys) if at is None else at
        self._keys.insert(at, key)
        self._cards[key] = card
        self.insertItem(at, card)

    def remove(self, key: Hashable) -> None:
        """Takes a card away."""
        if self._cards.pop(key, None) is not None:
            row = self._keys.index(key)
            del self._keys[row]
            self.takeItem(row)

    def clear(self) -> None:
        """Takes all cards away."""
        self._keys.clear()
        self._cards.clear()
        super().clear()

    def set_image(self, key: Hashable, image: QImage | None) -> None:
        """Gives a card its picture, or takes it away."""
        self._set(key, IMAGE, image)

    def set_starred(self, key: Hashable, starred: bool) -> None:
        """Draws a star on a card, or none."""
        self._set(key, STAR, starred)

    def set_current_key(self, key: Hashable | None) -> None:
        """Marks the card that shows what is on the canvas."""
        before, self._current_key = self._current_key, key
        for one in {before, key}:
            self._set(one, CURRENT, one == key)

    def edit_words(self, key: Hashable) -> None:
        """Lets the words of a card be typed anew."""
        if card := self.card(key):
            self.setCurrentItem(card)
            self.editItem(card)

    def key_at(self, position: QPoint) -> Any:
        """The key of the card at a place of the viewport, or None."""
        card = self.itemAt(position)
        return card.data(_KEY) if card is not None else None

    def _set(self, key: Hashable, role: int, value: object) -> None:
        card = self.card(key)
        if card is not None and card.data(role) != value:
            blocked = self.blockSignals(True)
            card.setData(role, value)
            self.blockSignals(blocked)
            self._pane.update(self.visualItemRect(card))

    def _on_changed(self, card: QListWidgetItem) -> None:
        if card.flags() & Qt.ItemFlag.ItemIsEditable and card.data(_KEY) is not None:
            key, words = card.data(_KEY), card.text()
            # Later: who hears of it makes the cards anew, while the view still closes its editor.
            QTimer.singleShot(0, self, lambda: self.renamed.emit(key, words))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            key = self.key_at(event.position().toPoint())
            if key is not None:
                self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and card is not None:
            self.chosen.emit(card.data(_KEY))
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unhovered.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._wraps or event.angleDelta().x():
            super().wheelEvent(event)
        else:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())
            event.accept()
