"""The newest weights of a run on the canvas, as B beside the model that painted before, A, while it trains on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.comparing import Before, Comparing, Mode
from app.engine_bridge import State
from app.model.document import Model, load_model
from app.model_library import keep_model, trained_steps
from app.training_process import MODEL_FILE
from app.ui.notice_bar import NoticeBar
from app.workspace import Workspace
from engine.errors import WeightsError
from engine.model_info import read_model_info


class WeightsTrial(QObject):
    """One trial at a time. It changes the document by undo steps alone. GUI thread.

    Args:
        workspace: gets the weights.
        comparing: holds A and B.
        notice: says what is tried, and offers the way back and what is newer.
    """

    def __init__(
        self, workspace: Workspace, comparing: Comparing, notice: NoticeBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._comparing = comparing
        self._notice = notice
        self._name = ""
        self._before: Model | None = None
        self._tried: Model | None = None
        self._compared_before = comparing.mode, comparing.before
        self._offered = 0
        self.root: Path | None = None
        """The run whose weights are tried."""

    def begin(self, root: Path, name: str) -> None:
        """Takes a run's newest weights as B; what is on the canvas becomes A, unless a trial of it goes on already.

        Args:
            root: the run.
            name: what it is called.
        """
        self._workspace.background.run(
            lambda: load_model(keep_model(root)),
            lambda model: self._when_painted(lambda: self._take(root, name, model)),
            self._workspace.failed.emit,
        )

    def look(self) -> None:
        """Looks whether the run has saved newer weights, and whether what is tried is still on the canvas."""
        root, tried = self.root, self._tried
        if root is None or tried is None:
            return
        if not self._workspace.document.model.is_same(tried):
            self._end()  # undone, or another model was chosen
            return

        def steps() -> int:
            try:
                return trained_steps(read_model_info(root / MODEL_FILE))
            except WeightsError:
                return 0  # it is being thrown away

        self._workspace.background.run(steps, self._offer_newer, lambda _message: None)

    def _when_painted(self, act: Any) -> None:
        """Calls `act` once the canvas shows the document, or at once where it cannot."""
        bridge = self._workspace.bridge
        if bridge.state is State.COLORING:
            bridge.when_ready(lambda _shown: act())
        else:
            act()

    def _take(self, root: Path, name: str, model: Model) -> None:
        if self.root != root:
            self._before = self._workspace.document.model.value
            self._compared_before = self._comparing.mode, self._comparing.before
            self._comparing.store("a")
        self.root, self._name, self._tried, self._offered = root, name, model, 0
        self._workspace.restore(self.tr("Try Newest Weights"), {"model": model})
        self._offer(
            self.tr("{name}, step {step}, is on the canvas as B; the model before is A.").format(
                name=name, step=trained_steps(model.info)
            )
        )
        self._when_painted(lambda: self._compare(model))

    def _compare(self, model: Model) -> None:
        if self._tried is not model or not self._comparing.store("b"):
            return
        self._comparing.before = Before.A
        if self._comparing.mode is Mode.RESULT:
            self._comparing.mode = Mode.WIPE

    def _offer_newer(self, steps: int) -> None:
        if self.root is None or self._tried is None or steps <= max(self._offered, trained_steps(self._tried.info)):
            return
        self._offered = steps
        root, name = self.root, self._name
        self._offer(
            self.tr("Newer weights of {name} are there: step {step}.").format(name=name, step=steps),
            [(self.tr("Take Them"), lambda: self.begin(root, name))],
        )

    def _offer(self, message: str, first: list[Any] | None = None) -> None:
        choices = [*(first or []), (self.tr("Back to A"), self._go_back), (self.tr("Keep B"), self._end)]
        self._notice.offer(message, choices, (self.tr("Keep B"), self._end), "flask")

    def _go_back(self) -> None:
        before = self._before
        self._end()
        if before is not None:
            self._workspace.restore(self.tr("Back to the Model Before"), {"model": before})

    def _end(self) -> None:
        if self.root is None:
            return
        self.root = self._tried = None
        self._notice.dismiss()
        self._comparing.mode, self._comparing.before = self._compared_before
