"""What the result is compared with, and the two snapshots between which one can flip."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from app.engine_bridge import EngineBridge, State
from app.model.document import Document
from app.qimage import Pyramid
from app.shown import Shown

SnapshotName = Literal["a", "b"]


class Mode(enum.Enum):
    """How the result and what was before stand to each other."""

    RESULT = "result"  # the result alone
    WIPE = "wipe"  # both in one pane, with a divider to drag
    SIDE = "side"  # in two panes
    HELD = "held"  # what was before alone, while a key or button is held


class Before(enum.Enum):
    """What the result is compared with."""

    REFERENCE = "reference"  # what the reference alone gives: no tag moved
    SKETCH = "sketch"  # the line drawing
    A = "a"  # a stored snapshot
    B = "b"


class Comparing(QObject):
    """The state of comparing. It changes nothing of the document. GUI thread only."""

    changed = Signal()
    """The mode, what is compared with, or its picture."""

    def __init__(self, document: Document, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._bridge = bridge
        self._mode = Mode.RESULT
        self._before = Before.REFERENCE
        self._sketch: Pyramid | None = None
        self._plain: Shown | None = None
        self._plain_of: tuple[object, ...] = ()
        self._job: int | None = None
        self._job_of: tuple[object, ...] = ()
        self._snapshots: dict[SnapshotName, tuple[Mapping[str, Any], Shown]] = {}
        bridge.shown_changed.connect(lambda _shown: self._refresh())
        bridge.state_changed.connect(lambda _state: self._refresh())

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self._refresh()

    @property
    def before(self) -> Before:
        """What the result is compared with."""
        return self._before

    @before.setter
    def before(self, before: Before) -> None:
        if before is not self._before:
            self._before = before
            self._refresh()

    @property
    def picture(self) -> Pyramid | None:
        """What the result is compared with, as a picture; None while there is none."""
        if self._before is Before.SKETCH:
            return self._sketch
        if self._before is Before.REFERENCE:
            plain = self._plain if self._plain_of == self._pictures() else None
            return plain.pyramid if plain is not None else None
        kept = self._snapshots.get("a" if self._before is Before.A else "b")
        return kept[1].pyramid if kept is not None else None

    def set_sketch(self, sketch: Pyramid | None) -> None:
        """The sketch as it is drawn, or None while there is none."""
        self._sketch = sketch
        self.changed.emit()

    def has(self, name: SnapshotName) -> bool:
        """Whether a snapshot is stored."""
        return name in self._snapshots

    def store(self, name: SnapshotName) -> bool:
        """Keeps the document as it is with its result; False where it has none that is finished."""
        if self._bridge.state is not State.READY or self._bridge.shown is None:
            return False
        self._snapshots[name] = (self._document.painting(), self._bridge.shown)
        self.changed.emit()
        return True

    def forget_snapshots(self) -> None:
        """Lets fall both snapshots: they are of other work."""
        self._snapshots.clear()
        if self._before in (Before.A, Before.B):
            self._before = Before.REFERENCE
        self._refresh()

    def other_snapshot(self) -> tuple[SnapshotName, Mapping[str, Any]] | None:
        """Where a flip goes: to B from A, else to A; to the only one where one is stored."""
        a, b = self._snapshots.get("a"), self._snapshots.get("b")
        if b is not None and (a is None or self._document.has_painting(a[0])):
            return "b", b[0]
        return ("a", a[0]) if a is not None else None

    def _pictures(self) -> tuple[object, ...]:
        document = self._document
        return (
            document.sketch.value,
            document.line_settings.value,
            document.evenness.value,
            document.reference.value,
            document.model.value,
        )

    def _refresh(self) -> None:
        """Takes or asks for what the reference alone gives, once it is needed."""
        shown, pictures = self._bridge.shown, self._pictures()
        if pictures not in (self._plain_of, self._job_of):
            self._forget()
        ready = self._bridge.state is State.READY and shown is not None
        if ready and self._plain_of != pictures and not self._document.applied_tags():
            self._forget()
            self._plain, self._plain_of = shown, pictures  # it is on the canvas already
        wanted = self._mode is not Mode.RESULT and self._before is Before.REFERENCE
        if wanted and ready and self._plain_of != pictures and self._job is None:
            self._job_of = pictures
            self._job = self._bridge.side.ask({}, self._got, full=True, first=True)
        self.changed.emit()

    def _got(self, plain: Shown | None) -> None:
        self._job = None
        if plain is not None:
            self._plain, self._plain_of = plain, self._job_of
        self.changed.emit()

    def _forget(self) -> None:
        self._plain, self._plain_of = None, ()
        if self._job is not None:
            self._bridge.side.cancel([self._job])
            self._job, self._job_of = None, ()
