"""Between the document and the engine: changes become requests, answers become signals on the GUI thread.

Pacing: when a tag moves, a preview is asked for at once, a draft or else one as small as the machine needs it
(`app.preview_pacing`), and the full picture when the hand has rested for `REST_MS`. Other changes ask for the full
picture directly. The session keeps the newest request only (and before it its preview), and a full picture in work
gives way to it; an answer for pictures that are no longer in the document, or older than the one shown, is dropped
here.
"""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.awaited import Awaited, Take
from app.model.document import TAG_SETTINGS, Document
from app.preview_pacing import PreviewPacing
from app.session_like import OnAnswer, SessionLike
from app.shown import Drawable, Shown
from app.side_jobs import SideJobs
from app.translation import said
from engine.progress import go_on
from engine.requests import ColorizeRequest, ColorizeResult, Device, Failure, Precision
from engine.session import WARM_UP_NUMBER

log = logging.getLogger(__name__)

REST_MS = 150


class State(enum.Enum):
    """How the picture on the canvas stands to the document."""

    EMPTY = "empty"  # something is missing: nothing to colour
    COLORING = "coloring"  # a newer picture is on its way; the one shown is stale
    READY = "ready"  # what is shown is the document, in full size
    STALE = "stale"  # the newest colouring failed; the one shown is of an older document


class EngineBridge(QObject):
    """Keeps the result in step with the document. GUI thread, but for `_receive`."""

    shown_changed = Signal(object)
    """A new `Shown`, or None when there is nothing to show."""
    state_changed = Signal(object)
    """A new `State`."""
    failed = Signal(str)
    """The newest request failed: one sentence for the user."""
    _arrived = Signal(object)
    _asked = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._session: SessionLike | None = None
        self._closed_session: SessionLike | None = None
        self._sent: dict[int, tuple[ColorizeRequest, bool]] = {}
        self._shown_request: ColorizeRequest | None = None
        self._number = 0
        self._shown_number = 0
        self._pending: str | None = None
        self.pacing = PreviewPacing()
        """How large previews are."""
        self._device: Device = "auto"
        self._precision: Precision = "auto"
        self._lent: Device | None = None
        self.awaited = Awaited(self)
        """Who waits for the full picture, see `when_ready`."""
        self.awaited.failed.connect(self.failed)
        self.side = SideJobs(self._request)
        """Asks for pictures that are not the document's result."""
        self.is_warm = False
        """Whether the engine has ever answered: before, it loads torch and the model, which takes seconds."""
        self.state = State.EMPTY
        self.shown: Shown | None = None
        # Several properties may change within one event (a swap): one request is enough. It is sent before the window
        # paints the change, some 5 ms, which a timer would wait for.
        self._asked.connect(self._submit_pending, Qt.ConnectionType.QueuedConnection)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: self._ask("full"))
        self._arrived.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        document.changed.connect(self._on_document)

    def start(self, make_session: Callable[[OnAnswer], SessionLike]) -> None:
        """Opens the session and asks for what the document already shows; call it once the window is up."""
        self._session = make_session(self._receive)
        self.side.start(self._session)
        if self._document.is_complete:
            self._submit_pending()
        elif (model := self._document.model.value) is not None:
            self._session.warm_up(model.path)  # while the pictures are read, or chosen

    def close(self) -> None:
        """Asks nothing more; later answers are dropped."""
        session, self._session = self._session, None
        self._closed_session = session or self._closed_session
        self._rest.stop()
        self._sent.clear()
        self.awaited.dismiss()
        self.side.close()

    def wait(self) -> None:
        """Ends the session and waits for its thread. Any thread, once it is closed."""
        session, self._closed_session = self._closed_session, None
        if session is not None:
            session.close()

    @property
    def is_up_to_date(self) -> bool:
        """Whether what is shown belongs to the document as it is: in full, or as a preview whose full one comes."""
        request = self._shown_request
        return (
            self.shown is not None
            and request is not None
            and self._document.is_of(request)
            and dict(request.tags) == self._document.applied_tags()
            and request.evenness == self._document.evenness.value
        )

    def when_ready(self, done: Take) -> None:
        """Calls `done` with the full result of the present document: now, or as soon as it is there.

        What is saved or copied is therefore never a preview and never stale. Where it will not come, `failed`
        says why and `done` is forgotten.
        """
        if self.state is State.READY and self.shown is not None:
            done(self.shown)
        elif self.state is State.COLORING:
            self.awaited.add(done)
        elif self.state is State.STALE:
            self.failed.emit(self.tr("The picture shown is out of date, because the last colouring failed."))
        else:
            self.failed.emit(self.tr("There is no result yet; open a sketch and a reference first."))

    def retry(self) -> None:
        """Asks for the full picture again, after a failure."""
        if self._document.is_complete:
            self._ask("full")

    def call_off(self) -> None:
        """Gives up the colouring on its way: what is shown stays, out of date, until the next change or `retry`."""
        if self.state is State.COLORING:
            self._forget_sent()
            if self._session is not None:
                self._session.call_off()
            self._set_state(State.STALE)
            self.awaited.call_off()

    def choose_placement(self, device: Device, precision: Precision) -> None:
        """Says where and in which arithmetic the networks run from now on; the picture is made anew by it."""
        if (device, precision) != (self._device, self._precision):
            self._device, self._precision = device, precision
            self.pacing.forget()
            if self._session is not None:
                self.retry()

    def lend_device(self, device: Device | None) -> None:
        """Has the networks run elsewhere than was chosen until None ends it; what is on the canvas stays."""
        self._lent = device

    def _on_document(self, name: str) -> None:
        if name == "hints":
            return  # they are laid over whatever the networks give
        if name == "model":
            self.side.drop_all()
            self.pacing.forget()
        if not self._document.is_complete:
            self._clear()
        elif name in (*TAG_SETTINGS, "line_settings", "evenness"):
            if self.state is State.READY and self.is_up_to_date:
                return  # e.g. a muted tag was moved
            if self._pending != "full":
                self._ask("preview" if self.has_previews else "full")
        else:
            self._ask("full")

    def _forget_sent(self) -> None:
        self._rest.stop()
        self._pending = None
        self._number += 1  # answers on their way are older than this
        self._sent.clear()

    def _clear(self) -> None:
        self._forget_sent()
        if self.shown is not None:
            self.shown = None
            self.shown_changed.emit(None)
        self._set_state(State.EMPTY)
        self.awaited.call_off()

    @property
    def has_previews(self) -> bool:
        """Whether a moving hand sees smaller pictures than a resting one."""
        model, sketch = self._document.model.value, self._document.sketch.value
        return model is not None and sketch is not None and self.pacing.pays_off(sketch, model.info)

    def _ask(self, kind: str) -> None:
        self._pending = kind
        if kind == "full":
            self._rest.stop()
        else:
            self._rest.start()
        self._set_state(State.COLORING)
        self._asked.emit()

    def _submit_pending(self) -> None:
        if self._session is None or self._pending is None or not self._document.is_complete:
            return
        preview = self._pending == "preview"
        self._pending = None
        self._number += 1
        request = self._request(preview)
        self._sent[request.number] = (request, preview)
        self._session.submit(request)

    def _request(self, preview: bool) -> ColorizeRequest:
        document = self._document
        sketch, reference, model = document.sketch.value, document.reference.value, document.model.value
        assert sketch is not None and reference is not None and model is not None
        tags: Mapping[str, float] = MappingProxyType(document.applied_tags())
        resolution = model.info.resolution
        size = self.pacing.size(resolution) if preview else resolution
        return ColorizeRequest(
            self._number,
            sketch,
            reference,
            model.path,
            tags,
            size=size,
            output_size=size if preview else None,
            device=self._lent or self._device,
            precision=self._precision,
            line_settings=document.line_settings.value,
            evenness=document.evenness.value,
            draft=preview,
        )

    def _receive(self, answer: ColorizeResult | Failure) -> None:
        """The session's thread: pixels become drawable here, so that the GUI thread only draws.

        Raises:
            Cancelled: the answer gives way to a newer request; see `engine.session.Session`.
        """
        go_on()
        drawable = Drawable.of(answer) if isinstance(answer, ColorizeResult) else None
        self._arrived.emit((answer, drawable))

    def _answer(self, arrived: tuple[ColorizeResult | Failure, Drawable | None]) -> None:
        answer, drawable = arrived
        self.is_warm = True
        if self.side.owns(answer.number):
            self.side.deliver(answer, drawable)
            return
        if isinstance(answer, Failure) and answer.number == WARM_UP_NUMBER and not self._document.is_complete:
            self.failed.emit(said(answer.message))  # otherwise the request that waits will say the same
            return
        entry = self._sent.pop(answer.number, None)
        for older in [number for number in self._sent if number < answer.number]:
            del self._sent[older]  # the mailbox let them fall
        if entry is None or answer.number <= self._shown_number:
            return
        request, preview = entry
        newest = answer.number == self._number and self._pending is None
        if isinstance(answer, Failure):
            if newest and not self._rest.isActive():
                self._fail(answer)
            return
        if drawable is None or not self._document.is_of(request):
            return
        self._shown_number = answer.number
        self._shown_request = request
        self.shown = Shown(answer, drawable, preview, request)
        self.pacing.learn(answer)
        self.shown_changed.emit(self.shown)
        if newest and not preview:
            self._set_state(State.READY)
            self.awaited.give(self.shown)

    def _fail(self, failure: Failure) -> None:
        if failure.detail:
            log.error("colouring %d failed: %s", failure.number, failure.detail)
        self._set_state(State.STALE)
        self.awaited.dismiss()
        self.failed.emit(said(failure.message))

    def _set_state(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
