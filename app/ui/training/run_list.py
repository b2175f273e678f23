"""The runs as a list: the newest sample small, the name, which training and how it stands."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.background import Background
from app.model.training_run import RunState
from app.qimage import Pyramid
from app.run_library import RunSummary
from app.ui.icons import icon
from app.ui.theme import GRID, RADIUS, tokens
from app.ui.training.words import stage_words, state_words
from engine.image_io import read_picture

THUMBNAIL = 6 * GRID
_SUMMARY, _IMAGE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _RowPainter(QStyledItemDelegate):
    """Draws a run: picture, name, and beneath it the stage and the state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(20 * GRID, THUMBNAIL + 2 * GRID)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors = tokens()
        run: RunSummary = index.data(_SUMMARY)
        image: QImage | None = index.data(_IMAGE)
        rect = QRectF(option.rect).adjusted(4, 2, -4, -2)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colors.raised))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        box = QRectF(rect.left() + 6, rect.center().y() - THUMBNAIL / 2, THUMBNAIL, THUMBNAIL)
        painter.setBrush(QColor(colors.canvas))
        painter.drawRoundedRect(box, 4, 4)
        if image is not None:
            # The sheet's left end, in which the first pictures stand: the whole would be too small to see.
            side = min(image.width(), image.height())
            painter.drawImage(box, image, QRectF(0, 0, side, side))
        text = QRectF(box.right() + GRID, rect.top() + 6, rect.right() - box.right() - 2 * GRID, rect.height() / 2 - 6)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(colors.text))
        name = metrics.elidedText(run.name, Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
        text.translate(0, text.height())
        x = text.left()
        if run.state.is_live or run.state in (RunState.FAILED, RunState.LOST):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent if run.state.is_live else colors.on_danger))
            painter.drawEllipse(QRectF(x, text.center().y() - 3, 6, 6))
            text.setLeft(x + 12)
        painter.setPen(QColor(colors.dim))
        share = f" {100 * run.step // run.steps} %" if run.steps and run.state is not RunState.DONE else ""
        words = " · ".join(part for part in (stage_words(run.stage), state_words(run.state) + share) if part)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()


class RunList(QListWidget):
    """Every run, the newest first.

    Args:
        background: decodes the small pictures.
    """

    run_chosen = Signal(object)
    """The chosen run's folder."""
    rename_asked = Signal(object)
    """Another name for this `RunSummary`."""
    compare_asked = Signal(object)
    """This `RunSummary` beside the chosen run."""
    throw_away_asked = Signal(object)
    """This `RunSummary` to the waste basket."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._small: dict[Path, tuple[Path, QImage]] = {}
        self._filter = ""
        self.setItemDelegate(_RowPainter(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Runs"))
        self.viewport().setAutoFillBackground(False)
        # Not the current item: that one changes already when Tab comes to the list.
        self.itemSelectionChanged.connect(self._on_selected)

    @property
    def runs(self) -> list[RunSummary]:
        """What is listed, in order."""
        return [self.item(row).data(_SUMMARY) for row in range(self.count())]

    @property
    def current(self) -> Path | None:
        """The folder of the chosen run."""
        chosen = self.selectedItems()
        return chosen[0].data(_SUMMARY).root if chosen else None

    def set_runs(self, runs: list[RunSummary]) -> None:
        """Lists these; the chosen one stays chosen."""
        chosen = self.current
        self.blockSignals(True)
        self.clear()
        for run in runs:
            item = QListWidgetItem()
            item.setData(_SUMMARY, run)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{run.name}, {state_words(run.state)}")
            item.setToolTip(f"{run.root}\n{run.notes.notes}".strip())
            known = self._small.get(run.root)
            if known is not None:
                item.setData(_IMAGE, known[1])
            if run.sample is not None and (known is None or known[0] != run.sample):
                self._decode(run.root, run.sample)
            self.addItem(item)
            if run.root == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self.set_filter(self._filter)

    def set_filter(self, text: str) -> None:
        """Shows the runs alone in whose name, notes, stage or state each of these words occurs."""
        self._filter = text
        words = text.casefold().split()
        for row, run in enumerate(self.runs):
            told = " ".join((run.name, run.notes.notes, stage_words(run.stage), state_words(run.state))).casefold()
            self.item(row).setHidden(not all(word in told for word in words))

    def menu_for(self, run: RunSummary) -> QMenu:
        """What can be done with a run of the list."""
        menu = QMenu(self)
        menu.addAction(icon("pencil-line"), self.tr("Rename…")).triggered.connect(lambda: self.rename_asked.emit(run))
        compare = menu.addAction(icon("columns"), self.tr("Compare with the Chosen Run"))
        compare.setEnabled(self.current not in (None, run.root))
        compare.triggered.connect(lambda: self.compare_asked.emit(run))
        menu.addSeparator()
        throw = menu.addAction(icon("trash"), self.tr("Throw Away…"))
        throw.setEnabled(not run.state.is_live)
        throw.triggered.connect(lambda: self.throw_away_asked.emit(run))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentItem()
        if item is not None:
            menu = self.menu_for(item.data(_SUMMARY))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            # By the keyboard it opens at the row, wherever the pointer is.
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            menu.popup(
                event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualItemRect(item).center())
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton:  # that one asks for the menu and chooses nothing
            super().mousePressEvent(event)

    def choose(self, root: Path | None) -> None:
        """Chooses a run, or none."""
        for row in range(self.count()):
            if self.item(row).data(_SUMMARY).root == root:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)
        self.clearSelection()

    def _decode(self, root: Path, sample: Path) -> None:
        def done(image: QImage) -> None:
            self._small[root] = (sample, image)
            for row in range(self.count()):
                if self.item(row).data(_SUMMARY).root == root:
                    self.item(row).setData(_IMAGE, image)

        def small() -> QImage:
            return Pyramid.of(read_picture(sample).pixels).level_for(8 * THUMBNAIL)

        # A sheet that is being replaced, or deleted, at this moment is no failure: the row stays without a picture.
        self._background.run(small, done, lambda _message: None)

    def _on_selected(self) -> None:
        if self.current is not None:
            self.run_chosen.emit(self.current)
