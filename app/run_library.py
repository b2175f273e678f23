"""The runs of this machine: where they lie, what they are called, which there are, and how one is thrown away."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QFile

from app.model.training_run import RunState, TrainingRun
from app.training_process import EVENTS_FILE, MODEL_FILE
from engine.errors import TrainingError
from engine.files import replaced_whole
from engine.resources import user_models_folder
from trainer.events import parse_event
from trainer.run_lock import is_training

NOTES_FILE = "notes.json"
_TAIL_BYTES = 64 * 1024


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunLibrary", text)


def runs_folder() -> Path:
    """Where new runs are kept: `$NURIE_RUNS`, or beside the models of the user's own. It need not exist."""
    chosen = os.environ.get("NURIE_RUNS")
    return Path(chosen).expanduser() if chosen else user_models_folder().parent / "runs"


def data_folder() -> Path:
    """Where data made for trainings is kept."""
    return runs_folder().parent / "data"


@dataclass(frozen=True)
class RunNotes:
    """What the user wrote about a run."""

    name: str = ""
    notes: str = ""


@dataclass(frozen=True)
class RunSummary:
    """A run as the list shows it.

    Attributes:
        root: its folder.
        notes: the user's own words.
        stage: `tagger`, `stage-one`, `stage-two`, `all`, or empty where it cannot be told.
        state: how it stands.
        step, steps: done, and in all.
        sample: its newest sheet of pictures, or None.
        has_model: whether there is a weights file of it.
        changed: when it last told something, in seconds since 1970.
        device: where it trains, empty before it began.
        pid: of its process while it is at work, 0 before it began.
        rate: images that it sees in a second, 0 before its first step.
    """

    root: Path
    notes: RunNotes
    stage: str
    state: RunState
    step: int
    steps: int
    sample: Path | None
    has_model: bool
    changed: float
    device: str = ""
    pid: int = 0
    rate: float = 0.0

    @property
    def name(self) -> str:
        return self.notes.name or self.root.name


def find_runs() -> list[RunSummary]:
    """Every run, the newest first. Not on the GUI thread."""
    folder = runs_folder()
    roots = [path for path in sorted(folder.iterdir()) if path.is_dir()] if folder.is_dir() else []
    runs = [summarize_run(root) for root in roots if (root / EVENTS_FILE).is_file()]
    return sorted(runs, key=lambda run: run.changed, reverse=True)


def summarize_run(root: Path) -> RunSummary:
    """What the end of a run's events says of it. Not on the GUI thread."""
    run = TrainingRun(root)
    run.set_alive(is_training(root))
    changed = 0.0
    try:
        changed = (root / EVENTS_FILE).stat().st_mtime
        run.apply(_last_events(root / EVENTS_FILE))
    except OSError:
        pass  # it is being deleted; the next look will not find it
    samples = sorted((root / "samples").glob("*.png"))
    return RunSummary(
        root,
        read_notes(root),
        stage_of(root),
        run.state,
        run.step,
        run.steps or run.step,
        samples[-1] if samples else None,
        (root / MODEL_FILE).is_file(),
        changed,
        run.device,
        run.pid,
        run.images_per_second,
    )


def _last_events(path: Path) -> list[dict]:
    """The first event, which tells the steps in all, and those of the last part of the file."""
    with path.open("rb") as file:
        first = file.readline(_TAIL_BYTES)
        file.seek(0, os.SEEK_END)
        file.seek(max(len(first), file.tell() - _TAIL_BYTES))
        lines = [first, *file.read().split(b"\n")]
    parsed = (parse_event(line.decode("utf-8", "replace")) for line in lines)
    return [event for event in parsed if event is not None]


def stage_of(root: Path) -> str:
    """Which training a run is, as its options show; empty where they are missing or damaged."""
    try:
        options = json.loads((root / "options.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return stage_of_options(options) if isinstance(options, dict) else ""


def stage_of_options(options: Mapping[str, Any]) -> str:
    """Which training some options are of; empty where that cannot be told."""
    own = {"shares": "all", "lambda_l1": "stage-one", "lambda_inversion": "stage-two"}
    return next((stage for key, stage in own.items() if key in options), "tagger" if "data" in options else "")


def read_notes(root: Path) -> RunNotes:
    """The user's words about a run; none where they are missing or damaged."""
    try:
        values = json.loads((root / NOTES_FILE).read_text(encoding="utf-8"))
        return RunNotes(str(values["name"]), str(values["notes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return RunNotes()


def write_notes(root: Path, notes: RunNotes) -> None:
    """Keeps the user's words.

    Raises:
        TrainingError: the folder is gone or cannot be written.
    """
    try:
        with replaced_whole(root / NOTES_FILE) as part:
            part.write_text(json.dumps({"name": notes.name, "notes": notes.notes}, ensure_ascii=False), "utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise TrainingError(_tr("{run} cannot be written: {reason}.").format(run=root, reason=reason)) from error


def throw_away(root: Path) -> None:
    """Moves a run to the waste basket. Not on the GUI thread.

    Raises:
        TrainingError: a training is at work in it, or the system has no waste basket for that place.
    """
    if is_training(root):
        raise TrainingError(_tr("{run} is at work; stop it first.").format(run=root.name))
    if not QFile.moveToTrash(str(root)):
        raise TrainingError(_tr("{run} could not be moved to the waste basket.").format(run=root))
