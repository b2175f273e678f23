"""Sample sheets of a run: the newest large, a slider over time, and a wipe between two moments."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget

from app.background import Background
from app.model.training_run import Sample
from app.qimage import Pyramid
from app.ui.icons import icon
from app.ui.theme import GRID, ICON, tokens
from app.ui.training.words import row_words
from engine.image_io import read_picture

KEPT = 24
"""Decoded sheets that are kept; a sheet of eight pictures at 256 px takes some 8 MB with its pyramid."""


class WipePicture(QWidget):
    """One sheet, or two that meet at a line the hand can move: the earlier on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: Pyramid | None = None
        self._before: Pyramid | None = None
        self._share = 0.5
        self._rows: tuple[str, ...] = ()
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(30 * GRID, 20 * GRID)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Sample pictures"))

    @property
    def share(self) -> float:
        """Where the wipe's line stands, in shares of the picture's width."""
        return self._share

    def set_pictures(self, now: Pyramid | None, before: Pyramid | None) -> None:
        """Shows `now`, and left of the line `before` where there is one."""
        self._now, self._before = now, before
        self.setCursor(Qt.CursorShape.SplitHCursor if before is not None else Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def rows(self) -> tuple[str, ...]:
        """What stands beside the picture's rows, from above."""
        return self._rows

    def set_rows(self, rows: tuple[str, ...]) -> None:
        """Says what the picture's rows show, from above; none of one that has none."""
        self._rows = rows
        self.update()

    def target(self) -> QRectF:
        """Where the picture lies in the widget, whole, with room for the words of its rows on its left."""
        if self._now is None:
            return QRectF()
        size, words = self._now.size, self._words_width()
        room = self.width() - 2 * GRID - words
        scale = max(0.0, min(room / size.width(), (self.height() - 2 * GRID) / size.height()))
        width, height = size.width() * scale, size.height() * scale
        return QRectF((self.width() - width + words) / 2, (self.height() - height) / 2, width, height)

    def _words_width(self) -> float:
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(row) + GRID for row in self._rows), default=0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colors = tokens()
            painter.fillRect(event.rect(), QColor(colors.canvas))
            if self._now is None:
                painter.setPen(QColor(colors.text))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            target = self.target()
            painter.drawImage(target, self._now.level_for(target.width() * self.devicePixelRatioF()))
            painter.setPen(QColor(colors.text))
            for number, row in enumerate(self._rows):
                high = target.height() / len(self._rows)
                box = QRectF(
                    target.left() - self._words_width(), target.top() + number * high, self._words_width(), high
                )
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(box.adjusted(0, 0, -GRID, 0), right, row)
            if self._before is None:
                return
            line = target.left() + target.width() * self._share
            painter.save()
            painter.setClipRect(QRectF(target.left(), target.top(), line - target.left(), target.height()))
            painter.drawImage(target, self._before.level_for(target.width() * self.devicePixelRatioF()))
            painter.restore()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawLine(QPointF(line, target.top()), QPointF(line, target.bottom()))
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(QPointF(line, target.center().y()), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05}
        move = moves.get(Qt.Key(event.key()))
        if self._before is not None and move is not None:
            self._wipe_to(self._share + move)
        else:
            super().keyPressEvent(event)

    def _follow(self, event: QMouseEvent) -> None:
        target = self.target()
        if self._before is not None and target.width() > 0:
            self._wipe_to((event.position().x() - target.left()) / target.width())

    def _wipe_to(self, share: float) -> None:
        self._share = min(max(share, 0.0), 1.0)
        self.update()


class SampleView(QWidget):
    """The sheets of one run.

    Args:
        background: decodes them.
    """

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._samples: list[Sample] = []
        self._pinned: Sample | None = None
        self._decoded: dict[Path, Pyramid] = {}
        self._asked: set[Path] = set()
        self.picture = WipePicture()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("plain")
        self.slider.setAccessibleName(self.tr("Moment of the training"))
        self.slider.setToolTip(self.tr("Go back in time"))
        self.slider.setPageStep(1)
        self.slider.setRange(0, 0)
        self.slider.setMinimumWidth(10 * GRID)
        self.slider.valueChanged.connect(self._show)
        self.of = QComboBox()
        self.of.addItems([self.tr("Your drawing"), self.tr("Pictures of the data")])
        self.of.setAccessibleName(self.tr("Which samples"))
        self.of.setFixedHeight(4 * GRID)
        self.of.currentIndexChanged.connect(self._show)
        self.of.hide()
        self.moment = QLabel()
        self.moment.setObjectName("detail")
        self.moment.setMinimumWidth(self.fontMetrics().horizontalAdvance("step 0000000"))
        self.pin = QToolButton()
        self.pin.setCheckable(True)
        self.pin.setIcon(icon("square-half"))
        self.pin.setIconSize(QSize(ICON, ICON))
        self.pin.setToolTip(self.tr("Compare other moments with this one by a wipe"))
        self.pin.setAccessibleName(self.pin.toolTip())
        self.pin.toggled.connect(self._pin)
        row = QHBoxLayout()
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self.of)
        row.addWidget(self.moment)
        row.addWidget(self.slider, 1)
        row.addWidget(self.pin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.picture, 1)
        layout.addLayout(row)
        self.say(self.tr("The first pictures come with the first samples"))
        self._show()

    @property
    def shown(self) -> Sample | None:
        """The moment shown."""
        return self._samples[self.slider.value()] if self._samples else None

    @property
    def pinned(self) -> Sample | None:
        """The moment that the shown one is compared with."""
        return self._pinned

    def say(self, words: str) -> None:
        """What stands there while there are no pictures."""
        self.picture.words = words
        self.picture.update()

    def clear(self) -> None:
        """Forgets everything, for another run."""
        self._decoded.clear()
        self._asked.clear()
        self.pin.setChecked(False)
        self.set_samples([])

    def set_samples(self, samples: list[Sample]) -> None:
        """Takes in the run's samples; whoever looks at the newest sees the newer one, others stay where they are."""
        if samples == self._samples:
            return
        at_end = self.slider.value() >= len(self._samples) - 1
        gone = set(self._samples) - set(samples)
        for path in _paths(gone):
            self._decoded.pop(path, None)
            self._asked.discard(path)
        self._samples = list(samples)
        self.of.setVisible(any(sample.own for sample in samples))
        last = max(0, len(samples) - 1)
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setValue(last if at_end else min(self.slider.value(), last))
        self.slider.blockSignals(False)
        if self._pinned in gone:
            self.pin.setChecked(False)
        self._show()

    def _pin(self, on: bool) -> None:
        self._pinned = self.shown if on else None
        self._show()

    def _show(self) -> None:
        several = len(self._samples) > 1
        self.slider.setEnabled(several)
        self.pin.setEnabled(bool(self._samples))
        now = self.shown
        if now is None:
            self.moment.clear()
            self.picture.set_pictures(None, None)
            self.picture.set_rows(())
            return
        before = self._pinned if self._pinned not in (None, now) else None
        step = self.tr("step {step}")
        words = [step.format(step=sample.step) for sample in (before, now) if sample is not None]
        self.moment.setText(" | ".join(words))
        pyramid = self._pyramid(self._path(now))
        if pyramid is not None:  # until it is decoded the one before stays: no flicker
            own = self._path(now) == now.own
            self.picture.set_rows(() if own else tuple(row_words(row) for row in now.rows))
            self.picture.set_pictures(pyramid, self._pyramid(self._path(before)) if before is not None else None)

    def _path(self, sample: Sample) -> Path:
        """The artist's own drawing first, where it was among the samples and the others are not asked for."""
        return sample.own if sample.own is not None and self.of.currentIndex() == 0 else sample.path

    def _pyramid(self, path: Path) -> Pyramid | None:
        """The sheet, or None while it is decoded; `_show` is called again then."""
        if path in self._decoded:
            return self._decoded[path]
        if path not in self._asked:
            self._asked.add(path)

            def done(pyramid: Pyramid) -> None:
                if path in _paths(self._samples):
                    for old in list(self._decoded)[: max(0, len(self._decoded) - KEPT)]:
                        del self._decoded[old]
                        self._asked.discard(old)
                    self._decoded[path] = pyramid
                    self._show()

            self._background.run(lambda: Pyramid.of(read_picture(path).pixels), done, lambda message: self.say(message))
        return None


def _paths(samples: Iterable[Sample]) -> set[Path]:
    """All files of some samples."""
    return {path for sample in samples for path in (sample.path, sample.own) if path is not None}
