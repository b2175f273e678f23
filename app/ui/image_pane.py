"""A canvas with what surrounds it: the words of an empty pane, and drops."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.picture_sources import PictureSource, offers_picture, sources_from_mime
from app.translation import said
from app.ui.canvas import Canvas
from app.ui.icons import put_glyph
from app.ui.theme import GRID, tokens
from app.ui.viewport import Viewport
from engine.errors import PictureError

ROOMY = 20 * GRID
"""The height from which on an empty pane has air, and its glyph."""


class _Glyph(QWidget):
    """A large quiet icon."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(6 * GRID, 6 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            put_glyph(painter, self._name, QRectF(self.rect()), _quiet(), self.devicePixelRatioF())


class EmptyPane(QWidget):
    """Says what to drop here, and offers a button for it."""

    def __init__(self, glyph: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action: QAction | None = None
        layout = QVBoxLayout(self)
        self.glyph = _Glyph(glyph)
        self.label = QLabel()
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self._on_clicked)
        policy = self.button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(policy)
        layout.addStretch()
        layout.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self._arrange(roomy=True)

    def _arrange(self, roomy: bool) -> None:
        """Where there is little room, words and button have it alone."""
        self.glyph.setVisible(roomy)
        gap = 2 * GRID if roomy else GRID // 2
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(roomy=self.height() >= ROOMY)

    def say(self, text: str, action: QAction | None) -> None:
        """Shows this text, and a button for `action` where there is something to do."""
        self._action = action
        self.label.setText(text)
        self.button.setVisible(action is not None)
        if action is not None:
            self.button.setText(action.text())

    def _on_clicked(self) -> None:
        if self._action is not None:
            self._action.trigger()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(tokens().canvas))


class _DropFrame(QWidget):
    """The outline over a pane while something is dragged across it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            accent = QColor(tokens().accent)
            painter.setPen(QPen(accent, 2))
            accent.setAlphaF(0.14)
            painter.setBrush(accent)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), GRID, GRID)


class ImagePane(QWidget):
    """One picture, or the words that ask for it.

    Args:
        name: what a dropped picture is called that has no file name; also the accessible name.
        viewport: shared with the panes that move together.
        glyph: Phosphor name of the icon of the empty pane.
        leads: see `Canvas`.
    """

    dropped = Signal(list)
    """`list[PictureSource]`, at least one."""
    refused = Signal(str)
    """What was dropped holds no picture: one sentence."""

    def __init__(
        self,
        name: str,
        viewport: Viewport,
        glyph: str,
        leads: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.setAcceptDrops(True)
        self.setMinimumSize(20 * GRID, 8 * GRID)
        self.canvas = Canvas(viewport, leads)
        self.canvas.setAccessibleName(name)
        self.empty = EmptyPane(glyph)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.canvas)
        self._frame = _DropFrame(self)
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame.hide()

    @property
    def is_empty(self) -> bool:
        return self._stack.currentWidget() is self.empty

    def take_keys(self) -> None:
        """Gives the focus to what is shown."""
        (self.canvas if self.canvas.has_picture else self).setFocus()

    def refresh(self) -> None:
        """Shows the canvas where it has a picture, else the words of the empty pane."""
        had_focus = self.hasFocus()
        self._stack.setCurrentWidget(self.canvas if self.canvas.has_picture else self.empty)
        if had_focus and self.canvas.has_picture:
            self.canvas.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if offers_picture(event.mimeData()):
            event.acceptProposedAction()
            self._frame.setGeometry(self.rect())
            self._frame.show()
            self._frame.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._frame.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._frame.hide()
        try:
            sources = dropped_sources(event)
        except PictureError as error:
            self.refused.emit(said(error))
        else:
            self.dropped.emit(sources)


def dropped_sources(event: QDropEvent) -> list[PictureSource]:
    """Takes the pictures of a drop.

    Raises:
        PictureError: there are none.
    """
    # A copy even where the other program proposes to move: the picture stays where it was.
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return sources_from_mime(event.mimeData(), QCoreApplication.translate("ImagePane", "dropped picture"))


def _quiet() -> QColor:
    color = QColor(tokens().text)
    color.setAlphaF(0.45)
    return color
