"""The result and what it is compared with: in one pane with a divider, or in two panes side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.comparing import Mode
from app.qimage import Pyramid
from app.ui.icons import draw_glyph
from app.ui.image_pane import ImagePane
from app.ui.theme import GRID, tokens
from app.ui.viewport import Viewport

KEY_STEP = 0.02
_WIDTH = 3 * GRID


class Divider(QWidget):
    """The line between the two pictures of a wipe, to be dragged or moved by the arrow keys."""

    moved = Signal(float)
    """Where it stands, as a share of the pane's width, 0..1."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self._share = 0.5
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Divider of the comparison"))
        self.setToolTip(self.tr("Drag to compare; a double click puts it in the middle"))
        pane.installEventFilter(self)
        self.hide()

    @property
    def share(self) -> float:
        """Where it stands, as a share of the pane's width, 0..1."""
        return self._share

    def move_to(self, share: float) -> None:
        """Moves it, within the pane."""
        self._share = min(max(share, 0.0), 1.0)
        self._place()
        self.moved.emit(self._share)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # what is under it is not dragged along

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.move_to(self.mapToParent(event.position()).x() / max(1, self._pane.width()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.move_to(0.5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -KEY_STEP, Qt.Key.Key_Right: KEY_STEP}.get(Qt.Key(event.key()))
        if step is not None:
            self.move_to(self._share + step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colors = tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = self.width() / 2
            edge = QColor(0, 0, 0, 70)  # seen on white paper as well
            painter.fillRect(QRectF(middle - 1.5, 0, 3, self.height()), edge)
            painter.fillRect(QRectF(middle - 0.5, 0, 1, self.height()), QColor("#ffffff"))
            knob = QRectF(0, 0, _WIDTH - 2, _WIDTH - 2)
            knob.moveCenter(QPointF(middle, self.height() / 2))
            painter.setPen(QColor(colors.accent if self.hasFocus() else colors.border))
            painter.setBrush(QColor(colors.window))
            painter.drawEllipse(knob)
            draw_glyph(painter, "arrows-left-right", knob.adjusted(4, 4, -4, -4), QColor(colors.text))

    def _place(self) -> None:
        pane = self._pane
        self.setGeometry(round(self._share * pane.width() - _WIDTH / 2), 0, _WIDTH, pane.height())


class CompareView(QWidget):
    """Holds the result's pane, and beside it, where wanted, that of what was before.

    Args:
        result: the pane of the result.
        viewport: of the result, shared by the other pane.
    """

    def __init__(self, result: ImagePane, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result = result
        self.before = ImagePane(self.tr("Before"), viewport, "clock-counter-clockwise")
        self.before.hide()
        self.divider = Divider(result.canvas)
        self.divider.moved.connect(lambda _share: self._split())
        self.label = QLabel(result.canvas)
        self.label.setObjectName("pill")
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label.move(GRID, GRID)
        self.label.hide()
        self._mode = Mode.RESULT
        self._picture: Pyramid | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.before, 1)
        layout.addWidget(result, 1)

    def show_comparison(self, mode: Mode, picture: Pyramid | None, words: str) -> None:
        """Shows the result as `mode` says, against `picture`; `words` say what that is, or why there is none."""
        self._mode, self._picture = mode, picture
        side = mode is Mode.SIDE
        self.before.canvas.set_picture(picture if side else None, self.result.canvas.nominal if side else None)
        self.before.canvas.set_badge(words if side and picture is not None else "", False)
        self.before.empty.say(words, None)
        self.before.refresh()
        self.before.setVisible(side)
        self.divider.setVisible(mode is Mode.WIPE and self.result.canvas.has_picture)
        self.label.setText(words)
        self.label.adjustSize()
        self.label.setVisible(mode in (Mode.WIPE, Mode.HELD))
        self._split()

    def uncover(self, x: float) -> None:
        """Moves the divider of a wipe out of the way, so that the result is seen from that x of its canvas on."""
        if self._mode is Mode.WIPE:
            self.divider.move_to((x - self.divider.width()) / max(1, self.result.canvas.width()))

    def _split(self) -> None:
        share = {Mode.WIPE: self.divider.share, Mode.HELD: 1.0}.get(self._mode)
        picture = self._picture if share is not None else None
        self.result.canvas.set_before(picture, share or 0.0)
