"""How pages and batches stand, as a person says it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.model.batch_run import BatchRun, BatchState, PageEntry, PageState
from app.translation import said
from app.ui.training.words import duration


def _tr(text: str) -> str:
    return QCoreApplication.translate("Batch", text)


def page_words(entry: PageEntry) -> str:
    """A page's state in a few words, or why it failed."""
    if entry.words:
        return " ".join(map(said, entry.words))
    return {
        PageState.WAITING: _tr("waiting"),
        PageState.PAINTING: _tr("colouring…"),
        PageState.DONE: _tr("done"),
        PageState.SKIPPED: _tr("was there already"),
        PageState.FAILED: _tr("failed"),
    }[entry.state]


def batch_words(run: BatchRun) -> str:
    """How a batch stands: `12 of 40 · 3 min left · 1 failed`."""
    state, counts = run.state.value, run.counts()
    if state is BatchState.BROKEN:
        return run.message
    if not run.pages:
        return ""
    parts = {
        BatchState.IDLE: [_tr("Sketches: {count}").format(count=len(run.pages))],
        BatchState.STARTING: [_tr("Starting…")],
        BatchState.PAUSING: [_tr("Pausing after this page…")],
        BatchState.PAUSED: [_tr("Paused")],
        BatchState.CANCELLING: [_tr("Cancelling…")],
        BatchState.CANCELLED: [_tr("Cancelled; what is done stays")],
        BatchState.DONE: [_tr("Finished")],
    }.get(state, [])
    if state is not BatchState.IDLE:
        parts.append(_tr("{done} of {every}").format(done=run.settled, every=len(run.pages)))
    remaining = run.remaining_seconds()
    if state is BatchState.RUNNING and remaining is not None:
        parts.append(_tr("{time} left").format(time=duration(remaining)))
    if counts[PageState.FAILED]:
        parts.append(_tr("{count} failed").format(count=counts[PageState.FAILED]))
    return " · ".join([*parts, *map(said, run.notes)])
