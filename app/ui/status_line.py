"""The status bar: model, size, time of the last step, state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from app.engine_bridge import State
from app.model.document import Model
from app.shown import Shown
from app.translation import said
from app.ui.theme import GRID, tokens

NOTICE_MS = 4000


class _Dot(QWidget):
    """The state as a dot: hollow when nothing is shown, accent while colouring, red when stale, grey when ready."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(2 * GRID, 2 * GRID)
        self.state = State.EMPTY

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colors = tokens()
        fill = {State.COLORING: colors.accent, State.STALE: colors.on_danger, State.READY: colors.dim}.get(self.state)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(fill or colors.dim))
            painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(self.rect().center()) + QPointF(0.5, 0.5), 3.5, 3.5)


class StatusLine(QStatusBar):
    """What stands under the panes. Widths do not depend on what is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.model = QLabel()
        self.model.setObjectName("model")
        self.notice = QLabel()
        self.size_label = QLabel()
        self.time = QLabel()
        self.state = QLabel()
        self._dot = _Dot()
        self._notes: tuple[str, ...] = ()
        for text, widest in ((self.size_label, "00000 × 00000"), (self.time, "00.00 s · cuda fp32"), (self.state, "")):
            text.setMinimumWidth(text.fontMetrics().horizontalAdvance(widest) + 2 * GRID)
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.state.setMinimumWidth(12 * GRID)
        self.state.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.state.setAccessibleName(self.tr("State"))
        self.addWidget(self.model)
        for widget in (self.size_label, self.time, self._dot, self.state):
            self.addPermanentWidget(widget)
        self.set_model(None)
        self.set_shown(None)
        self.set_state(State.EMPTY)

    def set_model(self, model: Model | None) -> None:
        """Names the model that colours."""
        if model is None:
            self.model.setText(self.tr("no model"))
            self.model.setToolTip("")
        else:
            self.model.setText(self.tr("{name} · {size} px").format(name=model.info.name, size=model.info.resolution))
            self.model.setToolTip(str(model.path))

    def set_shown(self, shown: Shown | None) -> None:
        """Gives the size of the result and how long its last step took."""
        if shown is None:
            self.size_label.clear()
            self.time.clear()
            return
        self.size_label.setText(f"{shown.nominal.width()} × {shown.nominal.height()}")
        total = shown.result.milliseconds.get("total", 0.0)
        seconds = total / 1000  # a minute and more would not fit with its hundredths
        took = f"{total:.0f} ms" if seconds < 1 else f"{seconds:.{2 if seconds < 60 else 0}f} s"
        self.time.setText(f"{took} · {shown.result.device} {shown.result.precision}")
        parts = [f"{name} {value:.0f} ms" for name, value in shown.result.milliseconds.items() if name != "total"]
        self.time.setToolTip("\n".join([*parts, *map(said, shown.result.notes)]))
        if shown.result.notes and shown.result.notes != self._notes:
            self.notice_done(" ".join(map(said, shown.result.notes)))
        self._notes = shown.result.notes

    def set_state(self, state: State) -> None:
        """Says in a word how the picture stands to what was asked."""
        self.state.setText(
            {
                State.EMPTY: self.tr("nothing to colour"),
                State.COLORING: self.tr("colouring…"),
                State.READY: self.tr("ready"),
                State.STALE: self.tr("stale"),
            }[state]
        )
        self._dot.state = state
        self._dot.update()

    def notice_done(self, text: str) -> None:
        """Tells for a few seconds of something that cannot be seen."""
        self.showMessage(text, NOTICE_MS)
