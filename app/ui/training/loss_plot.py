"""Curves of loss terms over steps: smoothed, on a linear or logarithmic axis, other runs faint behind them.

What a term costs on pictures that the training never sees is a curve of its own, dashed, in the term's colour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.training_run import HELD_OUT, Series, smoothed
from app.ui.theme import GRID, RADIUS, tokens
from app.ui.training.axis import nearest, short, ticks

# Hues that keep apart for most eyes and read on dark and light ground alike.
COLORS = ("#4c9be8", "#e8884c", "#58b368", "#c678dd", "#d9534f", "#b8a038", "#3fb5b0", "#8d8d8d")
MOST_POINTS = 1000
"""Of a curve as it is drawn; a long run tells hundreds of thousands."""
_OTHERS = (Qt.PenStyle.SolidLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
"""How the curves of other runs are told apart: the first, the second, the third, and so on anew."""
_LEFT, _BOTTOM, _ROW = 7 * GRID, 3 * GRID, 3 * GRID


class LossPlot(QWidget):
    """One plot. A click on a curve's name above it hides the curve and shows it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: Mapping[str, Series] = {}
        self._others: list[Mapping[str, Series]] = []
        self._marks: Sequence[int] = ()
        self._smooth: dict[str, list[float]] = {}
        self._other_smooth: list[dict[str, list[float]]] = []
        self._hidden: set[str] = set()
        self._legend: list[tuple[str, QRectF]] = []
        self._hover: float | None = None
        self._smoothing = 0.6
        self._logarithmic = False
        self.setMouseTracking(True)
        self.setMinimumSize(30 * GRID, 20 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Loss curves"))

    def sizeHint(self) -> QSize:
        return QSize(52 * GRID, 30 * GRID)

    @property
    def hidden_terms(self) -> frozenset[str]:
        """The terms that were clicked away."""
        return frozenset(self._hidden)

    def set_series(self, series: Mapping[str, Series], marks: Sequence[int]) -> None:
        """Shows these curves; a line stands at each mark (a step at which the run was resumed)."""
        self._series, self._marks = {name: one.thinned(MOST_POINTS) for name, one in series.items()}, marks
        self._smooth = {name: smoothed(one.values, self._smoothing) for name, one in self._series.items()}
        self._describe()
        self.update()

    def set_others(self, runs: Sequence[Mapping[str, Series]]) -> None:
        """Shows the curves of other runs behind, faint, in the colours of the same terms."""
        self._others = [{name: one.thinned(MOST_POINTS) for name, one in run.items()} for run in runs]
        self._other_smooth = [
            {name: smoothed(one.values, self._smoothing) for name, one in run.items()} for run in self._others
        ]
        self.update()

    def set_smoothing(self, weight: float) -> None:
        """How much of what came before each point keeps, in [0, 1)."""
        self._smoothing = weight
        self.set_series(self._series, self._marks)
        self.set_others(self._others)

    def set_logarithmic(self, on: bool) -> None:
        """Whether the values stand on a logarithmic axis."""
        self._logarithmic = on
        self.update()

    def _describe(self) -> None:
        values = [f"{self._title(name)} {short(one.values[-1])}" for name, one in self._series.items() if one.values]
        self.setAccessibleDescription(", ".join(values))

    def _title(self, name: str) -> str:
        """What a curve is called."""
        term = name.removeprefix(HELD_OUT)
        return term if term == name else self.tr("{term}, held out").format(term=term)

    def _color(self, name: str) -> QColor:
        terms = [term for term in self._series if not term.startswith(HELD_OUT)]
        term = name.removeprefix(HELD_OUT)
        return QColor(COLORS[(terms.index(term) if term in terms else len(terms)) % len(COLORS)])

    def _names(self) -> list[str]:
        return [name for name in self._series if name not in self._hidden]

    def _frame(self) -> QRectF:
        top = max((box.bottom() for _, box in self._legend), default=0.0) + GRID
        return QRectF(_LEFT, top, max(1, self.width() - _LEFT - GRID), max(1, self.height() - top - _BOTTOM))

    def _bounds(self) -> tuple[float, float, float] | None:
        """The last step, the lowest and the highest value shown; None where there is nothing to show."""
        names = self._names()
        runs = (self._series, *self._others)
        last = max(
            (run[name].steps[-1] for run in runs for name in names if name in run and run[name].steps), default=0
        )
        smooth = (self._smooth, *self._other_smooth)
        values = [value for name in names for curves in smooth for value in curves.get(name, ())]
        if self._logarithmic:
            values = [value for value in values if value > 0]
        if not values or last <= 0:
            return None
        low, high = min(values), max(values)
        if self._logarithmic:
            return last, low / 1.1, high * 1.1
        room = (high - low) * 0.05 or abs(high) * 0.05 or 1.0
        # Losses are mostly above nought; the axis dips below only where a value does.
        return last, max(0.0, low - room) if low >= 0 else low - room, high + room

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colors = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        bounds = self._bounds()
        self._draw_legend(painter)
        if bounds is None:
            painter.setPen(QColor(colors.dim))
            waiting = self.tr("Curves come with the first steps") if not self._series else ""
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, waiting)
            return
        last, low, high = bounds
        frame = self._frame()
        self._draw_axes(painter, frame, last, low, high)
        painter.setClipRect(frame.adjusted(0, -1, 1, 1))
        for name in self._names():
            color = self._color(name)
            faint = QColor(color)
            faint.setAlphaF(0.4)
            for number, (run, smooth) in enumerate(zip(self._others, self._other_smooth, strict=True)):
                if name in run:
                    pen = QPen(faint, 1.2, _OTHERS[number % len(_OTHERS)])
                    self._draw_curve(painter, frame, bounds, run[name].steps, smooth[name], pen)
            style = Qt.PenStyle.DashLine if name.startswith(HELD_OUT) else Qt.PenStyle.SolidLine
            pen = QPen(color, 1.6, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            self._draw_curve(painter, frame, bounds, self._series[name].steps, self._smooth[name], pen)
        self._draw_hover(painter, frame, bounds)

    def _place(self, frame: QRectF, bounds: tuple[float, float, float], step: float, value: float) -> QPointF:
        last, low, high = bounds
        if self._logarithmic:
            share = (math.log(max(value, low)) - math.log(low)) / (math.log(high) - math.log(low) or 1)
        else:
            share = (value - low) / (high - low or 1)
        return QPointF(frame.left() + frame.width() * step / last, frame.bottom() - frame.height() * share)

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
        for step in ticks(0, last, max(2, int(frame.width() // (10 * GRID))), False):
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

    def _draw_curve(
        self,
        painter: QPainter,
        frame: QRectF,
        bounds: tuple[float, float, float],
        steps: Sequence[int],
        values: Sequence[float],
        pen: QPen,
    ) -> None:
        seen = [(step, value) for step, value in zip(steps, values, strict=True) if not self._logarithmic or value > 0]
        points = [self._place(frame, bounds, step, value) for step, value in seen]
        painter.setPen(pen)
        if len(points) == 1:
            painter.drawEllipse(points[0], 1.5, 1.5)
        painter.drawPolyline(QPolygonF(points))

    def _draw_legend(self, painter: QPainter) -> None:
        """The names above the curves, each with its newest value, in as many rows as they need."""
        colors = tokens()
        self._legend = []
        x, y = float(_LEFT), 4.0
        for name in self._series:
            values, title = self._smooth[name], self._title(name)
            text = f"{title}  {short(values[-1])}" if values else title
            width = painter.fontMetrics().horizontalAdvance(text) + 3 * GRID
            if x + width > self.width() and x > _LEFT:
                x, y = float(_LEFT), y + _ROW
            box = QRectF(x, y, width, _ROW)
            color = self._color(name) if name not in self._hidden else QColor(colors.groove)
            held_out = name.startswith(HELD_OUT)  # a ring where the curve is dashed
            painter.setPen(QPen(color, 1.6) if held_out else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if held_out else color)
            painter.drawEllipse(QPointF(x + 5, box.center().y()), 3.5 if held_out else 4, 3.5 if held_out else 4)
            painter.setPen(QColor(colors.text if name not in self._hidden else colors.dim))
            painter.drawText(box.adjusted(14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            self._legend.append((name, box))
            x += width + GRID

    def _draw_hover(self, painter: QPainter, frame: QRectF, bounds: tuple[float, float, float]) -> None:
        """What the curves say at the step under the pointer."""
        if self._hover is None or not frame.left() <= self._hover <= frame.right():
            return
        colors = tokens()
        step = (self._hover - frame.left()) / frame.width() * bounds[0]
        lines = []
        for name in self._names():
            if self._series[name].steps:
                index = nearest(self._series[name].steps, step)
                lines.append(f"{self._title(name)}  {short(self._smooth[name][index])}")
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
            if box.contains(event.position()):
                self._hidden ^= {name}
                self.update()
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = event.position().x()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()
        super().leaveEvent(event)
