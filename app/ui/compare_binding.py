"""Between the state of comparing, its actions, and the panes that show it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.comparing import Before, Comparing, Mode, SnapshotName
from app.ui.compare_actions import CompareActions, CompareBar
from app.ui.compare_view import CompareView
from app.workspace import Workspace

_ENDS_HOLDING = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TabletPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.WindowDeactivate,
    QEvent.Type.ApplicationDeactivate,
)


class CompareBinding(QObject):
    """Compares the result as the actions ask, and flips between snapshots, each flip one undo step."""

    noticed = Signal(str)
    """Something was done that cannot be seen: one short sentence."""

    def __init__(self, view: CompareView, bar: CompareBar, actions: CompareActions, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._actions = actions
        self._workspace = workspace
        self._mode_before_hold: Mode | None = None
        application = QApplication.instance()
        assert application is not None
        self._application = application
        self.comparing = Comparing(workspace.document, workspace.bridge, self)
        self.comparing.changed.connect(self._show)
        actions.wipe.triggered.connect(lambda on: self._set_mode(Mode.WIPE if on else Mode.RESULT))
        actions.side_by_side.triggered.connect(lambda on: self._set_mode(Mode.SIDE if on else Mode.RESULT))
        for before, action in actions.before.items():
            action.triggered.connect(partial(self._compare_with, before))
        actions.hold.triggered.connect(self._hold_keys)
        bar.hold.pressed.connect(self._hold)
        bar.hold.released.connect(self._release)
        actions.store_a.triggered.connect(lambda: self._store("a"))
        actions.store_b.triggered.connect(lambda: self._store("b"))
        actions.flip.triggered.connect(self._flip)
        self._show()

    def _set_mode(self, mode: Mode) -> None:
        self.comparing.mode = mode

    def _compare_with(self, before: Before, _checked: bool = True) -> None:
        self.comparing.before = before
        if self.comparing.mode is Mode.RESULT:
            self.comparing.mode = Mode.WIPE  # who says with what wants to see it

    def _hold(self) -> None:
        if self._mode_before_hold is None:
            self._mode_before_hold = self.comparing.mode
            self.comparing.mode = Mode.HELD

    def _release(self) -> None:
        if self._mode_before_hold is not None:
            mode, self._mode_before_hold = self._mode_before_hold, None
            self.comparing.mode = mode

    def _hold_keys(self) -> None:
        """A shortcut says when it is pressed, not when it is let go: that is watched for everywhere."""
        self._hold()
        self._application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        released = event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat()
        if released or event.type() in _ENDS_HOLDING:
            self._application.removeEventFilter(self)
            self._release()
        return False

    def _store(self, name: SnapshotName) -> None:
        if self.comparing.store(name):
            self.noticed.emit(self.tr("Stored as {name}").format(name=name.upper()))
        else:
            self.noticed.emit(self.tr("There is no finished result to store yet"))

    def _flip(self) -> None:
        other = self.comparing.other_snapshot()
        if other is not None:
            name, painting = other
            self._workspace.restore(self.tr("Flip to {name}").format(name=name.upper()), painting)

    def _show(self) -> None:
        comparing, actions = self.comparing, self._actions
        actions.wipe.setChecked(comparing.mode is Mode.WIPE)
        actions.side_by_side.setChecked(comparing.mode is Mode.SIDE)
        actions.before[comparing.before].setChecked(True)
        actions.flip.setEnabled(comparing.has("a") or comparing.has("b"))
        self._view.show_comparison(comparing.mode, comparing.picture, self._words())

    def _words(self) -> str:
        before = self.comparing.before
        if self.comparing.picture is not None:
            return {
                Before.REFERENCE: self.tr("The reference alone"),
                Before.SKETCH: self.tr("Sketch"),
                Before.A: "A",
                Before.B: "B",
            }[before]
        if before in (Before.A, Before.B):
            return self.tr("Nothing is stored as {name} yet").format(name=before.name)
        return self.tr("Nothing to compare with yet")
