"""Numbers and states of trainings as a person says them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.model.training_run import RunState


def _tr(text: str) -> str:
    return QCoreApplication.translate("Training", text)


def state_words(state: RunState) -> str:
    """A state in a word or two."""
    return {
        RunState.STARTING: _tr("starting…"),
        RunState.RUNNING: _tr("training"),
        RunState.PAUSED: _tr("paused"),
        RunState.STOPPED: _tr("stopped"),
        RunState.DONE: _tr("finished"),
        RunState.FAILED: _tr("failed"),
        RunState.LOST: _tr("broke off"),
    }[state]


def stage_words(stage: str) -> str:
    """A training by name; empty for one that cannot be told."""
    names = {"tagger": _tr("Tagger"), "stage-one": _tr("Stage one"), "stage-two": _tr("Stage two")}
    return {**names, "all": _tr("All in order")}.get(stage, "")


def duration(seconds: float) -> str:
    """A time of two units at most: `40 s`, `12 min`, `3 h 20 min`, `2 d 4 h`."""
    if seconds < 60:
        return _tr("{seconds:.0f} s").format(seconds=seconds)
    minutes = round(seconds / 60)
    if minutes < 60:
        return _tr("{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return _tr("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    return _tr("{days} d {hours} h").format(days=hours // 24, hours=hours % 24)


def gigabytes(count: int) -> str:
    """Bytes as `12 GB`, with one decimal where that tells something."""
    value = count / 1e9
    return f"{value:.1f} GB" if value < 10 else f"{value:.0f} GB"
