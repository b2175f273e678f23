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


def row_words(row: str) -> str:
    """What a row of a sample sheet shows, as `trainer.events.RowName` names it; empty for one of another version."""
    return {
        "sketch": _tr("Drawing"),
        "reference": _tr("Reference"),
        "result": _tr("Result"),
        "truth": _tr("Original"),
        "wanted": _tr("Wanted colours"),
        "moved": _tr("Moved by tags"),
        "as_wanted": _tr("By wanted colours"),
    }.get(row, "")


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
    """Bytes of a disk as `12 GB`, with one decimal where that tells something."""
    return _short(count / 1e9)


def memory(count: int) -> str:
    """Bytes of memory, in powers of two as they stand on the box: `8 GB` is a card of 8 GB."""
    return _short(count / 1024**3)


def _short(value: float) -> str:
    return f"{value:.1f} GB" if value < 10 else f"{value:.0f} GB"


def device_words(device: str) -> str:
    """Where a training runs, as a person says it; torch's own word for a device of another kind."""
    names = {"cpu": _tr("Processor"), "cuda": _tr("Graphics card"), "mps": _tr("Graphics card")}
    return names.get(device.split(":")[0], device)
