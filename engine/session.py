"""One colouring session: a worker thread that answers the newest request, and in its pauses those of a queue.

Usable without Qt.

torch is imported by the worker, so that whoever opens a session need not wait for it.
"""

from __future__ import annotations

import gc
import importlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import NurieError
from engine.fallback import colorize_within_memory, current
from engine.mailbox import Closed, Mailbox
from engine.out_of_memory import is_out_of_memory
from engine.process_memory import return_freed_memory
from engine.progress import Cancelled, looking
from engine.requests import ColorizeRequest, ColorizeResult, Device, Failure, Precision
from engine.sentences import TOO_LITTLE_MEMORY, Sentence

if TYPE_CHECKING:
    from engine.colorizer import Colorizer

log = logging.getLogger(__name__)

Answer = ColorizeResult | Failure
WARM_UP_NUMBER = -1
"""The number in the failure of a `warm_up`."""


@dataclass(frozen=True)
class _WarmUp:
    model: Path
    device: Device
    precision: Precision
    number: int = WARM_UP_NUMBER


class Session:
    """Colours on a thread of its own.

    Of the requests that arrive while one is being answered only the newest is kept, and before it its preview (a hand
    may rest before that was begun, and would see nothing for long); the others are never answered, nor is the one in
    work where it gives way (`ColorizeRequest.gives_way_to`): it ends where it next asks
    `engine.progress.go_on`. What was worked out of its pictures by then is kept. What nobody waits for with a moving
    hand (thumbnails, variants) is given by `submit_idle`: each is answered, in order, in the pauses of the others; one
    in work gives way to every live request and is begun anew in the next pause. Nothing a request can hold stops the
    thread: every failure is an answer.

    Args:
        on_answer: called on the worker's thread with each answer. It must return soon, and hand the answer
            to its own thread where it has one. It may ask `go_on`, whose `Cancelled` says that the answer is not
            wanted any more.
    """

    def __init__(self, on_answer: Callable[[Answer], object]) -> None:
        self._on_answer = on_answer
        self._mailbox: Mailbox[ColorizeRequest | _WarmUp] = Mailbox()
        self._newest = self._unwanted = 0
        self._thread = threading.Thread(target=self._work, name="nurie-session", daemon=True)
        self._thread.start()

    def submit(self, request: ColorizeRequest) -> None:
        """Asks for a colouring, in place of the request that waits, if any, and of the one in work where that gives
        way. Any thread; returns at once.

        Raises:
            RuntimeError: the session is closed.
        """
        self._newest = max(self._newest, request.number)

        def follows(waiting: ColorizeRequest | _WarmUp) -> bool:
            return isinstance(waiting, ColorizeRequest) and request.is_previewed_by(waiting)

        if not self._mailbox.put(request, follows):
            raise RuntimeError("the session is closed")

    def call_off(self) -> None:
        """Gives up what was submitted until now: what waits is dropped, what is in work ends as soon as it can and has
        no answer, unless it is done already. The queue of `submit_idle` stays. Any thread; returns at once."""
        self._unwanted = self._newest
        self._mailbox.drop()

    def submit_idle(self, request: ColorizeRequest, first: bool = False) -> None:
        """Asks for a colouring that has time; `first` lets it pass the rest of the queue. Any thread; returns at once.

        Raises:
            RuntimeError: the session is closed.
        """
        if not self._mailbox.put_idle(request, first):
            raise RuntimeError("the session is closed")

    def cancel_idle(self, numbers: Collection[int]) -> None:
        """Forgets the requests of the queue with these numbers; one in work is still answered, unless it gives way.
        Any thread."""
        self._mailbox.drop_idle(lambda request: request.number in numbers)

    def warm_up(self, model: Path, device: Device = "auto", precision: Precision = "auto") -> None:
        """Imports torch and loads `model` before the first request needs it. Any thread; returns at once.

        Success has no answer; a failure has, with the number `WARM_UP_NUMBER`. A waiting request is left
        alone, as it loads what it needs.
        """
        self._mailbox.put_if_empty(_WarmUp(model, device, precision))

    def close(self) -> None:
        """Drops the waiting requests and waits until the one in work has ended, as soon as it can; it has no answer
        unless it is done already.

        From within `on_answer` it does not wait. May be called again.
        """
        self._mailbox.close()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _work(self) -> None:
        worker = _Worker()
        while True:
            try:
                self._serve(worker, self._mailbox.take(return_freed_memory))  # a waiting thread holds no pictures
            except Closed:
                return

    def _serve(self, worker: _Worker, task: ColorizeRequest | _WarmUp) -> None:
        with looking(partial(self._look, task)):
            try:
                answer = worker.answer(task)
                if answer is not None:
                    self._on_answer(answer)
            except Cancelled:
                self._mailbox.put_back(task)  # where it is one of the queue
            except Exception:
                log.exception("the receiver of answer %d failed", task.number)

    def _look(self, task: ColorizeRequest | _WarmUp) -> None:
        """The worker's thread, between pieces of its work."""
        if self._mailbox.is_closed or 0 < task.number <= self._unwanted:
            raise Cancelled
        newer = self._mailbox.waiting
        if not isinstance(task, ColorizeRequest) or not isinstance(newer, ColorizeRequest):
            return
        if task.number < 0 or task.gives_way_to(newer):
            raise Cancelled


def _load_engine() -> None:
    """Imports torch and the networks. What that makes lives as long as the process, some 300 000 objects: the garbage
    collector is told to pass them by, for a look at all of them holds up every thread for a fifth of a second, that of
    the window too."""
    if "engine.colorizer" in sys.modules:
        return
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        importlib.import_module("engine.colorizer")
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()


class _Worker:
    """What lives on the session's thread: the loaded model."""

    def __init__(self) -> None:
        self._colorizer: Colorizer | None = None

    def answer(self, task: ColorizeRequest | _WarmUp) -> Answer | None:
        """The result of a request, None for a warm-up, or why there is none.

        Raises:
            Cancelled: it was called off.
        """
        try:
            _load_engine()
            self._colorizer = current(self._colorizer, task.model, task.device, task.precision)
            return colorize_within_memory(self._colorizer, task) if isinstance(task, ColorizeRequest) else None
        except Cancelled:
            raise
        except NurieError as error:
            return Failure(task.number, error.sentence)
        except Exception as error:  # noqa: BLE001 (the thread must outlive a defect)
            message = Sentence(
                "An internal error stopped the colouring ({error}); please report it.",
                error=f"{type(error).__name__}: {error}",
            )
            message = TOO_LITTLE_MEMORY if is_out_of_memory(error) else message
            return Failure(task.number, message, traceback.format_exc())
