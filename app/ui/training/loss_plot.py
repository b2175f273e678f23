"""Curves of loss terms over steps: smoothed, on a linear or logarithmic axis, other runs faint behind them.

What a term costs on pictures that the training never sees is a curve of its own, dashed, in the term's colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.training_run import HELD_OUT
from app.ui.drawn_once import drawing
from app.ui.theme import GRID, RADIUS, tokens
from app.ui.training.axis import nearest, short, ticks
from app.ui.training.curve_set import Curves, CurveSet
from app.ui.training.line import draw_line, places

# Hues that keep apart for most eyes and read on dark and light ground alike.
COLORS = ("#4c9be8", "#e8884c", "#58b368", "#c678dd", "#d9534f", "#b8a038", "#3fb5b0", "#8d8d8d")
FAINT = 0.4
"""How much of a term's colour the curves of other runs have."""
_OTHERS = (Qt.PenStyle.SolidLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
"""How the curves of other runs are told apart: the first, the second, the third, and so on anew."""
_LEFT, _BOTTOM, _ROW = 7 * GRID, 3 * GRID, 3 * GRID


class LossPlot(QWidget):
    """One plot. A click on a curve's name above it hides the curve and shows it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curves = CurveSet()
        self._marks: Sequence[int] = ()
        self._behind: Sequence[str] = ()
        self._legend: list[tuple[str, QRectF]] = []
        self._hover: float | None = None
        self._drawn: tuple[object, QPixmap] | None = None
        self._logarithmic = False
        self.setMouseTracking(True)
        self.setMinimumSize(30 * GRID, 20 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Loss curves"))

    def sizeHint(self) -> QSize:
        return QSize(52 * GRID, 30 * GRID)

    def set_series(self, series: Curves, marks: Sequence[int]) -> None:
        """Shows these curves; a line stands at each mark (a step at which the run was resumed)."""
        self.curves.set_series(series)
        self._marks = marks
        self._describe()
        self._redraw()

    def set_others(self, runs: Sequence[Curves], names: Sequence[str]) -> None:
        """Shows the curves of other runs behind, faint, in the colours of the same terms, and what the runs are
        called."""
        self.curves.set_others(runs)
        self._behind = names
        self._redraw()

    def set_smoothing(self, weight: float) -> None:
        """How much of what came before each point keeps, in [0, 1)."""
        self.curves.set_smoothing(weight)
        self._redraw()

    def set_logarithmic(self, on: bool) -> None:
        """Whether the values stand on a logarithmic axis."""
        self._logarithmic = on
        self._redraw()

    def _redraw(self) -> None:
        """What is drawn no longer holds."""
        self._drawn = None
        self.update()

    def _describe(self) -> None:
        values = [
            f"{self._title(name)} {short(one.values[-1])}" for name, one in self.curves.series.items() if one.values
        ]
        self.setAccessibleDescription(", ".join(values))

    def _title(self, name: str) -> str:
        """What a curve is called."""
        term = name.removeprefix(HELD_OUT)
        return term if term == name else self.tr("{term}, held out").format(term=term)

    def _color(self, name: str) -> QColor:
        return QColor(COLORS[self.curves.terms.index(name.removeprefix(HELD_OUT)) % len(COLORS)])

    def _frame(self) -> QRectF:
        top = max((box.bottom() for _, box in self._legend), default=0.0) + GRID
        return QRectF(_LEFT, top, max(1, self.width() - _LEFT - GRID), max(1, self.height() - top - _BOTTOM))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        # Kept, for a pointer that moves over it changes nothing but what is said at its place.
        made_for = (self.size(), self.devicePixelRatioF(), tokens(), self.font())
        if self._drawn is None or self._drawn[0] != made_for:
            self._drawn = made_for, drawing(self.size(), self.devicePixelRatioF(), self._draw)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._drawn[1])
            bounds = self.curves.bounds(self._logarithmic)
            if bounds is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._draw_hover(painter, self._frame(), bounds)

    def _draw(self, painter: QPainter) -> None:
        """Everything but what is said under the pointer."""
        colors = tokens()
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        bounds = self.curves.bounds(self._logarithmic)
        self._draw_legend(painter)
        if bounds is None:
            painter.setPen(QColor(colors.dim))
            waiting = self.tr("Curves come with the first steps") if not self.curves.series else ""
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, waiting)
            return
        last, low, high = bounds
        frame = self._frame()
        self._draw_axes(painter, frame, last, low, high)
        painter.setClipRect(frame.adjusted(0, -1, 3, 1).toAlignedRect())  # of whole dots: others cost time
        for name in self.curves.names:
            color = self._color(name)
            faint = QColor(color)
            faint.setAlphaF(FAINT)
            for number, (run, smooth) in enumerate(self.curves.others):
                if name in run:
                    x, y = self._places(frame, bounds, run[name].steps, smooth[name])
                    draw_line(painter, x, y, QPen(faint, 1, _style(number)), 1)
            style = Qt.PenStyle.DashLine if name.startswith(HELD_OUT) else Qt.PenStyle.SolidLine
            x, y = self._places(frame, bounds, self.curves.series[name].steps, self.curves.smooth[name])
            draw_line(painter, x, y, QPen(color, 1, style), 1 + round(self.devicePixelRatioF()))

    def _place(self, frame: QRectF, bounds: tuple[float, float, float], step: float, value: float) -> QPointF:
        x, y = self._places(frame, bounds, [step], [value])
        return QPointF(x[0], y[0])

    def _places(
        self, frame: QRectF, bounds: tuple[float, float, float], steps: Sequence[float], values: Sequence[float]
    ) -> tuple[np.ndarray, np.ndarray]:
        """x and y of a curve's points, without those that a logarithmic axis has no place for."""
        at, high = np.asarray(steps, np.float64), np.asarray(values, np.float64)
        return places(frame, bounds, at, high, self._logarithmic)

    def _draw_axes(self, painter: QPainter, frame: QRectF, last: float, low: float, high: float) -> None:
        colors = tokens()
        grid, label = QColor(colors.groove), QColor(colors.dim)
        for value in ticks(low, high, max(2, int(frame.height() // (5 * GRID))), self._logarithmic):
            y = self._place(frame, (last, low, high), 0, value).y()
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(label)
            box = QRectF(0, y - GRID, _LEFT - 6, 2 * GRID)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short(value))
        steps = ticks(0, last, max(2, int(frame.width() // (10 * GRID))), False)
        for step in (step for step in steps if step == round(step)):
            x = self._place(frame, (last, low, high), step, high).x()
            box = QRectF(x - 4 * GRID, frame.bottom() + 2, 8 * GRID, _BOTTOM - 4)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
            if box.right() > self.width() - 4:
                box.moveRight(self.width() - GRID)
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, short(step))
        painter.setPen(QPen(label, 1, Qt.PenStyle.DashLine))
        for mark in self._marks:
            x = self._place(frame, (last, low, high), mark, high).x()
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))

    def _draw_legend(self, painter: QPainter) -> None:
        """The terms above the curves, each with its newest value, in as many rows as they need; after a bar that of
        pictures that are held out; last the runs that are laid behind, each after its kind of line."""
        colors, metrics = tokens(), painter.fontMetrics()
        self._legend = []
        x, y = float(_LEFT), 4.0

        def room(text: str, before: float, name: str) -> QRectF:
            nonlocal x, y
            width = metrics.horizontalAdvance(text) + before + GRID
            if x + width > self.width() and x > _LEFT:
                x, y = float(_LEFT), y + _ROW
            box = QRectF(x, y, width, _ROW)
            self._legend.append((name, box))
            x += width + GRID
            return box.adjusted(before, 0, 0, 0)

        for term in self.curves.terms:
            text, shown = self.curves.told(term, lambda name: -1), term not in self.curves.hidden
            box = room(text, 14, term)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color(term) if shown else QColor(colors.groove))
            painter.drawEllipse(QPointF(box.left() - 9, box.center().y()), 4, 4)
            painter.setPen(QColor(colors.text if shown else colors.dim))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QColor(colors.dim))
        if self.curves.has_held_out:
            text = self.tr("| held out, dashed")
            painter.drawText(room(text, 0, ""), Qt.AlignmentFlag.AlignVCenter, text)
        for number, run in enumerate(self._behind):
            text = metrics.elidedText(run, Qt.TextElideMode.ElideRight, 24 * GRID)
            box = room(text, 4 * GRID, "")
            painter.setPen(QPen(QColor(colors.dim), 1, _style(number)))
            line = QPointF(box.left() - 3.5 * GRID, box.center().y()), QPointF(box.left() - GRID, box.center().y())
            painter.drawLine(*line)
            painter.setPen(QColor(colors.dim))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_hover(self, painter: QPainter, frame: QRectF, bounds: tuple[float, float, float]) -> None:
        """What the curves say at the step under the pointer."""
        if self._hover is None or not frame.left() <= self._hover <= frame.right():
            return
        colors = tokens()
        step = (self._hover - frame.left()) / frame.width() * bounds[0]
        series = self.curves.series
        lines = [self.curves.told(t, lambda name: nearest(series[name].steps, step)) for t in self.curves.shown_terms]
        painter.setPen(QPen(QColor(colors.dim), 1))
        painter.drawLine(QPointF(self._hover, frame.top()), QPointF(self._hover, frame.bottom()))
        text = "\n".join([self.tr("step {step}").format(step=round(step)), *lines])
        metrics = painter.fontMetrics()
        width = max(metrics.horizontalAdvance(line) for line in text.split("\n")) + 2 * GRID
        box = QRectF(self._hover + GRID, frame.top() + GRID, width, metrics.height() * (len(lines) + 1) + GRID)
        if box.right() > frame.right():
            box.moveRight(self._hover - GRID)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.window))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(colors.text))
        painter.drawText(box.adjusted(GRID, 4, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for name, box in self._legend:
            if name and box.contains(event.position()):
                self.curves.hidden ^= {name}
                self._redraw()
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = event.position().x()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()
        super().leaveEvent(event)


def _style(number: int) -> Qt.PenStyle:
    """The kind of line of another run, by its place among them."""
    return _OTHERS[number % len(_OTHERS)]
