"""The models of this machine: which there are and where they come from, how one is brought in, given to others, or
thrown away. Nothing here runs on the GUI thread but where it says so."""

from __future__ import annotations

import enum
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFile

from app import training_process
from app.model.training_plan import file_name
from app.run_library import find_runs, read_notes
from app.training_process import MODEL_FILE
from app.translation import last_word, said
from engine.errors import NurieError, TrainingError, WeightsError
from engine.files import refusal_of, replaced_whole
from engine.model_info import ModelInfo, read_model_info
from engine.resources import DEFAULT_MODEL, SUFFIX, model_files, user_models_folder
from engine.sentences import TELL_VARIABLE


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelLibrary", text)


class Source(enum.Enum):
    """Where a model comes from."""

    SHIPPED = "shipped"  # with the program
    OWN = "own"  # in the user's models folder: imported, or kept from a run
    RUN = "run"  # the newest weights of a run, which it may write anew at any time


@dataclass(frozen=True)
class ModelEntry:
    """A weights file as the list of models shows it.

    Attributes:
        path: the file; of a run its `model.safetensors`.
        source: where it comes from.
        size: in bytes.
        name: its own, of a run the run's.
        info: what it says of itself, None where it cannot be read.
        error: why not, one sentence; empty where it can.
    """

    path: Path
    source: Source
    size: int
    name: str
    info: ModelInfo | None
    error: str = ""

    @property
    def can_paint(self) -> bool:
        """Whether it colours: a tagger only names tags."""
        return self.info is not None and self.info.stage != "tagger"


def find_models() -> list[ModelEntry]:
    """Every model: the program's, the user's own, and the newest of each run."""
    shipped = DEFAULT_MODEL.parent
    found = [_entry(path, Source.SHIPPED if path.parent == shipped else Source.OWN) for path in model_files()]
    found += [_entry(run.root / MODEL_FILE, Source.RUN, run.name) for run in find_runs() if run.has_model]
    return [entry for entry in found if entry is not None]


def _entry(path: Path, source: Source, name: str = "") -> ModelEntry | None:
    try:
        size = path.stat().st_size
    except OSError:
        return None  # it is being thrown away
    try:
        info = read_model_info(path)
    except NurieError as error:
        return ModelEntry(path, source, size, name or path.stem, None, said(error))
    # Files kept from runs are named by run and step, which tells more than the name that all of them bear.
    return ModelEntry(path, source, size, name or (path.stem if source is Source.OWN else info.name), info)


def trained_steps(info: ModelInfo) -> int:
    """The steps of the last training that a model went through; 0 where it does not tell."""
    trainings = info.provenance.get("trainings") or [{}]
    steps = trainings[-1].get("steps_done", 0)
    return steps if isinstance(steps, int) else 0


def keep_model(root: Path) -> Path:
    """Copies a run's newest weights to the user's models, named by run and step, so that the training may go on
    writing its own.

    Returns:
        The copy.

    Raises:
        NurieError: there are no weights yet, or they cannot be copied.
    """
    source = root / MODEL_FILE
    name = read_notes(root).name or root.name
    target = user_models_folder() / f"{file_name(name, 'model')} {trained_steps(read_model_info(source))}{SUFFIX}"
    return target if target.exists() else _copy(source, target)


def add_model(path: Path) -> Path:
    """Copies somebody's weights file to the user's models; the same file is not copied twice.

    Raises:
        WeightsError: it is none of ours, or damaged.
        TrainingError: it cannot be copied.
    """
    read_model_info(path)
    target = free_name(path.stem)
    return path if path.parent.resolve() == target.parent.resolve() else _copy(path, target)


def free_name(stem: str) -> Path:
    """A file in the user's models folder that is not there yet, called after `stem`."""
    folder, stem, number = user_models_folder(), file_name(stem, "model"), 1
    path = folder / f"{stem}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}{SUFFIX}"
    return path


def import_released(encoder: Path, generator: Path, mapping: Path | None) -> Path:
    """Brings in files as the paper's authors released them, by the command `import-weights`; takes a minute.

    Returns:
        The weights file, in the user's models folder.

    Raises:
        WeightsError: a file is missing, damaged or another network, or the files do not belong together.
    """
    target = free_name(generator.stem)
    target.parent.mkdir(parents=True, exist_ok=True)
    words = ["--encoder", str(encoder), "--generator", str(generator), "-o", str(target)]
    _command(["import-weights", *words, *([] if mapping is None else ["--mapping", str(mapping)])])
    return target


def export_model(model: Path, out: Path, storage: str, name: str = "") -> None:
    """Writes a model for others with a model card beside it, by the command `train export`.

    Args:
        model: weights file; beside a run's lies what was measured.
        out: the `.safetensors` file to write; the card gets the suffix `.md`.
        storage: `int8`, `fp16`, `bf16` or `fp32`.
        name: what the model is to be called; its own name where empty.

    Raises:
        WeightsError: the model cannot be read, the file not written, or its folder is not there.
    """
    if refusal := refusal_of(out):
        raise WeightsError(refusal)
    words = ["train", "export", str(model), "-o", str(out), "--storage", storage, "--card"]
    _command([*words, *(["--name", name] if name else [])])


def throw_away_model(path: Path) -> None:
    """Moves a model of the user's own to the waste basket.

    Raises:
        TrainingError: it is not the user's own, or the system has no waste basket for that place.
    """
    if path.parent.resolve() != user_models_folder().resolve():
        raise TrainingError(_tr("{model} belongs to the program or to a run.").format(model=path.name))
    if not QFile.moveToTrash(str(path)):
        raise TrainingError(_tr("{model} could not be moved to the waste basket.").format(model=path))


def _copy(source: Path, target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with replaced_whole(target) as part:
            shutil.copyfile(source, part)
    except OSError as error:
        reason = error.strerror or error
        raise TrainingError(_tr("{model} cannot be written: {reason}.").format(model=target, reason=reason)) from error
    return target


def _command(arguments: Sequence[str]) -> None:
    """Runs one of the program's own commands to its end: it loads torch, which the window's process need not."""
    try:
        done = subprocess.run(
            [*training_process.PROGRAM, *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, TELL_VARIABLE: "json"},
        )
    except OSError as error:
        raise WeightsError(_tr("The command could not be started: {reason}.").format(reason=error)) from error
    if done.returncode != 0:
        words = last_word(done.stderr.decode("utf-8", "replace"))
        raise WeightsError(words or _tr("The command ended without a word."))
