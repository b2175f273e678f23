"""Curves of loss terms over steps: smoothed, on a linear or logarithmic axis, other runs faint behind them.

What a term costs on pictures that the training never sees is a curve of its own, dashed, in the term's colour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.training_run import HELD_OUT, Series, smoothed
from app.ui.theme import GRID, RADIUS, tokens
from app.ui.training.axis import nearest, short, ticks
from app.ui.training.line import draw_line, places

# Hues that keep apart for most eyes and read on dark and light ground alike.
COLORS = ("#4c9be8", "#e8884c", "#58b368", "#c678dd", "#d9534f", "#b8a038", "#3fb5b0", "#8d8d8d")
MOST_POINTS, MOST_FAINT = 400, 200
"""Of a curve as it is drawn, and of one of another run; a long run tells hundreds of thousands."""
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
        self._drawn: tuple[object, QPixmap] | None = None
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
        self._redraw()

    def set_others(self, runs: Sequence[Mapping[str, Series]]) -> None:
        """Shows the curves of other runs behind, faint, in the colours of the same terms."""
        self._others = [{name: one.thinned(MOST_FAINT) for name, one in run.items()} for run in runs]
        self._other_smooth = [
            {name: smoothed(one.values, self._smoothing) for name, one in run.items()} for run in self._others
        ]
        self._redraw()

    def set_smoothing(self, weight: float) -> None:
        """How much of what came before each point keeps, in [0, 1)."""
        self._smoothing = weight
        self.set_series(self._series, self._marks)
        self.set_others(self._others)

    def set_logarithmic(self, on: bool) -> None:
        """Whether the values stand on a logarithmic axis."""
        self._logarithmic = on
        self._redraw()

    def _redraw(self) -> None:
        """What is drawn no longer holds."""
        self._drawn = None
        self.update()

    def _describe(self) -> None:
        values = [f"{self._title(name)} {short(one.values[-1])}" for name, one in self._series.items() if one.values]
        self.setAccessibleDescription(", ".join(values))

    def _title(self, name: str) -> str:
        """What a curve is called."""
        term = name.removeprefix(HELD_OUT)
        return term if term == name else self.tr("{term}, held out").format(term=term)

    def _color(self, name: str) -> QColor:
        return QColor(COLORS[self._terms().index(name.removeprefix(HELD_OUT)) % len(COLORS)])

    def _terms(self) -> list[str]:
        """What there are curves of; one of a term, and perhaps another of it on pictures that are held out."""
        return list(dict.fromkeys(name.removeprefix(HELD_OUT) for name in self._series))

    def _names(self) -> list[str]:
        return [name for name in self._series if name.removeprefix(HELD_OUT) not in self._hidden]

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
        # Kept, for a pointer that moves over it changes nothing but what is said at its place.
        made_for = (self.size(), self.devicePixelRatioF(), tokens(), self.font())
        if self._drawn is None or self._drawn[0] != made_for:
            picture = QPixmap(self.size() * self.devicePixelRatioF())
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            picture.fill(Qt.GlobalColor.transparent)
            self._draw(QPainter(picture))
            self._drawn = made_for, picture
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn[1])
        bounds = self._bounds()
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
        bounds = self._bounds()
        self._draw_legend(painter)
        if bounds is None:
            painter.setPen(QColor(colors.dim))
            waiting = self.tr("Curves come with the first steps") if not self._series else ""
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, waiting)
            painter.end()
            return
        last, low, high = bounds
        frame = self._frame()
        self._draw_axes(painter, frame, last, low, high)
        painter.setClipRect(frame.adjusted(0, -1, 3, 1).toAlignedRect())  # of whole dots: others cost time
        for name in self._names():
            color = self._color(name)
            faint = QColor(color)
            faint.setAlphaF(0.4)
            for number, (run, smooth) in enumerate(zip(self._others, self._other_smooth, strict=True)):
                if name in run:
                    pen = QPen(faint, 1, _OTHERS[number % len(_OTHERS)])
                    self._draw_curve(painter, frame, bounds, run[name].steps, smooth[name], pen, wide=False)
            style = Qt.PenStyle.DashLine if name.startswith(HELD_OUT) else Qt.PenStyle.SolidLine
            self._draw_curve(
                painter, frame, bounds, self._series[name].steps, self._smooth[name], QPen(color, 1, style), wide=True
            )
        painter.end()

    def _place(self, frame: QRectF, bounds: tuple[float, float, float], step: float, value: float) -> QPointF:
        x, y = self._places(frame, bounds, np.array([step], np.float64), np.array([value], np.float64))
        return QPointF(x[0], y[0])

    def _places(
        self, frame: QRectF, bounds: tuple[float, float, float], steps: np.ndarray, values: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """x and y of a curve's points, without those that a logarithmic axis has no place for."""
        return places(frame, bounds, steps, values, self._logarithmic)

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

    def _draw_curve(
        self,
        painter: QPainter,
        frame: QRectF,
        bounds: tuple[float, float, float],
        steps: Sequence[int],
        values: Sequence[float],
        pen: QPen,
        wide: bool,
    ) -> None:
        x, y = self._places(frame, bounds, np.asarray(steps, np.float64), np.asarray(values, np.float64))
        draw_line(painter, x, y, pen, 1 + round(self.devicePixelRatioF()) if wide else 1)

    def _draw_legend(self, painter: QPainter) -> None:
        """The terms above the curves, each with its newest value, in as many rows as they need; after a bar that of
        pictures that are held out."""
        colors, metrics = tokens(), painter.fontMetrics()
        self._legend = []
        x, y = float(_LEFT), 4.0
        for term in self._terms():
            text = self._told(term, lambda name: -1)
            width = metrics.horizontalAdvance(text) + 3 * GRID
            if x + width > self.width() and x > _LEFT:
                x, y = float(_LEFT), y + _ROW
            box = QRectF(x, y, width, _ROW)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color(term) if term not in self._hidden else QColor(colors.groove))
            painter.drawEllipse(QPointF(x + 5, box.center().y()), 4, 4)
            painter.setPen(QColor(colors.text if term not in self._hidden else colors.dim))
            painter.drawText(box.adjusted(14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            self._legend.append((term, box))
            x += width + GRID
        if any(name.startswith(HELD_OUT) for name in self._series):
            text = self.tr("| held out, dashed")
            width = metrics.horizontalAdvance(text) + 3 * GRID
            if x + width > self.width():
                x, y = float(_LEFT), y + _ROW
            painter.setPen(QColor(colors.dim))
            painter.drawText(QRectF(x, y, width, _ROW), Qt.AlignmentFlag.AlignVCenter, text)
            self._legend.append(("", QRectF(x, y, width, _ROW)))

    def _told(self, term: str, index_of: Callable[[str], int]) -> str:
        """A term with its smoothed value at an index, and after a bar that of pictures that are held out."""
        names = [name for name in (term, HELD_OUT + term) if self._smooth.get(name)]
        values = [short(self._smooth[name][index_of(name)]) for name in names]
        bar = "| " if names == [HELD_OUT + term] else ""
        return f"{term}  {bar}{' | '.join(values)}" if values else term

    def _draw_hover(self, painter: QPainter, frame: QRectF, bounds: tuple[float, float, float]) -> None:
        """What the curves say at the step under the pointer."""
        if self._hover is None or not frame.left() <= self._hover <= frame.right():
            return
        colors = tokens()
        step = (self._hover - frame.left()) / frame.width() * bounds[0]
        shown = [term for term in self._terms() if term not in self._hidden]
        lines = [self._told(term, lambda name: nearest(self._series[name].steps, step)) for term in shown]
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
                self._hidden ^= {name}
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
