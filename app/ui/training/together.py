"""Painting beside a training: where one makes the other slow, or memory is short, a way out is offered, once."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app import priority
from app.background import Background
from app.engine_bridge import EngineBridge
from app.model.sharing import Sharing
from app.model.training_run import RunState
from app.run_library import RunSummary
from app.settings import Settings
from app.shown import Shown
from app.ui.notice_bar import Choice, NoticeBar
from app.ui.training.words import gigabytes
from trainer.control import Command, send

LEAST_MEMORY = 600_000_000
"""Bytes of main memory below which a machine begins to swap."""
LEAST_DEVICE_MEMORY = 400_000_000
"""Bytes of a graphics card's memory below which the next picture may find no room beside the training."""
_COLD = {"load", "sketch", "reference"}
"""Parts of a picture that are done once: a picture with one of them tells nothing of the pace."""


class Together(QObject):
    """Measures each picture of the canvas, and asks on the notice bar. GUI thread.

    Args:
        background: asks the graphics card how much memory both have left of it.
        bridge: paints; told to paint on the CPU where that is chosen.
        notice: asks, unless it says something else at that moment.
        settings: remembers for which runs the answer was no.
    """

    def __init__(
        self,
        background: Background,
        bridge: EngineBridge,
        notice: NoticeBar,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._bridge = bridge
        self._notice = notice
        self._settings = settings
        self._sharing = Sharing()
        self._running: RunSummary | None = None
        self._answered = False
        self._asking = False
        self._words = ""
        self._painted_on = ""
        bridge.shown_changed.connect(self._measure)

    def set_runs(self, live: list[RunSummary]) -> None:
        """Tells which trainings are at work; called every few seconds."""
        running = next((run for run in live if run.state is RunState.RUNNING), None)
        before, self._running = self._running, running
        if running is None or before is None or running.root != before.root:
            self._sharing.forget_training()
            self._answered = False
        if running is None:
            if self._asking:
                self._asking = False
                self._notice.withdraw(self._words)
            self._bridge.lend_device(None)  # nothing else needs it now
            return
        free = priority.free_memory()
        if free is not None and free < LEAST_MEMORY:
            self._ask(self.tr("Memory is short while {name} trains.").format(name=running.name))
        elif self._painted_on and self._same_device(self._painted_on, running):
            self._look_at_card(running, self._painted_on)

    def _look_at_card(self, run: RunSummary, device: str) -> None:
        """Asks a graphics card what both leave of it; where nothing was painted, asking alone would take some."""

        def done(left: int | None) -> None:
            if left is not None and left < LEAST_DEVICE_MEMORY and self._running == run:
                words = self.tr("{left} are left on the graphics card while {name} trains.")
                self._ask(words.format(left=gigabytes(left), name=run.name))

        self._background.run(lambda: priority.free_device_memory(device), done, lambda _message: None)

    def _measure(self, shown: Shown | None) -> None:
        self._painted_on = shown.result.device if shown is not None else ""
        if shown is None or _COLD & set(shown.result.milliseconds):
            return
        result, running = shown.result, self._running
        kind = (shown.request.model, result.size, shown.preview, result.device)
        total = result.milliseconds.get("total", 0.0)
        slow = self._sharing.add(kind, total, running is not None and self._same_device(result.device, running))
        if running is None or not self._same_device(result.device, running):
            return
        if result.notes:
            self._ask(self.tr("Memory is short while {name} trains.").format(name=running.name))
        elif slow:
            self._ask(self._slow_words(running, *self._sharing.times(kind)))

    def _slow_words(self, run: RunSummary, alone: float | None, beside: float) -> str:
        """What was measured of both, in words."""
        took = self.tr("A picture takes {beside:.1f} s.").format(beside=beside / 1000)
        if alone is not None:
            both = self.tr("A picture takes {beside:.1f} s instead of {alone:.1f} s.")
            took = both.format(beside=beside / 1000, alone=alone / 1000)
        sees = self.tr("The training sees {rate:.1f} images/s.").format(rate=run.rate) if run.rate else ""
        slow = self.tr("Painting is slow while {name} trains.").format(name=run.name)
        return " ".join(words for words in (slow, took, sees) if words)

    @staticmethod
    def _same_device(device: str, run: RunSummary) -> bool:
        return device.split(":")[0] == run.device.split(":")[0]

    def _ask(self, words: str) -> None:
        run = self._running
        if run is None or self._answered or self._notice.message or run.root in self._settings.trainings_left_alone:
            return
        choices: list[Choice] = []
        if run.device.split(":")[0] != "cpu":
            choices.append((self.tr("Paint on the CPU"), self._paint_on_cpu))
        elif priority.can_yield(run.pid):
            choices.append((self.tr("Give It Less Priority"), lambda: self._give_way(run.pid)))
        choices += [
            (self.tr("Pause the Training"), lambda: self._pause(run)),
            (self.tr("No"), lambda: self._leave_alone(run)),
        ]
        self._answered = self._asking = True
        self._words = words
        self._notice.offer(words, choices, None, "graduation-cap")

    def _paint_on_cpu(self) -> None:
        self._asking = False
        self._bridge.lend_device("cpu")

    def _give_way(self, pid: int) -> None:
        self._asking = self._answered = False
        priority.give_way(pid)
        self._sharing.forget_training()  # if that was not enough, pausing is what is left

    def _pause(self, run: RunSummary) -> None:
        self._asking = False
        try:
            send(run.root, Command("pause"))
        except OSError as error:
            words = self.tr("{run} cannot be written: {reason}.")
            self._bridge.failed.emit(words.format(run=run.root, reason=error.strerror or error))

    def _leave_alone(self, run: RunSummary) -> None:
        self._asking = False
        self._settings.leave_training_alone(run.root)
