"""The row in the status bar that says what takes its time, and calls it off or begins it again: reading pictures,
colouring, projects that are opened and saved, and the result on its way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.engine_bridge import State
from app.model.document import Slot
from app.ui.export_row import SHOWN_AFTER_MS
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID
from app.workspace import Workspace


@dataclass(frozen=True)
class _Work:
    """What is said of some work, and what the button beside it does."""

    words: str
    button: str = ""
    press: Callable[[], None] | None = None
    busy: bool = True
    share: float | None = None


class WorkRow(QWidget):
    """Shows the first of the works under way, once they last longer than `SHOWN_AFTER_MS`; hidden while there is none.

    A colouring that failed or was called off can be begun again here.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._works: dict[str, _Work] = {}
        self.label = QLabel()
        self.bar = ProgressBar()
        self.bar.setFixedWidth(8 * GRID)
        self.button = QPushButton(self.tr("Cancel"))
        self.button.clicked.connect(self.press)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.setSpacing(GRID)
        layout.addStretch()
        for widget in (self.label, self.bar, self.button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._refresh)
        workspace.reading_changed.connect(self._on_reading)
        workspace.bridge.state_changed.connect(self._on_state)
        workspace.works.changed.connect(self._on_works)
        self.hide()

    def set_preparing(self, slot: Slot, on: bool) -> None:
        """Says that a picture that was read is made ready to be shown. It cannot be called off: undo takes it away."""
        self._set(f"prepare {slot}", _Work(self.tr("Preparing the picture…")) if on else None)

    def press(self) -> None:
        """Does what the button says."""
        work = next(iter(self._works.values()), None)
        if work is not None and work.press is not None:
            work.press()

    def _on_reading(self, slot: Slot, on: bool) -> None:
        words = self.tr("Reading the sketch…") if slot == "sketch" else self.tr("Reading the reference…")
        call_off = _Work(words, self.tr("Cancel"), lambda: self._workspace.call_off_reading(slot))
        self._set(f"read {slot}", call_off if on else None)

    def _on_state(self, state: State) -> None:
        bridge, work = self._workspace.bridge, None
        if state is State.COLORING:
            words = self.tr("Colouring…") if bridge.is_warm else self.tr("Loading the model…")
            work = _Work(words, self.tr("Cancel"), bridge.call_off)
        elif state is State.STALE:
            work = _Work(self.tr("The picture is out of date"), self.tr("Colour Again"), bridge.retry, busy=False)
        self._set("color", work)

    def _on_works(self) -> None:
        works = self._workspace.works
        work = works.current
        if work is None:
            self._set("work", None)
        elif work.is_held:
            self._set("work", _Work(work.words, share=work.share))
        else:
            self._set("work", _Work(work.words, self.tr("Cancel"), works.cancel, share=work.share))

    def _set(self, name: str, work: _Work | None) -> None:
        if work is not None:
            self._works[name] = work
        else:
            self._works.pop(name, None)
        if self._works and self.isHidden():
            if not self._wait.isActive():
                self._wait.start()
        else:
            self._refresh()

    def _refresh(self) -> None:
        work = next(iter(self._works.values()), None)
        if work is None:
            self._wait.stop()
            self.hide()
            return
        self.label.setText(work.words)
        self.bar.setAccessibleName(work.words)
        self.bar.setVisible(work.busy)
        self.bar.show_progress(round(100 * (work.share or 0.0)), None if work.share is None else 100)
        if work.button:
            self.button.setText(work.button)
        self.button.setVisible(work.press is not None)
        self.show()
