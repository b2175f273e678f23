"""Pictures on the side: thumbnails, previews under the pointer, variants. None of them is the document's result.

They wait in the session's queue, which is served in the pauses of the live requests, so that a slider never
waits for them (for at most the small one in work). Each is asked with its own settings; whoever asked cancels
what is no longer wanted.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.session_like import IdleSession
from app.shown import Drawable, Shown
from engine.requests import MOVING_SIDE, ColorizeRequest, ColorizeResult, Failure, Picture
from engine.session import WARM_UP_NUMBER

log = logging.getLogger(__name__)

MAX_FULL = 2048
"""Long side in pixels of a full picture on the side: larger ones would hold up a live request for too long."""

Done = Callable[[Shown | None], Any]


MakeRequest = Callable[[bool], ColorizeRequest]


@dataclass(frozen=True)
class _Job:
    request: ColorizeRequest
    preview: bool
    done: Done


class SideJobs:
    """Asks for pictures on the side and hands each to who asked for it. GUI thread only.

    Args:
        make_request: given whether a preview is wanted, the request of the document as it is.
    """

    def __init__(self, make_request: MakeRequest) -> None:
        self._make_request = make_request
        self._session: IdleSession | None = None
        self._jobs: dict[int, _Job] = {}
        # Below the number of the warm-up, so that these are told from the document's own requests.
        self._numbers = itertools.count(WARM_UP_NUMBER - 1, -1)

    @staticmethod
    def owns(number: int) -> bool:
        """Whether an answer of that number was asked for here."""
        return number < WARM_UP_NUMBER

    @property
    def is_idle(self) -> bool:
        """Whether no picture is on its way."""
        return not self._jobs

    @property
    def waiting(self) -> int:
        """How many pictures are on their way."""
        return len(self._jobs)

    def start(self, session: IdleSession) -> None:
        """From now on there is somebody to ask."""
        self._session = session

    def ask(
        self,
        tags: Mapping[str, float],
        done: Done,
        *,
        reference: Picture | None = None,
        full: bool = False,
        first: bool = False,
        exact: bool = False,
        size: int | None = None,
    ) -> int | None:
        """Asks for the document's sketch and model with these settings; the document must be complete.

        Args:
            tags: the moved tags.
            done: called on the GUI thread with the picture, or with None where there will be none.
            reference: another one than the document's.
            full: not at preview size, but as large as the result, up to `MAX_FULL`.
            first: before the others of the queue.
            exact: not a draft, but what the document's result would be, if smaller.
            size: long side of a preview in pixels, where it is to be another than theirs now.

        Returns:
            The job's number, for `cancel`; None before the session is open.
        """
        if self._session is None:
            return None
        base, number = self._make_request(not (full or exact)), next(self._numbers)
        if exact:
            size = min(MOVING_SIDE, base.size or MOVING_SIDE)
        if size is not None:
            base = replace(base, size=size, output_size=size)
        sketch = base.sketch
        output_size = min(MAX_FULL, max(sketch.width, sketch.height)) if full else base.output_size
        request = replace(
            base, number=number, tags=dict(tags), reference=reference or base.reference, output_size=output_size
        )
        self._jobs[number] = _Job(request, not full, done)
        self._session.submit_idle(request, first)
        return number

    def cancel(self, numbers: Collection[int]) -> None:
        """Forgets these jobs; their `done` is never called."""
        for number in numbers:
            self._jobs.pop(number, None)
        if self._session is not None and numbers:
            self._session.cancel_idle(frozenset(numbers))

    def drop_all(self) -> None:
        """Gives up all jobs, telling who asked: they would load another model than the document's."""
        jobs = dict(self._jobs)
        self.cancel(jobs.keys())
        for job in jobs.values():
            job.done(None)

    def close(self) -> None:
        """Forgets all jobs; nothing is asked any more."""
        self._session = None
        self._jobs.clear()

    def deliver(self, answer: ColorizeResult | Failure, drawable: Drawable | None) -> None:
        """Hands an answer to who asked for it, unless it was cancelled."""
        job = self._jobs.pop(answer.number, None)
        if job is None:
            return
        if isinstance(answer, Failure) or drawable is None:
            log.info("a picture on the side failed: %s", answer)
            job.done(None)
        else:
            job.done(Shown(answer, drawable, job.preview, job.request))
